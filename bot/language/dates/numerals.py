"""Numbers and ordinals in words: "twenty first", "nineteen eighty six"."""

from collections.abc import Sequence
from typing import Any

from bot.language.dates.cascade import Item, Level, every
from bot.language.dates.spans import Moment

Made = tuple[str, Any] | None
SMALL = ("digit", "teen", "tens", "firsts")
TWENTY = 20


def _year_of_thousands(said: Sequence[Item], _: Moment) -> Made:
    return "year", said[0].value * 1000 + sum(every(said[1:], *SMALL))


def _year_of_pairs(said: Sequence[Item], _: Moment) -> Made:
    century, *rest = every(said, *SMALL)
    return ("year", century * 100 + sum(rest)) if century <= TWENTY else None


def _hundreds(said: Sequence[Item], _: Moment) -> Made:
    front, *rest = every(said, "digit", "teen", "tens", "number")
    return "count", front * 100 + sum(rest)


def _hundred(_said: Sequence[Item], _: Moment) -> Made:
    return "count", 100


def _nothing(_said: Sequence[Item], _: Moment) -> Made:
    """A room, a page, "a second": no number of days."""
    return "x", None


def _total(kind: str) -> Any:
    return lambda said, _: (kind, sum(every(said, *SMALL)))


NUMERALS = Level(
    ("refers (number|numeric|decimal|year|ordinal|clock)", _nothing),
    ("(digit|teen) thousand and? (tens dash? digit|tens|teen|digit)", _year_of_thousands),
    ("(teen|tens) (tens dash? digit|tens|teen)", _year_of_pairs),
    ("teen zero digit", _year_of_pairs),
    ("teen hundred and? (tens dash? digit|tens|teen|digit)", _year_of_pairs),
    ("teen hundred", lambda said, _: ("year", said[0].value * 100)),
    ("digit thousand", lambda said, _: ("year", said[0].value * 1000)),
    ("digit hundred (and? (tens dash? digit|tens|teen|digit))?", _hundreds),
    ("tens dash? firsts", _total("rank")),
    ("tens dash? digit", _total("count")),
    ("(digit|teen|tens)", _total("count")),
    ("firsts", _total("rank")),
    ("number hundred", _hundreds),
    ("a hundred", _hundred),
    ("(?<=every) hundred", _hundred),
    ("a dash? (ordinal|firsts)", _nothing),
)
