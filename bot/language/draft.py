"""A reading in the making: what has been understood of each token, and why."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.language.intent import Cue, slots_for
from bot.language.mentions import Mention
from bot.language.reading import Evidence, Named
from bot.language.sentence import Sentence
from bot.language.skeleton import Skeleton
from bot.language.tokens import ARROWS
from bot.language.vocabulary import words
from bot.language.when import length_ahead

STRONG = frozenset({".", "!", "?", ";", "\n", "–", "—", "…", "..", "..."})
WEAK = (
    frozenset({",", "(", ")", "[", "]", ":", "|", "/", '"', "“", "”", "-", "<", ">", "·", "•"})
    | ARROWS
)
EMOJI = "\u2600"
"""From this character on, a mark is a picture, and parts thoughts."""
_DANGLING = frozenset({"to", "with", "for", "of", "at", "from", "by", "that", "and", "w/"})
_TRIM = " \t\n,;:.!–—-|/→=>&+"


class Draft:
    """Slots, and for every token whether it has been used for one."""

    def __init__(
        self,
        sentence: Sentence,
        mentions: list[Mention],
        others: list[tuple[int, int]],
        skeleton: Skeleton,
        cues: list[Cue],
    ) -> None:
        self.sentence = sentence
        self.mentions = mentions
        self.others = others
        self.skeleton = skeleton
        self.cues = cues
        self.intent = "none"
        self.typed: str | None = None
        self.slots: dict[str, Any] = {}
        self.evidence: list[Evidence] = []
        self.unread: list[str] = []
        self.used = [False] * len(sentence.tokens)
        for (begins, ends), _ in sentence.times:
            for at, token in enumerate(sentence.tokens):
                held = begins <= token.start - sentence.begin < ends
                if held and token.norm not in words("not_dates"):
                    self.used[at] = True

    def presets(self) -> dict[str, str]:
        """The slots that the cues of the intent fill by themselves."""
        return slots_for(self.intent, self.cues)

    def is_contact(self, start: int, end: int) -> bool:
        """Whether these tokens only say how there was contact: "left her a voicemail"."""
        places = self.skeleton.places
        for cue in self.cues:
            if cue.intent != self.intent or "medium" not in cue.slots or ".." in cue.source:
                continue
            held = [token for begins, token in places if cue.start <= begins < cue.end]
            if held and held[0] <= start and end <= held[-1] + 1:
                return True
        return False

    def put(self, slot: str, value: Any, start: int, end: int, because: str) -> None:
        """Fill a slot from the tokens ``start`` to ``end``, which are used up by it."""
        if value is None or value in {"", ()}:
            return
        if slot in self.slots and isinstance(value, tuple):
            value = (
                *self.slots[slot],
                *(each for each in value if each not in self.slots[slot]),
            )
        self.slots[slot] = value
        self.use(start, end)
        self.note_evidence(slot, start, end, because)

    def note_evidence(self, slot: str, start: int, end: int, because: str) -> None:
        """Keep why a slot was filled, with the characters as they were typed."""
        tokens = self.sentence.tokens
        if 0 <= start < end <= len(tokens):
            typed_at = self.sentence.cleaned.typed_at
            self.evidence.append(
                Evidence(
                    slot, typed_at(tokens[start].start), typed_at(tokens[end - 1].end), because
                )
            )

    def use(self, start: int, end: int) -> None:
        """Mark tokens as read."""
        self.used[start:end] = [True] * (min(end, len(self.used)) - start)

    def clauses(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """The stretches between marks, without the marks."""
        tokens = self.sentence.tokens
        stop = len(tokens) if end is None else end
        begin = start
        for at in range(start, stop):
            if self.is_boundary(at):
                if at > begin:
                    yield begin, at
                begin = at + 1
            elif at > begin and self._begins_clause(at):
                yield begin, at
                begin = at
        if stop > begin:
            yield begin, stop

    def _begins_clause(self, at: int) -> bool:
        """Whether a thought begins here without a mark: "ran into Diego he maintains ..."."""
        sentence = self.sentence
        if sentence.norm(at) == "then":
            return sentence.norm(at + 1) in words("past") or sentence.norm(at + 1)[-2:] == "ed"
        if sentence.norm(at) in {"and", "&"} and at and self._is_act(at + 1):
            return sentence.is_named[at - 1] or sentence.date_at[at - 1] is not None
        if sentence.norm(at) not in {"he", "she", "they", "we", "i"} or self.used[at]:
            return False
        before = sentence.norm(at - 1)
        if sentence.norm(at) in {"i", "we"} and sentence.norm(at + 1) in words("togetherness"):
            return before not in {"and", "that", "when", "where"}
        if before == "and" and at > 1 and sentence.is_named[at - 2]:
            return False
        parted = sentence.is_named[at - 1] or sentence.date_at[at - 1] is not None
        return parted or before in {"and", "but", "so", "because", "cos"}

    def _is_act(self, at: int) -> bool:
        norm = self.sentence.norm(at)
        return norm in words("past") or (len(norm) > 4 and norm.endswith("ed"))

    def is_boundary(self, at: int) -> bool:
        """Whether a mark that parts two thoughts is here."""
        token = self.sentence.tokens[at]
        if token.kind != "mark" or self.used[at]:
            return False
        if token.text == "-":
            return token.spaced
        if token.text == "/":
            return False
        if token.text == ":" and self.sentence.norm(at - 1) in words("leads"):
            return False
        if token.text == ".":
            return not (at and len(self.sentence.tokens[at - 1].text) == 1)
        return token.text in STRONG or token.text in WEAK or token.text >= EMOJI

    def rest(self, start: int, end: int, *, names: bool = False) -> str:
        """What is unread between two tokens; with ``names``, people within it stay in it."""
        pieces: list[str] = []
        begin: int | None = None
        for at in range(start, end + 1):
            is_free = at < end and not self.used[at]
            if names and at < end and begin is not None:
                is_free = is_free or self.sentence.is_named[at]
            if is_free and begin is None:
                begin = at
            elif not is_free and begin is not None:
                pieces.append(self.sentence.text(begin, at))
                begin = None
        joined = " ".join(piece for each in pieces if (piece := each.strip(_TRIM)))
        return " ".join(joined.split())

    def named(self, mention: Mention) -> Named:
        """A mention as the reading tells it, with near misses where nobody fits."""
        known = self.sentence.context.known
        contacts = () if mention.negated else mention.contacts
        name = known.name_of(contacts[0]) if len(contacts) == 1 else mention.name
        return Named(
            name=name,
            contacts=contacts,
            is_new=not contacts,
            near=() if contacts else known.near(mention.name),
            aka=mention.aka,
            handle=mention.handle,
        )


def tidy(text: str) -> str:
    """Free text without the marks and joins at its ends."""
    tidied = " ".join(text.split()).strip(_TRIM)
    for join in ("'s ", "’s ", "and ", "but ", "so ", "that ", "who ", "to "):
        if tidied.startswith((join, join.capitalize())) and len(tidied) > len(join) + 2:
            tidied = tidied[len(join) :]
            break
    while (cut := tidied.rpartition(" "))[2].casefold() in _DANGLING and cut[0]:
        tidied = cut[0].rstrip(_TRIM)
    return "" if tidied in {"'s", "’s"} else tidied


def read_length(draft: Draft, start: int, end: int) -> date | None:
    """The day that a bare length of time between two tokens leads to; it is used up."""
    if start >= end:
        return None
    tokens = draft.sentence.tokens
    text = draft.sentence.text(start, end)
    found = length_ahead(text, draft.sentence.context.reference.date())
    if found is None:
        return None
    begins, ends, day = found
    offset = tokens[start].start
    for at in range(start, end):
        if offset + begins <= tokens[at].start < offset + ends:
            draft.use(at, at + 1)
    return day
