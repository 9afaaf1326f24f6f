"""A text as items: words with their kinds, numbers, numeric dates and times of day."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from bot.language.dates.cascade import Item
from bot.language.dates.digits import read_token
from bot.language.vocabulary import en_dates, en_feasts, en_holy_days

_ADDRESS = (
    r"(?P<skip><[@#!][^<>\s]{1,80}>|[$€£]\s?\d[\d.,]*|https?://\S+|www\.\S+"
    r"|[\w.+-]{1,64}@[\w-]+\.\w+|[@#]\w+)|"
)
_SORTS = (
    r"(?P<yearpart>[qh][1-4]\b|\b[1-4]q\b)"
    r"|(?P<word>\b2(?:day|mor+ow|moro|mrw|nite|night)\b|\b[^\W\d_]/[^\W\d_]\b|[^\W\d_]+(?:['’][^\W\d_]+)*(?:(?<=[sS])['’])?)"
    r"|(?P<clock>(?<![\w.,:])\d{1,2}(?:[:.]\d\d(?::\d\d(?:\.\d+)?)?)?\s?"
    r"(?:[ap]\.\s?m\b\.?|[ap]m\b\.?|[ap]\b(?![.'’]))"
    r"|(?<![\d.,])\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?(?!\d)"
    r"|\d{1,2}h\d\d\b)"
    r"|(?P<decade>['’]?(?:1[5-9]|20)?\d0['’]?s\b)"
    r"|(?P<numeric>\d+(?:[-/.,]\d+)+)"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)(?![^\W\d_]))"
    r"|(?P<short>['’]\d\d\b)"
    r"|(?P<number>\d+)(?:['’]s\b)?"
    r"|(?P<mark>[-–—/,&.@~+<>=()\n;!?'’])"
)
TOKEN = re.compile(_SORTS, re.IGNORECASE)
TOKEN_OR_ADDRESS = re.compile(_ADDRESS + _SORTS, re.IGNORECASE)
"""Every alternative begins with another sort of character or is bounded: linear time."""

ADDRESS_MARKS = frozenset("@#$€£:")
ABBREVIATED = frozenset({"month", "weekday", "unit", "weakmonth", "weakday", "capitalday"})
LONGEST_SHORT = 6
LONGEST_SLIP = 11
PAIR = 2
Meaning = tuple[str, Any]
NO_MEANING: Meaning = ("x", None)
PARTS_OF_DAY = frozenset(
    {"morning", "afternoon", "evening", "night", "nite", "am", "pm", "eve"}
)
CLIPPED = frozenset({"wed"})
"""What only an apostrophe tells from a day: "we'd"."""
CLOSING = frozenset(",.;:)!-–—")
BEFORE_WORDS = frozenset(
    {
        "the",
        "a",
        "an",
        "in",
        "of",
        "my",
        "we",
        "i",
        "he",
        "she",
        "they",
        "who",
        "and",
        "that",
        "just",
        "it",
    }
)
"""Words after which "sat", "sun" and "mon" at the end of a thought are no days."""
WEAK_KINDS = {"month": "weakmonth", "weekday": "weakday", "season": "weakseason"}


class Lexicon(Struct, frozen=True):
    """The words of a language, ready to be looked up; phrases by their first two words."""

    words: Mapping[str, Meaning]
    phrases: Mapping[tuple[str, str], tuple[tuple[tuple[str, ...], Meaning], ...]]
    slips: Mapping[str, str]
    weak: frozenset[str]
    weak_capitals: frozenset[str]
    not_dates: frozenset[str]


class Token(Struct, frozen=True):
    """A run of characters of one sort, and how it is looked up."""

    sort: str
    said: str
    start: int
    end: int
    plain: str


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
        words, longest, slips, vocabulary.WEAK, vocabulary.WEAK_CAPITALS, vocabulary.NOT_DATES
    )


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


def items_of(
    text: str, skip: tuple[tuple[int, int], ...] = (), lex: Lexicon = ENGLISH
) -> list[Item]:
    """The items of a text, in order; whatever says nothing about days is of kind "x"."""
    items: list[Item] = []
    tokens = _tokens(text)
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.sort == "word" and not (skip and _covered(token, skip)):
            item, taken = _word(text, tokens, place, lex)
            made = [item]
            place += taken
        elif token.sort == "skip" or token.said in lex.not_dates or _covered(token, skip):
            made = [Item("x", token.start, token.end)]
        else:
            made = read_token(token.sort, token.said, token.start)
        place += 1
        if made[0].kind != "x" or not items or items[-1].kind != "x":
            items += made
    return items


def _tokens(text: str) -> list[Token]:
    tokens = []
    addressed = not ADDRESS_MARKS.isdisjoint(text) or "www." in text.lower()
    for match in (TOKEN_OR_ADDRESS if addressed else TOKEN).finditer(text):
        said = match[0]
        plain = said.lower()
        if "'" in plain or "’" in plain:
            plain = plain.replace("'", "").replace("’", "")
        tokens.append(Token(match.lastgroup or "", said, match.start(), match.end(), plain))
    return tokens


def _covered(token: Token, skip: tuple[tuple[int, int], ...]) -> bool:
    return any(token.start < until and token.end > since for since, until in skip)


def _word(text: str, tokens: list[Token], place: int, lex: Lexicon) -> tuple[Item, int]:
    """The item of the word at ``place``, and how many more tokens belong to it."""
    token = tokens[place]
    (kind, value), taken = _look_up(tokens, place, lex)
    start, end = token.start, tokens[place + taken].end
    if kind == "abbreviation":
        counted = place > 0 and tokens[place - 1].sort == "number"
        kind, value = ("unit", value) if counted else NO_MEANING
    elif kind in WEAK_KINDS and not taken:
        kind = _weakened(kind, tokens, place, lex)
    if kind in ABBREVIATED and end - start < LONGEST_SHORT and text[end : end + 1] == ".":
        end += 1
        following = place + taken + 1
        taken += following < len(tokens) and tokens[following].start < end
        kind = "weekday" if kind == "capitalday" else kind
    return Item(kind, start, end, value), taken


def _weakened(kind: str, tokens: list[Token], place: int, lex: Lexicon) -> str:
    """The kind of a word that may also be a name or a verb."""
    token = tokens[place]
    capital = token.said[:1].isupper()
    following = tokens[place + 1].plain if place + 1 < len(tokens) else ""
    if kind == "weekday" and following in PARTS_OF_DAY:
        return kind
    before = tokens[place - 1].plain if place else ""
    closes = not following or following in CLOSING
    if kind == "weekday" and not capital and closes and before not in BEFORE_WORDS and before:
        return kind
    if token.plain in lex.weak:
        named = kind == "weekday" and place > 0 and capital
        return "capitalday" if named else WEAK_KINDS[kind]
    return WEAK_KINDS[kind] if capital and token.plain in lex.weak_capitals else kind


def _look_up(tokens: list[Token], place: int, lex: Lexicon) -> tuple[Meaning, int]:
    """What the word at ``place`` means, and how many more tokens it takes."""
    token = tokens[place]
    following = _after(tokens, place)
    if following < len(tokens):
        for rest, meaning in lex.phrases.get((token.plain, tokens[following].plain), ()):
            last = _says(tokens, following, rest)
            if last:
                return meaning, last - place
    return _meaning(token, lex), 0


def _after(tokens: list[Token], place: int) -> int:
    """The place of the next token that is no hyphen, nor the dot of "St."."""
    jumped = "-." if len(tokens[place].said) <= PAIR else "-"
    place += 1
    return place + 1 if place < len(tokens) and tokens[place].said in jumped else place


def _says(tokens: list[Token], place: int, phrase: tuple[str, ...]) -> int:
    """The place of the last token of ``phrase`` where it follows; 0 if it doesn't."""
    for part in phrase:
        place = _after(tokens, place)
        if place >= len(tokens) or tokens[place].plain != part:
            return 0
    return place


def _meaning(token: Token, lex: Lexicon) -> Meaning:
    """What a word means by itself: its owner's ("Friday's"), as written, or with a slip."""
    plain = token.plain
    if len(plain) < len(token.said) and plain in CLIPPED:
        return NO_MEANING
    if len(plain) < len(token.said):
        owner = lex.words.get(re.split("['’]", token.said.lower())[0])
        if owner is not None:
            return owner
    known = lex.words.get(plain)
    if known is None and LONGEST_SHORT <= len(plain) <= LONGEST_SLIP:
        known = _slipped(plain, lex)
    return known or NO_MEANING


def _slipped(word: str, lex: Lexicon) -> Meaning | None:
    """The long word that ``word`` is one slip away from."""
    for mangled in deletions(word):
        meant = lex.slips.get(mangled)
        if meant is not None and one_slip(word, meant):
            return lex.words[meant]
    return None
