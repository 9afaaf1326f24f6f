"""Who could be proposed on a morning besides its dates, those first who come first."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from msgspec import Struct

from bot.model.book import Book
from bot.model.document import Answer, Contact, ContactId, Digest, Nudge, Reason
from bot.nudges.mornings import REST_DAYS, History
from bot.nudges.phrases import PERSONAL_TIES
from bot.nudges.ranking import ranked
from bot.nudges.standing import (
    Standing,
    added_between,
    kept,
    reminders_due,
    standing,
    talked_since,
)

FIRST_WORD, SECOND_WORD, TOO_LATE = 2, 10, 21
"""Days after a first meeting: when a word is due, when once more, and when no more."""
FRESH_DAYS = 3
REMINDED_IN_A_ROW = 2
_TOLD_WITHIN = timedelta(days=14)
_CARRIED_WITHIN = timedelta(days=7)


class Candidate(Struct, frozen=True):
    """Somebody who could be proposed; ``is_dormant`` after years of silence."""

    contacts: tuple[ContactId, ...]
    reason: Reason
    source: str | None = None
    is_dormant: bool = False


def people(book: Book, history: History, previous: Digest | None) -> Iterator[Candidate]:
    """Reminders, who was put off until now, what is carried, new ties, and the overdue.

    Who is behind a boundary is none of them.
    """
    return chain(
        _reminders(book, history),
        _put_off(book, history),
        _carried(book, history, previous),
        _new_ties(book, history),
        _overdue(book, history),
    )


def again(book: Book, nudge: Nudge, since: date, reason: Reason) -> Iterator[Candidate]:
    """A nudge of an earlier morning, unless they were in touch since."""
    contacts = _open(book, nudge.contacts)
    if contacts and not talked_since(book, contacts, since):
        yield Candidate(contacts, reason, nudge.source)


def _reminders(book: Book, history: History) -> Iterator[Candidate]:
    """What the owner wanted to do by now: on two mornings, then once a week."""
    for reminder in reminders_due(book, history.day):
        contacts = _open(book, reminder.contacts)
        if reminder.contacts and not contacts:
            continue
        if history.is_answered(reminder.id, history.day - timedelta(days=REST_DAYS - 1)):
            continue
        shown = history.of_source(reminder.id, reminder.on)
        rested = shown and (history.day - shown[-1].day).days >= REST_DAYS
        if len(shown) < REMINDED_IN_A_ROW or rested:
            yield Candidate(contacts, Reason.REMINDER, reminder.id)


def _put_off(book: Book, history: History) -> Iterator[Candidate]:
    """Those whom the owner put off until now."""
    for shown in history.returning():
        if shown.nudge.reason not in {Reason.OCCASION, Reason.REMINDER}:
            yield from again(book, shown.nudge, shown.day, shown.nudge.reason)


def _carried(book: Book, history: History, previous: Digest | None) -> Iterator[Candidate]:
    """What stayed unanswered on the morning before: once, if it still holds."""
    if previous is None or not previous.day < history.day <= previous.day + _CARRIED_WITHIN:
        return
    for nudge in previous.nudges:
        is_new = nudge.reason in {Reason.NEW_TIE, Reason.OVERDUE}
        if is_new and nudge.answer is Answer.OPEN and _holds(book, nudge, history.day):
            yield from again(book, nudge, previous.day, Reason.CARRIED)


def _holds(book: Book, nudge: Nudge, day: date) -> bool:
    """Whether what made a nudge is still so."""
    found = (book.get(Contact, id) for id in nudge.contacts)
    standings = [standing(book, contact, day) for contact in found if contact]
    if nudge.reason is Reason.NEW_TIE:
        return any(not each.has_follow_up and not each.is_snoozed for each in standings)
    return bool(ranked(standings))


def _new_ties(book: Book, history: History) -> Iterator[Candidate]:
    """Whom the owner met for the first time, and has not written to since.

    On days 2 and 3 all of them; of those who wait longer one a morning, the earliest met.
    """
    day = history.day
    first = day - timedelta(days=TOO_LATE)
    found = [
        each
        for contact in added_between(book, first, day)
        if _is_new_tie(each := standing(book, contact, day), history)
    ]
    found.sort(key=lambda each: (-_age(each), each.contact.id))
    fresh = [each for each in found if _age(each) <= FRESH_DAYS]
    waiting = [each for each in found if _age(each) > FRESH_DAYS]
    for each in (*fresh, *waiting[:1]):
        contact = each.contact
        yield Candidate((ContactId(contact.id),), Reason.NEW_TIE, each.first_talk)


def _is_new_tie(each: Standing, history: History) -> bool:
    """Whether they met once, lately, as the contact came into the book, and a word is due."""
    contact = each.contact
    if (
        not each.is_open
        or each.is_snoozed
        or each.has_follow_up
        or contact.tie in PERSONAL_TIES
    ):
        return False
    if each.first_on is None or each.first_on != each.last_on:
        return False
    as_told = contact.added_on - _TOLD_WITHIN <= each.first_on <= contact.added_on
    age = _age(each)
    if not as_told or not FIRST_WORD <= age <= TOO_LATE or history.is_resting(contact):
        return False
    stage = FIRST_WORD if age < SECOND_WORD else SECOND_WORD
    since = each.first_on + timedelta(days=stage)
    return not any(
        since <= shown.day < history.day and shown.nudge.reason is Reason.NEW_TIE
        for shown in history.by_contact.get(ContactId(contact.id), ())
    )


def _age(each: Standing) -> int:
    """Whole days since the first talk."""
    return (each.day - (each.first_on or each.day)).days


def _overdue(book: Book, history: History) -> Iterator[Candidate]:
    """The most overdue against their cadence."""
    for each in ranked(kept(book, history.day)):
        if not history.is_resting(each.contact):
            contact = ContactId(each.contact.id)
            yield Candidate((contact,), Reason.OVERDUE, is_dormant=each.is_dormant)


def _open(book: Book, ids: Sequence[ContactId]) -> tuple[ContactId, ...]:
    """Those of ``ids`` who are there and behind no boundary."""
    found = (book.get(Contact, id) for id in ids)
    return tuple(
        ContactId(each.id)
        for each in found
        if each and not each.do_not_contact and not each.passed_away
    )
