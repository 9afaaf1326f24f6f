"""What a sentence is meant to do, from all of its cues together."""

from collections.abc import Mapping

from msgspec import Struct

from bot.language.patterns import patterns
from bot.language.skeleton import Skeleton
from bot.language.vocabulary import words

LATER = 2.5
LATER_AFTER_COMMA = 0.5
MOST_LATER = 5.0
IN_BRACKETS = 3.0
NOT_ASKED = 8.0
ABOUT_SOMEBODY = 4.0
TOO_WEAK = 0.5
MET = 4.1
FIRM = 4.6
EARLY = 48
LONGEST = 40
_SOMEBODY = frozenset({"<p>", "<tag>"})
_IMPERSONAL = frozenset({"settings", "system"})


class Cue(Struct, frozen=True, gc=False):
    """A phrase that was found: what it speaks for, where, and how strongly."""

    intent: str
    slots: Mapping[str, str]
    weight: float
    start: int
    end: int
    source: str


def cues_of(skeleton: Skeleton, intent: str | None = None) -> list[Cue]:
    """Every cue in a sentence, the strongest first; what comes later counts for less.

    With ``intent``, only the cues that speak for it.
    """
    cues = []
    asks: bool | None = None
    is_about_somebody = not _SOMEBODY.isdisjoint(skeleton.held)
    for pattern, found in patterns("cues").find(skeleton.text, skeleton.begins, intent):
        start, end = found.span()
        before = skeleton.text[:start]
        weight = pattern.weight - _lateness(before) + min(end - start, LONGEST) * 0.01
        if pattern.intent != "met" and before.count("( ") > before.count(") "):
            weight -= IN_BRACKETS
        if pattern.intent == "query":
            asks = _asks(skeleton) if asks is None else asks
            weight -= 0 if asks else NOT_ASKED
            if weight < TOO_WEAK:
                continue
        elif is_about_somebody and pattern.intent in _IMPERSONAL:
            weight -= ABOUT_SOMEBODY
        cues.append(Cue(pattern.intent, pattern.slots, weight, start, end, pattern.source))
    return sorted(_after_contact(cues, skeleton.text), key=lambda cue: -cue.weight)


def _lateness(before: str) -> float:
    """How much less a cue counts that comes after this."""
    stops = before.count(". ") + before.count("! ") + before.count("; ")
    commas = before.count(", ") + before.count("- ")
    return min(MOST_LATER, stops * LATER + commas * LATER_AFTER_COMMA)


def _is_venue(cue: Cue, text: str) -> bool:
    """Whether a feast is only where the contact was: "at the wedding of my cousin"."""
    before = text[: cue.start].split()[-4:]
    at = max((place for place, word in enumerate(before) if word in {"at", "@"}), default=-1)
    return (
        cue.intent == "milestone"
        and at >= 0
        and all(
            word in words("owners", "articles") or word in {"<p>", "'s"}
            for word in before[at + 1 :]
        )
    )


def _after_contact(cues: list[Cue], text: str) -> list[Cue]:
    """The cues, without what comes after a contact: that is told of, or to be done next."""
    contact = min(
        (one.start for one in cues if one.intent == "met" and one.weight > MET), default=None
    )
    if contact is None:
        return cues
    cues = [one for one in cues if not _is_venue(one, text)]
    return [
        one
        for one in cues
        if not (one.intent == "remind" and one.start > contact)
        and not (one.intent in words("told_intents") and one.start > contact and _is_firm(cues))
    ]


def _is_firm(cues: list[Cue]) -> bool:
    """Whether a contact is told of in the first words, and by a word for it alone."""
    return any(one.intent == "met" and one.weight > FIRM and one.start < EARLY for one in cues)


def _asks(skeleton: Skeleton) -> bool:
    """Whether a sentence is a question, or an order to show something."""
    held = [word for word in skeleton.words[:8] if word not in words("greetings")]
    if not held or "?" in skeleton.words:
        return bool(held)
    if held[0] in words("auxiliaries") and held[1:2]:
        return held[1] in words("asked")
    if held[0] in words("asking") or " ".join(held[:2]) in {"i need", "i want"}:
        return True
    happened = any(word in words("past") or word.endswith("ed") for word in held)
    return len(skeleton.words) <= 6 and "<p>" not in held and not happened


def slots_for(intent: str, cues: list[Cue]) -> dict[str, str]:
    """The slots that the cues of one intent fill, the strongest first."""
    slots: dict[str, str] = {}
    told: list[Cue] = []
    for cue in cues:
        if cue.intent == intent and not any(_within(cue, one) for one in told):
            if cue.slots:
                told.append(cue)
            for slot, value in cue.slots.items():
                if slots.get(slot, "in_person") == "in_person":
                    slots[slot] = value
    return slots


def _within(cue: Cue, other: Cue) -> bool:
    """Whether the words of a cue are part of those of a stronger one."""
    return other.start <= cue.start and cue.end <= other.end and other.weight > cue.weight + 1
