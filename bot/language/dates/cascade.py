"""Rules over kinds of words, applied level by level: each level reads what the last one made.

A pattern names kinds ("month the? ordinal") and is compiled, once, to a regular expression
over one character a kind. A level is one such expression, so a text is read in a fixed number
of passes, whatever is in it.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any

from msgspec import Struct

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

_symbols: dict[str, str] = {}


def symbol(kind: str) -> str:
    """The one character that stands for ``kind`` inside a compiled pattern."""
    return _symbols.setdefault(kind, chr(0x4E00 + len(_symbols)))


def spell(items: Sequence[Item]) -> str:
    """The symbols of the items, in order."""
    return "".join([_symbols.get(item.kind) or symbol(item.kind) for item in items])


def compile_pattern(pattern: str) -> str:
    """The regular expression over symbols that a pattern over kinds means."""
    spelled = _NAME.sub(_expand, pattern).replace(" ", "")
    return _CHOICE.sub(_to_set, _GROUP.sub("(?:", spelled))


_NAME = re.compile(r"[a-zA-Z]+")
_GROUP = re.compile(r"\((?!\?)")
_CHOICE = re.compile(r"\((?:\?:)?((?:[^()|?*+{}\[\]^$]\|)+[^()|?*+{}\[\]^$])\)")


def _expand(match: re.Match[str]) -> str:
    name = match[0]
    return f"({_NAME.sub(_expand, FAMILIES[name])})" if name in FAMILIES else symbol(name)


def _to_set(match: re.Match[str]) -> str:
    """A choice of single symbols as a set, which is quicker to compile and to match."""
    return f"[{match[1].replace('|', '')}]"


def compiled_kinds(pattern: str) -> frozenset[str]:
    """The symbols of the kinds that a pattern names."""
    return frozenset(compile_pattern(pattern)) - frozenset("|()?:[]")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A single rule, compiled when an earlier one first declines."""
    return re.compile(pattern)


class Level:
    """Rules that are tried side by side; at one place the first that fits wins.

    ``needs`` are the symbols of which any rule has at least one: where a text has none of
    them, the level may be passed over. ``impossible`` is the kind of what fits a rule but is
    no day, such as 30 February; without it the other rules are tried.
    """

    def __init__(
        self, needs: str, *rules: tuple[str, Build], impossible: str | None = None
    ) -> None:
        self._impossible = None if impossible is None else (impossible, None)
        self.needs = compiled_kinds(needs)
        self._rules = [pattern for pattern, _ in rules]
        self._builds = [build for _, build in rules]

    @cached_property
    def _patterns(self) -> list[str]:
        """The expression of every rule."""
        return [compile_pattern(pattern) for pattern in self._rules]

    @cached_property
    def _any(self) -> re.Pattern[str]:
        """One expression with a group for every rule, compiled when it is first needed."""
        return re.compile("|".join(f"({pattern})" for pattern in self._patterns))

    def run(self, items: list[Item], kinds: str, moment: Moment) -> tuple[list[Item], str]:
        """The items with every match replaced by what it means, and their symbols."""
        match = self._any.search(kinds)
        if match is None:
            return items, kinds
        read: list[Item] = []
        place = 0
        while match is not None:
            read += items[place : match.start()]
            made, place = self._build(match, kinds, items, moment)
            read.append(made)
            match = self._any.search(kinds, place)
        read += items[place:]
        return read, spell(read)

    def _build(
        self, match: re.Match[str], kinds: str, items: list[Item], moment: Moment
    ) -> tuple[Item, int]:
        """What the first willing rule makes, and where it ends; else the item as it was."""
        start = match.start()
        rule = (match.lastindex or 1) - 1
        found: re.Match[str] | None = match
        while True:
            if found is not None:
                said = items[start : found.end()]
                try:
                    built = self._builds[rule](said, moment)
                except (ValueError, OverflowError):  # 30 February, or a year past 9999
                    built = self._impossible
                if built is not None:
                    kind, value = built
                    return Item(kind, said[0].start, said[-1].end, value), found.end()
            rule += 1
            if rule == len(self._patterns):
                return items[start], start + 1
            found = _compiled(self._patterns[rule]).match(kinds, start)


def pick(items: Sequence[Item], *kinds: str) -> Any:
    """The value of the first item of one of these kinds, or ``None``."""
    for item in items:
        if item.kind in kinds:
            return item.value
    return None


def every(items: Sequence[Item], *kinds: str) -> list[Any]:
    """The values of all items of these kinds, in order."""
    return [item.value for item in items if item.kind in kinds]
