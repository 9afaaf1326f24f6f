"""Months, seasons and feasts counted from today: "next May", "last winter"."""

from collections.abc import Sequence
from typing import Any

from bot.language.dates.cascade import Item, pick
from bot.language.dates.feasts import feast_in, feast_near
from bot.language.dates.spans import (
    DAY,
    Length,
    Looks,
    Moment,
    Span,
    month_span,
)
from bot.language.dates.weekdays import direction

MONTHS = ("month", "weakmonth")
Made = tuple[str, Any] | None


def relative_month(direction: str, month: int, moment: Moment) -> Span:
    """The month meant by "last", "next" or "this"."""
    today = moment.today
    year = today.year
    if direction in {"last", "thispast"}:
        year -= month >= today.month
    elif direction == "next":
        year += 1 if month <= today.month else 0
    elif direction == "thiscoming":
        year += month < today.month
    return month_span(year, month)


def month(said: Sequence[Item], moment: Moment) -> Made:
    """As in "next May"."""
    return "period", relative_month(direction(said), pick(said, *MONTHS), moment)


def in_last_year(said: Sequence[Item], moment: Moment) -> Made:
    """As in "last year in June"; a last week in June is another matter."""
    if pick(said, "unit") != "year":
        return None
    year, month = moment.today.year - 1, pick(said, *MONTHS)
    if month is None:
        return "period", season_span(pick(said, "season", "weakseason"), year)
    return "period", month_span(year, month)


def feast(said: Sequence[Item], moment: Moment) -> Made:
    """As in "last Easter"."""
    rule, way = pick(said, "feast"), direction(said)
    if way == "this":
        return "day", feast_in(rule, moment.today.year)
    looks: Looks = "past" if way in {"last", "thispast"} else "future"
    step = -DAY if looks == "past" else DAY
    return "day", feast_near(rule, Moment(moment.today + step, looks))


def season_span(month: int, year: int) -> Span:
    """A meteorological season: three months from the first of ``month``."""
    first = month_span(year, month).start
    last = Length(months=3).after(first) - DAY
    return Span(first, last, "season")


def season(said: Sequence[Item], moment: Moment) -> Made:
    """As in "next summer": one that has begun is this one."""
    month, way = pick(said, "season", "weakseason"), direction(said)
    today, year = moment.today, moment.today.year
    here = season_span(month, year)
    if way in {"last", "thispast"} and here.end >= today:
        return "period", season_span(month, year - 1)
    if way == "next" and here.start <= today:
        return "period", season_span(month, year + 1)
    return "period", here


def month_after_next(said: Sequence[Item], moment: Moment) -> Made:
    """As in "March after next": a year after the coming one."""
    near = relative_month("next", pick(said, *MONTHS), moment)
    return "period", month_span(near.start.year + 1, near.start.month)
