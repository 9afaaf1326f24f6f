"""Who goes through a hard time: nothing cheerful is said to them meanwhile. Pure."""

from collections.abc import Sequence
from datetime import date

from bot.model.book import Book
from bot.model.document import Contact, ContactId, Support


def hard_times(book: Book, contact: ContactId | str, day: date) -> list[Support]:
    """The hard times of a contact that are not over on ``day``, as they were told."""
    return [
        each
        for each in book.all(Support)
        if ContactId(contact) in each.contacts and each.on <= day < each.until
    ]


def in_hard_times(book: Book, people: Sequence[Contact], day: date) -> bool:
    """Whether any of ``people`` goes through one."""
    return any(hard_times(book, each.id, day) for each in people)
