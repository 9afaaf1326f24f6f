"""Whom the owner met for the first time, and has not written to since."""

from collections.abc import Iterator
from datetime import timedelta

from bot.model.book import Book
from bot.model.document import ContactId, Interaction, Reason
from bot.nudges.candidates import Candidate
from bot.nudges.events import event_named
from bot.nudges.mornings import History
from bot.nudges.phrases import PERSONAL_TIES
from bot.nudges.standing import Standing, standing
from bot.nudges.timeline import added_between, tried_since

FIRST_WORD, SECOND_WORD, TOO_LATE = 2, 10, 21
"""Days after a first meeting: when a word is due, when once more, and when no more."""
FRESH_DAYS = 3
DRIPPED = 3
"""How many of them a morning may hold, however many were met at a fair."""
_TOLD_WITHIN = timedelta(days=14)


def newcomers(book: Book, history: History) -> Iterator[Candidate]:
    """On days 2 and 3 all of them; of those who wait longer one a morning, the earliest met."""
    day = history.day
    first = day - timedelta(days=TOO_LATE)
    found = [
        each
        for contact in added_between(book, first, day)
        if _is_new_tie(book, each := standing(book, contact, day), history)
    ]
    found.sort(key=lambda each: (-_age(each), each.contact.name, each.contact.id))
    fresh = [each for each in found if _age(each) <= FRESH_DAYS]
    waiting = [each for each in found if _age(each) > FRESH_DAYS]
    for each in (*fresh, *waiting[:1])[:DRIPPED]:
        yield Candidate((ContactId(each.contact.id),), Reason.NEW_TIE, each.first_talk)


def _is_new_tie(book: Book, each: Standing, history: History) -> bool:
    """Whether they met once, lately, as the contact came into the book, and a word is due."""
    contact, id = each.contact, ContactId(each.contact.id)
    blocked = not each.is_open or each.is_snoozed or each.has_follow_up
    if blocked or contact.tie in PERSONAL_TIES:
        return False
    if each.first_on is None or each.first_on != each.last_on:
        return False
    as_told = contact.added_on - _TOLD_WITHIN <= each.first_on <= contact.added_on
    age = _age(each)
    if not as_told or not FIRST_WORD <= age <= TOO_LATE:
        return False
    talk = book.get(Interaction, each.first_talk or "")
    event = event_named(book, talk.event) if talk else None
    if event and event.is_social:
        return False
    if history.is_resting(id, each.cadence_days) or tried_since(book, (id,), each.first_on):
        return False
    stage = FIRST_WORD if age < SECOND_WORD else SECOND_WORD
    since = each.first_on + timedelta(days=stage)
    return not any(
        since <= shown.day < history.day and shown.nudge.reason is Reason.NEW_TIE
        for shown in history.by_contact.get(id, ())
    )


def _age(each: Standing) -> int:
    """Whole days since the first talk."""
    return (each.day - (each.first_on or each.day)).days
