"""Days and periods counted from today: "next two weeks", "last Tuesday", "this month"."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.language.dates.cascade import WEEKDAYS, Item, Level, every, pick
from bot.language.dates.feasts import feast_in, feast_near
from bot.language.dates.spans import (
    DAY,
    Length,
    Moment,
    Span,
    length_of,
    month_span,
    one,
    parts,
    unit_span,
    weekday_near,
)

Made = tuple[str, Any] | None
UNITS = ("unit", "weekend", "workday")
DIRECTIONS = ("next", "last", "this", "thiscoming", "thispast")


def _direction(said: Sequence[Item]) -> str:
    return next(item.kind for item in said if item.kind in DIRECTIONS)


def _count(said: Sequence[Item]) -> int:
    counts = every(said, "number", "count", "few", "year")
    return int(counts[0]) if counts else 1


def _counted(said: Sequence[Item], moment: Moment) -> Made:
    """The next or last so many units: whole quarters, else counted from today."""
    length = length_of(_count(said), pick(said, *UNITS, "dayparts"))
    today = moment.today
    backward = _direction(said) in {"last", "thispast"}
    if length.unit == "quarter":
        near = unit_span(today, "quarter", -1 if backward else 1)
        far = unit_span(today, "quarter", -length.count if backward else length.count)
        first, last = (far, near) if backward else (near, far)
        return "period", Span(first.first, last.last, "span")
    if length.unit in {"hour", "minute", "second"}:
        return "day", one(today)
    if length.unit == "workday":
        far_day = unit_span(today, "workday", -length.count if backward else length.count).start
        return "period", Span(*sorted((far_day, today)), "span")
    if backward:
        return "period", Span(length.after(today, -1), today - DAY, "span")
    return "period", Span(today + DAY, length.after(today), "span")


def relative_unit(direction: str, unit: str, moment: Moment) -> tuple[str, Span]:
    """The unit before, after or around today."""
    offset = {"next": 1, "thiscoming": 1, "last": -1, "thispast": -1}.get(direction, 0)
    today = moment.today
    if unit == "weekend":
        return "period", weekend(offset, direction, today)
    span = unit_span(today, unit, offset)
    return ("day" if span.grain == "day" else "period"), span


def weekend(offset: int, direction: str, today: date) -> Span:
    """The weekend meant: "last" is the one behind us, also on a Sunday."""
    if direction in {"last", "thispast"} and today.weekday() < 5:  # noqa: PLR2004
        offset = -1
    if direction == "thiscoming":
        offset = 0
    return unit_span(today, "weekend", offset)


def _unit(said: Sequence[Item], moment: Moment) -> Made:
    return relative_unit(_direction(said), pick(said, *UNITS), moment)


def _unit_after(steps: int) -> Any:
    def build(said: Sequence[Item], moment: Moment) -> Made:
        unit = pick(said, *UNITS)
        span = unit_span(moment.today, unit, steps)
        return ("day" if span.grain == "day" else "period"), span

    return build


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


def _weekday(said: Sequence[Item], moment: Moment) -> Made:
    weekday = pick(said, *WEEKDAYS)
    return "day", relative_weekday(_direction(said), weekday, moment)


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


def _month(said: Sequence[Item], moment: Moment) -> Made:
    month = pick(said, "month", "weakmonth")
    return "period", relative_month(_direction(said), month, moment)


def _feast(said: Sequence[Item], moment: Moment) -> Made:
    rule, direction = pick(said, "feast"), _direction(said)
    if direction == "this":
        return "day", feast_in(rule, moment.today.year)
    looks = "past" if direction in {"last", "thispast"} else "future"
    step = -DAY if looks == "past" else DAY
    return "day", feast_near(rule, Moment(moment.today + step, looks))


def season_span(month: int, year: int) -> Span:
    """A meteorological season: three months from the first of ``month``."""
    first = month_span(year, month).start
    last = Length(months=3).after(first) - DAY
    return Span(first, last, "season")


def _season(said: Sequence[Item], moment: Moment) -> Made:
    month, direction = pick(said, "season", "weakseason"), _direction(said)
    today, year = moment.today, moment.today.year
    here = season_span(month, year)
    if direction in {"last", "thispast"} and here.end >= today:
        return "period", season_span(month, year - 1)
    if direction == "next" and here.start <= today:
        return "period", season_span(month, year + 1)
    return "period", here


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
    """ "Later this week": from today on; "earlier this year": up to today."""
    kind, whole = relative_unit("this", pick(said, *UNITS), moment)
    if kind == "day":
        return kind, whole
    if said[0].kind == "hence":
        return "period", Span(moment.today, whole.last, "part", whole=whole)
    return "period", Span(whole.first, moment.today, "part", whole=whole)


def _weekdays_away(said: Sequence[Item], moment: Moment) -> Made:
    """ "Two Sundays ago", "three Fridays from now"."""
    weekday = pick(said, *WEEKDAYS)
    if weekday is None:
        weekday = pick(said, "weekdays")[0]
    looks = "past" if said[-1].kind == "ago" else "future"
    near = weekday_near(weekday, Moment(moment.today, looks)).start
    step = -7 if looks == "past" else 7
    return "day", one(near + timedelta(days=step * (_count(said) - 1)))


def _today(said: Sequence[Item], moment: Moment) -> Made:
    return "day", one(moment.today + timedelta(days=pick(said, "today")))


def _weekday_week(said: Sequence[Item], moment: Moment) -> Made:
    """ "Friday week": a week after the coming one."""
    unit = pick(said, "unit")
    if unit not in {"week", "fortnight"}:
        return None
    weekday, offset = pick(said, "weekday"), pick(said, "today")
    if weekday is None:
        return "day", one(length_of(1, unit).after(moment.today + offset * DAY))
    coming = weekday_near(weekday, Moment(moment.today, "future")).start
    return "day", one(length_of(1, unit).after(coming))


def _weekday_after_next(said: Sequence[Item], moment: Moment) -> Made:
    weekday = pick(said, *WEEKDAYS)
    return "day", one(weekday_near(weekday, Moment(moment.today, "future")).start + 7 * DAY)


def _month_after_next(said: Sequence[Item], moment: Moment) -> Made:
    near = relative_month("thiscoming", pick(said, "month", "weakmonth"), moment)
    return "period", month_span(near.start.year + 1, near.start.month)


def _within_unit(said: Sequence[Item], moment: Moment) -> Made:
    return "day", one(length_of(1, pick(said, "unit")).after(moment.today))


def _this_unit(said: Sequence[Item], moment: Moment) -> Made:
    return relative_unit("this", pick(said, *UNITS), moment)


def _same_time(said: Sequence[Item], moment: Moment) -> Made:
    """ "This time next year": so far from today, not the whole year."""
    length = length_of(1, pick(said, "unit"))
    times = {"last": -1, "thispast": -1, "this": 0}.get(_direction(said), 1)
    return "day", one(length.after(moment.today, times) if times else moment.today)


def _skip_word(said: Sequence[Item], _: Moment) -> Made:
    return "the", None


def _numbered_week(said: Sequence[Item], moment: Moment) -> Made:
    """ "Week 12", "week 12 of 2027", by ISO 8601."""
    if pick(said, "unit") != "week":
        return None
    year = pick(said, "year") or moment.today.year
    return "period", unit_span(date.fromisocalendar(year, pick(said, "number"), 1), "week")


def _to_date(said: Sequence[Item], moment: Moment) -> Made:
    whole = unit_span(moment.today, pick(said, "todate"))
    return "period", Span(whole.first, moment.today, "part", whole=whole)


def _today_weekday(said: Sequence[Item], moment: Moment) -> Made:
    """ "Tomorrow, Thursday": the day where both agree, else the weekday."""
    weekday = pick(said, "weekday")
    day = moment.today + timedelta(days=pick(said, "today"))
    if day.weekday() == weekday:
        return "day", one(day)
    return ("day", weekday_near(weekday, moment)) if day == moment.today else ("day", one(day))


def _weekday_next_week(said: Sequence[Item], moment: Moment) -> Made:
    unit = pick(said, "unit")
    if unit != "week":
        return None
    week = relative_unit(_direction(said), unit, moment)[1]
    return "day", one(week.start + timedelta(days=pick(said, *WEEKDAYS)))


UNIT = "(unit|weekend|workday)"

RELATIVE = Level(
    "unit|weekend|workday|NEXT|today|partof|weekday|weakday|weekdays|todate",
    ("today of? (?=today)", _skip_word),
    ("weekday (last|next) (?!unit|weekend|WEEKDAY|MONTH|season|NUM)", _weekday),
    ("sametime? (on|in)? NEXT unit sametime", _same_time),
    ("sametime (on|in)? NEXT unit", _same_time),
    ("sametime (?=length|a|NUM)", _skip_word),
    ("the? WEEKDAY after next", _weekday_after_next),
    ("(weekday|today) unit (?!of|in|number|DOM)", _weekday_week),
    ("unit number ((of|in|comma)? the? (unit)? year)?", _numbered_week),
    ("within (the|a)? unit", _within_unit),
    (f"allof the? {UNIT}", _this_unit),
    (
        f"(?<=(for|during)) the {UNIT} (?!of|in|starting|onafter|after|before|x)",
        _this_unit,
    ),
    (f"^the {UNIT}$", _this_unit),
    ("todate", _to_date),
    ("today (comma|on)? (the)? weekday", _today_weekday),
    (f"the? NEXT NUM {UNIT} (?!WHOLE)", _counted),
    ("the? (last|next|thispast) NUM dayparts", _counted),
    (f"the? NUM NEXT {UNIT}", _counted),
    (f"(?<!NUM) the? {UNIT} after (next|that)", _unit_after(2)),
    ("MONTH after next", _month_after_next),
    (f"the? {UNIT} before last", _unit_after(-2)),
    ("WEEKDAY (comma|of|in|on)? the? NEXT unit", _weekday_next_week),
    ("the? NEXT unit comma? on? WEEKDAY", _weekday_next_week),
    (f"(hence|ago) (in|on)? this {UNIT}", _sooner_or_later),
    (f"the? part (of|in)? (the|this) {UNIT} (?!after|before)", _part_of_unit),
    (f"part of? {UNIT}", _part_of_unit),
    ("the? partof", _named_part),
    ("NUM (weekdays|weekday|weakday) (ago|hence)", _weekdays_away),
    ("the? NEXT WEEKDAY (?!WHOLE)", _weekday),
    ("the? (next|last|thiscoming|thispast) MONTH", _month),
    ("this month (?!NUM)", _month),
    ("this weakmonth (?!x|NUM)", _month),
    ("the? NEXT (season|weakseason)", _season),
    ("the? NEXT feast", _feast),
    (f"the? (next|this|thiscoming|thispast) {UNIT}", _unit),
    (f"the? last {UNIT} (?!WHOLE|before)", _unit),
    ("today", _today),
)


def _length(said: Sequence[Item], _: Moment) -> Made:
    unit = pick(said, *UNITS, "dayparts")
    count = _count(said)
    if any(item.kind == "half" for item in said):
        return "length", half_more(count if _has_count(said) else 0, unit)
    return "length", length_of(count, unit)


def _has_count(said: Sequence[Item]) -> bool:
    return any(item.kind in {"number", "count", "few", "a"} for item in said)


def half_more(count: int, unit: str) -> Length:
    """So many units and a half, the half in the next smaller unit, cut to whole days."""
    months = {"year": 6, "decade": 60, "quarter": 1}.get(unit, 0)
    days = {"week": 3, "month": 15, "fortnight": 7, "quarter": 15}.get(unit, 0)
    return length_of(count, unit).plus(Length(months, days, unit))


def _decimal_length(said: Sequence[Item], _: Moment) -> Made:
    _, whole, tenths, _ = pick(said, "decimal")
    unit = pick(said, *UNITS)
    half = tenths == 5  # noqa: PLR2004
    return "length", half_more(whole, unit) if half else length_of(whole, unit)


def _sum(said: Sequence[Item], _: Moment) -> Made:
    total, *rest = every(said, "length")
    for length in rest:
        total = total.plus(length)
    return "length", total


LENGTHS = Level(
    "unit|weekend|workday|dayparts",
    (f"decimal {UNIT}", _decimal_length),
    (f"(NUM|a) and? a? half {UNIT}", _length),
    (f"(NUM|a) {UNIT} and a? half", _length),
    (f"a? half {UNIT}", _length),
    (f"a? (few|number) more? of? {UNIT}", _length),
    (f"(NUM|a|year) more? {UNIT}", _length),
    ("(NUM|a) dayparts", _length),
)
SUMS = Level("length", ("length ((and|comma)? length)+", _sum))
