"""What past mornings proposed, and what the owner answered. Two months of it are kept."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct, structs

from bot.model.book import Book
from bot.model.document import (
    Answer,
    ContactId,
    Digest,
    Favour,
    Nudge,
    Promise,
    Reason,
    Reminder,
)
from bot.nudges.timeline import talked_since, tried_since

REST_DAYS = 7
MOST_IN_A_REST = 2
PROPOSED = {Reason.NEW_TIE, Reason.OVERDUE, Reason.CARRIED}
"""The reasons that are the bot's own; the others are dates, or the owner's wishes."""
_SILENT_FOR = timedelta(days=10)
_SKIPS_COUNT = timedelta(days=60)
_LONGEST_RETURN = timedelta(days=14)


class Shown(Struct, frozen=True):
    """A nudge, and the morning that it was part of."""

    day: date
    nudge: Nudge


class History:
    """The nudges of mornings before ``day`` and of that day so far, oldest first."""

    def __init__(self, book: Book, day: date) -> None:
        self.day = day
        self._book = book
        self.by_contact: dict[ContactId, list[Shown]] = {}
        self.by_source: dict[str, list[Shown]] = {}
        digests = sorted(book.all(Digest), key=lambda each: each.day)
        self.shown = [
            Shown(digest.day, nudge)
            for digest in digests
            if digest.day <= day
            for nudge in digest.nudges
        ]
        for shown in self.shown:
            for contact in shown.nudge.contacts:
                self.by_contact.setdefault(contact, []).append(shown)
            if shown.nudge.source:
                self.by_source.setdefault(shown.nudge.source, []).append(shown)

    def is_resting(self, contact: str, cadence_days: int | None) -> bool:
        """Whether they were skipped, written to in vain, or proposed twice, a short time ago.

        The rest is a week, or their cadence where that is shorter. It is the most that anybody
        is proposed: dates, promises and reminders are no proposals.
        """
        rest = min(REST_DAYS, cadence_days or REST_DAYS)
        id = ContactId(contact)
        if tried_since(self._book, (id,), self.day - timedelta(days=rest - 1)):
            return True
        proposed = [
            shown for shown in self.by_contact.get(id, ()) if shown.nudge.reason in PROPOSED
        ]
        if any(self._is_recent(each, rest) for each in proposed if _is_skipped(each)):
            return True
        days = [each.day for each in proposed if each.day < self.day][-MOST_IN_A_REST:]
        is_enough = len(days) == MOST_IN_A_REST and (days[-1] - days[0]).days < rest
        return is_enough and (self.day - days[-1]).days < rest

    def _is_recent(self, shown: Shown, days: int) -> bool:
        return (self.day - shown.day).days < days

    def skips(self, contact: ContactId, since: date | None) -> int:
        """How often the owner chose somebody else of late, since they were last in touch."""
        first = max(since or date.min, self.day - _SKIPS_COUNT)
        return sum(
            shown.nudge.answer is Answer.SKIPPED and shown.day >= first
            for shown in self.by_contact.get(contact, ())
        )

    def laters(self, contact: ContactId) -> int:
        """How often somebody was put off, one time after another, up to now."""
        count = 0
        for shown in reversed(self.by_contact.get(contact, ())):
            if shown.nudge.answer is Answer.LATER:
                count += 1
            elif shown.nudge.answer is not Answer.OPEN:
                break
        return count

    def of_source(self, source: str, first: date) -> list[Shown]:
        """The mornings from ``first`` on, and before this day, that proposed a document."""
        found = self.by_source.get(source, ())
        return [shown for shown in found if first <= shown.day < self.day]

    def told_on(self, contacts: Sequence[ContactId], day: date) -> bool:
        """Whether a contact's line of that morning's list could say all that was due."""
        return any(
            shown.day == day
            for contact in contacts
            for shown in self.by_contact.get(contact, ())
        )

    def is_answered(self, source: str, first: date) -> bool:
        """Whether a document was done or skipped on a morning from ``first`` on."""
        return any(
            shown.nudge.answer in {Answer.DONE, Answer.SKIPPED}
            for shown in self.by_source.get(source, ())
            if shown.day >= first
        )

    def is_put_off(self, source: str) -> bool:
        """Whether a document was put off to a day that is still to come."""
        return any(
            shown.nudge.until is not None and shown.nudge.until > self.day
            for shown in self.by_source.get(source, ())
        )

    def came_back_on(self, source: str) -> date | None:
        """The day until which a document was put off last, if that has come."""
        days = [
            shown.nudge.until
            for shown in self.by_source.get(source, ())
            if shown.nudge.until is not None and shown.nudge.until <= self.day
        ]
        return max(days, default=None)

    def returning(self) -> Iterator[Shown]:
        """Nudges that were put off until a day that has come, and not proposed since."""
        for shown in self.shown:
            until = shown.nudge.until
            if shown.nudge.answer is not Answer.LATER or until is None:
                continue
            if self.day - _LONGEST_RETURN <= until <= self.day and not self._came_back(shown):
                yield shown

    def _came_back(self, shown: Shown) -> bool:
        until = shown.nudge.until or shown.day
        return any(
            other.day >= until and other.day < self.day
            for contact in shown.nudge.contacts
            for other in self.by_contact[contact]
            if other is not shown
        )


def _is_skipped(shown: Shown) -> bool:
    return shown.nudge.answer is Answer.SKIPPED


def latest(book: Book) -> Digest | None:
    """The last digest that was sent, if any is kept."""
    return max(book.all(Digest), key=lambda each: each.day, default=None)


def of_day(book: Book, day: date) -> Digest | None:
    """The digest of a day."""
    return next((digest for digest in book.all(Digest) if digest.day == day), None)


def find_nudge(book: Book, id: str) -> tuple[Digest, Nudge] | None:
    """The nudge with this id, and the digest it is in."""
    for digest in book.all(Digest):
        for nudge in digest.nudges:
            if nudge.id == id:
                return digest, nudge
    return None


def asks_slower(book: Book, day: date) -> bool:
    """Whether to ask on ``day`` if lists should be fewer: once in a time without answers."""
    first = None
    for digest in sorted(book.all(Digest), key=lambda each: each.day, reverse=True):
        if digest.day >= day:
            continue
        if any(is_answered(each, digest.day, book) for each in digest.nudges):
            break
        first = digest.day
    if first is None or day - first < _SILENT_FOR:
        return False
    asked = book.preferences.asked_slower
    return asked is None or asked < first


def is_answered(nudge: Nudge, day: date, book: Book) -> bool:
    """Whether the owner did anything about a nudge of ``day``'s digest."""
    return as_it_stands(nudge, day, book).answer is not Answer.OPEN


