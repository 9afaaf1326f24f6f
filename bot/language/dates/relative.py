"""Days and periods counted from today: "next two weeks", "last Tuesday", "this month"."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.language.dates import named, weekdays
from bot.language.dates.cascade import WEEKDAYS, Item, Level, pick
from bot.language.dates.digits import century
from bot.language.dates.lengths import UNIT, UNITS, WORKDAYS, count, unit_said
from bot.language.dates.spans import (
    DAY,
    SATURDAY,
    Moment,
    Span,
    length_of,
    one,
    parts,
    unit_span,
    weekday_near,
)
from bot.language.dates.weekdays import STEPS, direction

Made = tuple[str, Any] | None
SHORT_YEARS = (17, 39)


def _counted(said: Sequence[Item], moment: Moment) -> Made:
    """The next or last so many units: whole quarters, else counted from today."""
    if pick(said, "weekdays") not in {None, WORKDAYS}:
        return None
    length = length_of(count(said), unit_said(said))
    today = moment.today
    backward = direction(said) in {"last", "thispast"}
    if length.unit == "quarter":
        near = unit_span(today, "quarter", -1 if backward else 1)
        far = unit_span(today, "quarter", -length.count if backward else length.count)
        first, last = (far, near) if backward else (near, far)
        return "period", Span(first.first, last.last, "span")
    if length.unit in {"hour", "minute", "second"}:
        return "day", one(today)
    if length.unit == "workday":
        far_day = unit_span(today, "workday", -length.count if backward else length.count).start
        return "period", Span(min(far_day, today), max(far_day, today), "span")
    if backward:
        return "period", Span(length.after(today, -1), today - DAY, "span")
    return "period", Span(today + DAY, length.after(today), "span")


def relative_unit(direction: str, unit: str, moment: Moment) -> tuple[str, Span]:
    """The unit before, after or around today."""
    offset = STEPS.get(direction, 0)
    today = moment.today
    if unit == "fortnight" and offset:
        first = today + DAY if offset > 0 else today - 14 * DAY
        return "period", Span(first, first + 13 * DAY, "span")
    if unit == "weekend":
        if direction == "this" and moment.looks == "past" and today.weekday() < SATURDAY:
            offset = -1
        return "period", unit_span(today, unit, 0 if direction == "thiscoming" else offset)
    span = unit_span(today, unit, offset)
    return ("day" if span.grain == "day" else "period"), span


def _unit(said: Sequence[Item], moment: Moment) -> Made:
    return relative_unit(direction(said), pick(said, *UNITS), moment)


def _unit_steps_on(said: Sequence[Item], moment: Moment, steps: int) -> Made:
    span = unit_span(moment.today, pick(said, *UNITS), steps)
    return ("day" if span.grain == "day" else "period"), span


def _unit_after_next(said: Sequence[Item], moment: Moment) -> Made:
    return _unit_steps_on(said, moment, 2)


def _unit_before_last(said: Sequence[Item], moment: Moment) -> Made:
    return _unit_steps_on(said, moment, -2)


def _part_of_unit(said: Sequence[Item], moment: Moment) -> Made:
    part = pick(said, "part")
    whole = unit_span(moment.today, pick(said, *UNITS))
    if part == "rest":
        return "period", Span(moment.today, whole.last, "part", whole=whole)
    return "period", parts(whole, part)


def _named_part(said: Sequence[Item], moment: Moment) -> Made:
    part, unit = pick(said, "partof")
    return "period", parts(unit_span(moment.today, unit), part)


def _sooner_or_later(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Later this week": from today on; "earlier this year": up to today."""
    kind, whole = relative_unit("this", pick(said, *UNITS), moment)
    if kind == "day":
        return kind, whole
    if said[0].kind == "hence":
        return "period", Span(moment.today, whole.last, "part", whole=whole)
    return "period", Span(whole.first, moment.today, "part", whole=whole)


def _today(said: Sequence[Item], moment: Moment) -> Made:
    return "day", one(moment.today + timedelta(days=pick(said, "today") or 0))


def _without_end(said: Sequence[Item], _: Moment) -> Made:
    """The day of "Tuesday, end of day"."""
    return said[0].kind, said[0].value


def _within_unit(said: Sequence[Item], moment: Moment) -> Made:
    return "day", one(length_of(1, pick(said, "unit")).after(moment.today))


def _this_unit(said: Sequence[Item], moment: Moment) -> Made:
    return relative_unit("this", pick(said, *UNITS), moment)


def _for_the_unit(said: Sequence[Item], moment: Moment) -> Made:
    return None if pick(said, "unit") == "year" else _this_unit(said, moment)


def _same_time(said: Sequence[Item], moment: Moment) -> Made:
    """As in "This time next year": so far from today, not the whole year."""
    length = length_of(1, pick(said, "unit"))
    times = {"last": -1, "thispast": -1, "this": 0}.get(direction(said), 1)
    return "day", one(length.after(moment.today, times) if times else moment.today)


def _one_further(said: Sequence[Item], moment: Moment) -> Made:
    """As in "last Friday but one", "the last but one week", "next month but one"."""
    weekday = pick(said, *WEEKDAYS)
    if pick(said, "next"):
        if weekday is not None:
            return weekdays.weekday_after_next(said, moment)
        return _unit_after_next(said, moment)
    rank = pick(said, "rank")
    if rank is not None and rank >= 0:
        return None
    steps = -2 if rank is None else rank
    if weekday is None:
        return _unit_steps_on(said, moment, steps)
    near = weekday_near(weekday, Moment(moment.today, "past")).start
    return "day", one(near + 7 * (steps + 1) * DAY)


