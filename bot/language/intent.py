"""What a sentence is meant to do, from all of its cues together."""

from collections.abc import Mapping

from msgspec import Struct

from bot.language.patterns import patterns
from bot.language.skeleton import Skeleton

LATER = 2.5
LATER_AFTER_COMMA = 0.5
MOST_LATER = 5.0


class Cue(Struct, frozen=True):
    """A phrase that was found: what it speaks for, where, and how strongly."""

    intent: str
    slots: Mapping[str, str]
    weight: float
    start: int
    end: int
    source: str


def cues_of(skeleton: Skeleton) -> list[Cue]:
    """Every cue in a sentence, the strongest first; what comes later counts for less."""
    cues = []
    for pattern, found in patterns("cues").find(skeleton.text, skeleton.words):
        before = skeleton.text[: found.start()]
        stops = (
            before.count(". ") + before.count("! ") + before.count("; ") + before.count("\n ")
        )
        commas = before.count(", ") + before.count("- ")
        later = min(MOST_LATER, stops * LATER + commas * LATER_AFTER_COMMA)
        weight = pattern.weight - later + min(len(found.group()), 40) * 0.01
        cues.append(
            Cue(
                pattern.intent,
                pattern.slots,
                weight,
                found.start(),
                found.end(),
                pattern.source,
            )
        )
    return sorted(cues, key=lambda cue: -cue.weight)


def slots_for(intent: str, cues: list[Cue]) -> dict[str, str]:
    """The slots that the cues of one intent fill, the strongest first."""
    slots: dict[str, str] = {}
    for cue in cues:
        if cue.intent == intent:
            for slot, value in cue.slots.items():
                slots.setdefault(slot, value)
    return slots
