"""A part of a period: "first Monday of May", "end of March", "the week of the 6th"."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from bot.language.dates.cascade import WEEKDAYS, Item, Level, every, pick
from bot.language.dates.portions import part, part_to_part, unit_of_day, unit_up_to
from bot.language.dates.spans import (
    DAY,
    SATURDAY,
    Length,
    Moment,
    Span,
    moved,
    nth_weekday,
    one,
    unit_span,
    year_span,
)

Made = tuple[str, Any] | None
ORDINALS = ("ordinal", "rank", "number", "count")


def nth_of(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Third Thursday of September"; in years that are assumed, the one that is meant."""
    weekday = pick(said, *WEEKDAYS)
    nth = pick(said, "last", "lastof", *ORDINALS)
    whole = _whole(said, moment)
    steps = (0, -1, 1) if whole.assumed == "year" else (0,)
    wholes = [moved(whole, step) if step else whole for step in steps]
    days = [nth_weekday(each, weekday, nth) for each in wholes]
    return "day", one(_meant(days, moment))


def _nth_last(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Second to last Friday of February"."""
    nth, weekday = pick(said, "ordinal", "rank"), pick(said, *WEEKDAYS)
    return "day", one(nth_weekday(_whole(said, moment), weekday, -nth))


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
    year, length = pick(said, "year"), pick(said, "length")
    if year is not None:
        return year_span(year)
    if isinstance(length, Length):
        return unit_span(length.after(moment.today), "month")
    return unit_span(moment.today, pick(said, "unit") or "month")


def _nth_unit(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Second week of February", "last day of the month", "first quarter of 2016"."""
    unit = pick(said, "unit", "weekend")
    whole = pick(said, "period")
    if whole is None:
        units = every(said, "unit")
        whole = unit_span(moment.today, units[-1])
        unit = pick(said, "weekend") or units[0]
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
    if unit == "workday" and edge.weekday() < SATURDAY:
        nth += 1 if nth < 0 else -1
    found = unit_span(edge, unit, nth if unit == "workday" else nth + 1 if nth < 0 else nth - 1)
    if found.start > whole.end or found.end < whole.start:
        return None
    return ("day" if found.grain == "day" else "period"), found


def _half(said: Sequence[Item], moment: Moment) -> Made:
    """As in "The second half of 2024"."""
    whole = _whole(said, moment)
    nth = -1 if pick(said, "last", "lastof") else pick(said, "ordinal", "rank")
    if whole.grain == "year":
        return nth_unit(whole, "half", nth)
    middle = whole.start + (whole.end - whole.start + DAY) // 2
    if nth == 1:
        return "period", Span(whole.first, middle - DAY, "part", whole=whole)
    return "period", Span(middle, whole.last, "part", whole=whole)


def _day_of(said: Sequence[Item], _: Moment) -> Made:
    """As in "The 10th of next month"."""
    whole = pick(said, "period")
    day = pick(said, *ORDINALS)
    if whole.grain != "month":
        return None
    return "day", Span(*(whole.start.replace(day=day),) * 2, assumed=whole.assumed)


def _days_of(said: Sequence[Item], _: Moment) -> Made:
    """As in "From 4 to 22 this month"."""
    whole = pick(said, "period")
    if whole.grain != "month":
        return None
    first, last = (whole.start.replace(day=day) for day in every(said, *ORDINALS))
    return ("period", Span(first, last, "span")) if first < last else None


def _first_units(said: Sequence[Item], moment: Moment) -> Made:
    """As in "The last ten days of the month"."""
    whole = pick(said, "period") or unit_span(moment.today, pick(said, "unit"))
    length = pick(said, "length")
    if said[0].kind == "last" or said[1].kind == "last":
        return "period", Span(length.after(whole.end, -1) + DAY, whole.last, "span")
    return "period", Span(whole.first, length.after(whole.start) - DAY, "span")


def _day_of_unit(said: Sequence[Item], moment: Moment) -> Made:
    """As in "The first of the month"."""
    if pick(said, "unit") != "month":
        return None
    return bare_day(said, moment)


def _weekday_of(said: Sequence[Item], _: Moment) -> Made:
    week = pick(said, "period")
    if week.grain not in {"week", "fortnight"}:
        return None
    return "day", one(week.start + timedelta(days=pick(said, *WEEKDAYS)))


def _ordinal_season_part(said: Sequence[Item], moment: Moment) -> Made:
    nth, unit = pick(said, "ordinal", "rank", "last", "lastof"), pick(said, "unit")
    year = pick(said, "year")
    if year is None and unit not in {"quarter", "half"}:
        return None
    whole = pick(said, "period") or unit_span(moment.today, "year")
    return nth_unit(year_span(year) if year else whole, unit, nth)


COMPOSED = Level(
    ("(from|on)? the? DOM ANDTO the? DOM (of|in)? in? the? period", _days_of),
    ("the? (rank|last) length (of|in) (the|a)? (period|unit)", _first_units),
    ("the? ORD (to|dash)* last WEEKDAY (of|in|on|comma)? the? (period|unit)", _nth_last),
    ("the? (ORD|last|lastof) half (of|in)? the? (period|unit|year)", _half),
    ("the? (ORD|last|lastof) WEEKDAY (of|in|on|comma)? (the|a)? (period|length)", nth_of),
    ("the? (ORD|last|lastof) WEEKDAY (of|in) (the|a) unit", nth_of),
    ("period the? (ORD|last) WEEKDAY", nth_of),
    ("unit number (of|in) the? period", _nth_unit),
    ("year the? (ORD|last) unit", _ordinal_season_part),
    ("the? (ORD|last|lastof) (unit|weekend) (of|in|on)? period", _nth_unit),
    ("the? (ORD|last|lastof) (unit|weekend) (of|in) (the|a)? unit", _nth_unit),
    ("period the? (ORD|last) (unit|weekend)", _nth_unit),
    ("the? (ORD|last|lastof) unit (of|in|comma)? the? year", _ordinal_season_part),
    ("the? ORD unit", _ordinal_season_part),
    ("(the ORD|ordinal) (of|in) the? period", _day_of),
    ("rank of the? period", _day_of),
    ("the? ordinal comma? period", _day_of),
    ("period (comma|on)+ the? ordinal", _day_of),
    ("the? rank period (?!unit)", _day_of),
    ("the? ORD of the unit", _day_of_unit),
    ("the? WEEKDAY (of|in|on|comma)? the? period", _weekday_of),
    ("period comma? on? the? WEEKDAY", _weekday_of),
    ("the? part (to|dash|or)+ part dash? (of|in)? the? period", part_to_part),
    ("the? part dash? (of|in)? the? (period|day)", part),
    ("the? unit onbefore the? day", unit_up_to),
    ("the? unit part the? day", unit_of_day),
    (
        "the? (unit|weekend) (of|starting|onafter|on|in|from|comma)+ the? (day|period)",
        unit_of_day,
    ),
)


def bare_day(said: Sequence[Item], moment: Moment) -> Made:
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
