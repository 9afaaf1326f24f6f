"""What is left alone: a weekday, a day of the month, a weekend."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.language.dates.atoms import month_day
from bot.language.dates.cascade import WEEKDAYS, Item, Level, every, pick
from bot.language.dates.composition import ORDINALS, bare_day, day_near, nth_of
from bot.language.dates.figures import LAST_MONTH, numeric_day
from bot.language.dates.spans import SATURDAY, Moment, Span, one, unit_span, weekday_near

Made = tuple[str, Any] | None


def _bare_weekday(said: Sequence[Item], moment: Moment) -> Made:
    return "day", weekday_near(pick(said, *WEEKDAYS), moment)


def _weekday_range(said: Sequence[Item], moment: Moment) -> Made:
    first = weekday_near(said[0].value, moment)
    last = first.start + timedelta(days=(said[2].value - said[0].value) % 7)
    return "period", Span(first.start, last, "span", assumed="week")


def _weekday_in(said: Sequence[Item], moment: Moment) -> Made:
    """As in "Monday in two weeks", "two weeks ago on Tuesday": that day of that week."""
    times = -1 if pick(said, "ago") else 1
    week = unit_span(pick(said, "length").after(moment.today, times), "week")
    return "day", one(week.start + timedelta(days=pick(said, *WEEKDAYS)))


def _bare_pair(said: Sequence[Item], moment: Moment) -> Made:
    """As in "2-15" is a month and a day, "24-29" are two days."""
    first, last = every(said, "number")
    if first <= LAST_MONTH:
        made = numeric_day(None, first, last, None, moment)
        return None if made is None else month_day([Item(made[0], 0, 0, made[1])], moment)
    return _bare_range(said, moment)


def _bare_range(said: Sequence[Item], moment: Moment) -> Made:
    first, last = every(said, *ORDINALS)
    begin = day_near(first, moment)
    end = day_near(last, Moment(begin, "future"))
    return "period", Span(begin, end, "span", assumed="month")


def _weekend(_said: Sequence[Item], moment: Moment) -> Made:
    past = moment.looks == "past" and moment.today.weekday() < SATURDAY
    return "period", unit_span(moment.today, "weekend", -1 if past else 0)


_STOP = "(?!x|blocker|unit|dash|slash|number|feast)"
BARE = Level(
    ("the? ORD weekday (?!after|before)", nth_of),
    (f"(from|on)? the? (ordinal|rank) ANDTO the? (ordinal|rank) {_STOP}", _bare_range),
    ("on? the? WEEKDAY in length timeword?", _weekday_in),
    ("in length timeword? on WEEKDAY", _weekday_in),
    ("length (ago|hence) on? WEEKDAY", _weekday_in),
    ("WEEKDAY dash WEEKDAY (?!dash)", _weekday_range),
    (
        "(?<!closest) weekday (?!closest|(after|before|onbefore|next|last) the? SPAN)",
        _bare_weekday,
    ),
    ("(?<=PREP) the? (weakday|capitalday)", _bare_weekday),
    ("capitalday (?=dot|comma|dash|$)", _bare_weekday),
    ("^(weakday|capitalday)$", _bare_weekday),
    ("(?<=PREP) the (ordinal|rank) (?!blocker|unit|weekday|half)", bare_day),
    (f"(?<=PREP) ordinal {_STOP}", bare_day),
    (f"the ordinal {_STOP}", bare_day),
    ("^ordinal (comma|dot|on|dash)? $", bare_day),
    ("(?<=on) the? number (?=dot|comma|$)", bare_day),
    ("^(number dash number)$", _bare_pair),
    ("the? weekend (?!of|starting|before|after)", _weekend),
)
