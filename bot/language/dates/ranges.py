"""Days told from other days: "three days after Easter", "from Monday to Friday", "since May"."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from bot.language.dates.cascade import WEEKDAYS, Item, Level, every, pick
from bot.language.dates.relative import UNITS
from bot.language.dates.spans import (
    DAY,
    Moment,
    Span,
    length_of,
    moved,
    nth_weekday,
    one,
    unit_span,
)

Made = tuple[str, Any] | None
LIMIT = 400


def _from_now(said: Sequence[Item], moment: Moment) -> Made:
    length = pick(said, "length")
    times = -1 if pick(said, "ago", "before") in {-1, "before"} else 1
    if length.unit == "workday":
        return "day", one(unit_span(moment.today, "workday", times * length.count).start)
    return "day", one(length.after(moment.today, times))


def _before_now(said: Sequence[Item], moment: Moment) -> Made:
    return "day", one(pick(said, "length").after(moment.today, -1))


def _offset(said: Sequence[Item], _: Moment) -> Made:
    """A length before or after a day."""
    length, anchor = pick(said, "length"), pick(said, "day", "period")
    if any(item.kind in {"before", "ago"} for item in said):
        return "day", one(length.after(anchor.start, -1))
    return "day", one(length.after(anchor.end, 1))


def _unit_offset(said: Sequence[Item], moment: Moment) -> Made:
    """ "The day after Christmas", "the week before Easter", "the month after next March"."""
    unit, anchor = pick(said, *UNITS), pick(said, "day", "period")
    step = -1 if any(item.kind == "before" for item in said) else 1
    edge = anchor.start if step < 0 else anchor.end
    if unit == "weekend" and step < 0 and edge.weekday() > 4:  # noqa: PLR2004
        edge = unit_span(edge, "week").start
    span = unit_span(edge, unit, 0 if unit == "weekend" else step)
    return ("day" if span.grain == "day" else "period"), span


def _weekday_offset(said: Sequence[Item], _: Moment) -> Made:
    """ "The Monday before 25 May", "the second Sunday after Easter"."""
    weekday, anchor = pick(said, *WEEKDAYS), pick(said, "day", "period")
    nth = pick(said, "ordinal", "rank", "number", "count") or 1
    if any(item.kind == "before" for item in said):
        until = anchor.start - DAY
        return "day", one(nth_weekday(Span(until - LIMIT * DAY, until), weekday, -nth))
    since = anchor.end + DAY
    return "day", one(nth_weekday(Span(since, since + LIMIT * DAY), weekday, nth))


def _after_next_weekday(said: Sequence[Item], _: Moment) -> Made:
    anchor = pick(said, "day")
    return "day", one(anchor.start + timedelta(days=7))


def _two_lengths(said: Sequence[Item], moment: Moment) -> Made:
    """ "In two to four weeks", "2–4 days ago"."""
    length = pick(said, "length")
    near = length_of(int(pick(said, "number", "count", "few")), length.unit)
    if said[-1].kind == "ago":
        ends = length.after(moment.today, -1), near.after(moment.today, -1)
    else:
        ends = near.after(moment.today), length.after(moment.today)
    return "period", Span(*ends, "span")


def _lasting(said: Sequence[Item], _: Moment) -> Made:
    """ "For ten days from 18 December"."""
    length, anchor = pick(said, "length"), pick(said, "day", "period")
    return "period", Span(anchor.start, length.after(anchor.start), "span")


def _to_length(said: Sequence[Item], _: Moment) -> Made:
    """ "From today to two days later"."""
    return _lasting(said, _)


def _at_most_ago(said: Sequence[Item], moment: Moment) -> Made:
    """ "Less than three months ago"."""
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
    """ "Three weeks tomorrow", "a fortnight on Friday"."""
    length, anchor = pick(said, "length"), pick(said, "day")
    if length.unit not in {"week", "fortnight"}:
        return None
    return "day", one(length.after(anchor.start))


def _closest(said: Sequence[Item], _: Moment) -> Made:
    """ "The Monday closest to 5 October", or the second closest."""
    weekday, anchor = pick(said, *WEEKDAYS), pick(said, "day").start
    nth = pick(said, "ordinal", "rank") or 1
    near = anchor + timedelta(days=(weekday - anchor.weekday()) % 7)
    days = [near + timedelta(days=7 * step) for step in range(-nth - 1, nth + 1)]
    return "day", one(sorted(days, key=lambda day: abs(day - anchor))[nth - 1])


def _day_beside(said: Sequence[Item], moment: Moment) -> Made:
    """ "The day before", with nothing after it: counted from today."""
    step = -1 if said[-1].kind == "before" else 1
    return "day", one(moment.today + step * DAY) if pick(said, "unit") == "day" else None


OFFSETS = Level(
    "length|unit|weekend|workday|WEEKDAY",
    ("the? ORD? closest WEEKDAY (to|on) the? day", _closest),
    ("(earlier|within|in) length ago", _at_most_ago),
    ("after length ago", _more_than_ago),
    ("after length before day", _more_than_before),
    ("after length", _after_length),
    ("(day|period) plus length", _offset),
    ("(in|within)? (NUM) (dash|to|or) length (ago|hence)", _two_lengths),
    ("in NUM (dash|to|or) length", _two_lengths),
    ("for length comma? (from|onafter|since|starting) the? (day|period)", _lasting),
    ("from? day TO length (hence|after)", _to_length),
    ("length (before|after|from|hence from|ago from|hence|on) the? (day|period)", _offset),
    ("within length (after|from|of) the? (day|period)", _lasting),
    ("within length before (day|period)", _offset),
    ("the? (unit|weekend|workday) (after|before) the? (day|period)", _unit_offset),
    ("the? WEEKDAY after day", _weekday_offset),
    ("the? (ORD|last)? WEEKDAY (after|before|onbefore) the? (day|period)", _weekday_offset),
    ("the? (ORD|last)? weekday (after|before|onbefore) the? (day|period)", _weekday_offset),
    ("followup (in|on|comma)? length", _from_now),
    ("(?<!for) length on? the? day", _weeks_on),
    ("plus length", _from_now),
    ("^dash length", _before_now),
    ("length (ago|hence|before)", _from_now),
    ("(in|within) (the|a)? more? length (hence|timeword)?", _from_now),
    ("length after (?!SPAN|x)", _from_now),
    ("the unit (after|before) (?!SPAN|x|the)", _day_beside),
)


def join(first: Span, last: Span, moment: Moment) -> Span | None:
    """From the beginning of one span to the end of another, made to be in order."""
    begin, end = first.start, last.end
    if begin > end:
        if moment.looks == "future" and first.assumed == last.assumed == "year":
            shifted = None
            first = _on_or_before(first, last)
        elif last.assumed:
            shifted = _on_or_after(last, first)
        elif first.assumed:
            shifted = None
            first = _on_or_before(first, last)
        else:
            return None
        if shifted is not None:
            last = shifted
    elif first.assumed == "year" and not last.assumed:
        first = _on_or_before(first, last)
    elif last.assumed == "year" and not first.assumed:
        last = _on_or_after(last, first)
    begin, end = first.start, last.end
    if begin > end:
        return None
    assumed = first.assumed if first.assumed == last.assumed else None
    return Span(begin, end, "span", assumed=assumed)


def _on_or_after(span: Span, anchor: Span) -> Span:
    """The first time of an assumed span that doesn't end before ``anchor`` begins."""
    for steps in range(-1, LIMIT):
        found = moved(span, steps)
        if found.end >= anchor.start:
            return found
    return span


