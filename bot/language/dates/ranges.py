"""Spans of two ends, and the words that open one: "Monday to Friday", "since May"."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from bot.language.dates.cascade import Item, Level, every, pick
from bot.language.dates.feasts import feast_in
from bot.language.dates.spans import (
    Moment,
    Span,
    moved,
    one,
)

Made = tuple[str, Any] | None
LIMIT = 400


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


def _again(span: Span, steps: int) -> Span:
    """The same words so many years, months or weeks on; a feast by its own calendar."""
    if span.feast is not None:
        return feast_in(span.feast, span.start.year + steps)
    return moved(span, steps)


def _steps(span: Span, anchor: Span) -> int:
    """About how many years, months or weeks lie between an assumed span and another."""
    size = {"week": 7, "month": 31}.get(span.assumed or "", 366)
    return (anchor.start - span.start).days // size


def _on_or_after(span: Span, anchor: Span) -> Span:
    """The first time of an assumed span that doesn't end before ``anchor`` begins."""
    around = _steps(span, anchor)
    times = [_again(span, steps) for steps in range(around - 2, around + 4)]
    return next((time for time in times if time.end >= anchor.start), span)


def _on_or_before(span: Span, anchor: Span) -> Span:
    """The last time of an assumed span that doesn't begin after ``anchor`` ends."""
    around = _steps(span, anchor)
    times = [_again(span, steps) for steps in range(around + 4, around - 4, -1)]
    return next((time for time in times if time.start <= anchor.end), span)


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


def _now(_said: Sequence[Item], moment: Moment) -> Made:
    return "day", one(moment.today)


def _since(said: Sequence[Item], moment: Moment) -> Made:
    """Since looks back, whatever was assumed before."""
    span = pick(said, "day", "period")
    while span.assumed and span.start > moment.today:
        span = moved(span, -1)
    return "found", replace(span, relation="since")


RANGES = Level(
    ("(from|onafter|since)? the? SPAN (TO|and) now", _until_now),
    ("(from|onafter|since)? the? SPAN untilnow", _until_now),
    ("(from? now|hence) (TO|and) the? SPAN", _from_now_to),
    ("^now$", _now),
    ("(from|onafter|part|since)? the? SPAN comma? (TO|from) on? the? SPAN", _range),
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
    ("(before|earlier|less) (or|equal|on|in|at|onbefore)* the? SPAN", _related("before")),
    ("(onbefore) (on|in|at)? the? SPAN", _related("by")),
    ("due (on|in)? the? SPAN", _related("due")),
    ("notafter (on|in|at)? the? SPAN", _related("until")),
    ("less equal the? SPAN", _related("until")),
    ("greater equal the? SPAN", _related("since")),
    ("since (on|in|at)? the? SPAN", _since),
    ("onafter (on|in|at)? the? SPAN", _related("since")),
    ("(after|greater) (or|on|in|at)* the? SPAN", _related("after")),
    ("from the? SPAN (orlater|on)", _related("since")),
    ("(in|on|from)? the? SPAN orlater", _related("since")),
    ("(in|on|by)? the? SPAN orsooner", _related("until")),
    ("(on|at|in|during|from|of)? (on|in|at)? the? SPAN", _plain),
    ("(for|within)? the? SPAN", _plain),
)
