"""Weekdays counted from today: "last Tuesday", "Friday week", "two Sundays ago"."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.language.dates.cascade import WEEKDAYS, Item, every, pick
from bot.language.dates.lengths import count
from bot.language.dates.spans import (
    DAY,
    Looks,
    Moment,
    Span,
    length_of,
    one,
    unit_span,
    weekday_near,
)

Made = tuple[str, Any] | None
STEPS = {"next": 1, "thiscoming": 1, "last": -1, "thispast": -1}
WEEKEND = (5, 6)
DIRECTIONS = ("next", "last", "this", "thiscoming", "thispast")


def direction(said: Sequence[Item]) -> str:
    """Which way a word points, as the kind of that word."""
    return next(item.kind for item in said if item.kind in DIRECTIONS)


def relative_weekday(direction: str, weekday: int, moment: Moment) -> Span:
    """The weekday meant by "last", "next" or "this"; the other sound week stands beside it.

    "Next" is the one of next week, "this" the one to come, "last" the latest before today.
    """
    today = moment.today
    coming = weekday_near(weekday, Moment(today, "future")).start
    gone = weekday_near(weekday, Moment(today, "past")).start
    in_week = unit_span(today, "week").start + timedelta(days=weekday)
    if direction in {"last", "thispast"}:
        other = in_week - timedelta(days=7)
        return Span(gone, gone, others=(other,) if other != gone else ())
    if direction == "next":
        day = in_week + timedelta(days=7)
        return Span(day, day, others=(coming,) if coming != day else ())
    if direction == "this" and moment.looks == "past":
        day = in_week if in_week <= today else gone
        return Span(day, day)
    if direction == "this":
        day = today if weekday == today.weekday() else coming
        return Span(day, day, others=(in_week,) if in_week != day else ())
    return Span(coming, coming)


def weekday(said: Sequence[Item], moment: Moment) -> Made:
    """As in "last Tuesday"."""
    weekday = pick(said, *WEEKDAYS)
    return "day", relative_weekday(direction(said), weekday, moment)


def weekdays_away(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Two Sundays ago", "three Fridays from now"."""
    several = pick(said, "weekdays") or (pick(said, *WEEKDAYS),)
    if several == WEEKEND:
        steps = -count(said) if said[-1].kind == "ago" else count(said)
        return "period", unit_span(moment.today, "weekend", steps)
    if len(several) > 1:  # working days are a length
        return None
    weekday = several[0]
    looks: Looks = "past" if said[-1].kind == "ago" else "future"
    near = weekday_near(weekday, Moment(moment.today, looks)).start
    step = -7 if looks == "past" else 7
    return "day", one(near + timedelta(days=step * (count(said) - 1)))


def weekday_week(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Friday week": a week after the coming one."""
    unit = pick(said, "unit")
    if unit not in {"week", "fortnight"}:
        return None
    weekday, offset = pick(said, "weekday"), pick(said, "today")
    if weekday is None:
        return "day", one(length_of(1, unit).after(moment.today + offset * DAY))
    coming = weekday_near(weekday, Moment(moment.today, "future")).start
    return "day", one(length_of(1, unit).after(coming))


def weekday_after_next(said: Sequence[Item], moment: Moment) -> Made:
    """As in "the Friday after next"."""
    weekday = pick(said, *WEEKDAYS)
    return "day", one(weekday_near(weekday, Moment(moment.today, "future")).start + 7 * DAY)


def weekday_before_last(said: Sequence[Item], moment: Moment) -> Made:
    """As in "the Friday before last"."""
    weekday = pick(said, *WEEKDAYS)
    return "day", one(weekday_near(weekday, Moment(moment.today, "past")).start - 7 * DAY)


def today_weekday(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Tomorrow, Thursday": the day where both agree, else the weekday."""
    weekday = pick(said, "weekday")
    day = moment.today + timedelta(days=pick(said, "today"))
    if day.weekday() == weekday:
        return "day", one(day)
    return ("day", weekday_near(weekday, moment)) if day == moment.today else ("day", one(day))


def weekday_instead(said: Sequence[Item], moment: Moment) -> Made:
    """As in "not tomorrow, Thursday": that Thursday."""
    return "day", weekday_near(pick(said, "weekday"), moment)


def weekday_next_week(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Tuesday next week", "next week on Sunday"."""
    if pick(said, "unit") != "week":
        return None
    week = unit_span(moment.today, "week", STEPS.get(direction(said), 0))
    return "day", one(week.start + timedelta(days=pick(said, *WEEKDAYS)))


def weekdays_next_week(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Monday to Wednesday next week"."""
    if pick(said, "unit") != "week":
        return None
    week = unit_span(moment.today, "week", STEPS.get(direction(said), 0))
    first, last = (week.start + timedelta(days=day) for day in every(said, *WEEKDAYS))
    return ("period", Span(first, last, "span")) if first <= last else None
