"""Families: "the Brekkes: Siv, Ola" are Siv Brekke and Ola Brekke."""

from msgspec import structs

from bot.language.chunks import no_names
from bot.language.mentions import Mention
from bot.language.sentence import Sentence
from bot.language.skeleton import JOINS
from bot.language.vocabulary import words

FURTHEST = 8
_OPENINGS = frozenset({":", "(", ",", "-", "–", "—"})
_COUNTS = frozenset({"two", "three", "four", "young", "older", "elder", "whole"})
_ES = ("ses", "xes", "zes", "ches", "shes")


def with_families(sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """The mentions, where a family that is named by its surname is told by given names."""
    for at in range(1, len(sentence.tokens)):
        surname = _surname(sentence, at)
        if not surname:
            continue
        members = _members(sentence, at + 1)
        if members:
            others = [one for one in found if not at <= one.start < members[-1] + 1]
            called = [_member(sentence, place, surname) for place in members]
            if sentence.norm(at + 1) in {"(", ":"}:
                the = at - 1 if sentence.norm(at - 1) == "the" else at - 2
                called[0] = structs.replace(called[0], start=the)
            called[0] = structs.replace(called[0], beside=(at - 1, at + 1))
            return sorted([*others, *called], key=lambda one: one.start)
    return found


def _surname(sentence: Sentence, at: int) -> str:
    """The surname of the family that is named here; "" if none is."""
    token = sentence.tokens[at]
    is_many = token.is_capital and token.norm.endswith("s") and len(token.text) > 3
    counted = sentence.norm(at - 1) in _COUNTS and sentence.norm(at - 2) == "the"
    if (
        not is_many
        or not (sentence.norm(at - 1) == "the" or counted)
        or not sentence.is_free(at)
    ):
        return ""
    if token.norm in words("orgs", "events", "places", "teams") or token.norm in no_names():
        return ""
    return token.text[:-2] if token.norm.endswith(_ES) else token.text[:-1]


def _members(sentence: Sentence, at: int) -> list[int]:
    """Where the given names stand that come after a mark, one after another."""
    opening = next(
        (
            place
            for place in range(at, min(at + FURTHEST, len(sentence.tokens)))
            if sentence.norm(place) in _OPENINGS or sentence.tokens[place].is_end
        ),
        len(sentence.tokens),
    )
    places: list[int] = []
    place = opening + 1
    while place < len(sentence.tokens):
        token = sentence.tokens[place]
        if token.norm in JOINS and places:
            place += 1
            continue
        is_name = token.is_capital and sentence.is_free(place) and token.norm not in no_names()
        if not is_name or (places and sentence.norm(place - 1) not in JOINS):
            break
        places.append(place)
        place += 1
    return places if len(places) > 1 or sentence.norm(opening) in {":", "("} else []


def _member(sentence: Sentence, place: int, surname: str) -> Mention:
    name = f"{sentence.tokens[place].text} {surname}"
    known = sentence.context.known
    one = Mention(place, place + 1, name, known.match(name))
    given = known.match(sentence.tokens[place].text)
    return one if one.contacts or len(given) != 1 else structs.replace(one, contacts=given)
