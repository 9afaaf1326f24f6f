"""Dates in a message, as its owner's locale writes them."""

from collections.abc import Sequence
from datetime import date

from bot.language.dates import Finding, Found, Recurrence, survey
from bot.language.reading import Context
from bot.model.calendar import Month, MonthDay, Period, Week

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
        dayfirst=context.locale != "en-US",
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
    return tuple(each for each in found.alternatives if isinstance(each, date))


__all__ = [
    "Finding",
    "Found",
    "Recurrence",
    "day_of",
    "find_dates",
    "others_of",
    "period_of",
    "yearly_of",
]
