"""Days to come in words that a command reads for itself."""

import re
from datetime import date, timedelta

from bot.command import Turn
from bot.language.dates import is_day_first, survey
from bot.model.calendar import (
    Month,
    MonthDay,
    Week,
    anniversary,
    first_day,
    last_day,
    month_of,
    week_of,
)

_LEADS = re.compile(r"\s*\b(?:by|on|until|till|before|in|for|from)\s*$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:[-–—]|\bto\b|\buntil\b|\btill\b)\s*")
_AT_LAST = re.compile(r"[^\d]*\b(?:until|till)\s+[^\W\d]+\W*$", re.IGNORECASE)
_A_WEEK = re.compile(r"\s*(?:for |in )?(?:all )?next week\W*", re.IGNORECASE)
_SEVEN = timedelta(days=7)
Days = tuple[date, date]
"""The first and the last of some days in a row."""


def days_ahead(words: str, turn: Turn) -> Days | None:
    """The first days that ``words`` name, looking ahead; None if they name none."""
    return parted(words, turn)[1]


def day_ahead(words: str, turn: Turn) -> date | None:
    """The first day that ``words`` name, looking ahead; None if they name none."""
    found = days_ahead(words, turn)
    return found[0] if found else None


def days_until(words: str, turn: Turn) -> Days | None:
    """The first days that ``words`` name: "until May" is until its first day.

    Of "next week" they are all seven.
    """
    found = days_ahead(words, turn)
    if found is None or found[0] != found[1]:
        return found
    day = found[0]
    if day == last_day(month_of(day)) and _AT_LAST.match(words):
        return day.replace(day=1), day.replace(day=1)
    return (day, week_of(day).last) if _A_WEEK.fullmatch(words) else found


def parted(words: str, turn: Turn) -> tuple[str, Days | None]:
    """``words`` without the first days that they name, and those days."""
    found = survey(
        words,
        turn.said_at.astimezone(turn.zone),
        looks="future",
        dayfirst=is_day_first(turn.preferences.locale),
    )
    for each in (*found.found, *found.lengths):
        value = each.value
        if isinstance(value, MonthDay):
            value = anniversary(value, turn.said_on)
        rest = _LEADS.sub("", words[: each.start]) + words[each.end :]
        if isinstance(value, tuple):
            return rest.strip(" ,:;."), (first_day(value[0]), last_day(value[1]))
        if isinstance(value, date):
            covered = words[each.start : each.end]
            return rest.strip(" ,:;."), (value, _last(covered, value, turn))
        if isinstance(value, Week | Month):
            return rest.strip(" ,:;."), (first_day(value), last_day(value))
    return words.strip(" ,:;."), None


def _last(words: str, first: date, turn: Turn) -> date:
    """The last day of a range in words whose first is known: 14–16 May, 30 May to 2 June."""
    start, dash, end = _TO.sub("–", words).partition("–")
    if not (start and dash):
        return first
    found = parted(end, turn)[1] if re.search(r"[^\W\d]{3}", end) else None
    day = re.match(r"\d{1,2}", end)
    days = [found[0]] if found else []
    days += [each + _SEVEN for each in days if not re.search(r"\d", end)]
    if day and int(day[0]) > first.day:
        days += [
            each for n in range(1, 31) if (each := first + timedelta(n)).day == int(day[0])
        ]
    return min((each for each in days if each > first), default=first)
