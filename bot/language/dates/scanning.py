"""A text as tokens: words, numbers, numeric dates, times of day and marks, in their places."""

import re

from msgspec import Struct

_PLAIN = r"(?P<plain>[a-z]+)(?![^\W\d_]|[0-9'’/])|"
_ADDRESS = (
    r"(?P<skip><[@#!][^<>\s]{1,80}>|[$€£]\s?\d[\d.,]*|https?://\S+|www\.\S+"
    r"|[\w.+-]{1,64}@[\w-]+\.\w+|[@#]\w+)|"
)
_SORTS = (
    r"(?P<yearpart>[qh][1-4]\b|\b[1-4]q\b)"
    r"|(?P<word>\b2(?:day|mor+ow|moro|mrw|nite|night)\b|\bb4\b|\b[^\W\d_]/[^\W\d_]\b"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*(?:(?<=s)['’])?)"
    r"|(?P<clock>(?<![\w.,:])\d{1,2}(?:[:.]\d\d(?::\d\d(?:\.\d+)?)?)?\s?"
    r"(?:[ap]\.\s?m\b\.?|[ap]m\b\.?|[ap]\b(?![.'’]))"
    r"|(?<![\d.,])\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?(?!\d)"
    r"|\d{1,2}h\d\d\b)"
    r"|(?P<decade>['’]?(?:1[5-9]|20)?\d0['’]?s\b)"
    r"|(?P<numeric>\d+(?:[-/.,]\d+)+)"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)(?![^\W\d_]))"
    r"|(?P<short>['’]\d\d\b)"
    r"|(?P<number>\d+)(?:['’]s\b)?"
    r"|(?P<mark>[-–—/,&.@~+<>=()\n;!?'’])"
)
TOKEN = re.compile(f" ?(?:{_PLAIN}{_SORTS})")
TOKEN_OR_ADDRESS = re.compile(f" ?(?:{_ADDRESS}{_PLAIN}{_SORTS})")
"""Every alternative begins with another sort of character or is bounded: linear time.

The space before a token and the word of plain letters only save time.
"""

ADDRESS_MARKS = frozenset("@#$€£:")


class Token(Struct, frozen=True):
    """A run of characters of one sort: in lower case, and without its apostrophes."""

    sort: str
    said: str
    start: int
    end: int
    plain: str


def lowered(text: str) -> str:
    """A text in lower case, of which every character is where it was."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join([small if len(small := each.lower()) == 1 else each for each in text])


def without_apostrophes(said: str) -> str:
    """As it is looked up: "o'clock" is "oclock"."""
    return said.replace("'", "").replace("’", "")


def tokens_of(lower: str) -> list[Token]:
    """The tokens of a text in lower case, in order."""
    addressed = not ADDRESS_MARKS.isdisjoint(lower) or "www." in lower
    elided = "'" in lower or "’" in lower
    tokens = []
    for match in (TOKEN_OR_ADDRESS if addressed else TOKEN).finditer(lower):
        sort = match.lastgroup or ""
        said = match[sort]
        plain = without_apostrophes(said) if elided else said
        tokens.append(Token(sort, said, match.start(sort), match.end(sort), plain))
    return tokens
