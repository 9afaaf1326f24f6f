"""A whole text as one date, span or recurrence."""

import re
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from bot.language.dates.cascade import Item
from bot.language.dates.spans import Looks, Moment, Span, beside, one
from bot.language.dates.understanding import understand

_DENIED = re.compile(r"\bnot\s+$", re.IGNORECASE)
Answer = date | tuple[date | None, date | None] | dict[str, Any] | None


def read(
    text: str, reference: datetime, prefer: Looks = None, dayfirst: bool | None = None
) -> Answer:
    """The date a text means, counted from ``reference``.

    A date; (first, last) with both days included and ``None`` for an open end; a recurrence as
    a dict with RRULE names; or ``None`` where the text says no date.
    """
    moment = Moment(reference.date(), prefer, dayfirst)
    found = _meant(understand(text, moment).found, text)
    for item in found:
        if item.kind == "recurrence":
            return dict(item.value)
    return _answer(found[0].value, moment) if found else None


def _meant(found: list[Item], text: str) -> list[Item]:
    """Without the days that are said not to be meant, where another follows."""
    kept = [item for item in found if not _DENIED.search(text, 0, item.start)]
    return kept or found


def _answer(span: Span, moment: Moment) -> Answer:
    """A day, or the ends of a span, of which a word such as "since" leaves one open."""
    if span.relation and span.grain in {"begin", "end"}:
        edge = one(span.end if span.grain == "end" else span.start)
        span = replace(edge, relation=span.relation)
    first, last = span.start, span.end
    opened: dict[str | None, tuple[date | None, date | None]] = {
        "since": (first, None),
        "after": (last if span.grain == "day" else beside(last, 1), None),
        "before": (None, first),
        "until": (None, last),
        "by": (moment.today if last > moment.today else None, last),
    }
    if span.relation == "by" and span.grain in {"year", "decade"}:
        return None, first
    return opened.get(span.relation) or (first if first == last else (first, last))
