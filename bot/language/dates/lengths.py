"""Lengths of time: "two weeks", "a year and a half", "three months and a day"."""

from collections.abc import Sequence
from typing import Any

from bot.language.dates.cascade import Item, Level, every, pick
from bot.language.dates.spans import (
    Length,
    Moment,
    length_of,
)

Made = tuple[str, Any] | None
UNITS = ("unit", "weekend")
UNIT = "(unit|weekend)"
FIVE_TENTHS = 5
WORKDAYS = (0, 1, 2, 3, 4)


def count(said: Sequence[Item]) -> int:
    """The number that is said; 1 where there is none."""
    counts = every(said, "number", "count", "few", "year")
    return int(counts[0]) if counts else 1


def unit_said(said: Sequence[Item]) -> str:
    """The unit that is said: nights are days, and plural weekdays are counted as such."""
    if pick(said, "weekdays") is not None:
        return "workday"
    return str(pick(said, *UNITS, "dayparts"))


def _length(said: Sequence[Item], _: Moment) -> Made:
    unit = unit_said(said)
    number = count(said)
    if any(item.kind == "half" for item in said):
        return "length", half_more(number if _has_count(said) else 0, unit)
    return "length", length_of(number, unit)


def _fortnight(said: Sequence[Item], moment: Moment) -> Made:
    """As in "fortnight ago", which needs no number."""
    return _length(said, moment) if said[0].value == "fortnight" else None


def _workdays(said: Sequence[Item], moment: Moment) -> Made:
    return _length(said, moment) if pick(said, "weekdays") == WORKDAYS else None


def _has_count(said: Sequence[Item]) -> bool:
    return any(item.kind in {"number", "count", "few", "a"} for item in said)


def half_more(count: int, unit: str) -> Length:
    """So many units and a half, the half in the next smaller unit, cut to whole days."""
    months = {"year": 6, "decade": 60, "century": 600, "quarter": 1}.get(unit, 0)
    days = {"week": 3, "month": 15, "fortnight": 7, "quarter": 15}.get(unit, 0)
    return length_of(count, unit).plus(Length(months, days, unit))


def _quarters(said: Sequence[Item], _: Moment) -> Made:
    """As in "Three quarters of a year"."""
    quarter, whole = every(said, "unit")
    if quarter != "quarter" or whole not in {"year", "hour"}:
        return None
    if whole == "hour":
        return "length", length_of(15 * count(said), "minute")
    return "length", length_of(count(said), quarter)


def _decimal_length(said: Sequence[Item], _: Moment) -> Made:
    _, whole, tenths, _ = pick(said, "decimal")
    unit = pick(said, *UNITS)
    half = tenths == FIVE_TENTHS
    return "length", half_more(whole, unit) if half else length_of(whole, unit)


def _sum(said: Sequence[Item], _: Moment) -> Made:
    total, *rest = every(said, "length")
    for length in rest:
        if total.unit == "hour" and length.unit == "month":  # the m of "1h 30m"
            continue
        total = total.plus(length)
    return "length", total


LENGTHS = Level(
    ("(NUM|a) unit of a? unit", _quarters),
    (f"a filler NUM? {UNIT} (?=ago|hence|orso|after|before)", _length),
    (f"another NUM? {UNIT}", _length),
    ("(?<!NUM) unit (?=ago)", _fortnight),
    (f"decimal {UNIT}", _decimal_length),
    (f"(NUM|a) and? a? half {UNIT}", _length),
    (f"(NUM|a) {UNIT} and a? half", _length),
    (f"a? half {UNIT}", _length),
    (f"a? (few|number) more? of? {UNIT}", _length),
    (f"(NUM|a|year) more? {UNIT}", _length),
    ("(NUM|a) dayparts", _length),
    ("NUM weekdays", _workdays),
)
SUMS = Level(
    ("length ((and|comma)? length)+ orso?", _sum),
    ("length orso", _sum),
)
