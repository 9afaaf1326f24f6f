"""Dates in a message, as its owner's locale writes them."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.language.dates import Finding, Found, Recurrence, is_day_first, survey
from bot.language.reading import Context
from bot.model.calendar import Month, MonthDay, Period, Week, add_months

Place = tuple[int, int]


def find_dates(
    text: str, context: Context, looks: str | None, skip: Sequence[Place] = ()
) -> Finding:
    """Every date in ``text``; ``looks`` is "past", "future" or None."""
    direction = "past" if looks == "past" else "future" if looks == "future" else None
    return survey(
        text,
        context.reference,
        looks=direction,  # type: ignore[arg-type]
        dayfirst=is_day_first(context.locale),
        skip=skip,
    )


def period_of(found: Found) -> Period | None:
    """A day, a week or a month that was said; None of what recurs or has no one day."""
    value = found.value
    if isinstance(value, date | Week | Month):
        return value
    if isinstance(value, tuple):
        return value[0]
    return None


def day_of(found: Found) -> date | None:
    """The first day of what was said."""
    period = period_of(found)
    if period is None or isinstance(period, date):
        return period
    return period.first


def yearly_of(found: Found) -> MonthDay | None:
    """The day of every year that was said."""
    if found.yearly is not None:
        return found.yearly
    return found.value if isinstance(found.value, MonthDay) else None


def others_of(found: Found) -> tuple[date, ...]:
    """The other days that were as soundly said."""
    if found.yearly is None:
        return ()
    return tuple(each for each in found.alternatives if isinstance(each, date))


_LENGTH = re.compile(
    r"\b(?:(\d{1,4})|(a|an|one|two|three|four|five|six|seven|eight|nine|ten|couple of|few))"
    r"\s?(h|hrs?|hours?|d|days?|w|wks?|weeks?|m|mo|months?|y|yrs?|years?)\b",
    re.IGNORECASE,
)
_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {"a": 1, "an": 1, "couple of": 2, "few": 3}


def length_ahead(text: str, today: date) -> tuple[int, int, date] | None:
    """A bare length of time ("2d", "6 weeks") as the day so far ahead, and its place."""
    found = _LENGTH.search(text)
    if found is None:
        return None
    count = int(found[1]) if found[1] else _NUMBERS[found[2].casefold()]
    unit = found[3].casefold()
    if unit.startswith("m"):
        day = add_months(today, min(count, 1200))
    elif unit.startswith("y"):
        day = add_months(today, min(count, 100) * 12)
    elif unit.startswith("h"):
        day = today + timedelta(days=count // 24)
    else:
        day = today + timedelta(days=count * (7 if unit.startswith("w") else 1))
    return found.start(), found.end(), day


__all__ = [
    "Finding",
    "Found",
    "Recurrence",
    "day_of",
    "find_dates",
    "length_ahead",
    "others_of",
    "period_of",
    "yearly_of",
]
