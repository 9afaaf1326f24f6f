"""The little language of cues: phrases with people, dates and gaps in them, found fast.

``remind me (to|about)`` · ``<p>`` a person · ``<d>`` a date · ``<n>`` a number · ``<r>`` how
often · ``<w>`` any word · ``<ed>`` a verb in the past · ``<b>`` where a thought begins ·
``..`` up to six words within a thought · ``[x]`` perhaps x · ``^`` and ``$`` the ends ·
``{roles}`` a word of a class. Groups may be nested. A pattern is tried only where a word
that it needs occurs, from a word that it can begin with, and its expression is made when it
is first tried.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from operator import attrgetter

from msgspec import Struct

from bot.language.vocabulary import lines_of, word_classes, words

CLIPPED = {"'ll": "will", "'ve": "have", "'re": "are", "'m": "am"}
_SPLIT = re.compile(r"(?<=[\w>])('(?:s|ll|d|ve|re|m))\b")
_PIECE = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_FIXED = {
    "..": r"(?:[^\s.!?;]+ ){0,6}?",
    "<w>": r"[^\s.,!?;<>]+ ",
    "<ed>": r"(?:[a-z]{3,}ed|" + "|".join(sorted(words("past"))) + r") ",
    "<b>": r"(?:^|(?<=[.,;!?:-] )|(?<=and )|(?<=then )|(?<=\n ))",
    "^": "^",
    "$": r"(?:[.!?] )*$",
}
_PLACES = frozenset({"^", "<b>"})
_ANY = "<any>"
_ANYTHING = frozenset({_ANY})

Begins = Mapping[str, Sequence[int]]
"""For every word of a skeleton, in order, the places where it begins."""


class _Choice(Struct, frozen=True):
    """Some sequences of which one is there, or perhaps none."""

    options: tuple[tuple["str | _Choice", ...], ...]
    is_optional: bool = False


_Sequence = tuple["str | _Choice", ...]


def _parse(source: str) -> _Sequence:
    clipped = _SPLIT.sub(lambda one: " " + CLIPPED.get(one[1], one[1]), source)
    pieces = _PIECE.findall(clipped)
    sequence, end = _sequence(pieces, 0)
    if end != len(pieces):
        raise ValueError(f"a bracket too many in {source!r}")
    return sequence[0] if len(sequence) == 1 else (_Choice(sequence),)


def _sequence(pieces: list[str], at: int) -> tuple[tuple[_Sequence, ...], int]:
    """The options from ``at`` to the bracket that closes them, and where that is."""
    options: list[_Sequence] = []
    current: list[str | _Choice] = []
    while at < len(pieces) and pieces[at] not in {")", "]"}:
        piece = pieces[at]
        at += 1
        if piece == "|":
            options.append(tuple(current))
            current = []
        elif piece in {"(", "["}:
            inner, at = _sequence(pieces, at)
            current.append(_Choice(inner, piece == "["))
            at += 1
        else:
            current.append(piece)
    options.append(tuple(current))
    return tuple(options), at


def _expression(sequence: _Sequence) -> str:
    parts: list[str] = []
    for part in sequence:
        if isinstance(part, _Choice):
            options = "|".join(_expression(option) for option in part.options)
            parts.append(f"(?:{options})" + "?" * part.is_optional)
        elif part in _FIXED:
            parts.append(_FIXED[part])
        elif part.startswith("{"):
            members = "|".join(map(re.escape, sorted(word_classes()[part[1:-1]])))
            parts.append(f"(?:{members}) ")
        else:
            parts.append(re.escape(part) + " ")
    return "".join(parts)


def _needed(sequence: _Sequence) -> list[frozenset[str]]:
    """Sets of words of each of which one occurs wherever the sequence does, rarest first."""
    sets = [words for part in sequence if (words := _words_of(part))]
    return sorted(sets, key=_rarity, reverse=True)


def _first_words(sequence: _Sequence) -> frozenset[str]:
    return next(iter(_needed(sequence)), frozenset())


def _words_of(part: "str | _Choice") -> frozenset[str]:
    if isinstance(part, _Choice):
        sets = [_first_words(option) for option in part.options]
        return frozenset().union(*sets) if all(sets) and not part.is_optional else frozenset()
    if part in _FIXED:
        return frozenset()
    return word_classes()[part[1:-1]] if part.startswith("{") else frozenset({part})


def _rarity(words: frozenset[str]) -> int:
    if words & {"<p>", "<d>", ":", ","}:
        return 0
    return 1 if words & word_classes()["grammar"] else 2


def _openings(sequence: _Sequence) -> frozenset[str]:
    """The words with which what fits can begin; ``_ANY`` is among them if any word can."""
    opening: frozenset[str] = frozenset()
    for part in sequence:
        if part in _PLACES:
            continue
        if not isinstance(part, _Choice):
            return opening | (_words_of(part) or {_ANY})
        inner = frozenset().union(*map(_openings, part.options))
        opening |= inner - {_ANY} if part.is_optional else inner
        if not part.is_optional:
            return opening
    return opening | {_ANY}


class Pattern:
    """One phrase, and what it says: an intent, some slots, and how strongly."""

    def __init__(self, source: str, intent: str, slots: dict[str, str], weight: int) -> None:
        self.source = source
        self.intent = intent
        self.slots = slots
        self.weight = weight
        self._parsed = _parse(source)
        self.number = 0
        _, *others = _needed(self._parsed) or [_ANYTHING]
        self.needs_too, *self.also_needs = others or [_ANYTHING]
        self._is_first = self._parsed[0] == "^"
        opening = _openings(self._parsed)
        self._opening = None if _ANY in opening else opening
        self._only = next(iter(opening)) if len(opening) == 1 and self._opening else None

    @property
    def needs(self) -> frozenset[str]:
        """Words of which at least one occurs wherever the phrase does.

        Raises:
            ValueError: if there are none: such a phrase would be tried everywhere.
        """
        needed = _first_words(self._parsed)
        if not needed:
            raise ValueError(f"no word is needed for {self.source!r}")
        return needed

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The phrase over a skeleton, whose words end in one space each."""
        return re.compile(_expression(self._parsed))

    def search(self, text: str, begins: Begins) -> re.Match[str] | None:
        """Where the phrase first occurs in a skeleton whose words begin there."""
        for place in self._places(begins):
            if found := self.regex.match(text, place):
                return found
        return None

    def _places(self, begins: Begins) -> Sequence[int]:
        """Where the phrase can begin, in order."""
        if self._is_first:
            return (0,)
        if self._only is not None:
            return begins.get(self._only, ())
        opening = begins if self._opening is None else self._opening & begins.keys()
        return sorted([place for word in opening for place in begins[word]])


