"""Months, feasts, seasons and years by themselves, or within a year that is named."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.language.dates.cascade import Item, Level, pick
from bot.language.dates.composition import nth_unit
from bot.language.dates.digits import century
from bot.language.dates.feasts import feast_in, feast_near
from bot.language.dates.named import season_span
from bot.language.dates.spans import (
    DAY,
    Looks,
    Moment,
    Span,
    month_span,
    moved,
    nearest_year,
    one,
    unit_span,
    year_span,
)
from bot.language.dates.weekdays import direction
from bot.model.calendar import MonthDay

Made = tuple[str, Any] | None
ORDINALS = ("ordinal", "rank", "number", "count")


def month_day(said: Sequence[Item], moment: Moment) -> tuple[str, Span]:
    """A day of the year that is meant, and the yearly day that was said."""
    month, day, other = pick(said, "monthday")
    found = nearest_year(month, day, moment)
    others = (nearest_year(other[0], other[1], moment),) if other else ()
    yearly = MonthDay(month, day)
    return "day", Span(found, found, assumed="year", yearly=yearly, others=others)


def _month_from_now(said: Sequence[Item], moment: Moment) -> Made:
    """As in "May two years ago"."""
    length = pick(said, "length")
    if length.unit != "year":
        return None
    then = length.after(moment.today, -1 if pick(said, "ago") else 1)
    return "period", month_span(then.year, pick(said, "month", "weakmonth"))


def _relative_month_day(said: Sequence[Item], moment: Moment) -> Made:
    """As in "last June 5th", "this 4 May"."""
    way = direction(said)
    month, day, _ = pick(said, "monthday")
    if way == "this":
        return "day", one(date(moment.today.year, month, day))
    looks: Looks = "past" if way in {"last", "thispast"} else "future"
    step = -DAY if looks == "past" else DAY
    return "day", one(nearest_year(month, day, Moment(moment.today + step, looks)))


def _month_day_in_year(said: Sequence[Item], moment: Moment) -> Made:
    """As in "10 November next year", "10 November in two years"."""
    month, day, _ = pick(said, "monthday")
    period = pick(said, "period")
    if period is not None:
        return "day", one(date(period.start.year, month, day))
    after = pick(said, "length").after(moment.today)
    return "day", one(nearest_year(month, day, Moment(after, "future")))


def _month(said: Sequence[Item], moment: Moment) -> Made:
    month, today = pick(said, "month", "weakmonth"), moment.today
    year = today.year
    if moment.looks == "past" and month > today.month:
        year -= 1
    elif (moment.looks == "future" and month < today.month) or (
        moment.looks is None and month < today.month - 6
    ):
        year += 1
    return "period", month_span(year, month, assumed="year")


def _month_or_season(said: Sequence[Item], moment: Moment) -> Made:
    return (_month if said[-1].kind == "weakmonth" else _season)(said, moment)


def _in_year(said: Sequence[Item], _: Moment) -> Made:
    """A feast, a month or a season of a year that is named or reckoned."""
    whole = pick(said, "period")
    year = pick(said, "year", "short")
    if year is None and whole is None:
        year = century(pick(said, "number", "count"))
    year = year or whole.start.year
    rule = pick(said, "feast")
    if rule is not None:
        return "day", feast_in(rule, year)
    season = pick(said, "season", "weakseason")
    if season is not None:
        return "period", season_span(season, year)
    return "period", month_span(year, pick(said, "month", "weakmonth"))


def _month_range(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Between March and April"."""
    first, last = _month(said[:2], moment), _month(said[2:], moment)
    if first is None or last is None:
        return None
    end = last[1] if last[1].start >= first[1].start else moved(last[1], 1)
    return "period", Span(first[1].first, end.last, "span", assumed="year")


def _feast_after(said: Sequence[Item], moment: Moment) -> Made:
    after = pick(said, "length").after(moment.today)
    return "day", feast_near(pick(said, "feast"), Moment(after, "future"))


def _year_ago(said: Sequence[Item], moment: Moment) -> Made:
    then = Moment(pick(said, "length").after(moment.today, -1), "future")
    if said[0].kind == "feast":
        return "day", feast_near(pick(said, "feast"), then)
    month, day, _ = pick(said, "monthday")
    return "day", one(nearest_year(month, day, then))


def _feast(said: Sequence[Item], moment: Moment) -> Made:
    return "day", feast_near(pick(said, "feast"), moment)


def _feast_weekend(said: Sequence[Item], moment: Moment) -> Made:
    rule = pick(said, "feast")
    day = (feast_near(rule, moment) if rule else month_day(said, moment)[1]).start
    first = day - timedelta(days=2 if day.weekday() == 0 else max(day.weekday() - 5, 0))
    if day.weekday() not in {0, 6}:
        first = unit_span(day, "weekend").start
    return "period", Span(first, max(first + DAY, day), "weekend")


