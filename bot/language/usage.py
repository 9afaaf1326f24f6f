"""A command's usage line as a grammar: what it names, and what of a message fills it."""

import re
from functools import lru_cache

from msgspec import Struct

_PART = re.compile(r"<(?P<slot>\w+)>|(?P<open>\[)|(?P<close>\])|(?P<word>[^\s\[\]<>|]+)|\|")
SLOT_OF = {
    "person": "people",
    "name": "people",
    "names": "people",
    "day": "when",
    "date": "when",
    "period": "when",
    "tag": "tags",
    "days": "cadence_days",
    "cadence": "cadence_days",
    "text": "note",
    "what": "note",
    "number": "index",
}
"""What a usage line may call a slot, beside the slot's own name."""

PREPOSITIONS = {
    "on": "when",
    "by": "when",
    "at": "place",
    "in": "location",
    "about": "topics",
    "as": "role",
}


class Part(Struct, frozen=True):
    """A slot of a usage line, and the literal words that lead to it."""

    slot: str
    lead: tuple[str, ...] = ()
    is_optional: bool = False


@lru_cache(maxsize=256)
def parts_of(usage: str) -> tuple[Part, ...]:
    """The slots of a usage line, in order: "met <people> [at <place>]" has two.

    The first word is the verb. Literal words before a slot lead to it.
    """
    parts: list[Part] = []
    lead: list[str] = []
    depth = 0
    _, _, grammar = usage.partition(" ")
    for found in _PART.finditer(grammar):
        if found.group("open"):
            depth += 1
            lead = []
        elif found.group("close"):
            depth = max(0, depth - 1)
            lead = []
        elif word := found.group("word"):
            lead.append(word.casefold())
        elif slot := found.group("slot"):
            parts.append(Part(SLOT_OF.get(slot, slot), tuple(lead), depth > 0))
            lead = []
    return tuple(parts)


def cut(usage: str, words: str) -> dict[str, str]:
    """The words that each slot of ``usage`` gets, where literal words part them.

    A slot without such words gets what stands before the next one's.
    """
    parts = parts_of(usage)
    lower = words.casefold()
    marks: list[tuple[int, int, Part]] = []
    at = 0
    for part in parts:
        if not part.lead:
            marks.append((at, at, part))
            continue
        lead = r"\s+".join(map(re.escape, part.lead))
        found = re.compile(rf"(?<!\w){lead}(?!\w)").search(lower, at)
        if found:
            marks.append((found.start(), found.end(), part))
            at = found.end()
    cuts: dict[str, str] = {}
    for index, (_, begin, part) in enumerate(marks):
        later = [start for start, _, _ in marks[index + 1 :]]
        piece = words[begin : min(later, default=len(words))].strip(" ,:;\t\n")
        if piece and part.slot not in cuts:
            cuts[part.slot] = piece
    return cuts
