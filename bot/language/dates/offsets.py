"""Days told from other days: "three days after Easter", "the Monday before 25 May"."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.language.dates.cascade import WEEKDAYS, Item, Level, pick
from bot.language.dates.lengths import UNITS
from bot.language.dates.spans import (
    DAY,
    SATURDAY,
    Moment,
    Span,
    length_of,
    nth_weekday,
    one,
    unit_span,
)

Made = tuple[str, Any] | None
LIMIT = 400


def _from_now(said: Sequence[Item], moment: Moment) -> Made:
    length = pick(said, "length")
    times = -1 if pick(said, "ago", "before") in {-1, "before"} else 1
    return "day", one(length.after(moment.today, times))


def _before_now(said: Sequence[Item], moment: Moment) -> Made:
    return "day", one(pick(said, "length").after(moment.today, -1))


def _offset(said: Sequence[Item], _: Moment) -> Made:
    """A length before or after a day."""
    length, anchor = pick(said, "length"), pick(said, "day", "period")
    if any(item.kind in {"before", "ago"} for item in said):
        edge = anchor.end if anchor.grain == "end" else anchor.start
        return "day", one(length.after(edge, -1))
    return "day", one(length.after(anchor.end, 1))


def _unit_offset(said: Sequence[Item], _: Moment) -> Made:
    """As in "the day after Christmas", "the week before Easter"."""
    unit, anchor = pick(said, *UNITS), pick(said, "day", "period")
    step = -1 if any(item.kind == "before" for item in said) else 1
    edge = anchor.start if step < 0 else anchor.end
    if unit == "weekend" and step > 0 and edge.weekday() < SATURDAY:
        step = 0
    span = unit_span(edge, unit, step)
    return ("day" if span.grain == "day" else "period"), span


def _weekday_offset(said: Sequence[Item], _: Moment) -> Made:
    """As in "The Monday before 25 May", "the second Sunday after Easter"."""
    weekday, anchor = pick(said, *WEEKDAYS), pick(said, "day", "period")
    if weekday is None:
        weekday = pick(said, "weekdays")[0]
    nth = pick(said, "ordinal", "rank", "number", "count", "few") or 1
    if any(item.kind == "before" for item in said):
        until = anchor.start - DAY
        return "day", one(nth_weekday(Span(until - LIMIT * DAY, until), weekday, -nth))
    since = anchor.end + DAY
    return "day", one(nth_weekday(Span(since, since + LIMIT * DAY), weekday, nth))


def _weekday_beside(said: Sequence[Item], moment: Moment) -> Made:
    """As in "The Tuesday following Easter"."""
    is_before = any(item.kind == "last" for item in said)
    relation = Item("before" if is_before else "after", 0, 0)
    return _weekday_offset([*said, relation], moment)


def _two_lengths(said: Sequence[Item], moment: Moment) -> Made:
    """As in "In two to four weeks", "2–4 days ago"."""
    length = pick(said, "length")
    near = length_of(int(pick(said, "number", "count", "few")), length.unit)
    if said[-1].kind == "ago":
        ends = length.after(moment.today, -1), near.after(moment.today, -1)
    else:
        ends = near.after(moment.today), length.after(moment.today)
    return "period", Span(*ends, "span")


def _one_or_more(said: Sequence[Item], moment: Moment) -> Made:
    """As in "A week or two ago"."""
    length = pick(said, "length")
    far = length_of(int(pick(said, "number", "count", "few")), length.unit)
    if said[-1].kind == "ago":
        return "period", Span(
            far.after(moment.today, -1), length.after(moment.today, -1), "span"
        )
    return "period", Span(length.after(moment.today), far.after(moment.today), "span")


def _lasting(said: Sequence[Item], _: Moment) -> Made:
    """As in "For ten days from 18 December"."""
    length, anchor = pick(said, "length"), pick(said, "day", "period")
    return "period", Span(anchor.start, length.after(anchor.start), "span")


def _at_most_ago(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Less than three months ago"."""
    since = pick(said, "length").after(moment.today, -1)
    return "period", Span(since, moment.today, "span")


