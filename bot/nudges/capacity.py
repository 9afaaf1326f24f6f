"""Whether there are mornings enough for all whom the owner wants to keep up with. Pure."""

from math import ceil

from msgspec import Struct, structs

from bot.model.book import Book
from bot.model.document import Contact, Preferences
from bot.nudges.standing import is_open
from bot.nudges.timeline import Timeline

_WEEK = 7
_SPARE = 1.05
"""How much longer than needed cadences become, so that it is not short again at once."""


class Capacity(Struct, frozen=True):
    """People a day: those whom the cadences ask for, and those whom there is room for.

    ``mornings`` there are a day: fewer than one where days are quiet.
    """

    needed: float
    room: float
    mornings: float = 1.0

    @property
    def is_short(self) -> bool:
        """Whether somebody will always be late."""
        return self.needed > self.room

    @property
    def a_morning(self) -> int:
        """How many people a morning the cadences ask for, given the mornings that there are."""
        return ceil(self.needed / self.mornings) if self.mornings else 0


def capacity(book: Book) -> Capacity:
    """What the kept ask for, against what the owner's mornings have room for."""
    kept = book.view(Timeline).kept
    people = ((book.get(Contact, id), days) for id, days in kept.items())
    needed = sum(1 / days for contact, days in people if contact and is_open(contact))
    mornings = (_WEEK - len(set(book.preferences.quiet_days))) / _WEEK
    return Capacity(needed, book.preferences.max_nudges * mornings, mornings)


def lengthened(book: Book) -> tuple[list[Contact], Preferences]:
    """Everybody's own cadence, and those of kinds and tags, so much longer that all fit."""
    now = capacity(book)
    factor = _SPARE * now.needed / now.room if now.room else 1.0
    people = [
        structs.replace(each, cadence_days=ceil(each.cadence_days * factor))
        for each in book.all(Contact)
        if each.cadence_days and is_open(each)
    ]
    keeps = tuple(
        structs.replace(each, days=ceil(each.days * factor)) for each in book.preferences.keeps
    )
    return people, structs.replace(book.preferences, keeps=keeps)
