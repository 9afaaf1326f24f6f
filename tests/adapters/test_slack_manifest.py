from typing import Any

from adapters.slack import manifest
from bot.ports import MenuEntry

MET = MenuEntry("met", "met <people> [at <place>]", "Log that you saw someone")


def commands(*menu: MenuEntry) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = manifest(menu)["features"]["slash_commands"]
    return found


def test_the_canonical_command_is_always_there_and_verbs_follow() -> None:
    first, second = commands(MET)
    assert first["command"] == "/cordially"
    assert first["usage_hint"]
    assert second == {
        "command": "/met",
        "description": "Log that you saw someone",
        "should_escape": True,
        "usage_hint": "<people> [at <place>]",
    }


def test_a_verb_without_anything_after_it_has_no_hint() -> None:
    (_, congrats) = commands(MenuEntry("congrats", "congrats", "Whom to congratulate"))
    assert "usage_hint" not in congrats


def test_verbs_of_slack_and_of_anybody_get_no_alias() -> None:
    verbs = (
        "who",
        "status",
        "remind",
        "help",
        "settings",
        "invite",
        "start",
        "export",
        "today",
    )
    assert len(commands(*(MenuEntry(verb, verb, "x") for verb in verbs))) == 1


def test_it_stays_within_what_slack_takes() -> None:
    menu = [MenuEntry(f"verb{n}", f"verb{n} " + "x" * 2000, "y" * 3000) for n in range(70)]
    long = MenuEntry("v" * 32, "v" * 32, "too long a name")
    made = manifest([long, *menu])
    found = made["features"]["slash_commands"]
    assert len(found) == 50
    assert len({each["command"] for each in found}) == 50
    for each in found:
        assert len(each["command"]) <= 32
        assert 1 <= len(each["description"]) <= 2000
        assert len(each["usage_hint"]) <= 1000
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140


def test_it_lets_people_write_and_press_without_a_public_address() -> None:
    made = manifest([MET])
    assert made["features"]["app_home"] == {
        "home_tab_enabled": False,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert made["settings"]["socket_mode_enabled"]
    assert made["settings"]["interactivity"]["is_enabled"]
    assert "request_url" not in str(made)
    assert made["settings"]["event_subscriptions"]["bot_events"] == [
        "app_mention",
        "message.im",
    ]
    scopes = set(made["oauth_config"]["scopes"]["bot"])
    assert {"chat:write", "commands", "im:history", "users:read", "app_mentions:read"} <= scopes
    assert not {
        scope for scope in scopes if scope.startswith(("channels:", "groups:", "admin"))
    }
