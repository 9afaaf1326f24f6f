"""The words of a language, ready to be looked up, by themselves, in phrases and with a slip."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from bot.language.vocabulary import en_dates, en_feasts, en_holy_days

PAIR = 2
SHORTEST_SLIP, LONGEST_SLIP = 6, 11
HEAD, TAIL = 3, 2
Meaning = tuple[str, Any]
Phrases = Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], Meaning], ...]]
TELLING = frozenset(
    "month weakmonth weekday weakday capitalday weekdays unit weekend ordinal rank year"
    " numeric decimal yearmonth today feast season weakseason partof everyday every times"
    " dayparts daypart number count clock teen tens digit firsts decade yearpart short todate"
    " sametime dayend followup now tonight half".split()
)
"""Kinds without one of which no text has a date."""
RECURRING = frozenset("every everyday times timeword weekdays dayparts allof per".split())
"""Kinds without one of which nothing comes round."""


class Lexicon(Struct, frozen=True):
    """Words and what they mean; phrases by their first two words.

    ``slips`` are the long words by what is left of them without one letter, and
    ``slip_edges`` the beginnings and ends of which a slip leaves one as it was. ``openers``
    are the words that a phrase begins with, ``telling`` those without one of which nothing
    is said about days, ``recurring`` the same for what comes round, and ``slashed`` such as
    have a slash.
    """

    words: Mapping[str, Meaning]
    phrases: Phrases
    openers: frozenset[str]
    telling: frozenset[str]
    recurring: frozenset[str]
    slashed: tuple[str, ...]
    slips: Mapping[str, str]
    slip_edges: frozenset[str]
    weak: frozenset[str]
    weak_capitals: frozenset[str]
    parts_of_day: frozenset[str]
    before_verbs: frozenset[str]
    clipped: frozenset[str]
    not_dates: frozenset[str]

    def knows(self, said: str, plain: str) -> bool:
        """Whether a word may mean anything; what has an apostrophe may."""
        return (
            plain in self.words
            or plain in self.openers
            or len(plain) < len(said)
            or self.may_slip(plain)
        )

    def slipped(self, word: str) -> Meaning | None:
        """The long word that ``word`` is one slip away from."""
        if not self.may_slip(word):
            return None
        for mangled in deletions(word):
            meant = self.slips.get(mangled)
            if meant is not None and one_slip(word, meant):
                return self.words[meant]
        return None

    def may_slip(self, word: str) -> bool:
        """Whether a word is of such a length and has one end of a long word."""
        return SHORTEST_SLIP <= len(word) <= LONGEST_SLIP and (
            word[:HEAD] in self.slip_edges or word[-TAIL:] in self.slip_edges
        )


def lexicon(vocabulary: Any, feasts: Mapping[Any, str]) -> Lexicon:
    """The lexicon of a vocabulary such as ``en_dates`` and of feasts by their rules."""
    words: dict[str, Meaning] = {}
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], Meaning]]] = {}
    for kind, meanings in [*vocabulary.WORDS.items(), ("feast", feasts)]:
        for value, entries in meanings.items():
            for entry in entries.split(" | "):
                first, *rest = entry.split()
                if rest:
                    told = (tuple(rest[1:]), (kind, value))
                    phrases.setdefault((first, rest[0]), []).append(told)
                else:
                    words.setdefault(first, (kind, value))
    longest = {
        begin: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for begin, entries in phrases.items()
    }
    slips: dict[str, str] = {}
    for word in vocabulary.SLIPPING:
        for mangled in deletions(word):
            slips.setdefault(mangled, word)
    return Lexicon(
        words,
        longest,
        frozenset(first for first, _ in longest),
        _telling(TELLING, words, longest),
        _telling(RECURRING, words, longest),
        tuple(word for word in words if "/" in word),
        slips,
        frozenset(edge for word in vocabulary.SLIPPING for edge in (word[:HEAD], word[-TAIL:])),
        vocabulary.WEAK,
        vocabulary.WEAK_CAPITALS,
        vocabulary.PARTS_OF_DAY,
        vocabulary.BEFORE_VERBS,
        vocabulary.CLIPPED,
        vocabulary.NOT_DATES,
    )


def _telling(
    kinds: frozenset[str], words: Mapping[str, Meaning], phrases: Phrases
) -> frozenset[str]:
    """The words of these kinds, and the longest word of each such phrase that has none."""
    telling = {word for word, (kind, _) in words.items() if kind in kinds}
    for begin, entries in phrases.items():
        for rest, (kind, _) in entries:
            if kind in kinds and telling.isdisjoint(begin + rest):
                telling.add(max(begin + rest, key=len))
    return frozenset(telling)


def deletions(word: str) -> Iterator[str]:
    """The word, and the word without any one of its letters but the first."""
    yield word
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]


def one_slip(typed: str, meant: str) -> bool:
    """Whether one letter more, less or other, or two swapped, make one of the other."""
    if len(typed) == len(meant):
        wrong = [place for place, letter in enumerate(typed) if letter != meant[place]]
        if len(wrong) == PAIR:
            first, second = wrong
            swapped = typed[first] == meant[second] and typed[second] == meant[first]
            return swapped and second == first + 1
        return len(wrong) <= 1
    longer, shorter = sorted((typed, meant), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and shorter in deletions(longer)


ENGLISH = lexicon(en_dates, {**en_feasts.FEASTS, **en_holy_days.HOLY_DAYS})
