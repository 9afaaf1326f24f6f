"""Who could be proposed on a morning besides its dates, those first who come first."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from bot.model.book import Book
from bot.model.document import Answer, Contact, ContactId, Digest, Nudge, Reason
from bot.nudges.mornings import History
from bot.nudges.news import News
from bot.nudges.ranking import Contender, is_candidate, ranked
from bot.nudges.silences import Clock, due
from bot.nudges.standing import Standing, is_open, standing
from bot.nudges.timeline import Timeline, talked_since, tried_since

_CARRIED_WITHIN = timedelta(days=7)
_RECENTLY = timedelta(days=28)


class Candidate(Struct, frozen=True):
    """Somebody who could be proposed; ``is_dormant`` after years of silence."""

    contacts: tuple[ContactId, ...]
    reason: Reason
    source: str | None = None
    is_dormant: bool = False


def put_off(book: Book, history: History) -> Iterator[Candidate]:
    """Those whom the owner put off until now."""
    for shown in history.returning():
        if shown.nudge.reason is Reason.OCCASION or _has_source(shown.nudge):
            continue
        yield from again(book, shown.nudge, shown.day, shown.nudge.reason)


def _has_source(nudge: Nudge) -> bool:
    """Whether it comes from something that proposes it again by itself."""
    return nudge.reason in {Reason.REMINDER, Reason.PROMISE, Reason.THANKS}


def carried(book: Book, history: History, previous: Digest | None) -> Iterator[Candidate]:
    """What stayed unanswered on the morning before: once, if it still holds."""
    if previous is None or not previous.day < history.day <= previous.day + _CARRIED_WITHIN:
        return
    for nudge in previous.nudges:
        is_new = nudge.reason in {Reason.NEW_TIE, Reason.OVERDUE}
        if is_new and nudge.answer is Answer.OPEN and _holds(book, nudge, history.day):
            yield from again(book, nudge, previous.day, Reason.CARRIED)


def again(book: Book, nudge: Nudge, since: date, reason: Reason) -> Iterator[Candidate]:
    """A nudge of an earlier morning, unless they were in touch since, or it was tried."""
    contacts = reachable(book, nudge.contacts)
    if (
        not contacts
        or talked_since(book, contacts, since)
        or tried_since(book, contacts, since)
    ):
        return
    yield Candidate(contacts, reason, nudge.source)


def _holds(book: Book, nudge: Nudge, day: date) -> bool:
    """Whether what made a nudge is still so."""
    found = (book.get(Contact, id) for id in nudge.contacts)
    standings = [standing(book, contact, day) for contact in found if contact]
    if nudge.reason is Reason.NEW_TIE:
        return any(not each.has_follow_up and not each.is_snoozed for each in standings)
    return any(is_candidate(each) for each in standings)


def overdue(book: Book, history: History) -> Iterator[Candidate]:
    """The most overdue against their cadence."""
    day = history.day
    news = News(book, day)
    recent = book.view(Timeline).met_since(day - _RECENTLY)

    def judged(clock: Clock) -> Contender:
        return contender(standing(book, clock.contact, day), news, history)

    for each in ranked(due(book, day), judged, recent):
        contact = each.standing.contact
        if not history.is_resting(contact.id, each.standing.cadence_days):
            ids = (ContactId(contact.id),)
            yield Candidate(ids, Reason.OVERDUE, is_dormant=each.standing.is_dormant)


def contender(each: Standing, news: News, history: History) -> Contender:
    """Somebody with all that ranking reads of them."""
    id = ContactId(each.contact.id)
    return Contender(each, news.is_of(each.contact), history.skips(id, each.last_on))


def reachable(book: Book, ids: tuple[ContactId, ...]) -> tuple[ContactId, ...]:
    """Those of ``ids`` who are there and behind no boundary."""
    found = (book.get(Contact, id) for id in ids)
    return tuple(ContactId(each.id) for each in found if each and is_open(each))
