"""Where it was: a happening, a place, or both; and where somebody is from."""

import re

from bot.language.sentence import Sentence
from bot.language.vocabulary import words

_ORDINAL = re.compile(r"\d{2}(?:st|nd|rd|th)$")
_SUFFIXES = (
    "con",
    "conf",
    "fest",
    "summit",
    "expo",
    "camp",
    "week",
    "fair",
    "thon",
    "palooza",
    "run",
)
VENUES = frozenset({"coffee", "meal", "drinks", "ran_into"})


def _ends_as_event(norms: list[str]) -> bool:
    """Whether the last word makes a happening of the others: "the embassy do", "open day"."""
    last = norms[-1] if norms else ""
    if last == "do":
        return len(norms) > 1 and norms[0] not in {"to", "we", "i", "they"}
    before = norms[-2:][0] if norms else ""
    named = last in words("called_days") and before.isalpha() and before not in words("grammar")
    return len(norms) > 2 and named


def is_event(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words from ``start`` to ``end`` name a happening rather than a place."""
    norms = [sentence.norm(at) for at in range(start, end)]
    if _ends_as_event(norms):
        return True
    content = [norm for norm in norms if norm not in words("grammar")] or norms
    if not content or any(norm in words("named_events") for norm in norms):
        return bool(content)
    last = content[-1]
    if _ORDINAL.match(last) and "'s" in {*norms, sentence.norm(start - 1)}:
        return True
    if last == "club":
        return len(content) > 1 and not sentence.tokens[end - 1].is_capital
    if last not in words("events") and not words("places").isdisjoint(content[-2:]):
        return False
    shaped = any(norm.endswith(_SUFFIXES) and norm not in _SUFFIXES for norm in content)
    return shaped or not words("events").isdisjoint(content)


def is_place(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words name a kind of place, or a shop known by name."""
    norms = {sentence.norm(at) for at in range(start, end)}
    return bool(norms & words("places", "named_shops"))


def looks_like_event(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a proper name is shaped as a happening's: an acronym, or one with a number."""
    text = sentence.text(start, end)
    if any(letter.isdigit() for letter in text):
        return True
    return not sentence.is_loud and len(text) > 2 and text.isupper()
