"""The people of a sentence, with all that is said of their names."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from bot.language.akas import with_akas
from bot.language.families import with_families
from bot.language.finder import Finder
from bot.language.mentions import Mention
from bot.language.sentence import Sentence
from bot.language.vocabulary import words


def find_people(
    sentence: Sentence, *, lead: bool
) -> tuple[list[Mention], Sequence[tuple[int, int]]]:
    """The people in a sentence, and the runs of tokens that are other proper names.

    ``lead`` says that a person is what the sentence is expected to begin with.
    """
    finder = Finder(sentence, lead=lead)
    finder.run()
    found = with_families(sentence, _without_denied(finder.found))
    found = _with_surnames(sentence, found)
    for one in found:
        sentence.is_named[one.start : one.end] = [True] * (one.end - one.start)
    return with_akas(sentence, finder.chunks, found), finder.others


def _with_surnames(sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """The mentions, where "Siv and Ola Brekke" are both called Brekke."""
    result = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        joined = other.start == one.end + 1 and sentence.norm(one.end) in words("conjunctions")
        strangers = not one.contacts and not other.contacts and not one.handle
        given, _, surname = other.name.partition(" ")
        alone = at == 0 or found[at - 1].end < one.start - 2
        if joined and strangers and alone and given and surname and " " not in one.name:
            result[at] = structs.replace(one, name=f"{one.name} {surname}")
    return result


def _without_denied(found: list[Mention]) -> list[Mention]:
    """The mentions, where whoever "is not Sarah Chen" is not taken for her."""
    denied = {id for one in found if one.negated for id in one.contacts}
    return [
        structs.replace(one, contacts=())
        if not one.negated and denied & set(one.contacts)
        else one
        for one in found
    ]
