"""Days in figures, and what two digits of a year mean."""

from datetime import date, timedelta
from typing import Any

from bot.language.dates.digits import century
from bot.language.dates.spans import Moment, Span
from bot.model.calendar import MonthDay, add_months

Made = tuple[str, Any] | None
LAST_DAY = 31
LAST_MONTH = 12
CENTURY = 100
REACH = 50


def yearless(month: int, day: int, other: tuple[int, int] | None = None) -> Made:
    """A day of any year.

    Raises:
        ValueError: if no year has it.
    """
    MonthDay(month, day)
    return "monthday", (month, day, other)


def two_digits(short: int, moment: Moment) -> int:
    """The year of two digits, within the direction in which the moment looks."""
    if moment.looks is None:
        return century(short)
    year = moment.today.year // 100 * 100 + short
    if moment.looks == "past" and year > moment.today.year:
        return year - 100
    if year > moment.today.year + REACH:
        return year - 100
    if moment.looks == "future" and year < moment.today.year - REACH:
        return year + 100
    return century(short) if moment.looks == "past" else year


def numeric_day(
    year: int | None, first: int, second: int, locked: bool | None, moment: Moment
) -> Made:
    """The day of three or two numbers, with the other order beside it where that is sound.

    A year and a direction decide before the order that is asked for: said in April 2026, what
    is to be done on 3/4/2026 is for 3 April.
    """
    day_first = locked if locked is not None else bool(moment.day_first)
    if first > LAST_MONTH:
        day_first = True
    elif second > LAST_MONTH:
        day_first = False
    month, day = (second, first) if day_first else (first, second)
    is_open = locked is None and max(month, day) <= LAST_MONTH and month != day
    other = (day, month) if is_open else None
    if year is None:
        return yearless(month, day, other)
    if year < CENTURY:
        year = two_digits(year, moment)
    meant = date(year, month, day)
    if other is None:
        return "day", Span(meant, meant)
    swapped = date(year, *other)
    if _looks_at(swapped, moment) and not _looks_at(meant, moment):
        meant, swapped = swapped, meant
    return "day", Span(meant, meant, others=(swapped,))


def _looks_at(day: date, moment: Moment) -> bool:
    """Whether a day lies where the moment looks; today lies on either side."""
    if moment.looks is None:
        return False
    return day <= moment.today if moment.looks == "past" else day >= moment.today


def next_month(begin: date, day: int) -> date:
    """That day of the month after ``begin``."""
    return add_months(begin.replace(day=1), 1).replace(day=day)


def agreeing(weekday: int, day: int, moment: Moment) -> date:
    """The nearest such day of a month that is such a weekday.

    Raises:
        ValueError: if there is no such day within a year.
    """
    here = moment.today.replace(day=1)
    steps = {"past": range(0, -13, -1), "future": range(13)}.get(
        moment.looks or "", sorted(range(-6, 7), key=lambda step: (abs(step), step < 0))
    )
    for step in steps:
        try:
            found = add_months(here, step).replace(day=day)
        except ValueError:
            continue
        ahead = found - moment.today
        if moment.looks == "past" and ahead > timedelta(0):
            continue
        if moment.looks == "future" and ahead < timedelta(0):
            continue
        if found.weekday() == weekday:
            return found
    raise ValueError("no such day within a year")
