"""What was forgotten for good, as hashes of ids: so much outlives it, and no word of it."""

from bot.ports import Forgotten
from storage.text import Text


def key_of(text: Text, row: Forgotten) -> bytes:
    """What stands for a contact, or for a whole book."""
    return text.hash(f"forgotten {row.owner} {row.contact or ''}")
