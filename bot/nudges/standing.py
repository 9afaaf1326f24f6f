"""How the owner stands with each contact: what ranking reads."""

from bisect import insort
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from bot.model.book import Book
from bot.model.calendar import last_day
from bot.model.document import Contact, ContactId, Document, Interaction, Reminder

DORMANT_AFTER = timedelta(days=3 * 365)


class Standing(Struct, frozen=True):
    """What is known of one contact on one day.

    ``first_on`` and ``last_on`` are the days of the first and the last talk that were logged,
    ``talks`` their number, ``first_talk`` the id of the first. ``has_follow_up`` if the owner
    ever set a reminder about them.
    """

    contact: Contact
    day: date
    first_on: date | None = None
    last_on: date | None = None
    talks: int = 0
    first_talk: str | None = None
    has_follow_up: bool = False

    @property
    def cadence_days(self) -> int | None:
        """How often the owner wants to be in touch; None for a contact who is only known."""
        return self.contact.cadence_days or None

    @property
    def silent_days(self) -> int:
        """Whole days since the last talk, or since they came into the book."""
        return max(0, (self.day - (self.last_on or self.contact.added_on)).days)

    @property
    def lateness(self) -> float:
        """Silence as a share of the cadence: 1.0 on the day it is due, 0 without a cadence."""
        return self.silent_days / self.cadence_days if self.cadence_days else 0.0

    @property
    def is_dormant(self) -> bool:
        """Whether nothing was heard for three years."""
        return self.silent_days >= DORMANT_AFTER.days

    @property
    def is_open(self) -> bool:
        """Whether they may be proposed at all: a boundary always wins."""
        contact = self.contact
        return not (contact.do_not_contact or contact.passed_away)

    @property
    def is_snoozed(self) -> bool:
        """Whether the owner put them off to a later day."""
        return bool(self.contact.snoozed_until and self.contact.snoozed_until > self.day)


Talk = tuple[date, datetime, str]
"""When it counts, when it was logged, and the interaction's id."""


class _Standings:
    """Talks and reminders by contact, who is kept, and who came into the book when."""

    def __init__(self, book: Book) -> None:
        self.talks: dict[ContactId, list[Talk]] = {}
        self.reminders: dict[ContactId, set[str]] = {}
        self.open_reminders: dict[str, Reminder] = {}
        self.kept: dict[str, Contact] = {}
        self.added: dict[date, dict[str, Contact]] = {}
        for kind in (Contact, Interaction, Reminder):
            for document in book.all(kind):
                self.replace(None, document)

    def replace(self, before: Document | None, after: Document | None) -> None:
        """Follow one change of the book."""
        if before is not None:
            self._take_out(before)
        if after is not None:
            self._put_in(after)

    def _take_out(self, document: Document) -> None:
        match document:
            case Contact():
                self.kept.pop(document.id, None)
                self.added[document.added_on].pop(document.id, None)
            case Interaction():
                for contact in document.contacts:
                    self.talks[contact].remove(_talk(document))
            case Reminder():
                self.open_reminders.pop(document.id, None)
                for contact in document.contacts:
                    self.reminders[contact].discard(document.id)

    def _put_in(self, document: Document) -> None:
        match document:
            case Contact():
                self.added.setdefault(document.added_on, {})[document.id] = document
                if document.cadence_days:
                    self.kept[document.id] = document
            case Interaction():
                for contact in document.contacts:
                    insort(self.talks.setdefault(contact, []), _talk(document))
            case Reminder():
                if document.done_on is None:
                    self.open_reminders[document.id] = document
                for contact in document.contacts:
                    self.reminders.setdefault(contact, set()).add(document.id)


def counts_on(interaction: Interaction) -> date:
    """The day from which silence after a talk is counted.

    Of a week or a month it is the last day, or the day it was logged if that came before: they
    were in touch by then, and nobody is called overdue for want of a date.
    """
    return min(last_day(interaction.on), max(interaction.logged_at.date(), _first(interaction)))


def _first(interaction: Interaction) -> date:
    on = interaction.on
    return on if isinstance(on, date) else on.first


def _talk(interaction: Interaction) -> Talk:
    return counts_on(interaction), interaction.logged_at, interaction.id


def standing(book: Book, contact: Contact, day: date) -> Standing:
    """How the owner stands with ``contact`` on ``day``, of all that was logged up to then."""
    return _standing(book.view(_Standings), contact, day)


def kept(book: Book, day: date) -> Iterator[Standing]:
    """The standings of those with whom the owner wants to keep in touch."""
    index = book.view(_Standings)
    for contact in index.kept.values():
        yield _standing(index, contact, day)


def _standing(index: _Standings, contact: Contact, day: date) -> Standing:
    id = ContactId(contact.id)
    has_follow_up = bool(index.reminders.get(id))
    talks = index.talks.get(id)
    if talks and talks[-1][0] > day:
        talks = [talk for talk in talks if talk[0] <= day]
    if not talks:
        return Standing(contact, day, has_follow_up=has_follow_up)
    first, last = talks[0], talks[-1]
    return Standing(contact, day, first[0], last[0], len(talks), first[2], has_follow_up)


def added_between(book: Book, first: date, last: date) -> Iterator[Contact]:
    """Contacts who came into the book from ``first`` to ``last``, the earliest first."""
    added = book.view(_Standings).added
    for offset in range((last - first).days + 1):
        yield from added.get(first + timedelta(days=offset), {}).values()


def reminders_due(book: Book, day: date) -> list[Reminder]:
    """Reminders of ``day`` or before that are not done, the oldest first."""
    due = (each for each in book.view(_Standings).open_reminders.values() if each.on <= day)
    return sorted(due, key=lambda each: (each.on, each.id))


def reminders_about(book: Book, contact: ContactId, day: date) -> list[Reminder]:
    """A contact's reminders of ``day`` or before that are not done."""
    index = book.view(_Standings)
    ids = sorted(index.reminders.get(contact, ()))
    waiting = (index.open_reminders.get(id) for id in ids)
    return [each for each in waiting if each and each.on <= day]


def last_talk(book: Book, contacts: Iterable[Contact], before: date) -> Interaction | None:
    """The last talk with any of ``contacts`` on a day before ``before``."""
    index = book.view(_Standings)
    talks = [
        talk
        for contact in contacts
        for talk in index.talks.get(ContactId(contact.id), [])[-20:]
        if talk[0] < before
    ]
    return book.get(Interaction, max(talks)[2]) if talks else None


def talked_since(book: Book, contacts: Iterable[ContactId], day: date) -> bool:
    """Whether a talk with any of ``contacts`` on ``day`` or after it was logged."""
    talks = book.view(_Standings).talks
    return any(found[-1][0] >= day for id in contacts if (found := talks.get(id)))
