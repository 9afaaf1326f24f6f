"""What people type, understood: an intent, its slots, and the evidence for each."""

from bot.language.reader import prepare, read
from bot.language.reading import Context

__all__ = ["Context", "prepare", "read"]