def _season(said: Sequence[Item], moment: Moment) -> Made:
    month, today = pick(said, "season", "weakseason"), moment.today
    here = season_span(month, today.year)
    if moment.looks == "past" and here.start > today:
        here = season_span(month, today.year - 1)
    elif moment.looks == "future" and here.end < today:
        here = season_span(month, today.year + 1)
    return "period", here


def _said_year(said: Sequence[Item], moment: Moment) -> Made:
    return _year(said, moment) if said[0].value == "year" else None


def _year(said: Sequence[Item], _: Moment) -> Made:
    return "period", year_span(pick(said, "year", "short"))


def _decade(said: Sequence[Item], _: Moment) -> Made:
    return "period", unit_span(date(pick(said, "decade"), 1, 1), "decade")


def _century(said: Sequence[Item], _: Moment) -> Made:
    """As in "The 20th century": 1900 to 1999, as most people say it."""
    if pick(said, "unit") != "century":
        return None
    return "period", unit_span(date(100 * (pick(said, "ordinal", "rank") - 1), 1, 1), "century")


def _year_part(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Q3", "H1 2025"."""
    unit, nth = pick(said, "yearpart")
    whole = pick(said, "period")
    year = pick(said, "year", "short")
    if whole is None:
        whole = year_span(year or moment.today.year)
    return nth_unit(whole, unit, nth) if whole.grain == "year" else None


def _year_parts(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Q1 to Q3 2025"."""
    first, last = (_year_part([part, *said[3:]], moment) for part in (said[0], said[2]))
    if first is None or last is None or first[1].start > last[1].start:
        return None
    return "period", Span(first[1].first, last[1].last, "span")


def _of_year(said: Sequence[Item], moment: Moment) -> Made:
    period = pick(said, "period")
    if period.grain not in {"year", "decade"}:
        return None
    if pick(said, "monthday"):
        return _month_day_in_year(said, moment)
    return _in_year(said, moment)


RESOLVED = Level(
    (
        "(monthday|feast) (comma|of|in)? (the|a)? period",
        _of_year,
    ),
    ("period in the? (MONTH|season|weakseason)", _of_year),
    ("period comma? (month|season) (?!DOM)", _of_year),
    ("period comma weakmonth (?=dot|comma|$)", _of_year),
    ("monthday in length", _month_day_in_year),
    ("MONTH length (ago|hence)", _month_from_now),
    ("length (ago|hence) (in|on)? MONTH", _month_from_now),
    ("feast in length", _feast_after),
    ("(feast|monthday) length ago", _year_ago),
    ("period (comma|on)+ the? monthday", _of_year),
    ("the? (last|next|this|thiscoming|thispast) monthday", _relative_month_day),
    ("(feast|monthday) weekend", _feast_weekend),
    ("(feast|season|weakseason) (comma|of|in)? the? (year|short)", _in_year),
    ("monthday", month_day),
    ("feast (?!(comma|of|in)? the? (year|short))", _feast),
    ("(MONTH|season|weakseason) (of|in|comma)? the? period", _of_year),
    ("month (?!(dash|the)? (number|ordinal))", _month),
    ("MONTH (?=TO the? part? dash? (MONTH|period|monthday))", _month),
    ("decade", _decade),
    ("ORD unit (?=of|in|x|comma|dot|and|$)", _century),
    ("yearpart ANDTO yearpart ((of|in|comma|slash)? the? (year|short|period))?", _year_parts),
    ("yearpart (of|in|comma|slash|dash)? the? (year|short|period)", _year_part),
    ("(year|period) (comma|dash|slash)? yearpart", _year_part),
    ("yearpart", _year_part),
    ("(season|weakseason) of (number|count)", _in_year),
    ("season", _season),
    (
        "((?<=PREP)(?<!to)|(?<=(MONTH|SPAN|year|monthday) to)) (the|a)? (weakmonth|weakseason)",
        _month_or_season,
    ),
    ("^(weakmonth|weakseason)$", _month_or_season),
    ("(?<=PREP) (?<!number dash) (?<!at(?=year x)) (the unit)? year (?!unit|NUM)", _year),
    ("(?<=PREP) short", _year),
    ("^(the unit)? year$", _year),
    ("year (?=orlater|orsooner)", _year),
    ("(?<=and) year (?=dot|comma|$)", _year),
    ("(?<=from year ANDTO) year", _year),
    ("from MONTH and MONTH (?!x)", _month_range),
    ("year (?=ANDTO (year|monthday|month|SPAN))", _year),
    ("the unit year", _year),
    (
        "unit year",
        _said_year,
    ),
)
