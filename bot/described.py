"""Somebody whom a sentence describes instead of naming: the twins, the woman from Acme."""

import re

from msgspec import Struct

_LEAD = (
    r"(?:^|\b(?:with|w/|met|saw|see|seen|visited|called|phoned|rang|texted|emailed|messaged|"
    r"bumped into|ran into|heard from|talked to|spoke to|spoke with|chatted to|who was)\s+)"
)
_FIRST = r"(?P<article>the|my|our|his|her|their|a|an|some|that|those|this|two|three|four|five)"
_STOP = (
    r"(?=\s+(?:at|on|in|about|re|over|for|during|after|before|and|who|she|he|they|we|"
    r"yesterday|today|tonight|tomorrow|last|next|nxt|this|in)\b|\s*[,;:.!?()<]|\s+[-–]|$)"
)
_DESCRIBED = re.compile(
    rf"{_LEAD}{_FIRST}\s+(?P<rest>[^,;:.!?()<\n]{{1,60}}?){_STOP}", re.IGNORECASE
)
_PEOPLE = frozenset(
    "woman man women men guy guys girl girls boy boys lady ladies gentleman chap bloke fellow "
    "person people couple twins brothers sisters kids neighbour neighbours neighbor neighbors "
    "team crew group folks friend friends colleague colleagues parents cousins boss teacher "
    "students interns founders owner owners recruiter plumber doctor dentist".split()
)
_MANY = frozenset("people women men kids folks".split())
_BODIES = frozenset("team crew group board committee class staff".split())
_BECOMES = {"a": "the", "an": "the", "some": "the"}


class Described(Struct, frozen=True):
    """A description as it is spoken of ("the woman from Acme"), and the word at its heart."""

    words: str
    noun: str

    @property
    def is_human(self) -> bool:
        """Whether the word itself says that these are people."""
        return self.noun.casefold() in _PEOPLE

    @property
    def question(self) -> str:
        """Who that is, asked in the number that the word has."""
        noun = self.noun.casefold()
        if noun in _BODIES:
            return f"Who of {self.words}?"
        many = noun in _MANY or (noun.endswith("s") and not noun.endswith(("ss", "us")))
        return f"Who {'are' if many else 'was'} {self.words}?"


def described(text: str) -> Described | None:
    """The first description of somebody in ``text``; None where there is none."""
    found = _DESCRIBED.search(text)
    if found is None:
        return None
    article, rest = found["article"].casefold(), " ".join(found["rest"].split())
    noun = re.split(r"\s+(?:from|of|with|at|in)\s+", rest, maxsplit=1)[0].split()[-1]
    return Described(f"{_BECOMES.get(article, article)} {rest}", noun)
