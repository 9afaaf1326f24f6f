"""What is noticed of a sentence before it is weighed: its words, their order, who is in it."""

from collections.abc import Iterator
from functools import lru_cache

from bot.language.draft import Draft
from bot.language.vocabulary import words
from bot.language.when import period_of
from bot.model.calendar import first_day, last_day

LONGEST = 40
EARLY = 8
FIRST = 3
_CLASSES = {
    "{role}": ("roles", "ties"),
    "{kin}": ("kin", "relations", "family"),
    "{event}": ("events",),
    "{place}": ("places",),
    "{meal}": ("meal_words",),
    "{drink}": ("drink_words", "coffee_words"),
    "{talk}": ("talk_nouns",),
    "{auxiliary}": ("auxiliaries",),
    "{imperative}": ("imperatives",),
    "{interest}": ("interest_words",),
}
_BEGINNING = "^"
_ENDS = frozenset({".", "!", "?", ";", "\n"})


def traits_of(draft: Draft) -> list[str]:
    """The traits of a sentence, some of them twice; about eight a word, of 40 words at most.

    ``word`` and ``one two`` stand for themselves, ``^ word`` is the first; ``early word`` is in
    the first thought; ``{role}``, ``<ed>`` and ``<ing>`` are any such word.
    """
    found = list(_around(draft))
    before = _BEGINNING
    is_early = True
    for at, word in enumerate(draft.skeleton.words[:LONGEST]):
        is_early = is_early and at < EARLY and not (at and word in _ENDS)
        found += faces_of(word)
        if is_early:
            found += _marked("early", word)
        if at < FIRST:
            found += _marked(str(at), word)
        found += _pairs(before, word)
        before = word
    return found


@lru_cache(maxsize=1 << 15)
def _pairs(before: str, word: str) -> tuple[str, ...]:
    """Each face of a word before each face of the next."""
    return tuple(f"{one} {two}" for one in faces_of(before) for two in faces_of(word))


@lru_cache(maxsize=1 << 15)
def _marked(mark: str, word: str) -> tuple[str, ...]:
    """Each face of a word with a mark before it."""
    return tuple(f"{mark} {face}" for face in faces_of(word))


@lru_cache(maxsize=8192)
def faces_of(word: str) -> tuple[str, ...]:
    """A word and the kinds of words that it is one of."""
    classes = [name for name, held in _CLASSES.items() if word in words(*held)]
    if word in words("past") or (word.endswith("ed") and len(word) > 4):
        classes.append("<ed>")
    elif word.endswith("ing") and len(word) > 4:
        classes.append("<ing>")
    return (word, *classes)


def _around(draft: Draft) -> Iterator[str]:
    """How many people there are and are known, where the first date lies, the length."""
    known = sum(1 for one in draft.mentions if one.contacts)
    yield f"people={min(len(draft.mentions), 2)}"
    yield f"known={min(known, 2)}"
    yield f"strangers={len(draft.mentions) > known:d}"
    yield f"date={_direction(draft)}"
    yield f"length={min(len(draft.skeleton.words) // 4, 6)}"


def _direction(draft: Draft) -> str:
    """Where the first date of a sentence lies: past, now or ahead; recurring, or none."""
    if not draft.sentence.past:
        return "none"
    period = period_of(draft.sentence.past[0])
    if period is None:
        return "recurring"
    today = draft.sentence.context.reference.date()
    if last_day(period) < today:
        return "past"
    return "ahead" if first_day(period) > today else "now"
