"""The dates in a sentence, each with the precision that the sentence has."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct

from bot.language.dates.cascade import Item
from bot.language.dates.spans import PARTS, Looks, Moment, Span, beside
from bot.language.dates.understanding import Understood, understand
from bot.model.calendar import Month, MonthDay, Week, month_of, week_of

RELATIONS = {"due": "by", "until": "by"}
"""What is told apart only for spans with an open end."""

Place = tuple[int, int]


class Recurrence(Struct, frozen=True):
    """How often and when something comes round, in the terms of RFC 5545.

    ``by_day`` are "MO" to "SU", with "2" or "-1" before them for the second or the last;
    ``times`` is how often within one period.
    """

    freq: str
    interval: int = 1
    by_day: tuple[str, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    by_position: tuple[int, ...] = ()
    times: int = 1


Value = date | Week | Month | MonthDay | tuple[date, date] | Recurrence


class Found(Struct, frozen=True):
    """A date expression: the characters from ``start`` to ``end``, and what they mean.

    ``value`` is as exact as what was said: a day, a week, a month, the first and last day of
    another span, a yearly day where no year was said and no direction is known, or a
    recurrence. ``alternatives`` are other sound readings of the same words, best first.
    ``time`` is the "HH:MM" said with it. ``yearly`` is the day of every year, wherever a day
    and a month were said without a year. ``relation`` is "by", "before", "after" or "since"
    where such a word opens it; it is within the characters.
    """

    start: int
    end: int
    value: Value
    alternatives: tuple[Value, ...] = ()
    time: str | None = None
    yearly: MonthDay | None = None
    relation: str | None = None


class Finding(Struct, frozen=True):
    """All that a sentence says about days.

    ``lengths`` are lengths of time that stand by themselves ("3 days", "for two weeks"),
    each with the day so far ahead, or so far back where the sentence looks back; the caller
    knows whether a day is meant ("snooze 3 days") or not ("8 years old").
    ``times`` are times of day that stand by themselves, with the "HH:MM" where one was said;
    ``unread`` are the places of words like "Friday" or "3/14/15/9" that no date was made of.
    """

    found: tuple[Found, ...] = ()
    times: tuple[tuple[Place, str | None], ...] = ()
    unread: tuple[Place, ...] = ()
    lengths: tuple[Found, ...] = ()


def find(
    text: str,
    reference: datetime,
    *,
    looks: Looks = None,
    dayfirst: bool | None = None,
    skip: Sequence[Place] = (),
) -> tuple[Found, ...]:
    """Every date expression in a sentence, in order.

    ``reference`` is the moment of saying with the speaker's own offset. ``looks`` is the
    direction: of what happened ("past") the precision is kept, of what is to be done
    ("future") a span becomes the day on which to do it. ``skip`` are places that hold no
    dates, such as names and addresses. Prepositions ("on", "by", "since") belong to what is
    found. Never raises for any text.
    """
    return survey(text, reference, looks=looks, dayfirst=dayfirst, skip=skip).found


def survey(
    text: str,
    reference: datetime,
    *,
    looks: Looks = None,
    dayfirst: bool | None = None,
    skip: Sequence[Place] = (),
) -> Finding:
    """What ``find`` finds, and beside it the times of day and the date words left unread."""
    moment = Moment(reference.date(), looks, dayfirst)
    understood = understand(text, moment, tuple(skip))
    found = tuple(_found(item, moment) for item in understood.found)
    lengths = tuple(_length(item, moment) for item in understood.lengths)
    times = _times(understood, found)
    return Finding(found, times, _places(understood.unread), lengths)


def _length(item: Item, moment: Moment) -> Found:
    sign = -1 if moment.looks == "past" else 1
    try:
        day = item.value.after(moment.today, sign)
    except (ValueError, OverflowError):  # further than the calendar goes
        day = moment.today
    return Found(item.start, item.end, day)


def _places(items: list[Item]) -> tuple[Place, ...]:
    return tuple((item.start, item.end) for item in items)


def _times(
    understood: Understood, found: tuple[Found, ...]
) -> tuple[tuple[Place, str | None], ...]:
    return tuple(
        ((item.start, item.end), item.value)
        for item in understood.times
        if not any(one.start <= item.start < one.end for one in found)
    )


def _found(item: Item, moment: Moment) -> Found:
    if item.kind == "recurrence":
        return Found(item.start, item.end, _recurrence(item.value))
    span: Span = item.value
    value = _value(span, moment)
    alternatives: list[Any] = [day for day in span.others if day != value]
    if isinstance(value, MonthDay) and span.others:
        alternatives = [MonthDay(day.month, day.day) for day in span.others]
    return Found(
        item.start,
        item.end,
        value,
        tuple(alternatives),
        span.time,
        span.yearly,
        RELATIONS.get(span.relation or "", span.relation),
    )


def _recurrence(rule: dict[str, Any]) -> Recurrence:
    return Recurrence(
        rule["freq"],
        rule.get("interval", 1),
        tuple(rule.get("byday", ())),
        tuple(rule.get("bymonthday", ())),
        tuple(rule.get("bymonth", ())),
        tuple(rule.get("bysetpos", ())),
        rule.get("times", 1),
    )


def _value(span: Span, moment: Moment) -> Value:
    """What a span means to somebody who looks back, ahead, or neither."""
    if moment.looks == "future":
        return _day_to_act(span, moment.today)
    if span.yearly is not None and moment.looks is None:
        return span.yearly
    if span.grain in PARTS and span.whole is not None:
        return _value(span.whole, moment)
    first, last = span.start, span.end
    if first == last or span.grain in {"weekend", "feast"}:
        return first
    if span.grain in {"week", "month"}:
        return week_of(first) if span.grain == "week" else month_of(first)
    return first, last


def _day_to_act(span: Span, today: date) -> date:
    """The day on which what is planned for a span comes up."""
    if span.relation == "after":
        return beside(span.end, 1)
    if span.relation == "before":
        return _day_before(span)
    if span.relation == "by" and span.grain != "weekend":
        return span.end if span.grain in PARTS | {"week", "month", "year"} else span.start
    if span.grain in PARTS:
        return _day_of_part(span, today)
    if span.start <= today <= span.end and span.grain != "day":
        return span.end
    return span.start


def _day_before(span: Span) -> date:
    """Before the weekend is Friday; before a day is, as a deadline, that day."""
    if span.start == span.end or span.grain == "feast":
        return span.start
    return beside(span.start, -1)


def _day_of_part(span: Span, today: date) -> date:
    whole = span.whole
    if whole is not None and span.end == whole.end:
        return span.end
    if whole is not None and span.start > whole.start:
        return span.start + timedelta(days=(span.end - span.start).days // 2)
    return max(span.start, today)
