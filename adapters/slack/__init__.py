"""Slack: messages in by Socket Mode, replies out as Block Kit."""

from adapters.slack.adapter import SlackAdapter
from adapters.slack.manifest import manifest
from adapters.slack.rendering import Post, render
from bot.clock import Clock, system_clock
from bot.ports import Adapter
from bot.settings import Settings

__all__ = ["Post", "SlackAdapter", "manifest", "open_adapter", "render"]


def open_adapter(settings: Settings, clock: Clock = system_clock) -> Adapter | None:
    """An adapter for the workspace whose tokens the settings have; None if they have none."""
    if settings.slack is None:
        return None
    return SlackAdapter(settings.slack, clock)
