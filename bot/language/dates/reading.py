"""A whole text as one date, span or recurrence."""

from datetime import date, datetime
from typing import Any

from bot.language.dates.cascade import Item
from bot.language.dates.spans import DAY, Looks, Moment, Span, one
from bot.language.dates.understanding import understand

Answer = date | tuple[date | None, date | None] | dict[str, Any] | None


def read(
    text: str, reference: datetime, prefer: Looks = None, dayfirst: bool | None = None
) -> Answer:
    """The date a text means, counted from ``reference``.

    A date; (first, last) with both days included and ``None`` for an open end; a recurrence as
    a dict with RRULE names; or ``None`` where the text says no date.
    """
    moment = Moment(reference.date(), prefer, dayfirst)
    found = understand(text, moment).found
    for item in found:
        if item.kind == "recurrence":
            return dict(item.value)
    if not found:
        return None
    return _answer(_best(found), moment)


def _best(found: list[Item]) -> Span:
    """The first date; of several, a more exact one before a vaguer one."""
    spans: list[Span] = [item.value for item in found]
    return spans[0]


def _answer(span: Span, moment: Moment) -> Answer:
    relation = None if span.relation == "due" else span.relation
    if relation and span.grain in {"begin", "end"}:
        span = one(span.end if span.grain == "end" else span.start)
    first, last = span.start, span.end
    if relation == "since":
        return first, None
    if relation == "after":
        return (last if span.grain == "day" else last + DAY), None
    if relation == "before":
        return None, first
    if relation == "until":
        return None, last
    if relation == "by" and span.grain in {"year", "decade"}:
        return None, first
    if relation == "by":
        return (moment.today, last) if last > moment.today else (None, last)
    return first if first == last else (first, last)