def _skip_word(_said: Sequence[Item], _: Moment) -> Made:
    return "the", None


def _numbered_week(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Week 12", "week 12 of 2027", by ISO 8601; or a year, as in "FY25"."""
    unit, number = pick(said, "unit"), pick(said, "number")
    if unit == "year" and SHORT_YEARS[0] <= number <= SHORT_YEARS[1]:
        return "period", unit_span(date(century(number), 1, 1), "year")
    if unit != "week":
        return None
    year = pick(said, "year") or moment.today.year
    return "period", unit_span(date.fromisocalendar(year, number, 1), "week")


def _to_date(said: Sequence[Item], moment: Moment) -> Made:
    whole = unit_span(moment.today, pick(said, "todate"))
    return "period", Span(whole.first, moment.today, "part", whole=whole)


_NOTHING_MORE = "(?!unit|weekend|WEEKDAY|MONTH|season|NUM|feast|the? (ordinal|monthday|day))"
_NO_MONTH = "(?!unit|of the? (MONTH|NEXT))"
_ALONE = "(?!WEEKDAY|MONTH|unit|weekend|season|feast)"
_OF_WHOLE = "(?!(of|in|comma)? (the|a)? (MONTH|unit|year|NEXT|season|feast))"
RELATIVE = Level(
    (f"the? last (WEEKDAY|{UNIT}) butone", _one_further),
    (f"the? next (WEEKDAY|{UNIT}) butone", _one_further),
    (f"the? (rank|next butone) (WEEKDAY|{UNIT}) {_OF_WHOLE}", _one_further),
    ("today of? (?=today)", _skip_word),
    ("dayend (on|of|for|comma)? (the|on)* (?=WEEKDAY|ORD|today|monthday|day|NEXT)", _skip_word),
    ("(WEEKDAY|monthday|day|today) comma? dayend", _without_end),
    ("dayend", _today),
    (f"weekday (last|next|thispast) {_NOTHING_MORE}", weekdays.weekday),
    (f"the? {UNIT} thispast {_NOTHING_MORE}", _unit),
    ("sametime? (on|in)? NEXT unit sametime", _same_time),
    ("sametime (on|in)? NEXT unit", _same_time),
    ("sametime (?=length|a|NUM)", _skip_word),
    (f"the? WEEKDAY after next {_ALONE}", weekdays.weekday_after_next),
    ("the? WEEKDAY before last", weekdays.weekday_before_last),
    ("(weekday|today) unit (?!of|in|number|DOM)", weekdays.weekday_week),
    (
        f"(?<!NUM) unit number {_NO_MONTH} ((of|in|comma)? the? unit? year)?",
        _numbered_week,
    ),
    ("within (the|a)? unit", _within_unit),
    ("allof unit (?=WEEKDAY|today|on|NEXT|month|numeric|ordinal|dayparts)", _skip_word),
    (f"allof the? {UNIT} (?!of)", _this_unit),
    (f"(?<=(for|during)) the {UNIT} (?!of|in|starting|onafter|after|before|x)", _for_the_unit),
    (f"^the {UNIT}$", _this_unit),
    ("todate", _to_date),
    ("(?<=not) today (comma|on)? (the)? weekday", weekdays.weekday_instead),
    ("today (comma|on)? (the)? weekday", weekdays.today_weekday),
    (f"the? NEXT NUM {UNIT} (?!WHOLE)", _counted),
    ("the? (last|next|thispast) NUM (dayparts|weekdays)", _counted),
    (f"(?<!dash)(?<!to)(?<!and) the? NUM (next|last|thiscoming|thispast) {UNIT}", _counted),
    (f"(?<!NUM) the? {UNIT} after next {_ALONE}", _unit_after_next),
    ("MONTH after next", named.month_after_next),
    (f"(?<!NUM) the? {UNIT} before last {_ALONE}", _unit_before_last),
    ("from? WEEKDAY TO WEEKDAY (of|in)? the? NEXT unit", weekdays.weekdays_next_week),
    ("WEEKDAY (comma|of|in|on)? the? NEXT unit", weekdays.weekday_next_week),
    ("the? NEXT unit comma? on? WEEKDAY", weekdays.weekday_next_week),
    (f"(hence|ago) (in|on)? this {UNIT}", _sooner_or_later),
    (f"the? part (of|in)? (the|this) {UNIT} (?!after|before)", _part_of_unit),
    (f"part (of|dash)? {UNIT}", _part_of_unit),
    ("the? partof", _named_part),
    ("in? NUM (weekdays|weekday|weakday) (ago|hence)", weekdays.weekdays_away),
    ("in NUM weekdays", weekdays.weekdays_away),
    ("the? NEXT WEEKDAY (?!WHOLE)", weekdays.weekday),
    ("the? (next|last|thiscoming|thispast) MONTH", named.month),
    ("this month (?!NUM)", named.month),
    ("this weakmonth (?!x|NUM)", named.month),
    ("the? NEXT (season|weakseason)", named.season),
    ("(?<!unit)(?<!WEEKDAY) the? NEXT feast", named.feast),
    (f"the? (next|this|thiscoming|thispast) {UNIT}", _unit),
    ("the? last unit comma? in the? (MONTH|season|weakseason)", named.in_last_year),
    (f"the? last {UNIT} (?!WHOLE|before|year|comma year)", _unit),
    ("today", _today),
)
