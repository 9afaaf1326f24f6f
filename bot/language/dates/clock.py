"""Times of day. They are taken out of the way, for no time changes what a day is."""

from collections.abc import Sequence
from typing import Any

from bot.language.dates.cascade import Item, Level, every, pick
from bot.language.dates.digits import LAST_MINUTE, clock_time
from bot.language.dates.spans import Moment

Made = tuple[str, Any] | None
HOURS, NOON, EVENING = 24, 12, 7
MINUTES = {"quarter": 15, "half": 30}
SPOKEN_MINUTES = frozenset({5, 10, 15, 20, 25})
HALVES = frozenset({"am", "pm"})


def _hour(hour: int, half: str | None) -> int | None:
    """The hour of the day that is meant; without more, one to six are in the afternoon."""
    if hour > HOURS:
        return None
    if half == "am":
        return hour % NOON if hour <= NOON else hour
    if hour < NOON and (half == "pm" or 0 < hour < EVENING):
        return hour + NOON
    return hour


def _clock(value: Any, half: str | None) -> str | None:
    """The time that a clock item or a bare hour stands for."""
    if isinstance(value, str):
        return value
    hour, minute = (value[1], value[2]) if isinstance(value, tuple) else (value, 0)
    meant = _hour(hour, half)
    return None if meant is None else clock_time(f"{meant}:{minute:02}")


def _time(said: Sequence[Item], _: Moment) -> Made:
    """The first time of those said; ``None`` for a part of a day such as the evening."""
    part = pick(said, "daypart", "eve")
    half = part if part in HALVES else None
    times = [_clock(value, half) for value in every(said, *SPOKEN)]
    if None in times:
        return None
    return "time", times[0] if times else None if half else part


def _written(said: Sequence[Item], _: Moment) -> Made:
    """As in "Sat 10.15": what can be no day of a month is a time."""
    _, hour, minute, _ = pick(said, "decimal")
    is_time = hour < HOURS and NOON < minute <= LAST_MINUTE
    return ("time", clock_time(f"{hour}:{minute}")) if is_time else None


def _night(said: Sequence[Item], _: Moment) -> Made:
    """The hour said beside "tonight"."""
    time = _clock(pick(said, "number", "count"), "pm")
    return None if time is None else ("time", time)


def _past(said: Sequence[Item], moment: Moment) -> Made:
    """As in "half past three", "ten past noon"."""
    return _away(said, moment, 1)


def _to(said: Sequence[Item], moment: Moment) -> Made:
    """As in "quarter to five", "ten to four"."""
    return _away(said, moment, -1)


def _away(said: Sequence[Item], _: Moment, sign: int) -> Made:
    """Some minutes past or to an hour."""
    numbers = every(said, "number", "count")
    minutes = 30 if said[0].kind == "half" else MINUTES.get(pick(said, "unit") or "")
    if minutes is None:
        minutes = numbers.pop(0) if numbers else 0
        if minutes not in SPOKEN_MINUTES:
            return None
    hours = [*every(said, "clock", "daypart"), *(_clock(number, None) for number in numbers)]
    start = hours[0] if hours else None
    if start is None or start in HALVES:
        return None
    hour, minute = map(int, start.split(":"))
    total = (hour * 60 + minute + sign * minutes) % (HOURS * 60)
    return "time", f"{total // 60:02}:{total % 60:02}"


def _half_hour_before(said: Sequence[Item], moment: Moment) -> Made:
    """As in "half an hour before noon"."""
    if pick(said, "unit") != "hour":
        return None
    return _away([item for item in said if item.kind != "unit"], moment, -1)


def _tonight(_said: Sequence[Item], _: Moment) -> Made:
    return "today", 0


def _eve(said: Sequence[Item], _: Moment) -> Made:
    """The day before a feast."""
    return "feast", ("beside", -1, said[0].value)


def _this_part(said: Sequence[Item], _: Moment) -> Made:
    offset = -1 if said[0].kind in {"last", "thispast"} else 0
    if said[0].kind == "next":
        offset = 1
    return "today", offset


SPOKEN = ("clock", "number", "count", "decimal")
_NOT_DAYS = (
    "(?!of|MONTH|unit|the|slash|dash|ORD|next|this unit|last unit|in NEXT|in the|weekdays"
    "|weekday|more|and)"
)
_DAY_NEXT = "the? clock daypart? (on|the)* (WEEKDAY|today|MONTH|numeric|ordinal|DOM MONTH)"
_UNTIL = f"(onbefore (?!{_DAY_NEXT}))"
_LEAD = f"(from|on|at|in|before|after|{_UNTIL}|onafter|earlier|for|during|comma on)"
_NO_DAY = "((?<!MONTH)|(?<=DOM MONTH)|(?<=DOM of MONTH))"
_NUMBER = "(number|count) (?!MONTH|of MONTH|slash)"
_HOUR = "(number|count|clock|daypart)"

CLOCK = Level(
    ("feast eve", _eve),
    ("(at|on)? half unit (to|before) the? (clock|daypart)", _half_hour_before),
    (f"(at|on|by|onbefore|before|after)? a? (half|unit|number|count) last {_HOUR}", _past),
    (f"(at|on|by|onbefore|before|after)? a? (unit|count) to {_HOUR} (?!unit|MONTH|x)", _to),
    ("(on|at)? clock (?=(dash|to) clock (MONTH|numeric|weekday))", _time),
    (f"{_LEAD}? {_LEAD}? the? clock (ANDTO|slash) the? (clock|{_NUMBER}) daypart?", _time),
    (f"{_LEAD}? {_NO_DAY} (number|count) (dash|to|and|onbefore) clock", _time),
    (
        "(from|on|for)? (number|count) (dash|to|and|onbefore) (number|count) dash? daypart",
        _time,
    ),
    (f"from (number|count) ANDTO (number|count) {_NOT_DAYS}", _time),
    ("(this|last|next|thispast) part? dash? (daypart|eve)", _this_part),
    (f"{_LEAD}? {_LEAD}? clock (orlater|orsooner)? daypart?", _time),
    (f"{_LEAD}? {_NO_DAY} (number|count|decimal) (in|at)? the? daypart", _time),
    ("(for|on|at)? (number|count) comma? (?=tonight)", _night),
    (f"(?<=tonight) (for|on|at|comma)? (number|count) {_NOT_DAYS}", _night),
    ("tonight", _tonight),
    ("at? (number|count) comma? (?=today)", _time),
    (f"(?<=today) (for|on|at|comma) (number|count) {_NOT_DAYS}", _time),
    (f"(?<=today) number {_NOT_DAYS}", _time),
    (f"at (number|count) (dash|to) (number|count) {_NOT_DAYS}", _time),
    (f"(?<=weekday) number dash number {_NOT_DAYS}", _time),
    ("at (number|count) (?=dot|comma|on|today|next|this|$)", _time),
    ("(?<=(WEEKDAY|today)) (comma|at)? decimal", _written),
    ("at decimal (?=dot|comma|on|today|next|this|WEEKDAY|$)", _written),
    ("(on|at|in|for|during|from)? (the|a)? (part|dash)? dash? (daypart|eve)", _time),
)
