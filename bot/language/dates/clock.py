"""Times of day. They are taken out of the way, for no time changes what a day is."""

from collections.abc import Sequence
from typing import Any

from bot.language.dates.cascade import Item, Level, every, pick
from bot.language.dates.digits import clock_time
from bot.language.dates.spans import Moment

Made = tuple[str, Any] | None
HOURS = 24


def _clock(value: Any) -> str | None:
    """The time that a clock item or a bare hour stands for."""
    if isinstance(value, tuple):
        return clock_time(f"{value[1]}:{value[2]:02}")
    if isinstance(value, int):
        return f"{value:02}:00" if value <= HOURS else None
    return str(value) if value else None


def _time(said: Sequence[Item], _: Moment) -> Made:
    spoken = every(said, "clock", "number", "count", "decimal")
    times = [_clock(value) for value in spoken]
    if None in times:
        return None
    part = pick(said, "daypart")
    return "time", times[0] if times else part


def _today(said: Sequence[Item], _: Moment) -> Made:
    """A day like "tonight" with a bare hour beside it."""
    hour = pick(said, "number", "count")
    if hour is None or hour > HOURS:
        return None
    return "today", pick(said, "today")


def _this_part(said: Sequence[Item], _: Moment) -> Made:
    offset = -1 if said[0].kind in {"last", "thispast"} else 0
    if said[0].kind == "next":
        offset = 1
    return "today", offset


_NOT_DAYS = (
    "(?!of|MONTH|unit|the|slash|dash|ORD|next|this unit|last unit|in NEXT|in the|weekdays"
    "|weekday|more|and)"
)
_LEAD = "(from|on|at|in|before|after|onbefore|onafter|earlier|for|during|comma on)"

CLOCK = Level(
    "clock|daypart|number|count|decimal",
    ("(on|at)? clock (?=(dash|to) clock (MONTH|numeric|weekday))", _time),
    (f"{_LEAD}? {_LEAD}? the? clock (ANDTO|slash) the? (clock|number|count) daypart?", _time),
    (f"{_LEAD}? (number|count) (dash|to|and|onbefore) clock", _time),
    (
        "(from|on|for)? (number|count) (dash|to|and|onbefore) (number|count) dash? daypart",
        _time,
    ),
    (f"from (number|count) ANDTO (number|count) {_NOT_DAYS}", _time),
    ("(this|last|next|thispast) part? dash? daypart", _this_part),
    (f"{_LEAD}? {_LEAD}? clock (orlater|orsooner)? daypart?", _time),
    (f"{_LEAD}? (on|at|in|for|before|after|onbefore) (number|count|decimal) daypart", _time),
    ("(number|count|decimal) daypart", _time),
    ("(number|count) comma? (?=today)", _time),
    (f"today (for|on|at|comma) (number|count) {_NOT_DAYS}", _today),
    (f"today number {_NOT_DAYS}", _today),
    (f"at (number|count) (dash|to) (number|count) {_NOT_DAYS}", _time),
    (f"(?<=weekday) number dash number {_NOT_DAYS}", _time),
    ("(on|in|for|during|from)? (the|a)? (part|dash)? dash? daypart (of)?", _time),
)