class PatternSet:
    """Many patterns, each under two of the words that it needs."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._by_words: dict[str, dict[str, list[Pattern]]] = {}
        for number, pattern in enumerate(self._patterns):
            pattern.number = number
            for word in pattern.needs:
                held = self._by_words.setdefault(word, {})
                for other in pattern.needs_too:
                    held.setdefault(other, []).append(pattern)

    def __iter__(self) -> Iterator[Pattern]:
        """Every pattern, in the order of the data."""
        return iter(self._patterns)

    def prepare(self) -> None:
        """Make every expression now, so that no sentence has to wait for one."""
        for pattern in self._patterns:
            pattern.regex  # noqa: B018 - made when it is first asked for

    def find(
        self, text: str, begins: Begins, intent: str | None = None
    ) -> Iterator[tuple[Pattern, re.Match[str]]]:
        """The patterns that occur in a skeleton whose words begin there, each once.

        With ``intent``, only those that speak for it. They come in the order of the words that
        they were found by, then of the data.
        """
        held = frozenset((_ANY, *begins))
        tried: set[Pattern] = set()
        for word in begins:
            likely = self._likely(word, held)
            for pattern in likely:
                if pattern in tried or (intent and pattern.intent != intent):
                    continue
                tried.add(pattern)
                if found := pattern.search(text, begins):
                    yield pattern, found

    def _likely(self, word: str, held: frozenset[str]) -> list[Pattern]:
        """The patterns under a word that have all that they need among those held."""
        by_other = self._by_words.get(word)
        if by_other is None:
            return []
        likely = [
            pattern
            for other in by_other.keys() & held
            for pattern in by_other[other]
            if not (pattern.also_needs and any(map(held.isdisjoint, pattern.also_needs)))
        ]
        if len(likely) > 1:
            likely.sort(key=_number)
        return likely


_number = attrgetter("number")


@cache
def patterns(name: str) -> PatternSet:
    """The patterns of a data file: ``intent slot=value !weight: phrase; phrase``."""
    return PatternSet(_read(lines_of(name)))


def _read(lines: Iterable[str]) -> Iterator[Pattern]:
    for line in lines:
        head, _, phrases = line.partition(": ")
        intent, *rest = head.split()
        slots = dict(part.split("=", 1) for part in rest if "=" in part)
        weight = next((int(part[1:]) for part in rest if part.startswith("!")), 5)
        for phrase in phrases.split(";"):
            if phrase.strip():
                yield Pattern(phrase.strip(), intent, slots, weight)