def _on_or_before(span: Span, anchor: Span) -> Span:
    """The last time of an assumed span that doesn't begin after ``anchor`` ends."""
    for steps in range(1, -LIMIT, -1):
        found = moved(span, steps)
        if found.start <= anchor.end:
            return found
    return span


def _range(said: Sequence[Item], moment: Moment) -> Made:
    first, last = every(said, "day", "period")
    joined = join(first, last, moment)
    return None if joined is None else ("period", joined)


def _until_now(said: Sequence[Item], moment: Moment) -> Made:
    joined = join(pick(said, "day", "period"), one(moment.today), moment)
    return None if joined is None else ("period", joined)


def _from_now_to(said: Sequence[Item], moment: Moment) -> Made:
    joined = join(one(moment.today), pick(said, "day", "period"), moment)
    return None if joined is None else ("period", joined)


def _now(said: Sequence[Item], moment: Moment) -> Made:
    return "day", one(moment.today)


def _since(said: Sequence[Item], moment: Moment) -> Made:
    """Since looks back, whatever was assumed before."""
    span = pick(said, "day", "period")
    while span.assumed and span.start > moment.today:
        span = moved(span, -1)
    return "found", replace(span, relation="since")


RANGES = Level(
    "SPAN|now",
    ("(from|onafter|since)? the? SPAN (TO|and) now", _until_now),
    ("from? now (TO|and) the? SPAN", _from_now_to),
    ("^now$", _now),
    ("(from|onafter|part)? the? SPAN comma? (TO|from) the? SPAN", _range),
    ("from the? SPAN and the? SPAN", _range),
    ("day (slash) day", _range),
)


def _related(relation: str) -> Any:
    def build(said: Sequence[Item], moment: Moment) -> Made:
        span = pick(said, "day", "period")
        if relation == "by" and span.assumed and moment.looks is None:
            span = moved(span, 1) if span.end < moment.today else span
        return "found", replace(span, relation=relation)

    return build


def _plain(said: Sequence[Item], _: Moment) -> Made:
    return "found", pick(said, "day", "period")


RELATED = Level(
    "SPAN",
    ("(before|earlier|less) (or|equal|on|in|onbefore)* the? SPAN", _related("before")),
    ("(onbefore) (on|in)? the? SPAN", _related("by")),
    ("due (on|in)? the? SPAN", _related("due")),
    ("notafter (on|in)? the? SPAN", _related("until")),
    ("less equal the? SPAN", _related("until")),
    ("greater equal the? SPAN", _related("since")),
    ("since (on|in)? the? SPAN", _since),
    ("onafter (on|in)? the? SPAN", _related("since")),
    ("(after|greater) (or|on|in)* the? SPAN", _related("after")),
    ("from the? SPAN (orlater|on)", _related("since")),
    ("SPAN orlater", _related("since")),
    ("SPAN orsooner", _related("until")),
    ("(on|at|in|during|from|of)? (on|in|at)? the? SPAN", _plain),
    ("(for|within)? the? SPAN", _plain),
)
