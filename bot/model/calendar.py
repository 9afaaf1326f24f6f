"""Civil dates as people mean them, and when they come round again."""

import calendar as gregorian
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct


class MonthDay(Struct, frozen=True, order=True, tag="monthday"):
    """A day of every year: 29 February is one of them.

    Raises:
        ValueError: if no year has such a day.
    """

    month: int
    day: int

    def __post_init__(self) -> None:
        """Refuse 30 February when it is made, not when it comes round."""
        date(2000, self.month, self.day)

    def in_year(self, year: int, *, leap_to_march: bool = False) -> date:
        """The day it is kept on in ``year``; 29 February moves in a common year."""
        if (self.month, self.day) == (2, 29) and not gregorian.isleap(year):
            return date(year, 3, 1) if leap_to_march else date(year, 2, 28)
        return date(year, self.month, self.day)


class Month(Struct, frozen=True, order=True, tag="month"):
    """One month of one year, for what was said no more exactly."""

    year: int
    month: int

    def __post_init__(self) -> None:
        """Refuse a month 13 when it is made."""
        date(self.year, self.month, 1)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, gregorian.monthrange(self.year, self.month)[1])


class Week(Struct, frozen=True, order=True, tag="week"):
    """One ISO week, Monday to Sunday."""

    year: int
    week: int

    def __post_init__(self) -> None:
        """Refuse a week 54 when it is made."""
        date.fromisocalendar(self.year, self.week, 1)

    @property
    def first(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.week, 1)

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=6)


Period = date | Week | Month
"""What a person names when they say when: a day, a week or a month."""

Anchor = date | MonthDay
"""The day that something recurs from: with its year, or without."""


def week_of(day: date) -> Week:
    """The ISO week that ``day`` is in."""
    year, week, _ = day.isocalendar()
    return Week(year, week)


def month_of(day: date) -> Month:
    """The month that ``day`` is in."""
    return Month(day.year, day.month)


def first_day(period: Period) -> date:
    """The day that ``period`` begins on."""
    return period if isinstance(period, date) else period.first


def last_day(period: Period) -> date:
    """The day that ``period`` ends on."""
    return period if isinstance(period, date) else period.last


def month_day(anchor: Anchor) -> MonthDay:
    """The yearly day of ``anchor``, whether or not its year is known."""
    return MonthDay(anchor.month, anchor.day) if isinstance(anchor, date) else anchor


def anniversary(anchor: Anchor, on_or_after: date, *, leap_to_march: bool = False) -> date:
    """The first yearly return of ``anchor`` that is not before ``on_or_after``.

    Counted from the anchor, never from the last return; at most a year and a day away.
    """
    yearly = month_day(anchor)
    this_year = yearly.in_year(on_or_after.year, leap_to_march=leap_to_march)
    if this_year >= on_or_after:
        return this_year
    return yearly.in_year(on_or_after.year + 1, leap_to_march=leap_to_march)


def days(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later, cut to that month's end."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))