def _more_than_ago(said: Sequence[Item], moment: Moment) -> Made:
    until = pick(said, "length").after(moment.today, -1)
    return "found", Span(until, until, relation="before")


def _more_than_before(said: Sequence[Item], _: Moment) -> Made:
    until = pick(said, "length").after(pick(said, "day").start, -1)
    return "found", Span(until, until, relation="before")


def _after_length(said: Sequence[Item], moment: Moment) -> Made:
    since = pick(said, "length").after(moment.today)
    return "found", Span(since, since, relation="since")


def _weeks_on(said: Sequence[Item], _: Moment) -> Made:
    """As in "Three weeks tomorrow", "a fortnight on Friday"."""
    length, anchor = pick(said, "length"), pick(said, "day")
    if length.unit not in {"week", "fortnight"}:
        return None
    return "day", one(length.after(anchor.start))


def _closest(said: Sequence[Item], _: Moment) -> Made:
    """As in "The Monday closest to 5 October", or the second closest."""
    weekday, anchor = pick(said, *WEEKDAYS), pick(said, "day").start
    nth = pick(said, "ordinal", "rank") or 1
    near = anchor + timedelta(days=(weekday - anchor.weekday()) % 7)
    days = [near + timedelta(days=7 * step) for step in range(-nth - 1, nth + 1)]
    return "day", one(sorted(days, key=lambda day: abs(day - anchor))[nth - 1])


def _day_beside(said: Sequence[Item], moment: Moment) -> Made:
    """As in "The day before", with nothing after it: counted from today."""
    step = -1 if said[-1].kind == "before" else 1
    return ("day", one(moment.today + step * DAY)) if pick(said, "unit") == "day" else None


OFFSETS = Level(
    ("the? ORD? closest WEEKDAY (to|on) the? day", _closest),
    ("the? WEEKDAY closest to the? day", _closest),
    ("(earlier|within|in) length ago", _at_most_ago),
    ("after length ago", _more_than_ago),
    ("after length before day", _more_than_before),
    ("after length", _after_length),
    ("(day|period) plus length", _offset),
    ("(in|within)? (NUM) (dash|to|or) length (ago|hence)", _two_lengths),
    ("in NUM (dash|to|or) length", _two_lengths),
    ("(in|within)? length or NUM (ago|hence)", _one_or_more),
    ("in length or NUM", _one_or_more),
    ("length comma? (onafter|starting) the? (day|period)", _lasting),
    ("for length comma? (from|onafter|since|starting) the? (day|period)", _lasting),
    ("from? day TO length (hence|after)", _lasting),
    ("(from|onafter|starting) the? day for length", _lasting),
    ("for length on the? (day|period)", _lasting),
    ("length (before|next|after|from|hence from|ago from|hence|on) the? (day|period)", _offset),
    ("within length (after|from|of) the? (day|period)", _lasting),
    ("within length before (day|period)", _offset),
    ("the? (unit|weekend) (after|before) the? (day|period)", _unit_offset),
    ("the? unit next the? day", _unit_offset),
    ("the? WEEKDAY (next|last) the? (day|period)", _weekday_beside),
    ("the? WEEKDAY after day", _weekday_offset),
    ("the? (ORD|last)? WEEKDAY (after|before|onbefore) the? (day|period)", _weekday_offset),
    ("the? (ORD|last)? weekday (after|before|onbefore) the? (day|period)", _weekday_offset),
    ("followup (in|on|comma)? length", _from_now),
    ("(?<!for) length on? the? day", _weeks_on),
    ("plus length", _from_now),
    ("^dash length", _before_now),
    ("length ago on? day", _offset),
    ("the? NUM (weekdays|weekday) (after|before|from) the? day", _weekday_offset),
    ("length (ago|hence|before (?!x|the|a))", _from_now),
    ("(in|within) (the|a)? more? length (hence|timeword)?", _from_now),
    ("length after (?!SPAN|x)", _from_now),
    ("the unit (after|before) (?!SPAN|x|the)", _day_beside),
)
