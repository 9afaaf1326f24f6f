"""The list of a day: the digest that was sent, or what one would say now, kept nowhere."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import structs

from bot.model.book import Book
from bot.model.document import Digest, Nudge
from bot.nudges.mornings import find_nudge, latest, of_day
from bot.nudges.planner import propose

FRESH = ""
"""The id of a list that is not kept."""
_A_WEEK = timedelta(days=7)


def list_of(book: Book, day: date) -> Digest:
    """The digest of ``day``, or a fresh list where none was sent."""
    return of_day(book, day) or fresh(book, day)


def fresh(book: Book, day: date) -> Digest:
    """What a digest of ``day`` would say now, without carrying anything.

    It is not saved, so that asking changes nothing; its nudges have the ids of whom or what
    they are about, by which a button finds them again.
    """
    ids = (f"{count}" for count in range(1, 100))
    nudges = propose(book, day=day, previous=None, new_id=lambda: next(ids))
    return Digest(id=FRESH, day=day, nudges=tuple(_of_itself(nudges)))


def found(book: Book, id: str, day: date) -> tuple[Digest, Nudge] | None:
    """The nudge with this id in a digest that was sent, or else in the list of ``day``."""
    if kept := find_nudge(book, id):
        return kept
    digest = list_of(book, day)
    return next(((digest, nudge) for nudge in digest.nudges if nudge.id == id), None)


def current(book: Book, day: date) -> Digest:
    """The list that words like "done 2" are about: the last one of a week, or a fresh one."""
    last = latest(book)
    return last if last and last.day > day - _A_WEEK else fresh(book, day)


def _of_itself(nudges: tuple[Nudge, ...]) -> Iterator[Nudge]:
    for nudge in nudges:
        id = nudge.contacts[0] if nudge.contacts else nudge.source
        yield structs.replace(nudge, id=id or nudge.id)
