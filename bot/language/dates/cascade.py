"""Rules over kinds of words, applied level by level: each level reads what the last one made.

A pattern names kinds ("month the? ordinal") and is compiled, once, to a regular expression
over one character a kind. A rule is tried only where two kinds stand that it can begin with,
and a text is read in a fixed number of passes, whatever is in it.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from operator import add
from typing import Any

from msgspec import Struct

from bot.language.dates.openings import openings
from bot.language.dates.spans import Moment


class Item(Struct, frozen=True):
    """A word, or words already understood: its kind, its characters and what it stands for."""

    kind: str
    start: int
    end: int
    value: Any = None


Build = Callable[[Sequence[Item], Moment], tuple[str, Any] | None]
"""What makes a kind and a value of the items of a match, or declines with ``None``."""

FAMILIES = {
    "WHOLE": "(of|in) (the|a)? (MONTH|period|year|unit|NEXT|season|feast)",
    "NUM": "number|count|few",
    "ORD": "ordinal|rank",
    "DOM": "ordinal|rank|number|count",
    "MONTH": "month|weakmonth",
    "WEEKDAY": "weekday|weakday|capitalday",
    "NEXT": "next|last|this|thiscoming|thispast",
    "SPAN": "day|period",
    "TO": "dash|to|onbefore",
    "ANDTO": "dash|to|onbefore|and",
    "PREP": "now|due|at|in|on|of|from|since|before|after|onbefore|notafter|onafter|during|part"
    "|to|dash|for|within|greater|less|equal|earlier",
}
"""Names that patterns may use for one of several kinds."""

WEEKDAYS = ("weekday", "weakday", "capitalday")
NUMBERS = frozenset({"number", "count", "few"})
ORDINALS = frozenset({"ordinal", "rank", "last", "lastof"})
NAMED_DAYS = frozenset({"weekday", "weakday", "capitalday", "weekdays"})
MONTHS = frozenset({"month", "weakmonth"})
UNITS = frozenset({"unit", "weekend"})


class _Symbols(dict[str, str]):
    """A character for every kind that is named."""

    def __missing__(self, kind: str) -> str:
        return self.setdefault(kind, chr(0x4E00 + len(self)))


SYMBOLS = _Symbols()
"""The one character that stands for a kind inside a compiled pattern."""


def compile_pattern(pattern: str) -> str:
    """The regular expression over symbols that a pattern over kinds means."""
    spelled = _NAME.sub(_expand, pattern).replace(" ", "")
    return _CHOICE.sub(_to_set, _GROUP.sub("(?:", spelled))


_NAME = re.compile(r"[a-zA-Z]+")
_GROUP = re.compile(r"\((?!\?)")
_CHOICE = re.compile(r"\((?:\?:)?((?:[^()|?*+{}\[\]^$]\|)+[^()|?*+{}\[\]^$])\)")


def _expand(match: re.Match[str]) -> str:
    name = match[0]
    return f"({_NAME.sub(_expand, FAMILIES[name])})" if name in FAMILIES else SYMBOLS[name]


def _to_set(match: re.Match[str]) -> str:
    """A choice of single symbols as a set, which is quicker to compile and to match."""
    return f"[{match[1].replace('|', '')}]"


class Line(Struct, frozen=True):
    """The items of a text, their symbols, and each symbol together with the next one."""

    items: list[Item]
    kinds: str
    pairs: list[str]
    sorts: frozenset[str]

    @classmethod
    def of(cls, items: list[Item]) -> "Line":
        """The line of these items."""
        return cls.spelled(items, "".join([SYMBOLS[item.kind] for item in items]))

    @classmethod
    def spelled(cls, items: list[Item], kinds: str) -> "Line":
        """The line of items whose symbols are known."""
        pairs = [*map(add, kinds, kinds[1:]), *kinds[-1:]]
        return cls(items, kinds, pairs, frozenset(pairs))

    def of_kind(self, kind: str) -> list[Item]:
        """The items of a kind, in order."""
        if SYMBOLS[kind] not in self.kinds:
            return []
        return [item for item in self.items if item.kind == kind]


class Level:
    """Rules that are tried side by side; at one place the first that fits wins.

    ``impossible`` is the kind of what fits a rule but is no day, such as 30 February;
    without it the other rules are tried.
    """

    def __init__(self, *rules: tuple[str, Build], impossible: str | None = None) -> None:
        self._impossible = None if impossible is None else (impossible, None)
        self._rules = rules
        self._begun: dict[str, tuple[int, ...]] = {}
        self._barren: set[str] = set()

    @cached_property
    def _patterns(self) -> list[str]:
        """The expression of every rule."""
        return [compile_pattern(pattern) for pattern, _ in self._rules]

    @cached_property
    def _openings(self) -> dict[str, list[int]]:
        """The rules, in order, by each of their openings."""
        rules: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            for begin in openings(pattern):
                rules.setdefault(begin, []).append(number)
        return rules

    @cached_property
    def _matching(self) -> list[re.Pattern[str]]:
        return [re.compile(pattern) for pattern in self._patterns]

    def prepare(self) -> None:
        """Make every expression now, which the first text with dates waits for otherwise."""
        self._openings  # noqa: B018 - made when it is first asked for
        self._matching  # noqa: B018

    def run(self, line: Line, moment: Moment) -> Line:
        """The line with every match replaced by what it means; itself if there is none."""
        if line.sorts <= self._barren or not self._may_begin(line.sorts):
            return line
        begun = self._begun
        read: list[Item] = []
        spelled = ""
        done = 0
        for place, pair in enumerate(line.pairs):
            if place < done or pair not in begun:
                continue
            made = self._build(begun[pair], place, line, moment)
            if made is None:
                continue
            item, end = made
            read += line.items[done:place]
            read.append(item)
            spelled += line.kinds[done:place] + SYMBOLS[item.kind]
            done = end
        if not done:
            return line
        return Line.spelled(read + line.items[done:], spelled + line.kinds[done:])

    def _may_begin(self, pairs: frozenset[str]) -> bool:
        """Whether a rule may begin with one of these pairs, which are now known."""
        for pair in pairs - self._barren - self._begun.keys():
            two, one = self._openings.get(pair, ()), self._openings.get(pair[0], ())
            if two or one:
                self._begun[pair] = tuple(sorted({*two, *one}))
            else:
                self._barren.add(pair)
        return not pairs <= self._barren

    def _build(
        self, rules: tuple[int, ...], place: int, line: Line, moment: Moment
    ) -> tuple[Item, int] | None:
        """What the first willing rule makes of the items at ``place``, and where it ends."""
        for rule in rules:
            found = self._matching[rule].match(line.kinds, place)
            if found is None:
                continue
            end = found.end()
            said = line.items[place:end]
            try:
                built = self._rules[rule][1](said, moment)
            except (ValueError, OverflowError):  # 30 February, or a year past 9999
                built = self._impossible
            if built is not None:
                kind, value = built
                return Item(kind, said[0].start, said[-1].end, value), end
        return None


def pick(items: Sequence[Item], *kinds: str) -> Any:
    """The value of the first item of one of these kinds, or ``None``."""
    for item in items:
        if item.kind in kinds:
            return item.value
    return None


def every(items: Sequence[Item], *kinds: str) -> list[Any]:
    """The values of all items of these kinds, in order."""
    return [item.value for item in items if item.kind in kinds]
