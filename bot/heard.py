"""What an answer in words tells besides that it is done: a promise, a fact, how it was."""

import re
from collections.abc import Sequence

from msgspec import Struct

from bot.ahead import parted
from bot.command import Turn
from bot.model.document import Contact, ContactId, Note, Promise
from bot.promises import undertaken
from bot.wording import day_in_full

_MEDIA = {
    "call": re.compile(r"\b(?:called|rang|phoned|on the phone)\b", re.IGNORECASE),
    "email": re.compile(r"\b(?:e-?mailed)\b", re.IGNORECASE),
    "message": re.compile(r"\b(?:wrote|texted|messaged|pinged|sent)\b", re.IGNORECASE),
    "in_person": re.compile(r"\b(?:met|saw|visited)\b", re.IGNORECASE),
}
_PARTS = re.compile(r"[,;.]\s+|\s+and\s+(?=(?:i\s+)?promised\b)", re.IGNORECASE)
_ABOUT_THEM = re.compile(r"^(?:she|he|they)(?:'s|'re|\s+is|\s+are)?\s+", re.IGNORECASE)
_ONLY_DONE = re.compile(
    r"^(?:i\s+)?(?:just\s+|have\s+)?(?:called|rang|phoned|e-?mailed|wrote(?:\s+to)?|texted|"
    r"messaged|pinged|saw|met|visited|done|did|spoke(?:\s+(?:to|with))?|talked(?:\s+(?:to|with))?|"
    r"with|the|all|of|first|last|two|three|both|everyone|everybody|him|her|them|it|today)"
    r"(?:\s+(?:with|the|all|of|first|last|two|three|both|everyone|everybody|him|her|them|it|"
    r"today|yesterday|already|this|morning|afternoon|evening|night|on|phone))*$",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:both|all|everyone|everybody)\b", re.IGNORECASE)


class Heard(Struct, frozen=True):
    """What a reply tells: how they were in touch, what is to be kept, and what is promised."""

    medium: str | None = None
    facts: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()

    @property
    def tells_more(self) -> bool:
        """Whether there is more than that they were in touch."""
        return bool(self.facts or self.promised)


def heard(words: str | None) -> Heard:
    """The parts of a reply: "called her, she's moving to Berlin, promised the deck"."""
    facts: list[str] = []
    promises: list[str] = []
    for part in _PARTS.split(words or ""):
        said = part.strip(" ,;.")
        if what := undertaken(said):
            promises.append(what)
        elif said and not _ONLY_DONE.match(said):
            facts.append(_ABOUT_THEM.sub("", said))
    medium = next((name for name, form in _MEDIA.items() if form.search(words or "")), None)
    return Heard(medium, tuple(facts), tuple(promises))


def is_all(words: str | None) -> bool:
    """Whether everybody who is open on the list is meant: "saw both"."""
    return bool(_ALL.search(words or ""))


def keep(told: Heard, people: Sequence[Contact], turn: Turn) -> list[str]:
    """Save the facts and promises about ``people``; sentences that say so."""
    ids = tuple(ContactId(each.id) for each in people)
    said = []
    for fact in told.facts:
        turn.save(Note(id=turn.new_id(), contacts=ids, text=fact, on=turn.said_on))
        said.append(f"{fact[:1].upper()}{fact[1:]}.")
    for words in told.promised:
        what, days = parted(words, turn)
        due = days[1] if days else None
        turn.save(
            Promise(
                id=turn.new_id(),
                contacts=ids,
                is_mine=True,
                what=what,
                made_on=turn.said_on,
                due=due,
            )
        )
        by = f" by {day_in_full(due, turn.today)}" if due else ""
        said.append(f"You promised: {what}{by}.")
    return said
