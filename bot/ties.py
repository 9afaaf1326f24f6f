"""What somebody is to the owner, as one says it: my mentor, an old colleague, my cousin."""

import re

from msgspec import Struct

from bot.model.document import Tie

_RELATIVES = (
    "mother mum mom father dad brother sister sibling cousin aunt uncle niece nephew wife "
    "husband son daughter grandmother grandma grandfather grandpa grandson granddaughter "
    "stepmother stepfather stepbrother stepsister mother-in-law father-in-law brother-in-law "
    "sister-in-law godmother godfather relative"
).split()
_WORDS = {
    "mentor": Tie.MENTOR,
    "mentee": Tie.MENTEE,
    "client": Tie.CLIENT,
    "customer": Tie.CLIENT,
    "colleague": Tie.COLLEAGUE,
    "coworker": Tie.COLLEAGUE,
    "co-worker": Tie.COLLEAGUE,
    "teammate": Tie.COLLEAGUE,
    "workmate": Tie.COLLEAGUE,
    "peer": Tie.PEER,
    "service provider": Tie.SERVICE_PROVIDER,
    "provider": Tie.SERVICE_PROVIDER,
    "supplier": Tie.SERVICE_PROVIDER,
    "accountant": Tie.SERVICE_PROVIDER,
    "friend": Tie.FRIEND,
    "classmate": Tie.CLASSMATE,
    "schoolmate": Tie.CLASSMATE,
    "acquaintance": Tie.ACQUAINTANCE,
    **dict.fromkeys(_RELATIVES, Tie.FAMILY),
}
_KIND = "|".join(sorted(_WORDS, key=len, reverse=True))
_FORMER = r"(?:former|ex-?|old|past|previous)[ -]?"
_FORM = (
    rf"(?:(?P<former>{_FORMER})?(?:(?:best|good|close|dear|old|new|first) )?"
    rf"(?P<word>{_KIND})s?|(?P<group>family|inner circle))"
)
_PLAIN = re.sub(r"\(\?P<\w+>", "(?:", _FORM)
_WHO = (
    r"(?!(?:who|what|which|where|when|why|how|it|this|that|there|he|she|they|i|we|you|note|"
    r"met)\b)(?:[^\s,;:.!?]+ ){1,4}?"
)
_MY = r"(?:now |still )?(?:my|our|one of my|one of our|a|an|in my)"
CLAIMS = (
    rf"(?P<words>{_WHO}(?:is|are|was|were) {_MY} (?:{_PLAIN})(?: of (?:mine|ours))?)",
    rf"(?P<words>{_WHO}(?:are|is) (?:now )?(?:{_PLAIN}) of (?:mine|ours))",
    rf"(?P<words>{_WHO}(?:are|is) (?:now )?family)",
    rf"(?P<words>{_WHO}used to be (?:my|our|a|an) (?:{_PLAIN})(?: of (?:mine|ours))?)",
    rf"(?:make|mark) (?P<words>{_WHO}(?:a|an|as|my|as a|as an|as my) (?:{_PLAIN}))",
)
"""Sentences that say what somebody is to the owner, and nothing else."""


class Told(Struct, frozen=True):
    """A kind of tie; ``exactly`` is the word for a relative: cousin."""

    tie: Tie
    exactly: str | None = None


def told_tie(words: str) -> Told | None:
    """The kind of tie that ends some words: "is my old colleague"; None if none does."""
    plain = words.strip(" .!?").casefold()
    plain = re.sub(r" of (?:mine|ours)$", "", plain)
    found = re.search(rf"(?:^|(?<=[ :])){_FORM}$", plain)
    if found is None:
        return None
    if found["group"]:
        return Told(Tie.FAMILY if found["group"] == "family" else Tie.INNER_CIRCLE)
    tie = _WORDS[found["word"]]
    is_past = found["former"] or re.search(r"\b(?:was|were|used to be)\b", plain)
    if tie is Tie.COLLEAGUE and is_past:
        return Told(Tie.FORMER_COLLEAGUE)
    return Told(tie, found["word"] if tie is Tie.FAMILY else None)
