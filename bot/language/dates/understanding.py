"""The order in which a text is read: which level comes after which."""

import sys

from msgspec import Struct
from msgspec.structs import replace

from bot.language.dates.atoms import RESOLVED
from bot.language.dates.bare import BARE
from bot.language.dates.cascade import SYMBOLS, Item, Level, Line
from bot.language.dates.civil import BESIDE, CIVIL
from bot.language.dates.clock import CLOCK
from bot.language.dates.composition import COMPOSED
from bot.language.dates.lengths import LENGTHS, SUMS
from bot.language.dates.lexicon import TELLING
from bot.language.dates.numerals import NUMERALS
from bot.language.dates.offsets import OFFSETS
from bot.language.dates.ranges import RANGES, RELATED
from bot.language.dates.recurring import RECURRING
from bot.language.dates.relative import RELATIVE
from bot.language.dates.spans import Moment
from bot.language.dates.words import items_of, may_recur, may_tell

DAYS = (
    *(CIVIL, RELATIVE, BESIDE, LENGTHS, SUMS, RESOLVED, COMPOSED, COMPOSED),
    *(BARE, OFFSETS, COMPOSED, OFFSETS, RANGES, RELATED),
)
TELLING_SYMBOLS = frozenset(SYMBOLS[kind] for kind in TELLING)
DATELIKE = frozenset("month weekday weekdays numeric yearmonth today feast weekend".split())
"""Kinds that say "date" by themselves, and are worth a question when left unread."""


class Understood(Struct, frozen=True):
    """What was found, the times taken out, date words left unread, and lone lengths."""

    found: list[Item]
    times: list[Item]
    unread: list[Item]
    lengths: list[Item]


NOTHING = Understood([], [], [], [])


def prepare() -> None:
    """Make the expressions of every level now, so that no text has to wait for them."""
    for level in {NUMERALS, RECURRING, CLOCK, *DAYS}:
        level.prepare()


def recurrences(text: str, moment: Moment, skip: tuple[tuple[int, int], ...]) -> list[Item]:
    """What comes round in a text, and nothing else of it."""
    if not may_recur(text):
        return []
    line = NUMERALS.run(Line.of(items_of(text, skip)), moment)
    return RECURRING.run(line, moment).of_kind("recurrence")


def understand(text: str, moment: Moment, skip: tuple[tuple[int, int], ...] = ()) -> Understood:
    """Every date and recurrence of a text, as items of kind "found" and "recurrence"."""
    if not may_tell(text):
        return NOTHING
    line = Line.of(items_of(text, skip))
    if TELLING_SYMBOLS.isdisjoint(line.kinds):
        return NOTHING
    line = NUMERALS.run(line, moment)
    words = line.items
    line = CLOCK.run(RECURRING.run(line, moment), moment)
    times = line.of_kind("time")
    if times:
        line = Line.of([item for item in line.items if item.kind != "time"])
    in_vain: dict[Level, Line] = {}
    for level in DAYS:
        if in_vain.get(level) is line:
            continue
        in_vain[level] = line
        line = level.run(line, moment)
    found = [item for item in line.items if item.kind in {"found", "recurrence"}]
    lengths = line.of_kind("length")
    return Understood(_with_times(found, times, text), times, _unread(words, found), lengths)


def _unread(words: list[Item], found: list[Item]) -> list[Item]:
    """The date words that lie in nothing that was found; both lists are in order."""
    unread = []
    ends = iter([*found, Item("end", sys.maxsize, sys.maxsize)])
    here = next(ends)
    for word in words:
        if word.kind in DATELIKE:
            while word.start >= here.end:
                here = next(ends)
            if word.start < here.start:
                unread.append(word)
    return unread


def _with_times(found: list[Item], times: list[Item], text: str) -> list[Item]:
    """The dates, each with the time of day that is said inside it or right beside it."""
    if not times:
        return found
    timed: list[Item] = []
    waiting = [*times]
    waiting.reverse()
    for place, dated in enumerate(found, 1):
        item = dated
        limit = found[place].start if place < len(found) else len(text)
        before: Item | None = None
        while waiting and waiting[-1].end <= item.start:
            before = waiting.pop()
        if before is not None and _joined(before, item, text):
            item = _timed(item, before)
        while waiting and waiting[-1].start < item.end:
            item = _timed(item, waiting.pop())
        if waiting and waiting[-1].end <= limit and _joined(item, waiting[-1], text):
            item = _timed(item, waiting.pop())
        timed.append(item)
    return timed


def _joined(first: Item, last: Item, text: str) -> bool:
    """Whether nothing but a comma or a small word stands between them."""
    return text[first.end : last.start].strip(" ,").lower() in {"", "on", "at"}


def _timed(item: Item, time: Item) -> Item:
    """A date together with a time of day; the first time that is said counts."""
    if item.kind != "found":
        return item
    start, end = min(item.start, time.start), max(item.end, time.end)
    value = replace(item.value, time=item.value.time or time.value)
    return Item(item.kind, start, end, value)