def on_show(digest: Digest) -> tuple[Nudge, ...]:
    """The nudges of a digest without those in whose place another one stands."""
    replaced = {nudge.instead_of for nudge in digest.nudges}
    return tuple(nudge for nudge in digest.nudges if nudge.id not in replaced)


def numbered(digest: Digest) -> tuple[Nudge, ...]:
    """The nudges that have numbers, from 1: all but the dates on top."""
    return tuple(nudge for nudge in on_show(digest) if nudge.reason is not Reason.OCCASION)


def as_it_stands(nudge: Nudge, day: date, book: Book) -> Nudge:
    """A nudge of ``day``'s digest: done too if the owner told so since, in words."""
    if nudge.answer is Answer.OPEN and _is_told(nudge, day, book):
        return structs.replace(nudge, answer=Answer.DONE)
    return nudge


def _is_told(nudge: Nudge, day: date, book: Book) -> bool:
    if nudge.reason in PROPOSED:
        return bool(nudge.contacts) and talked_since(book, nudge.contacts, day)
    source = nudge.source or ""
    match nudge.reason:
        case Reason.PROMISE:
            promise = book.get(Promise, source)
            return promise is not None and not promise.is_open
        case Reason.THANKS:
            favour = book.get(Favour, source)
            return favour is not None and not favour.is_unthanked
    reminder = book.get(Reminder, source)
    return reminder is not None and reminder.done_on is not None


def with_nudge(digest: Digest, nudge: Nudge) -> Digest:
    """The digest with ``nudge`` in the place of the one with its id."""
    nudges = tuple(nudge if each.id == nudge.id else each for each in digest.nudges)
    return structs.replace(digest, nudges=nudges)


def with_instead(digest: Digest, nudge: Nudge) -> Digest:
    """The digest with ``nudge`` right after the one in whose place it stands."""
    nudges: list[Nudge] = []
    for each in digest.nudges:
        nudges.append(each)
        if each.id == nudge.instead_of:
            nudges.append(nudge)
    return structs.replace(digest, nudges=tuple(nudges))
