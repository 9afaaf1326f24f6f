"""What past mornings proposed, and what the owner answered. Two months of it are kept."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct, structs

from bot.model.book import Book
from bot.model.document import Answer, Contact, ContactId, Digest, Nudge, Reason
from bot.nudges.standing import talked_since

REST_DAYS = 7
_ANSWERED_BY_A_TALK = {Reason.NEW_TIE, Reason.OVERDUE, Reason.CARRIED}
_LONGEST_RETURN = timedelta(days=14)


class Shown(Struct, frozen=True):
    """A nudge, and the morning that it was part of."""

    day: date
    nudge: Nudge


class History:
    """The nudges of mornings before ``day`` and of that day so far, oldest first."""

    def __init__(self, book: Book, day: date) -> None:
        self.day = day
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

    def is_resting(self, contact: Contact) -> bool:
        """Whether they were skipped, or proposed twice without an answer, a short time ago.

        The rest is a week, or their cadence where that is shorter.
        """
        rest = min(REST_DAYS, contact.cadence_days or REST_DAYS)
        for shown in reversed(self.by_contact.get(ContactId(contact.id), ())):
            if (self.day - shown.day).days >= rest:
                return False
            nudge = shown.nudge
            unanswered = nudge.answer is Answer.OPEN and nudge.reason is Reason.CARRIED
            if nudge.answer is Answer.SKIPPED or (unanswered and shown.day < self.day):
                return True
        return False

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


def on_show(digest: Digest) -> tuple[Nudge, ...]:
    """The nudges of a digest without those in whose place another one stands."""
    replaced = {nudge.instead_of for nudge in digest.nudges}
    return tuple(nudge for nudge in digest.nudges if nudge.id not in replaced)


def numbered(digest: Digest) -> tuple[Nudge, ...]:
    """The nudges that have numbers, from 1: all but the dates on top."""
    return tuple(nudge for nudge in on_show(digest) if nudge.reason is not Reason.OCCASION)


def as_it_stands(nudge: Nudge, day: date, book: Book) -> Nudge:
    """A nudge of ``day``'s digest: done too if the owner told of a talk since, in words."""
    if nudge.answer is not Answer.OPEN or nudge.reason not in _ANSWERED_BY_A_TALK:
        return nudge
    if nudge.contacts and talked_since(book, nudge.contacts, day):
        return structs.replace(nudge, answer=Answer.DONE)
    return nudge


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
