"""What a date expression stands for before it is handed out: days with a grain."""

import calendar as gregorian
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.model.calendar import MonthDay, add_months

Looks = Literal["past", "future"] | None

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7, "workday": 1}


class Moment(Struct, frozen=True):
    """When and how something was said: the day, the direction, the order of day and month."""

    today: date
    looks: Looks = None
    day_first: bool | None = None


class Span(Struct, frozen=True):
    """Days from ``first`` to ``last``, both included; ``None`` is open.

    ``grain`` is the unit it was said in ("day", "week", "month", "part", …). ``assumed`` names
    what was not said and had to be supplied: the "year", the "month" or the "week". ``others``
    are further sound readings, ``whole`` is the period that a part is of, ``relation``
    the word that opened it ("by", "after", …), and ``feast`` the rule of its days.
    """

    first: date | None
    last: date | None
    grain: str = "day"
    assumed: str | None = None
    yearly: MonthDay | None = None
    others: tuple[date, ...] = ()
    whole: "Span | None" = None
    relation: str | None = None
    time: str | None = None
    feast: tuple[Any, ...] | None = None

    @property
    def start(self) -> date:
        """Its first day, or its last where it is open to the past."""
        day = self.first or self.last
        if day is None:
            raise ValueError("a span needs a day")
        return day

    @property
    def end(self) -> date:
        """Its last day, or its first where it is open to the future."""
        return self.last or self.start


class Length(Struct, frozen=True):
    """How long: months and days, and the unit it was last said in."""

    months: int = 0
    days: int = 0
    unit: str = "day"
    count: int = 1

    def plus(self, other: "Length") -> "Length":
        """Both, one after the other."""
        return Length(self.months + other.months, self.days + other.days, other.unit, 0)

    def after(self, day: date, times: int = 1) -> date:
        """The day that lies this far after ``day``; before it where ``times`` is -1."""
        if self.unit == "workday" and self.count:
            return workday(day, times * self.count)
        if self.months:
            day = add_months(day, times * self.months)
        return day + timedelta(days=times * self.days)


