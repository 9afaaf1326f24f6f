"""The little language of cues: phrases with people, dates and gaps in them, found fast.

``remind me (to|about)`` · ``<p>`` a person · ``<d>`` a date · ``<n>`` a number · ``<w>`` any
word · ``..`` up to six words within a thought · ``[x]`` perhaps x · ``^`` and ``$`` the ends
· ``{roles}`` a word of a class. A pattern is tried only where a word that it needs occurs.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from bot.language.vocabulary import lines_of, word_classes

_PIECE = re.compile(
    r"\(([^()]*)\)|\[([^\[\]]*)\]|(\{\w+\})|(<\w>)|(\.\.)|([\^$])|([^\s()\[\]]+)"
)
_GAP = r"(?:[^\s.!?;]+ ){0,6}?"
_HOLES = {"<p>": "<p>", "<d>": "<d>", "<n>": r"<n>", "<w>": r"[^\s.,!?;<>]+"}
_SPLIT = re.compile(r"(?<=[\w>])('(?:s|ll|d|ve|re|m))\b")
CLIPPED = {"'ll": "will", "'ve": "have", "'re": "are", "'m": "am"}


class Pattern:
    """One phrase, and what it says: an intent, some slots, and how strongly."""

    def __init__(self, source: str, intent: str, slots: dict[str, str], weight: int) -> None:
        self.source = source
        self.intent = intent
        self.slots = slots
        self.weight = weight

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The phrase as an expression over a skeleton, whose words end in one space each."""
        return re.compile(_expression(self.source))


def _clip(text: str) -> str:
    return _SPLIT.sub(lambda found: " " + CLIPPED.get(found.group(1), found.group(1)), text)


def _expression(source: str) -> str:
    parts: list[str] = []
    for either, perhaps, group, hole, gap, end, word in _PIECE.findall(_clip(source)):
        if either:
            parts.append(_choice(either))
        elif perhaps:
            parts.append(_choice(perhaps) + "?")
        elif group:
            members = "|".join(map(re.escape, sorted(word_classes()[group[1:-1]])))
            parts.append(f"(?:{members}) ")
        elif hole:
            parts.append(_HOLES[hole] + " ")
        elif gap:
            parts.append(_GAP)
        elif end:
            parts.append("^" if end == "^" else r"(?:[.!?] )*$")
        else:
            parts.append(re.escape(word) + " ")
    lead = "" if parts[:1] == ["^"] else r"(?<!\S)"
    return lead + "".join(parts)


def _choice(text: str) -> str:
    options = []
    for option in text.split("|"):
        words = [_HOLES.get(word, re.escape(word)) + " " for word in option.split()]
        options.append("".join(words))
    return "(?:" + "|".join(options) + ")"


def _anchors(source: str) -> frozenset[str]:
    """Words of which at least one must occur wherever the phrase does."""
    best: frozenset[str] = frozenset()
    grammar = word_classes()["grammar"]
    rarest = -1
    for either, _, group, hole, _, _, word in _PIECE.findall(_clip(source)):
        if either:
            if any(not option.strip() for option in either.split("|")):
                continue
            first = frozenset(option.split()[0] for option in either.split("|"))
        elif group:
            first = word_classes()[group[1:-1]]
        elif hole in {"<p>", "<d>", "<n>"}:
            first = frozenset({hole})
        elif word:
            first = frozenset({word})
        else:
            continue
        rank = (
            2 if not first & grammar and "<p>" not in first else 1 if "<p>" not in first else 0
        )
        if rank > rarest:
            best, rarest = first, rank
    return best


class PatternSet:
    """Many patterns, each under the words that it needs."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_word: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            for word in _anchors(pattern.source):
                self._by_word.setdefault(word, []).append(pattern)

    def find(
        self, skeleton: str, held: Iterable[str]
    ) -> Iterator[tuple[Pattern, re.Match[str]]]:
        """The patterns that occur in a skeleton whose words are ``held``, each once."""
        seen: set[int] = set()
        for word in held:
            for pattern in self._by_word.get(word, ()):
                if id(pattern) in seen:
                    continue
                seen.add(id(pattern))
                if found := pattern.regex.search(skeleton):
                    yield pattern, found


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
