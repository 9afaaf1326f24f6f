"""Telegram, by python-telegram-bot: long polling, inline keyboards, entities instead of markup.

``request`` is the HTTP underneath, ``reading`` and ``rendering`` are the two pure translators,
``polling`` brings in and ``sending`` takes out; ``adapter`` puts them together.
"""

from adapters.telegram.adapter import TelegramAdapter
from adapters.telegram.reading import read
from adapters.telegram.rendering import Part, render
from bot.clock import Clock, system_clock
from bot.settings import Settings

__all__ = ["Part", "TelegramAdapter", "open_adapter", "read", "render"]


def open_adapter(settings: Settings, clock: Clock = system_clock) -> TelegramAdapter | None:
    """The adapter of the bot whose token is set, or None where none is. Connects to nothing."""
    return TelegramAdapter(settings.telegram, clock) if settings.telegram else None
