"""Turns for what is called with one: a book, a message's id and a moment."""

from datetime import UTC, datetime

from bot.command import Turn
from bot.model.book import Book
from bot.model.document import OwnerId
from bot.ports import Address, Conversation

NOW = datetime(2026, 3, 18, 9, tzinfo=UTC)
ANN = OwnerId("ann")
SENDER = Address("telegram", "", "1")


def turn(
    book: Book | None = None,
    *,
    message_id: str = "m1",
    now: datetime = NOW,
    said_at: datetime | None = None,
    where: str = "c1",
) -> Turn:
    """A turn in a private conversation, said now unless it was said before."""
    return Turn(
        Book(ANN) if book is None else book,
        message_id=message_id,
        said_at=said_at or now,
        now=now,
        sender=SENDER,
        where=Conversation(where),
    )
