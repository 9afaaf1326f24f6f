"""Which dates a morning announces: on their day, ahead of it, and a few days late."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.model.book import Book
from bot.model.calendar import Month
from bot.model.document import ContactId, Occasion, Preferences, Reason
from bot.nudges.candidates import Candidate, again
from bot.nudges.holidays import is_holiday
from bot.nudges.mornings import History
from bot.nudges.occasions import Occurrence, occasions
from bot.nudges.timeline import talked_since

BELATED_DAYS = 3
LEAD_DAYS = {
    Occasion.BIRTHDAY: 1,
    Occasion.ANNIVERSARY: 1,
    Occasion.WEDDING: 1,
    Occasion.GRADUATION: 1,
    Occasion.RETIREMENT: 1,
    Occasion.OTHER: 1,
}
"""For how many days ahead a date is announced, once; those of work come on the day itself."""
_MONTH_IS_NEW = timedelta(days=6)
_ANSWERED_WITHIN = timedelta(days=14)
_ONE_DAY, _ONE_WEEK = timedelta(days=1), timedelta(days=7)


def is_silent(preferences: Preferences, day: date) -> bool:
    """Whether the owner wants nothing on ``day``: a quiet day, a holiday, or in a pause."""
    is_quiet = day.weekday() in preferences.quiet_days
    return preferences.is_paused(day) or is_quiet or is_holiday(preferences.holidays, day)


def dates(book: Book, history: History) -> Iterator[Candidate]:
    """The dates of the day, those ahead and belated, and those that were put off until now.

    What falls on the silent days that follow is told on the last morning before them.
    """
    day = history.day
    next_loud = _next_loud(book.preferences, day)
    last = max(next_loud - _ONE_DAY, day + timedelta(days=max(LEAD_DAYS.values())))
    found = [
        each
        for each in occasions(book, day - timedelta(days=BELATED_DAYS), last)
        if _is_news(book, each, history, next_loud)
    ]
    for each in sorted(found, key=lambda each: _by_closeness(each, day)):
        ids = tuple(ContactId(contact.id) for contact in each.contacts)
        yield Candidate(ids, Reason.OCCASION, each.milestone.id)
    for shown in history.returning():
        if shown.nudge.reason is Reason.OCCASION:
            yield from again(book, shown.nudge, shown.day, Reason.OCCASION)


def _next_loud(preferences: Preferences, day: date) -> date:
    """The next day with a morning; a week from now if there is none before."""
    following = (day + timedelta(days=offset) for offset in range(1, _ONE_WEEK.days))
    loud = (each for each in following if not is_silent(preferences, each))
    return next(loud, day + _ONE_WEEK)


def _is_news(book: Book, each: Occurrence, history: History, next_loud: date) -> bool:
    """Whether an occurrence is to be announced on this day."""
    day, source = history.day, each.milestone.id
    if history.is_put_off(source):
        return False
    if isinstance(each.on, Month):
        is_new = each.on.first <= day <= each.on.first + _MONTH_IS_NEW
        return is_new and not history.of_source(source, each.on.first)
    if each.on == day:
        return not history.is_answered(source, day)
    if each.on > day:
        lead = timedelta(days=LEAD_DAYS.get(each.milestone.occasion, 0))
        is_near = each.on <= day + lead or each.on < next_loud
        return is_near and not history.of_source(source, each.on - _ANSWERED_WITHIN)
    return _is_belated(book, each, history, each.on)


def _is_belated(book: Book, each: Occurrence, history: History, on: date) -> bool:
    """Whether nothing was said of it on its day, and the owner has done nothing about it."""
    ids = [ContactId(contact.id) for contact in each.contacts]
    source = each.milestone.id
    was_told = history.of_source(source, on) or history.told_on(ids, on)
    was_done = history.is_answered(source, on - _ANSWERED_WITHIN) or talked_since(book, ids, on)
    return not was_told and not was_done


def _by_closeness(each: Occurrence, day: date) -> tuple[int, bool, date, str]:
    """Today's first, then what comes, then what is past; kept contacts before the known."""
    offset = (each.first - day).days
    group = 0 if offset == 0 else 1 if offset > 0 else 2
    is_kept = any(contact.cadence_days for contact in each.contacts)
    return group, not is_kept, each.first, each.milestone.id
