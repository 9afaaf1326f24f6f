"""What was when: an index over a book's talks, attempts and reminders, and who is kept."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.model.book import Book
from bot.model.calendar import last_day
from bot.model.document import (
    Attempt,
    Contact,
    ContactId,
    Document,
    Favour,
    Interaction,
    Keeping,
    Preferences,
    Promise,
    Reminder,
    Tie,
)
from bot.nudges.cadences import cadence_of

Talk = tuple[date, datetime, str]
"""When it counts, when it was logged, and the interaction's id."""
_CROWD = 4


class Timeline:
    """A view of a book. ``kept`` has the days of everybody's cadence who has one."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._keeps = book.preferences.keeps
        self.talks: dict[ContactId, list[Talk]] = {}
        self.attempts: dict[ContactId, list[date]] = {}
        self.reminders: dict[ContactId, set[str]] = {}
        self.open_reminders: dict[str, Reminder] = {}
        self.kept: dict[str, int] = {}
        self.paused: dict[str, date] = {}
        self.to_ask: dict[str, date] = {}
        self.added: dict[date, dict[str, Contact]] = {}
        self._talked_on: Counter[date] = Counter()
        for kind in (Contact, Interaction, Attempt, Reminder):
            for document in book.all(kind):
                self.replace(None, document)

    def replace(self, before: Document | None, after: Document | None) -> None:
        """Follow one change of the book."""
        if isinstance(before or after, Preferences):
            self._keep_anew(after.keeps if isinstance(after, Preferences) else ())
            return
        if before is not None:
            self._take_out(before)
        if after is not None:
            self._put_in(after)

    def is_crowded(self, day: date) -> bool:
        """Whether many clocks began on a day: an import, a fair."""
        return self._talked_on[day] >= _CROWD or len(self.added.get(day, ())) >= _CROWD

    def talks_up_to(self, contact: str, day: date) -> Sequence[Talk]:
        """A contact's talks on ``day`` or before it, the oldest first."""
        talks = self.talks.get(ContactId(contact), ())
        if talks and talks[-1][0] > day:
            return [talk for talk in talks if talk[0] <= day]
        return talks

    def met_since(self, day: date) -> Counter[Tie]:
        """With how many of the kept the owner was in touch since a day, by kind of tie."""
        found = (
            id
            for id in self.kept
            if (talks := self.talks.get(ContactId(id))) and talks[-1][0] > day
        )
        people = (self._book.get(Contact, id) for id in found)
        return Counter(each.tie for each in people if each)

    def _keep_anew(self, keeps: tuple[Keeping, ...]) -> None:
        if keeps == self._keeps:
            return
        self._keeps = keeps
        self.kept.clear()
        for contact in self._book.all(Contact):
            self._keep(contact)

    def _keep(self, contact: Contact) -> None:
        if contact.paused_until:
            self.paused[contact.id] = contact.paused_until
        if contact.ask_again_on:
            self.to_ask[contact.id] = contact.ask_again_on
        if days := cadence_of(contact, self._keeps):
            self.kept[contact.id] = days

    def _take_out(self, document: Document) -> None:
        match document:
            case Contact():
                self.kept.pop(document.id, None)
                self.paused.pop(document.id, None)
                self.to_ask.pop(document.id, None)
                self.added[document.added_on].pop(document.id, None)
            case Interaction():
                for contact in document.contacts:
                    self.talks[contact].remove(_talk(document))
                    self._talked_on[counts_on(document)] -= 1
            case Attempt():
                for contact in document.contacts:
                    self.attempts[contact].remove(document.on)
            case Reminder():
                self.open_reminders.pop(document.id, None)
                for contact in document.contacts:
                    self.reminders[contact].discard(document.id)

    def _put_in(self, document: Document) -> None:
        match document:
            case Contact():
                self.added.setdefault(document.added_on, {})[document.id] = document
                self._keep(document)
            case Interaction():
                for contact in document.contacts:
                    insort(self.talks.setdefault(contact, []), _talk(document))
                    self._talked_on[counts_on(document)] += 1
            case Attempt():
                for contact in document.contacts:
                    insort(self.attempts.setdefault(contact, []), document.on)
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


def added_between(book: Book, first: date, last: date) -> Iterator[Contact]:
    """Contacts who came into the book from ``first`` to ``last``, the earliest first."""
    added = book.view(Timeline).added
    for offset in range((last - first).days + 1):
        yield from added.get(first + timedelta(days=offset), {}).values()


def open_reminders(book: Book) -> list[Reminder]:
    """Every reminder that is not done."""
    return list(book.view(Timeline).open_reminders.values())


def reminders_due(book: Book, day: date) -> list[Reminder]:
    """Reminders of ``day`` or before that are not done, the oldest first.

    One with a clock time comes by itself on its day, and is in the list only after it.
    """
    due = (
        each
        for each in book.view(Timeline).open_reminders.values()
        if each.on < day or (each.on == day and each.at is None)
    )
    return sorted(due, key=lambda each: (each.on, each.id))


def reminders_about(book: Book, contact: ContactId, day: date) -> list[Reminder]:
    """A contact's reminders of ``day`` or before that are not done."""
    index = book.view(Timeline)
    ids = sorted(index.reminders.get(contact, ()))
    waiting = (index.open_reminders.get(id) for id in ids)
    return [each for each in waiting if each and each.on <= day]


def own_promises(book: Book) -> list[Promise]:
    """What the owner has still to do, the earliest due first, then what has no day."""
    found = (each for each in book.all(Promise) if each.is_mine and each.is_open)
    return sorted(found, key=lambda each: (each.due or date.max, each.made_on, each.id))


def unthanked(book: Book) -> list[Favour]:
    """Favours that were received and not thanked for, the oldest first."""
    found = (each for each in book.all(Favour) if each.is_unthanked)
    return sorted(found, key=lambda each: (last_day(each.on), each.id))


def last_talk(book: Book, contacts: Iterable[Contact], before: date) -> Interaction | None:
    """The last talk with any of ``contacts`` on a day before ``before``."""
    index = book.view(Timeline)
    talks = [
        talk
        for contact in contacts
        for talk in index.talks.get(ContactId(contact.id), [])[-20:]
        if talk[0] < before
    ]
    return book.get(Interaction, max(talks)[2]) if talks else None


def talked_since(book: Book, contacts: Iterable[ContactId], day: date) -> bool:
    """Whether a talk with any of ``contacts`` on ``day`` or after it was logged."""
    talks = book.view(Timeline).talks
    return any(found[-1][0] >= day for id in contacts if (found := talks.get(id)))


def talked_between(book: Book, first: date, last: date) -> list[ContactId]:
    """Those with whom the owner was in touch from ``first`` to ``last``."""
    talks = book.view(Timeline).talks
    return [
        id for id, found in talks.items() if any(first <= each[0] <= last for each in found)
    ]


def tried_since(book: Book, contacts: Iterable[ContactId], day: date) -> bool:
    """Whether the owner wrote to or called any of ``contacts`` on ``day`` or after, in vain."""
    attempts = book.view(Timeline).attempts
    return any(found[-1] >= day for id in contacts if (found := attempts.get(id)))
