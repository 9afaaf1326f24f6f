"""How likely it is that a run of tokens names a person."""

from functools import cache

from msgspec import Struct

from bot.language.chunks import HONORIFICS
from bot.language.sentence import Sentence
from bot.language.tokens import ARROWS
from bot.language.vocabulary import given_names, words

ENOUGH = 2
MOST_PARTS = 5
LONGEST_ACRONYM = 5
OWN_DAYS = frozenset({"birthday", "bday", "b-day"})
_MEETS = frozenset({"met", "meet", "meeting", "with", "w", "w/", "called", "named"})


class Candidate(Struct, frozen=True, gc=False):
    """Tokens from ``begin`` to ``end``, and before them from ``at`` a form of address.

    ``is_expected`` is whether a person is what comes here ("with ..."), ``is_first`` whether
    nobody has been named yet, ``listed`` what a comma before it is worth.
    """

    at: int
    begin: int
    end: int
    has_address: bool
    is_expected: bool
    is_first: bool
    listed: int


def likelihood(sentence: Sentence, candidate: Candidate) -> int:
    """What speaks for a person and against one, added up: ENOUGH is for one."""
    return (
        _form(sentence, candidate) + _before(sentence, candidate) + _after(sentence, candidate)
    )


def _form(sentence: Sentence, candidate: Candidate) -> int:
    """What the words themselves are worth."""
    text = sentence.text(candidate.begin, candidate.end)
    norms = _norms(sentence, candidate)
    is_given = norms[0] in given_names() or not words("family_parts").isdisjoint(norms)
    score = 2 if is_given else 0
    score += 1 if 1 < len(norms) <= MOST_PARTS else 0
    score += 2 if text.endswith(HONORIFICS) else 0
    parts = norms[:-1] if _is_surname(sentence, candidate) else norms
    score -= 4 if not _not_people().isdisjoint(parts) else 0
    short = text.isupper() and len(text) <= LONGEST_ACRONYM and not sentence.is_loud
    return score - 3 * short


def _is_surname(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether a place's last word ends a person's name: "met Jo Park", not "saw Hyde Park"."""
    if candidate.end != candidate.begin + 2:
        return False
    last = sentence.norm(candidate.end - 1)
    return last in words("place_surnames") and sentence.norm(candidate.at - 1) in _MEETS


def _before(sentence: Sentence, candidate: Candidate) -> int:
    """What stands before is worth: "with" much, "at" less than nothing."""
    before = sentence.norm(candidate.at - 1)
    is_given = _norms(sentence, candidate)[0] in given_names()
    score = 4 if candidate.has_address else 0
    if before in {"the", "a", "an", "this"} and not candidate.has_address:
        score -= 3
    if before in {"at", "in", "@"} or _is_called_so(sentence, candidate.at):
        return score - 4
    if candidate.is_expected or (before == "via" and is_given):
        return score + 2
    if before in words("name_leads"):
        return score - (1 if is_given and before != "on" else 2)
    if before in {",", "(", "/"}:
        is_told = sentence.norm(candidate.at - 2) in words("roles", "ties", "relations")
        return score + max(candidate.listed, 2 * is_told)
    if before in words("roles", "ties", "relations", "person_nouns"):
        return score + 2
    return score + (before in words("common"))


def _is_called_so(sentence: Sentence, at: int) -> bool:
    """Whether it is what a firm, a happening or a place is called: "a startup called Acme"."""
    named = sentence.norm(at - 1) in {"called", "named"}
    before = at - 3 if sentence.norm(at - 2) in {"'s", "is", "was"} else at - 2
    return named and sentence.norm(before) in words("orgs", "events", "places")


def _after(sentence: Sentence, candidate: Candidate) -> int:
    """What follows is worth: a verb that people do, or a noun that the words belong to."""
    following = sentence.norm(candidate.end)
    mark = sentence.tokens[candidate.begin - 1] if candidate.begin else None
    begins = mark is None or (
        mark.kind == "mark" and mark.text not in ARROWS and mark.text not in {"&", "+"}
    )
    norms = _norms(sentence, candidate)
    score = 0
    after = {sentence.norm(candidate.end + ahead) for ahead in (1, 2)}
    if not after.isdisjoint({"hiring", "recruiting", "opening", "openings", "vacancy"}):
        score -= 4
    if following in words("roles") and candidate.end + 1 < len(sentence.tokens):
        score -= 4 * sentence.tokens[candidate.end + 1].is_capital
    if len(norms) == 1 and norms[0] in words("double") and begins:
        score -= 0 if following in words("after_person", "after_name") else 3
    is_done = following == "works" and not sentence.tokens[candidate.end].is_capital
    is_given = norms[0] in given_names() and norms[0] not in words("double")
    is_done = is_done or (following in OWN_DAYS and is_given)
    if following in words("orgs", "events", "places") and not is_done:
        score -= 3
    if following in words("after_person") or following == "'s":
        acts = begins and following not in words("after_anything")
        return score + (2 if acts else 1)
    return score + (begins and len(norms) > 1 and candidate.is_first)


def _norms(sentence: Sentence, candidate: Candidate) -> list[str]:
    return [sentence.norm(at).rstrip(".") for at in range(candidate.begin, candidate.end)]


@cache
def _not_people() -> frozenset[str]:
    plain = words("orgs", "events", "places", "roles", "named_events", "named_shops")
    return plain - words("double") - given_names()
