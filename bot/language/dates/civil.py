"""Days and months named by number or name: "3rd March 2026", "3/4", "12–16 September"."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.language.dates.cascade import WEEKDAYS, Item, Level, every, pick
from bot.language.dates.digits import century
from bot.language.dates.figures import agreeing, next_month, numeric_day, two_digits, yearless
from bot.language.dates.spans import Moment, Span, month_span, nearest_year, one
from bot.model.calendar import add_months

Made = tuple[str, Any] | None
LAST_DAY = 31
CENTURY = 100
NEAR_YEARS = 10
LEAST_YEAR = 40


def _year(said: Sequence[Item], moment: Moment) -> int | None:
    """The year that is said; two digits past the days of a month are one too."""
    year = pick(said, "year", "short")
    if isinstance(year, int):
        return year
    numbers = every(said, "number")
    short = numbers[-1] if numbers and LAST_DAY < numbers[-1] < CENTURY else None
    return None if short is None else two_digits(short, moment)


def _numeric(said: Sequence[Item], moment: Moment) -> Made:
    year, one_, two, day_first = said[-1].value
    return numeric_day(year, one_, two, day_first, moment)


def _full(said: Sequence[Item], moment: Moment) -> Made:
    """Day, month and year in any order."""
    month, day = (
        pick(said, "month", "weakmonth"),
        pick(said, "ordinal", "rank", "number", "count"),
    )
    year = _year(said, moment)
    if year is None:
        return None
    return "day", one(date(year, month, day))


def _month_day(said: Sequence[Item], _: Moment) -> Made:
    month, day = (
        pick(said, "month", "weakmonth"),
        pick(said, "ordinal", "rank", "number", "count"),
    )
    if day > LAST_DAY or (said[0].kind == "rank" and said[1].kind == "in"):
        return None  # the latter was second in a race
    return yearless(month, day) if pick(said, "unit") in {None, "month"} else None


def _month_slash(said: Sequence[Item], _: Moment) -> Made:
    year, day = said[-1].value
    return "day", one(date(year, said[0].value, day))


def _late_year(said: Sequence[Item], moment: Moment) -> Made:
    """As in "14th April 15": a small number is a year if it is one of these years."""
    year = century(said[-1].value)
    if abs(year - moment.today.year) > NEAR_YEARS:
        return None
    return "day", one(
        date(year, pick(said, "month", "weakmonth"), pick(said, "ordinal", "number"))
    )


def _short_year(said: Sequence[Item], moment: Moment) -> Made:
    """As in "10-Aug-12": between marks the last number is the year."""
    day, month, year = said[0].value, said[2].value, said[4].value
    return "day", one(date(two_digits(year, moment), month, day))


def _month_year(said: Sequence[Item], moment: Moment) -> Made:
    month = pick(said, "month", "weakmonth")
    year = _year(said, moment)
    numbers = every(said, "number")
    if numbers and said[1].kind == "number" and numbers[0] < LEAST_YEAR:
        return None
    if year is None and numbers and said[1].kind == "of":
        year = two_digits(numbers[-1], moment)
    return None if year is None else ("period", month_span(year, month))


def _year_month(said: Sequence[Item], _: Moment) -> Made:
    if said[0].kind == "yearmonth":
        return "period", month_span(*said[0].value)
    return "period", month_span(said[0].value, said[-1].value)


def _day_range(said: Sequence[Item], moment: Moment) -> Made:
    """Two days of one month."""
    month = pick(said, "month", "weakmonth")
    days = every(said, "ordinal", "rank", "number", "count")
    year = _year(said, moment)
    first, last = days[0], days[-1]
    if year is None:
        begin = nearest_year(month, first, moment)
        end = begin.replace(day=last) if last >= first else next_month(begin, last)
        return "period", Span(begin, end, "span", assumed="year")
    begin = date(year, month, first)
    return ("period", Span(begin, begin.replace(day=last), "span")) if last > first else None


def _to_month_day(said: Sequence[Item], moment: Moment) -> Made:
    """A day up to a day of a named month: "from 02 to April 07"."""
    month = pick(said, "month", "weakmonth")
    first, last = every(said, "ordinal", "rank", "number", "count")[:2]
    year = _year(said, moment)
    end = nearest_year(month, last, moment) if year is None else date(year, month, last)
    begin = end.replace(day=first)
    return "period", Span(begin, begin.replace(day=last), "span", assumed="year")


def _weekday_of_month_day(said: Sequence[Item], moment: Moment) -> Made:
    """A weekday with a day of the month: the nearest month in which they agree."""
    weekday = pick(said, *WEEKDAYS)
    day = pick(said, "ordinal", "rank", "count")
    found = agreeing(weekday, day, moment)
    return "day", one(found)


def _bare_numbers(said: Sequence[Item], moment: Moment) -> Made:
    first, second = every(said, "number")
    return numeric_day(None, first, second, None, moment)


_YEAR = "(comma|of|in|dash|slash)? (the? unit)? (year|short)"
_NO_YEAR = "(?!(comma|of|in|dash|slash)? (year|short))"
_ALONE = "(?<!unit(?=number of))"
_LIST = "DOM (comma the? DOM){0,9} comma?"
_LATE = "(comma|of|in|dash|slash)? number"


CIVIL = Level(
    (
        f"(from|on)? the? {_LIST} (ANDTO|slash|or) the? DOM of? the? MONTH ({_YEAR})?",
        _day_range,
    ),
    (
        f"from? MONTH the? DOM (ANDTO|slash) the? DOM (?!MONTH|of|slash|unit) ({_YEAR})?",
        _day_range,
    ),
    (f"from the? DOM TO the? MONTH the? DOM ({_YEAR})?", _to_month_day),
    (f"{_ALONE} the? DOM (dash|slash|comma|of|in|dot)? (the? month of)? MONTH {_YEAR}", _full),
    (f"MONTH (dash|slash)? the? DOM {_YEAR}", _full),
    ("the? (ordinal of?|number) MONTH number (?=dot|comma|$)", _late_year),
    ("year (dash|slash|comma)? MONTH (dash|slash|comma)? the? DOM", _full),
    ("year (dash|slash) DOM (dash|slash) MONTH", _full),
    ("DOM (dash|slash) MONTH (dash|slash) number", _short_year),
    ("DOM dash year dash MONTH", _full),
    (f"the? DOM (dash|slash|of)? MONTH {_LATE}", _full),
    (f"MONTH the? DOM {_LATE}", _full),
    (f"MONTH {_YEAR}", _month_year),
    ("MONTH of number", _month_year),
    ("MONTH (slash|dash) yearmonth", _month_slash),
    ("MONTH ordinal comma? number (?=dot|$)", _late_year),
    ("MONTH number (?=dot|comma|$)", _month_year),
    ("MONTH dot ordinal", _month_day),
    ("MONTH dot number $", _month_day),
    ("yearmonth", _year_month),
    ("year (comma|dash)? MONTH (?!DOM)", _year_month),
    ("year dash number", _year_month),
    (
        f"{_ALONE} the? DOM (dash|slash|of|in|comma|dot)? (the? unit of)? MONTH {_NO_YEAR}",
        _month_day,
    ),
    (
        "MONTH (dash|slash)? the? DOM (?!slash (year|number)|unit|ANDTO DOM unit|comma? year)",
        _month_day,
    ),
    ("numeric", _numeric),
    ("number slash number", _bare_numbers),
    ("(?<=weekday) on? decimal", _numeric),
    ("on decimal dot?", lambda said, moment: _numeric(said[:2], moment)),
    ("decimal dot", lambda said, moment: _numeric(said[:1], moment)),
    (
        "WEEKDAY comma? (the rank|the count|the? ordinal) (?!unit|of|MONTH|weekday)",
        _weekday_of_month_day,
    ),
    impossible="x",
)


def _beside(said: Sequence[Item], moment: Moment) -> Made:
    """A weekday beside a date: it can only tell which year is meant."""
    weekday = pick(said, *WEEKDAYS)
    monthday = pick(said, "monthday")
    if monthday is None:
        return "day", pick(said, "day")
    month, day, other = monthday
    found = nearest_year(month, day, moment)
    for step in (0, -1, 1):
        candidate = add_months(found, 12 * step)
        if candidate.weekday() == weekday and (candidate.month, candidate.day) == (month, day):
            return "day", one(candidate)
    return "monthday", (month, day, other)


BESIDE = Level(
    ("WEEKDAY (comma|on|the|dash)? (on|the)? (monthday|day)", _beside),
    ("(?<!not) (monthday|day) (comma|on)? weekday", _beside),
)
