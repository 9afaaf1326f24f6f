"""Which of the intents that a sentence speaks for is its own."""

from collections.abc import Sequence

from bot.language.draft import Draft
from bot.language.vocabulary import words
from bot.language.when import period_of
from bot.model.calendar import first_day, last_day

UNASKED = 4.0


def decide(draft: Draft) -> str:
    """The intent of a sentence: by its strongest cue, or by who is in it and what happened."""
    if draft.cues and draft.cues[0].intent == "query" and draft.cues[0].weight < UNASKED:
        draft.cues = [one for one in draft.cues if one.intent != "query"]
    if draft.cues:
        intent = draft.cues[0].intent
        if intent == "met" and not draft.mentions and _is_question(draft):
            return "none"
        is_not_then = draft.skeleton.text.startswith("not <d>")
        if intent in {"nudge_reply", "edit"} and is_not_then:
            return "edit" if _is_over(draft) else "nudge_reply"
        return "remind" if intent == "met" and _is_ahead(draft) else intent
    return _without_cues(draft, draft.skeleton.words) if draft.mentions else "none"


def _without_cues(draft: Draft, held: Sequence[str]) -> str:
    """The intent of a sentence by who is in it and what happened."""
    happened = any(word in words("past") or word.endswith("ed") for word in held)
    together = happened and not words("together_with").isdisjoint(held)
    if together or (_owner_acted(held) and "?" not in held):
        return "met"
    is_known = any(one.contacts for one in draft.mentions)
    return "note" if is_known or (held[0] == "<p>" and len(held) > 2) else "none"


def _owner_acted(held: Sequence[str]) -> bool:
    """Whether the owner did something: "interviewed <p>", "i have added a face"."""
    first = held[1:4] if held[0] in {"i", "we"} else held[:1]
    return any(word in words("past") or (len(word) > 4 and word[-2:] == "ed") for word in first)


def _is_question(draft: Draft) -> bool:
    held = draft.skeleton.words
    return held[-1] == "?" or held[0] in words("asking")


def _is_over(draft: Draft) -> bool:
    """Whether the first date is before today: "not yesterday" corrects, "not today" waits."""
    today = draft.sentence.context.reference.date()
    period = period_of(draft.sentence.past[0]) if draft.sentence.past else None
    return period is not None and last_day(period) < today


def _is_ahead(draft: Draft) -> bool:
    """Whether a contact is only to come: "lunch with Femi tomorrow"."""
    held = draft.skeleton.words
    if any(word in words("past") or word.endswith("ed") for word in held) or len(held) > 12:
        return False
    if "," in held[: held.index("<d>") if "<d>" in held else 0]:
        return False
    today = draft.sentence.context.reference.date()
    periods = [period_of(found) for found in draft.sentence.past]
    return bool(periods) and all(
        period is not None and first_day(period) > today for period in periods
    )
