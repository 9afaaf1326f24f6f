"""Days that come round: "every other Friday", "first Monday of each month", "weekly"."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from bot.language.dates.bag import Bag
from bot.language.dates.cascade import MONTHS, NUMBERS, Item, Level, every, pick
from bot.language.dates.frequencies import PARTS_OF_UNITS
from bot.language.dates.spans import MONTHS_IN, Moment, length_of

Made = tuple[str, Any] | None
ANY = 2
DAY_NUMBERS = frozenset({"number", "count", "ordinal", "rank"})


def _rule(said: Sequence[Item], moment: Moment) -> Made:
    if _is_several_rules(said):
        return "x", None  # better unread than half read
    rule = Bag(said, moment).rule()
    return None if rule is None else ("recurrence", rule)


def _is_several_rules(said: Sequence[Item]) -> bool:
    """Whether each month has a day of its own: "1 April and 15 October"."""
    dated = [item for item in said if item.kind in MONTHS or item.kind in DAY_NUMBERS]
    months = [item.kind in MONTHS for item in dated]
    days = {item.value for item in dated if item.kind in DAY_NUMBERS}
    alternate = all(first != second for first, second in pairwise(months))
    return sum(months) > 1 and len(days) > 1 and alternate


def _edge(said: Sequence[Item], moment: Moment) -> Made:
    """The beginning or the end of each month, quarter or year."""
    made = _rule(said[1:], moment)
    if made is None or made[1]["freq"] not in {"MONTHLY", "YEARLY"}:
        return made
    last = said[0].value == "end"
    made[1]["bymonthday"] = [-1 if last else 1]
    if made[1]["freq"] == "YEARLY":
        made[1].update(bymonthday=[31 if last else 1], bymonth=[12 if last else 1])
    return made


def _two_units(said: Sequence[Item], _: Moment) -> Made:
    """Two units together: "every two years and three months"."""
    counts, units = every(said, *NUMBERS), every(said, "unit")
    lengths = [length_of(count, unit) for count, unit in zip(counts, units, strict=True)]
    months, days = sum(part.months for part in lengths), sum(part.days for part in lengths)
    if months and days:
        return None
    if months:
        return "recurrence", {"freq": "MONTHLY", "interval": months}
    return ("recurrence", {"freq": "DAILY", "interval": days}) if days else None


def _part_of_unit(said: Sequence[Item], _: Moment) -> Made:
    """As in "every half hour", "every quarter of an hour"."""
    part = "half" if said[1].kind == "half" else said[1].value
    found = PARTS_OF_UNITS.get((part, said[-1].value))
    return found and ("recurrence", {"freq": found[0], "interval": found[1]})


def _and_a_half(said: Sequence[Item], _: Moment) -> Made:
    """As in "every year and a half"; a half of anything less is no whole number of months."""
    months = MONTHS_IN.get(pick(said, "unit"), 1) * 3
    return (
        ("recurrence", {"freq": "MONTHLY", "interval": months // 2}) if not months % 2 else None
    )


def _weekday_parts(said: Sequence[Item], moment: Moment) -> Made:
    """A part of some weekdays: "Tuesday nights", "weekday mornings"."""
    if pick(said, "unit") not in {None, "workday"}:
        return None
    return _rule([item for item in said if item.kind != "dayparts"], moment)


def _any_weekend(said: Sequence[Item], moment: Moment) -> Made:
    """As in "any weekend"; all weekend is this one."""
    return _rule(said, moment) if said[0].value == ANY else None


_DAYS = "(WEEKDAY|weekdays|unit|weekend|dayparts)"
_WORDS = (
    "feast|WEEKDAY|weekdays|unit|weekend|dayparts|daypart|ORD|NUM|MONTH|last|lastof"
    "|part|numeric|season|weakseason"
)
_JOINTS = (
    "at|and|comma|or|the|on|of|in|a|per|dash|slash|to|every|instance|another|other|times|timeword|for"
    "|except|(from (?=WEEKDAY (to|onbefore|dash) WEEKDAY))|((?<=WEEKDAY) onbefore (?=WEEKDAY))"
)
_SEVERAL = f"({_DAYS} ((and|comma|or)+ {_DAYS}){{0,3}})"
_BEFORE = (
    f"((the? (ORD|last|lastof|NUM) (and|comma|or|dash|to)*){{1,5}} {_SEVERAL}? (of|in|on|the)*)"
)
_NAME = "(WEEKDAY|weekdays)"
_LIST = f"{_NAME} ((comma|and|or|slash|dash|to|onbefore)+ {_NAME}){{0,6}}"
_NAMED = (
    "(MONTH the? DOM (comma|and|or)+){0,4} ((the? DOM of? MONTH) (comma|and|or)+){0,4}"
    " (the? (ORD|last|lastof) WEEKDAY (of|in)|the? DOM of?)?"
    f" MONTH (the? DOM|((and|comma|or)+ MONTH){{1,6}})?|feast|(the? (ORD|last))? {_LIST}"
)
_OF_EACH = "(of|in) (the|every|a)? (unit|MONTH)"
_EVERY_UNIT = "(every (other|ORD|NUM)? unit|everyday)"
_EACH = "(every (?!of)|everyday|per) (other|daypart)?"
_HEAD = f"(?<!next)(?<!onafter) (on|in|from)? ({_NAMED}) (comma|of)?"
_AFTER = f"({_WORDS}|{_JOINTS}){{0,16}}"
_END = f"(?<=({_WORDS}|every|everyday))"
_MORE = (
    "((comma|and|or|to|onbefore|dash|on)+ (weekdays|WEEKDAY)){0,7}"
    " (?!ago|hence|from (?!number|count|clock)|after)"
    " ((of|in|during|on) every? (the|MONTH|ORD) (unit|MONTH)?)?"
)
_TIMES = "(times|NUM timeword)"

RECURRING = Level(
    ("every NUM unit and? NUM unit", _two_units),
    ("every (half|unit) of? a? unit", _part_of_unit),
    ("every unit and a? half (?!unit)", _and_a_half),
    ("part (of|in)? every unit", _edge),
    (f"{_HEAD} {_EVERY_UNIT} (?!in|on|at|WEEKDAY)", _rule),
    (f"{_TIMES}? (on|dash)? {_BEFORE}? {_EACH} {_AFTER} {_END}", _rule),
    (f"{_TIMES} (a|per|in|the|and|on)* {_AFTER} {_END}", _rule),
    (f"on? {_LIST} dayparts", _weekday_parts),
    ("on? (unit|weekend) dayparts", _weekday_parts),
    ("on? other weekdays", _rule),
    (
        f"on? the? (ORD|last) ((and|comma|or)+ the? (ORD|last)){{0,4}} weekdays {_OF_EACH}",
        _rule,
    ),
    (
        f"(on|at|in)? allof? (?<!NUM)(?<!next)(?<!last) (weekdays|dayparts (?!of)) {_MORE}",
        _rule,
    ),
    ("allof the? weekend", _any_weekend),
)
