"""Which of the intents that a sentence speaks for is its own."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, structs

from bot.language.draft import Draft
from bot.language.intent import Cue
from bot.language.learned import INTENTS, Weights, weights
from bot.language.traits import LONGEST, traits_of
from bot.language.vocabulary import words
from bot.language.when import period_of
from bot.model.calendar import first_day, last_day

UNASKED = 4.0
BY_RULE = 2.0
LEARNED = 0.2
MOST_REASONS = 4
FIRM = 9.0
SHORTEST = 4
CLEAR = 3.0
STEERING = frozenset({"settings", "edit", "nudge_reply", "system"})
"""What changes the bot, or what is there already: never without a phrase that says so."""
PAST = "date=past"
"""The trait of a sentence whose first date has been: no reminder without a phrase either."""


class Candidates(Struct, frozen=True):
    """What a sentence could be meant to do.

    ``by_cues`` is what its phrases alone make of it, ``cues`` the strongest phrase for each
    intent, ``traits`` what is to be weighed besides. ``is_settled`` is whether that is not
    to be weighed: of "not yesterday", which its date decides, and of
    a few words without a cue, and of a whole page in which nobody is named.
    """

    by_cues: str
    cues: Mapping[str, float]
    traits: Sequence[str]
    is_settled: bool = False

    def strengths(self, learned: Weights) -> dict[str, float]:
        """For every intent, how much speaks for it: its strongest cue, and what was learned."""
        strengths = {
            intent: self.cues.get(intent, 0.0) + LEARNED * weight
            for intent, weight in learned.speak(self.traits).items()
        }
        if self.by_cues in strengths:
            strengths[self.by_cues] += BY_RULE
        return strengths

    def strongest(self, learned: Weights) -> str:
        """The intent for which most speaks."""
        if not self.is_open():
            return self.by_cues
        strengths = self.strengths(learned)
        unsaid = STEERING | {"remind"} if PAST in self.traits else STEERING
        for intent in unsaid.difference(self.cues, (self.by_cues,)):
            del strengths[intent]
        return max(strengths, key=strengths.__getitem__)

    def is_open(self) -> bool:
        """Whether what was learned has a say at all."""
        return self.by_cues in INTENTS and not (self.is_settled or self._is_firm())

    def _is_firm(self) -> bool:
        """Whether a phrase says by itself what is meant, and no other says anything near it."""
        first, second, *_ = *sorted(self.cues.values(), reverse=True), 0.0, 0.0
        return first >= FIRM and first - second >= CLEAR


def decide(draft: Draft) -> str:
    """The intent of a sentence: what its cues and what was learned speak for together."""
    found = _by_phrases(draft)
    if not found.is_open():
        return found.by_cues
    return structs.replace(found, traits=traits_of(draft)).strongest(weights())


def candidates_of(draft: Draft) -> Candidates:
    """What a sentence could be meant to do, and why."""
    return structs.replace(_by_phrases(draft), traits=traits_of(draft))


def _by_phrases(draft: Draft) -> Candidates:
    """What its phrases and its form say, before its traits are looked at."""
    by_cues = _by_cues(draft)
    cues: dict[str, float] = {}
    for cue in draft.cues:
        cues.setdefault(cue.intent, cue.weight)
    length = len(draft.skeleton.words)
    is_bare = length < SHORTEST or (not draft.mentions and length > LONGEST)
    is_settled = _is_not_then(draft) or (is_bare and not cues and by_cues == "none")
    return Candidates(by_cues, cues, (), is_settled)


def reasons_of(draft: Draft, intent: str) -> Iterator[str]:
    """What speaks for an intent, the strongest first: its cue, then what was learned."""
    found = candidates_of(draft)
    cue = next((one for one in draft.cues if one.intent == intent), None)
    if cue is not None:
        yield f"“{_said(draft, cue)}” (+{cue.weight:.1f})"
    by_trait = {trait: weights().speak([trait])[intent] for trait in set(found.traits)}
    for trait in sorted(by_trait, key=lambda one: (-by_trait[one], one))[:MOST_REASONS]:
        if by_trait[trait] > 0:
            yield f"{trait} (+{LEARNED * by_trait[trait]:.1f})"


def _said(draft: Draft, cue: Cue) -> str:
    """The words of a cue, as they stand in the skeleton."""
    return draft.skeleton.text[cue.start : cue.end].strip()


def _by_cues(draft: Draft) -> str:
    """The intent of the strongest cue; without one, by who is in it and what happened."""
    if draft.cues and draft.cues[0].intent == "query" and draft.cues[0].weight < UNASKED:
        draft.cues = [one for one in draft.cues if one.intent != "query"]
    if draft.cues:
        intent = draft.cues[0].intent
        if intent == "met" and not draft.mentions and _is_question(draft):
            return "none"
        if intent in {"nudge_reply", "edit"} and _is_not_then(draft):
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


def _is_not_then(draft: Draft) -> bool:
    """Whether a day is refused: which one it is says what is meant."""
    return draft.skeleton.text.startswith("not <d>")


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
