"""What the owner wanted to do by now: reminders, promises of their own, thanks."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.model.book import Book
from bot.model.calendar import last_day
from bot.model.document import AboutContacts, Reason
from bot.nudges.candidates import Candidate, reachable
from bot.nudges.mornings import REST_DAYS, History
from bot.nudges.timeline import own_promises, reminders_due, unthanked

IN_A_ROW = 2
"""On how many mornings running it is said; after that once a week."""
_A_DAY = timedelta(days=1)
_THANKS_WITHIN = timedelta(days=60)


def owed(book: Book, history: History) -> Iterator[Candidate]:
    """Reminders first, then promises, then thanks; the longest due of each first."""
    day = history.day
    for reminder in reminders_due(book, day):
        yield from _once_more(book, history, reminder, Reason.REMINDER, reminder.on)
    for promise in own_promises(book):
        since = promise.due - _A_DAY if promise.due else promise.made_on + _A_DAY
        if since <= day:
            yield from _once_more(book, history, promise, Reason.PROMISE, since)
    for favour in unthanked(book):
        if last_day(favour.on) <= day <= last_day(favour.on) + _THANKS_WITHIN:
            yield from _once_more(book, history, favour, Reason.THANKS, date.min)


def _once_more(
    book: Book, history: History, source: AboutContacts, reason: Reason, since: date
) -> Iterator[Candidate]:
    """It, unless everybody it is about is behind a boundary, or it was said enough."""
    contacts = reachable(book, source.contacts)
    if source.contacts and not contacts:
        return
    last_week = history.day - timedelta(days=REST_DAYS - 1)
    if history.is_put_off(source.id) or history.is_answered(source.id, last_week):
        return
    shown = history.of_source(source.id, history.came_back_on(source.id) or since)
    rested = shown and (history.day - shown[-1].day).days >= REST_DAYS
    if len(shown) < IN_A_ROW or rested:
        yield Candidate(contacts, reason, source.id)
