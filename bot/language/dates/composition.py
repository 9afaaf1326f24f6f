"""Dates made of dates: "first Monday of May", "three weeks after Easter", "end of March"."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from bot.language.dates.cascade import Item, Level, every, pick
from bot.language.dates.feasts import feast_in, feast_near
from bot.language.dates.relative import season_span
from bot.language.dates.spans import (
    DAY,
    Length,
    Moment,
    Span,
    month_span,
    moved,
    nearest_year,
    nth_weekday,
    one,
    parts,
    unit_span,
    weekday_near,
    year_span,
)
from bot.model.calendar import MonthDay

Made = tuple[str, Any] | None
ORDINALS = ("ordinal", "rank", "number", "count")


def _month_day(said: Sequence[Item], moment: Moment) -> Made:
    month, day, other = pick(said, "monthday")
    found = nearest_year(month, day, moment)
    others = (nearest_year(*other, moment),) if other else ()
    yearly = MonthDay(month, day)
    return "day", Span(found, found, assumed="year", yearly=yearly, others=others)


def _month_day_in_year(said: Sequence[Item], moment: Moment) -> Made:
    """ "10 November next year", "10 November in two years"."""
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


def _in_year(said: Sequence[Item], moment: Moment) -> Made:
    """A feast, a month or a season of a year that is named or reckoned."""
    whole = pick(said, "period")
    year = pick(said, "year", "short") or whole.start.year
    rule = pick(said, "feast")
    if rule is not None:
        return "day", feast_in(rule, year)
    season = pick(said, "season", "weakseason")
    if season is not None:
        return "period", season_span(season, year)
    return "period", month_span(year, pick(said, "month", "weakmonth"))


def _feast_after(said: Sequence[Item], moment: Moment) -> Made:
    after = pick(said, "length").after(moment.today)
    return "day", feast_near(pick(said, "feast"), Moment(after, "future"))


def _feast(said: Sequence[Item], moment: Moment) -> Made:
    return "day", feast_near(pick(said, "feast"), moment)


def _feast_weekend(said: Sequence[Item], moment: Moment) -> Made:
    day = feast_near(pick(said, "feast"), moment).start
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


def _year(said: Sequence[Item], _: Moment) -> Made:
    return "period", year_span(pick(said, "year"))


RESOLVED = Level(
    (
        "(monthday|feast) (comma|of|in)? (the|a)? period",
        lambda said, moment: _of_year(said, moment),
    ),
    ("monthday in length", _month_day_in_year),
    ("feast in length", _feast_after),
    ("feast weekend", _feast_weekend),
    ("(feast|season|weakseason) (comma|of|in)? the? (year|short)", _in_year),
    ("monthday", _month_day),
    ("feast", _feast),
    ("(MONTH|season) (of|in|comma)? period", lambda said, moment: _of_year(said, moment)),
    ("month", _month),
    ("season", _season),
    ("(?<=PREP) (the|a)? (weakmonth|weakseason)", _month_or_season),
    ("^(weakmonth|weakseason)$", _month_or_season),
    ("(?<=PREP) (the unit)? year (?!unit|NUM)", _year),
    ("^(the unit)? year$", _year),
    ("year (?=TO (year|monthday|month|SPAN))", _year),
    ("the unit year", _year),
    (
        "unit year",
        lambda said, moment: _year(said, moment) if said[0].value == "year" else None,
    ),
)


def _of_year(said: Sequence[Item], moment: Moment) -> Made:
    period = pick(said, "period")
    if period.grain not in {"year", "decade"}:
        return None
    if said[0].kind == "monthday":
        return _month_day_in_year(said, moment)
    return _in_year(said, moment)


def _nth_weekday(said: Sequence[Item], moment: Moment) -> Made:
    """ "Third Thursday of September"; in years that are assumed, the one that is meant."""
    weekday = pick(said, "weekday", "weakday")
    nth = -1 if said[0].kind == "the" and said[1].kind.startswith("last") else None
    if nth is None:
        nth = -1 if said[0].kind.startswith("last") else pick(said, *ORDINALS)
    whole = _whole(said, moment)
    days = []
    for step in (0, -1, 1) if whole.assumed == "year" else (0,):
        days.append(nth_weekday(moved(whole, step) if step else whole, weekday, nth))
    return "day", one(_meant(days, moment))


def _meant(days: list[date], moment: Moment) -> date:
    first = days[0]
    if moment.looks == "past" and first > moment.today:
        return max((day for day in days if day <= moment.today), default=first)
    if moment.looks == "future" and first < moment.today:
        return min((day for day in days if day >= moment.today), default=first)
    return first


def _whole(said: Sequence[Item], moment: Moment) -> Span:
    whole = pick(said, "period")
    if isinstance(whole, Span):
        return whole
    length = pick(said, "length")
    if isinstance(length, Length):
        return unit_span(length.after(moment.today), "month")
    return unit_span(moment.today, pick(said, "unit") or "month")


def _nth_unit(said: Sequence[Item], moment: Moment) -> Made:
    """ "Second week of February", "last day of the month", "first quarter of 2016"."""
    unit = pick(said, "unit", "weekend", "workday")
    whole = pick(said, "period")
    if whole is None:
        units = every(said, "unit")
        whole = unit_span(moment.today, units[-1])
        unit = pick(said, "weekend", "workday") or units[0]
    is_last = any(item.kind.startswith("last") for item in said)
    nth = -1 if is_last else pick(said, *ORDINALS)
    return nth_unit(whole, unit, nth)


def nth_unit(whole: Span, unit: str, nth: int) -> Made:
    """The ``nth`` unit of a span, from its end where ``nth`` is -1.

    A first week is the one that holds the first Thursday, as in ISO 8601.
    """
    if unit == "week":
        day = nth_weekday(whole, 3, nth)
        return "period", replace(unit_span(day, "week"), assumed=whole.assumed)
    if unit == "weekend":
        day = nth_weekday(whole, 5, nth)
        return "period", Span(day, day + DAY, "weekend", assumed=whole.assumed)
    edge = whole.end if nth < 0 else whole.start
    if unit == "workday" and edge.weekday() < 5:  # noqa: PLR2004
        nth += 1 if nth < 0 else -1
    found = unit_span(edge, unit, nth if unit == "workday" else nth + 1 if nth < 0 else nth - 1)
    if found.start > whole.end or found.end < whole.start:
        return None
    return ("day" if found.grain == "day" else "period"), found


def _day_of(said: Sequence[Item], _: Moment) -> Made:
    """ "The 10th of next month"."""
    whole = pick(said, "period")
    day = pick(said, *ORDINALS)
    if whole.grain != "month":
        return None
    return "day", Span(*(whole.start.replace(day=day),) * 2, assumed=whole.assumed)


def _part(said: Sequence[Item], moment: Moment) -> Made:
    whole = pick(said, "period", "day")
    part = pick(said, "part")
    if part == "rest":
        return "period", Span(moment.today, whole.last, "part", whole=whole)
    if whole.grain == "day":
        return "day", whole
    return "period", parts(whole, part)


def _weekday_of(said: Sequence[Item], _: Moment) -> Made:
    week = pick(said, "period")
    if week.grain not in {"week", "fortnight"}:
        return None
    return "day", one(week.start + timedelta(days=pick(said, "weekday", "weakday")))


def _unit_of_day(said: Sequence[Item], moment: Moment) -> Made:
    """ "The week of the 6th", "the weekend of 18 July"."""
    unit = pick(said, "unit", "weekend")
    day = pick(said, "day", "period")
    if unit not in {"week", "weekend", "fortnight"} or day.grain not in {
        "day",
        "feast",
        "span",
    }:
        return None
    if unit == "weekend" and day.start.weekday() == 6:  # noqa: PLR2004
        return "period", Span(day.start - DAY, day.start, "weekend")
    return "period", unit_span(day.start, unit)


def _ordinal_season_part(said: Sequence[Item], moment: Moment) -> Made:
    nth, unit = pick(said, "ordinal", "rank"), pick(said, "unit")
    if unit not in {"quarter", "half"}:
        return None
    return nth_unit(pick(said, "period") or unit_span(moment.today, "year"), unit, nth)


COMPOSED = Level(
    ("the? (ORD|last|lastof) WEEKDAY (of|in|on|comma)? (the|a)? (period|length)", _nth_weekday),
    ("the? (ORD|last|lastof) WEEKDAY (of|in) (the|a) unit", _nth_weekday),
    ("the? (ORD|last|lastof) (unit|weekend|workday) (of|in|on)? period", _nth_unit),
    ("the? (ORD|last|lastof) (unit|weekend|workday) (of|in) (the|a)? unit", _nth_unit),
    ("period the? ORD unit", _ordinal_season_part),
    ("the? ORD unit", _ordinal_season_part),
    ("the? ORD (of|in) the? period", _day_of),
    ("the? WEEKDAY (of|in|on|comma)? the? period", _weekday_of),
    ("period comma? on? the? WEEKDAY", _weekday_of),
    ("the? part dash? (of|in)? the? (period|day)", _part),
    (
        "the? (unit|weekend) (of|starting|onafter|on|in|from|comma)+ the? (day|period)",
        _unit_of_day,
    ),
)


def _bare_weekday(said: Sequence[Item], moment: Moment) -> Made:
    return "day", weekday_near(pick(said, "weekday", "weakday"), moment)


def _nth_weekday_here(said: Sequence[Item], moment: Moment) -> Made:
    return _nth_weekday(said, moment)


def _bare_day(said: Sequence[Item], moment: Moment) -> Made:
    """A bare day of the month: the latest, the next, or the nearest one."""
    return "day", Span(*(day_near(pick(said, *ORDINALS), moment),) * 2, assumed="month")


def day_near(day: int, moment: Moment) -> date:
    """That day of the month that is meant; today counts as past and as future.

    Raises:
        ValueError: if no month has it.
    """
    today = moment.today
    steps = range(0, -4, -1) if moment.looks == "past" else range(4)
    for step in steps:
        month = unit_span(today, "month", step)
        if day <= month.end.day:
            found = month.start.replace(day=day)
            if moment.looks is None or (
                found <= today if moment.looks == "past" else found >= today
            ):
                return found
    raise ValueError("no month has that day")


def _bare_range(said: Sequence[Item], moment: Moment) -> Made:
    first, last = every(said, *ORDINALS)
    begin = day_near(first, moment)
    end = day_near(last, Moment(begin, "future"))
    return "period", Span(begin, end, "span", assumed="month")


def _weekend(said: Sequence[Item], moment: Moment) -> Made:
    past = moment.looks == "past" and moment.today.weekday() < 5  # noqa: PLR2004
    return "period", unit_span(moment.today, "weekend", -1 if past else 0)


_STOP = "(?!x|blocker|unit|dash|slash|number|feast)"
BARE = Level(
    ("the? ORD weekday (?!after|before)", _nth_weekday_here),
    (f"(from|on|between)? the? (ordinal|rank) ANDTO the? (ordinal|rank) {_STOP}", _bare_range),
    (
        "(on|onbefore|onafter|before|after|from|to|dash|in) the? weakday",
        lambda said, moment: None,
    ),
    ("weekday (?!(after|before|onbefore) the? SPAN)", _bare_weekday),
    ("(?<=PREP) the? weakday", _bare_weekday),
    ("^weakday$", _bare_weekday),
    ("(?<=PREP) the (ordinal|rank) (?!blocker|unit|weekday)", _bare_day),
    (f"(?<=PREP) ordinal {_STOP}", _bare_day),
    (f"the ordinal {_STOP}", _bare_day),
    ("^ordinal$", _bare_day),
    ("^(number dash number)$", _bare_range),
    ("the? weekend", _weekend),
)
