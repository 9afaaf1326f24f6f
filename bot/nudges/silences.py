"""Who has been silent for how long: a clock for each of the kept, set anew when they talk."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from bot.model.book import Book
from bot.model.document import Contact, Document, Interaction, Preferences
from bot.nudges.cadences import EARLIEST, spread
from bot.nudges.timeline import Timeline


class Silence(Struct, frozen=True, gc=False):
    """Since when somebody is silent, and after how many days they are due.

    ``spread_days`` counts where many clocks began on the same day, ``days`` elsewhere; nobody
    is due before ``earliest`` days. ``talks`` is how many there were.
    """

    contact: Contact
    since: date
    began: int
    days: int
    spread_days: int
    earliest: float
    talks: int


class Clock(Struct, frozen=True, gc=False):
    """How late somebody is on a day, and no more: enough to see who is worth a closer look."""

    contact: Contact
    day: date
    lateness: float
    talks: int


class Silences:
    """A view of a book: the silences of the kept, worked out when they are first asked for."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._of: dict[str, Silence] = {}

    def replace(self, before: Document | None, after: Document | None) -> None:
        """Forget what a change makes untrue."""
        for document in (before, after):
            match document:
                case Contact():
                    self._of.pop(document.id, None)
                case Interaction():
                    for id in document.contacts:
                        self._of.pop(id, None)
                case Preferences():
                    self._of.clear()

    def due(self, day: date) -> Iterator[Clock]:
        """The clocks of the kept whose silence has reached their cadence."""
        timeline, today = self._book.view(Timeline), day.toordinal()
        for id in timeline.kept:
            each = self._of.get(id) or self._worked_out(timeline, id)
            if each and today < each.began:  # a talk still to come hides those before it
                each = _silence(timeline, each.contact, day)
            if each is None or (silent := today - each.began) < each.earliest:
                continue
            days = each.spread_days if timeline.is_crowded(each.since) else each.days
            if silent >= days:
                yield Clock(each.contact, day, silent / days, each.talks)

    def _worked_out(self, timeline: Timeline, id: str) -> Silence | None:
        contact = self._book.get(Contact, id)
        if contact is None:
            return None
        self._of[id] = found = _silence(timeline, contact, date.max)
        return found


def _silence(timeline: Timeline, contact: Contact, day: date) -> Silence:
    """Of the talks up to ``day``."""
    talks = timeline.talks_up_to(contact.id, day)
    since = talks[-1][0] if talks else contact.added_on
    days = timeline.kept[contact.id]
    return Silence(
        contact,
        since=since,
        began=since.toordinal(),
        days=days,
        spread_days=spread(days, contact.name, since),
        earliest=days * EARLIEST,
        talks=len(talks),
    )


def due(book: Book, day: date) -> Iterator[Clock]:
    """The clocks of the kept whose silence has reached their cadence on ``day``."""
    return book.view(Silences).due(day)
