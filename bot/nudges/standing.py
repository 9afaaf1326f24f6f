"""How the owner stands with each contact: what ranking reads."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import force_setattr

from bot.model.book import Book
from bot.model.document import Contact, ContactId
from bot.nudges.cadences import DRIFTING, spread
from bot.nudges.timeline import Timeline

DORMANT_AFTER = timedelta(days=3 * 365)


class Standing(Struct, frozen=True, gc=False):
    """What is known of one contact on one day.

    ``first_on`` and ``last_on`` are the days of the first and the last talk that were logged,
    ``talks`` their number, ``first_talk`` and ``last_talk`` their ids. ``kept_days`` is the
    cadence of their tag or kind, ``spread_days`` the cadence as it is spread where many began
    at once. ``attempts`` went unanswered since the last talk. ``has_follow_up`` if the owner
    ever set a reminder about them. ``silent_days`` are whole days since the last talk, or
    since they came into the book; ``lateness`` is the silence as a share of the cadence: 1.0
    on the day it is due, 0 without a cadence. Both follow from the rest, whatever is given.
    """

    contact: Contact
    day: date
    first_on: date | None = None
    last_on: date | None = None
    talks: int = 0
    first_talk: str | None = None
    last_talk: str | None = None
    has_follow_up: bool = False
    kept_days: int | None = None
    attempts: int = 0
    spread_days: int | None = None
    silent_days: int = -1
    lateness: float = -1.0

    def __post_init__(self) -> None:
        """Work out once what ranking reads again and again."""
        silent = max(0, (self.day - self.since).days)
        force_setattr(self, "silent_days", silent)
        days = self.due_days
        force_setattr(self, "lateness", silent / days if days else 0.0)

    @property
    def cadence_days(self) -> int | None:
        """How often the owner wants to be in touch; None for a contact who is only known."""
        own = self.contact.cadence_days
        return (self.kept_days if own is None else own) or None

    @property
    def due_days(self) -> int | None:
        """The silence with which they are due: the cadence, spread where many are at once."""
        return self.spread_days or self.cadence_days

    @property
    def since(self) -> date:
        """The day that silence is counted from: the last talk, or when they came in."""
        return self.last_on or self.contact.added_on

    @property
    def is_due(self) -> bool:
        """Whether the silence has reached the cadence."""
        return self.lateness >= 1

    @property
    def is_drifting(self) -> bool:
        """Whether the silence is half as long again as the cadence, or longer."""
        return self.lateness >= DRIFTING

    @property
    def is_dormant(self) -> bool:
        """Whether nothing was heard for three years."""
        return self.silent_days >= DORMANT_AFTER.days

    @property
    def is_open(self) -> bool:
        """Whether they may be proposed at all: a boundary always wins."""
        return is_open(self.contact)

    @property
    def is_snoozed(self) -> bool:
        """Whether the owner put them off to a later day."""
        return bool(self.contact.snoozed_until and self.contact.snoozed_until > self.day)


def is_open(contact: Contact) -> bool:
    """Whether a contact is behind no boundary; the dead are."""
    return not (contact.do_not_contact or contact.passed_away)


def standing(book: Book, contact: Contact, day: date) -> Standing:
    """How the owner stands with ``contact`` on ``day``, of all that was logged up to then."""
    return _standing(book.view(Timeline), contact, day)


def kept(book: Book, day: date) -> Iterator[Standing]:
    """The standings of those with whom the owner wants to keep in touch."""
    index = book.view(Timeline)
    for id in list(index.kept):
        if contact := book.get(Contact, id):
            yield _standing(index, contact, day)


def _standing(index: Timeline, contact: Contact, day: date) -> Standing:
    id = ContactId(contact.id)
    talks = index.talks_up_to(id, day)
    first, last = (talks[0], talks[-1]) if talks else (None, None)
    since = last[0] if last else contact.added_on
    tried = index.attempts.get(id)
    days = index.kept.get(contact.id)
    return Standing(
        contact,
        day,
        first_on=first and first[0],
        last_on=last and last[0],
        talks=len(talks),
        first_talk=first and first[2],
        last_talk=last and last[2],
        has_follow_up=bool(index.reminders.get(id)),
        kept_days=days,
        spread_days=spread(days, contact.name, since)
        if days and index.is_crowded(since)
        else None,
        attempts=len(tried) - bisect_left(tried, since) if tried else 0,
    )
