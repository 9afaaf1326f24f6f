"""The beginning, the middle or the end of a period, and the week or month around a day."""

from collections.abc import Sequence
from typing import Any

from bot.language.dates.cascade import Item, every, pick
from bot.language.dates.spans import DAY, SUNDAY, Moment, Span, length_of, parts, unit_span

Made = tuple[str, Any] | None


def part(said: Sequence[Item], moment: Moment) -> Made:
    """As in "The end of March", "the rest of the week"."""
    whole = pick(said, "period", "day")
    which = pick(said, "part")
    if which == "rest":
        return "period", Span(moment.today, whole.last, "part", whole=whole)
    if whole.grain == "day":
        return "day", whole
    return "period", parts(whole, which)


def unit_up_to(said: Sequence[Item], _: Moment) -> Made:
    """As in "The week ending 10 May"."""
    unit, last = pick(said, "unit"), pick(said, "day").end
    if unit not in {"week", "month"}:
        return None
    return "period", Span(length_of(1, unit).after(last + DAY, -1), last, "span")


def unit_of_day(said: Sequence[Item], _: Moment) -> Made:
    """As in "The week of the 6th", "the weekend of 18 July"."""
    unit = pick(said, "unit", "weekend")
    day = pick(said, "day", "period")
    if unit not in {"week", "weekend", "fortnight"} or day.grain not in {
        "day",
        "feast",
        "span",
    }:
        return None
    if unit == "weekend" and day.start.weekday() == SUNDAY:
        return "period", Span(day.start - DAY, day.start, "weekend")
    return "period", unit_span(day.start, unit)


def part_to_part(said: Sequence[Item], _: Moment) -> Made:
    """As in "Mid to late May"."""
    whole = pick(said, "period")
    first, last = (parts(whole, each) for each in every(said, "part") if each != "rest")
    return "period", Span(first.first, last.last, "part", whole.assumed, whole=whole)
