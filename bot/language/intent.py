"""What a sentence is meant to do, from all of its cues together."""

from collections.abc import Mapping

from msgspec import Struct

from bot.language.patterns import patterns
from bot.language.skeleton import Skeleton
from bot.language.vocabulary import words

LATER = 2.5
LATER_AFTER_COMMA = 0.5
MOST_LATER = 5.0
NOT_ASKED = 5.0
MET = 4.1


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
    asks = _asks(skeleton)
    for pattern, found in patterns("cues").find(skeleton.text, skeleton.words):
        before = skeleton.text[: found.start()]
        stops = (
            before.count(". ") + before.count("! ") + before.count("; ") + before.count("\n ")
        )
        commas = before.count(", ") + before.count("- ")
        later = min(MOST_LATER, stops * LATER + commas * LATER_AFTER_COMMA)
        weight = pattern.weight - later + min(len(found.group()), 40) * 0.01
        if pattern.intent == "query" and not asks:
            weight -= NOT_ASKED
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
    return sorted(_after_contact(cues), key=lambda cue: -cue.weight)


def _after_contact(cues: list[Cue]) -> list[Cue]:
    """The cues, where what is to be done after a contact is only what comes next."""
    contact = min(
        (one.start for one in cues if one.intent == "met" and one.weight > MET), default=None
    )
    if contact is None:
        return cues
    return [one for one in cues if one.intent != "remind" or one.start <= contact]


def _asks(skeleton: Skeleton) -> bool:
    """Whether a sentence is a question, or an order to show something."""
    held = [word for word in skeleton.words[:8] if word not in words("greetings")]
    if not held or "?" in skeleton.words:
        return bool(held)
    if held[0] in words("auxiliaries") and held[1:2]:
        return held[1] in words("asked")
    if held[0] in words("asking") or " ".join(held[:2]) in {"i need", "i want"}:
        return True
    return len(skeleton.words) <= 7 and "<p>" not in skeleton.words[:1]


def slots_for(intent: str, cues: list[Cue]) -> dict[str, str]:
    """The slots that the cues of one intent fill, the strongest first."""
    slots: dict[str, str] = {}
    for cue in cues:
        if cue.intent == intent:
            for slot, value in cue.slots.items():
                slots.setdefault(slot, value)
    return slots
