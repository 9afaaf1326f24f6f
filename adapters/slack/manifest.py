"""The manifest that makes the Slack app: the menu's commands, and the fewest rights. Pure."""

from collections.abc import Sequence
from typing import Any

from adapters.slack.reading import CANONICAL
from bot.ports import MenuEntry

MAX_COMMANDS = 50
MAX_COMMAND = 32
MAX_DESCRIPTION = 2_000
MAX_USAGE = 1_000

OF_SLACK = frozenset(
    "active apps archive away call close collapse dm dnd expand feed feedback help invite "
    "join kick leave me msg mute open part prefs remind remove rename search shortcuts shrug "
    "star status topic unarchive who".split()
)
"""Slack's own, which an app cannot take."""

OF_ANYBODY = frozenset(
    "add ask cancel done event export import link list note owe poll settings share start stop "
    "task today todo undo".split()
)
"""What another app of a workspace easily has too: the one installed last would win silently."""

SCOPES = (
    "app_mentions:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "im:history",
    "im:write",
    "users:read",
)
"""files:write and im:write are for exports, which go into the direct message."""


def manifest(menu: Sequence[MenuEntry]) -> dict[str, Any]:
    """What to paste into "Create an app from a manifest": for Socket Mode, without a URL."""
    return {
        "display_information": {
            "name": "Cordially",
            "description": "Remembers the people you know, and whom to write to next.",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Cordially", "always_online": True},
            "slash_commands": _commands(menu),
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": ["app_mention", "message.im"]},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _commands(menu: Sequence[MenuEntry]) -> list[dict[str, Any]]:
    """``/cordially`` first, then a short alias for each verb that is safely ours."""
    aliases = [
        _command(f"/{entry.verb}", entry.summary, entry.usage.removeprefix(entry.verb).strip())
        for entry in menu
        if entry.verb not in OF_SLACK | OF_ANYBODY and len(entry.verb) < MAX_COMMAND
    ]
    canonical = _command(
        CANONICAL, "Everything, in words", "met Sarah at the conference, or help"
    )
    return [canonical, *aliases[: MAX_COMMANDS - 1]]


def _command(name: str, description: str, usage: str) -> dict[str, Any]:
    command = {
        "command": name,
        "description": description[:MAX_DESCRIPTION],
        "should_escape": True,
    }
    return {**command, "usage_hint": usage[:MAX_USAGE]} if usage else command
