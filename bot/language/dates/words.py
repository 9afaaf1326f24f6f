"""A text as items: words with their kinds, numbers, numeric dates and times of day."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from bot.language.dates.cascade import Item
from bot.language.dates.digits import read_token
from bot.language.vocabulary import en_dates

TOKEN = re.compile(
    r"(?P<skip>https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w-]+\.\w+|[@#]\w+)"
    r"|(?P<clock>(?<![\w.,:])T?\d{1,2}(?:[:.]\d\d(?::\d\d(?:\.\d+)?)?)?\s?"
    r"(?:[ap]\.\s?m\b\.?|[ap]m\b\.?|[ap]\b(?![.'’]))"
    r"|(?<![\d.,])T?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?(?!\d)|\d{1,2}h\d\d\b)"
    r"|(?P<period>[qh][1-4]\b)"
    r"|(?P<decade>['’]?(?:1[5-9]|20)?\d0['’]?s\b)"
    r"|(?P<word>\b[^\W\d_]/[^\W\d_]\b|[^\W\d_]+(?:['’][^\W\d_]+)*['’]?)"
    r"|(?P<numeric>\d+(?:[-/.,]\d+)+)"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)(?![^\W\d_]))"
    r"|(?P<short>['’]\d\d\b)"
    r"|(?P<number>\d+)"
    r"|(?P<mark>[-–—/,&.@~<>=()\n;!?])",
    re.IGNORECASE,
)
"""Every alternative begins with another sort of character or is bounded: linear time."""

ABBREVIATED = frozenset({"month", "weekday", "unit"})
WEAK_KINDS = {"month": "weakmonth", "weekday": "weakday", "season": "weakseason"}


class Lexicon(Struct, frozen=True):
    """The words of a language, ready to be looked up."""

    words: Mapping[str, tuple[str, Any]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, Any], ...]]
    slips: Mapping[str, str]
    weak: frozenset[str]


def lexicon(vocabulary: Any) -> Lexicon:
    """The lexicon of a vocabulary module such as ``bot.language.vocabulary.en_dates``."""
    words: dict[str, tuple[str, Any]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    tables = [*vocabulary.WORDS.items(), ("feast", vocabulary.FEASTS)]
    for kind, meanings in tables:
        for value, entries in meanings.items():
            for entry in entries.split(" | "):
                first, *rest = entry.split()
                if rest:
                    phrases.setdefault(first, []).append((tuple(rest), kind, value))
                else:
                    words.setdefault(first, (kind, value))
    longest = {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in phrases.items()
    }
    slips: dict[str, str] = {}
    for word in vocabulary.SLIPPING:
        for mangled in deletions(word):
            slips.setdefault(mangled, word)
    return Lexicon(words, longest, slips, vocabulary.WEAK)


def deletions(word: str) -> Iterator[str]:
    """The word, and the word without any one of its letters but the first."""
    yield word
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]


def one_slip(typed: str, meant: str) -> bool:
    """Whether one letter more, less or other, or two swapped, make one of the other."""
    if len(typed) == len(meant):
        wrong = [place for place, letter in enumerate(typed) if letter != meant[place]]
        if len(wrong) == 2:  # noqa: PLR2004  two neighbours that changed places
            first, second = wrong
            swapped = typed[first] == meant[second] and typed[second] == meant[first]
            return swapped and second == first + 1
        return len(wrong) <= 1
    longer, shorter = sorted((typed, meant), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and shorter in deletions(longer)


ENGLISH = lexicon(en_dates)


def items_of(
    text: str, skip: tuple[tuple[int, int], ...] = (), lex: Lexicon = ENGLISH
) -> list[Item]:
    """The items of a text, in order; whatever says nothing about days is of kind "x"."""
    items: list[Item] = []
    words = list(TOKEN.finditer(text))
    place = 0
    while place < len(words):
        token = words[place]
        start, end = token.span()
        sort = token.lastgroup or "mark"
        place += 1
        if (
            sort == "skip"
            or skip
            and any(start < until and end > since for since, until in skip)
        ):
            made = [Item("x", start, end)]
        elif sort == "word":
            kind, value, taken = _look_up(text, words, place - 1, lex)
            place += taken
            end = words[place - 1].end()
            if kind in ABBREVIATED and end - start < 6 and text[end : end + 1] == ".":  # noqa: PLR2004
                end += 1
                place += place < len(words) and words[place].start() < end
            if kind in WEAK_KINDS and _plain(token[0]) in lex.weak:
                kind = WEAK_KINDS[kind]
            made = [Item(kind, start, end, value)]
        else:
            made = read_token(sort, token[0], start)
        if made[0].kind == "x" and items and items[-1].kind == "x":
            continue
        items += made
    return items


def _plain(word: str) -> str:
    return word.lower().replace("'", "").replace("’", "")


def _look_up(
    text: str, words: list[re.Match[str]], place: int, lex: Lexicon
) -> tuple[str, Any, int]:
    """The kind and value of the word at ``place``, and how many more words it takes."""
    typed = words[place][0]
    word = _plain(typed)
    for rest, kind, value in lex.phrases.get(word, ()):
        taken = _says(words, place, rest)
        if taken:
            return kind, value, taken
    known = None
    if len(word) < len(typed):
        known = lex.words.get(re.split("['’]", typed.lower())[0])
    known = known or lex.words.get(word)
    if known is None and len(word) > 5:  # noqa: PLR2004  a slip in a short word is another word
        known = _slipped(word, lex)
    return (*known, 0) if known else ("x", None, 0)


def _says(words: list[re.Match[str]], place: int, phrase: tuple[str, ...]) -> int:
    """How many tokens after ``place`` spell ``phrase``, hyphens allowed; 0 if they don't."""
    begin = place
    for part in phrase:
        place += 1
        if place < len(words) and words[place][0] == "-":
            place += 1
        if place >= len(words) or _plain(words[place][0]) != part:
            return 0
    return place - begin


def _slipped(word: str, lex: Lexicon) -> tuple[str, Any] | None:
    """The long word that ``word`` is one slip away from."""
    for mangled in deletions(word):
        meant = lex.slips.get(mangled)
        if meant is not None and one_slip(word, meant):
            return lex.words[meant]
    return None