def length_of(count: int, unit: str) -> Length:
    """``count`` of ``unit``; hours and less are counted in whole days."""
    if unit in MONTHS_IN:
        return Length(months=count * MONTHS_IN[unit], unit=unit, count=count)
    if unit in DAYS_IN:
        return Length(days=count * DAYS_IN[unit], unit=unit, count=count)
    hours = {"hour": count, "minute": count // 60, "second": count // 3600}[unit]
    return Length(days=hours // 24, unit=unit, count=count)


def beside(day: date, days: int) -> date:
    """The day so many days on, or the end of the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def one(day: date) -> Span:
    """A single day."""
    return Span(day, day)


def month_span(year: int, month: int, assumed: str | None = None) -> Span:
    """A whole month."""
    last = gregorian.monthrange(year, month)[1]
    return Span(date(year, month, 1), date(year, month, last), "month", assumed)


def year_span(year: int) -> Span:
    """A whole year."""
    return Span(date(year, 1, 1), date(year, 12, 31), "year")


def unit_span(day: date, unit: str, offset: int = 0) -> Span:
    """The ``unit`` that ``day`` is in, or the one ``offset`` units further on."""
    if unit in MONTHS_IN:
        size = MONTHS_IN[unit]
        index = day.year * 12 + day.month - 1
        begin = (index // size + offset) * size
        first = date(begin // 12, begin % 12 + 1, 1)
        return Span(first, add_months(first, size) - DAY, unit)
    if unit in ("week", "fortnight"):
        first = day + timedelta(days=7 * offset - day.weekday())
        return Span(first, first + timedelta(days=DAYS_IN[unit] - 1), unit)
    if unit == "weekend":
        first = day + timedelta(days=7 * offset + 5 - day.weekday())
        return Span(first, first + DAY, unit)
    if unit == "workday":
        return one(workday(day, offset))
    if unit == "day":
        return one(day + timedelta(days=offset))
    return one(day)


def workday(day: date, offset: int) -> date:
    """The ``offset``-th day from ``day`` that is neither Saturday nor Sunday."""
    step = DAY if offset > 0 else -DAY
    for _ in range(min(abs(offset), 3000)):
        day += step
        while day.weekday() >= SATURDAY:
            day += step
    return day


def parts(whole: Span, part: str) -> Span:
    """The "begin", "early", "mid", "late" or "end" of ``whole``.

    Begin, middle and end are thirds (of a month, ten days); early and late are halves.
    """
    first, last = whole.start, whole.end
    size = (last - first).days + 1
    third = {"week": 3, "weekend": 1, "month": 10}.get(whole.grain, size // 3)
    half = {"week": 3, "weekend": 1, "month": 15}.get(whole.grain, size // 2)
    margin = timedelta(days=2 if whole.grain == "week" else third)
    if part == "mid":
        first, last = first + margin, last - margin
    elif part in {"begin", "early"}:
        last = first + timedelta(days=max(third if part == "begin" else half, 1) - 1)
    else:
        first = last - timedelta(days=max(third if part == "end" else half, 1) - 1)
    return Span(first, max(first, last), part, whole.assumed, whole=whole)


PARTS = frozenset({"begin", "early", "mid", "late", "end", "part"})
"""Grains of a span that is part of a whole."""


def nearest_year(month: int, day: int, moment: Moment) -> date:
    """That day of a year: the latest, the next, or the nearest, as the moment looks.

    Raises:
        ValueError: if no year near has such a day.
    """
    here = moment.today.year
    if (month, day) == (2, 29):
        years = [year for year in range(here - 8, here + 9) if gregorian.isleap(year)]
    else:
        years = [here - 1, here, here + 1]
    days = [date(year, month, day) for year in years if MINYEAR <= year <= MAXYEAR]
    return choose(days, moment)


def choose(days: list[date], moment: Moment) -> date:
    """The one of ``days`` that is meant; today counts as past and as future.

    Raises:
        ValueError: if there are none.
    """
    today = moment.today
    if moment.looks == "future":
        return min((day for day in days if day >= today), default=max(days))
    if moment.looks == "past":
        return max((day for day in days if day <= today), default=min(days))
    return min(days, key=lambda day: (abs(day - today), day < today))


def weekday_near(weekday: int, moment: Moment) -> Span:
    """The last such weekday before today, or the next one after it; never today."""
    ahead = (weekday - moment.today.weekday() - 1) % 7 + 1
    behind = (moment.today.weekday() - weekday - 1) % 7 + 1
    coming = moment.today + timedelta(days=ahead)
    gone = moment.today - timedelta(days=behind)
    if moment.looks == "past":
        return Span(gone, gone, assumed="week", others=(coming,))
    return Span(coming, coming, assumed="week", others=(gone,))


def moved(span: Span, steps: int) -> Span:
    """The same words one or more years, months or weeks on, as far as these were assumed."""

    def shift(day: date | None) -> date | None:
        if day is None:
            return None
        if span.assumed == "week":
            return day + timedelta(days=7 * steps)
        return add_months(day, steps * (1 if span.assumed == "month" else 12))

    first, last = shift(span.first), shift(span.last)
    if span.grain == "month" and last is not None:
        last = month_span(last.year, last.month).last
    return replace(span, first=first, last=last)


def nth_weekday(within: Span, weekday: int, nth: int) -> date:
    """The ``nth`` such weekday of a span, counted from its end where ``nth`` is negative.

    Raises:
        ValueError: if it has none.
    """
    first, last = within.start, within.end
    if nth > 0:
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    else:
        day = last - timedelta(days=(last.weekday() - weekday) % 7 - 7 * (nth + 1))
    if not first <= day <= last:
        raise ValueError("no such weekday in that span")
    return day
