"""Which of the people named in a sentence it is filed under."""

from collections.abc import Sequence

from bot.language.draft import Draft
from bot.language.mentions import Mention
from bot.language.reading import Named
from bot.language.skeleton import JOINS
from bot.language.vocabulary import words

_BETWEEN = JOINS | {"with", "also", ";", "\n", "/", "too", "'s"}


def are_one_list(draft: Draft, first: Mention, second: Mention) -> bool:
    """Whether only joins stand between two people."""
    between = _outside_brackets(draft, first.end, second.start)
    norms = [draft.sentence.norm(at) for at in between]
    passed = _BETWEEN | words("before_name")
    if not words("owners").isdisjoint(norms) and not JOINS.isdisjoint(norms[:2]):
        passed |= words("ties", "roles", "relations", "kin")
    if norms and norms[0] in JOINS - {","}:
        passed |= words("roles")
    if "'s" in norms and not JOINS.isdisjoint(norms[:2]):
        passed |= words("ties", "relations", "kin") | {
            draft.sentence.norm(at) for at in between if draft.sentence.is_named[at]
        }
    if {"called", "named"} & set(norms) and not JOINS.isdisjoint(norms[:2]):
        passed |= set(norms)
    return len(between) <= 5 and all(
        norm in passed or draft.used[at] for at, norm in zip(between, norms, strict=True)
    )


def _outside_brackets(draft: Draft, start: int, end: int) -> list[int]:
    """The places from ``start`` to ``end`` without those in brackets."""
    places: list[int] = []
    depth = 0
    for at in range(start, min(end, start + 24)):
        norm = draft.sentence.norm(at)
        depth += norm == "("
        if not depth:
            places.append(at)
        depth -= norm == ")" and depth > 0
    return places if end <= start + 24 and not depth else [*places, *range(9)]


def first_list(draft: Draft, mentions: Sequence[Mention]) -> list[Mention]:
    """The first people that are named one after another."""
    chosen: list[Mention] = []
    for one in mentions:
        if chosen and not are_one_list(draft, chosen[-1], one):
            break
        chosen.append(one)
    return chosen


def name_people(draft: Draft, people: Sequence[Mention]) -> None:
    """Fill ``people``, each once, and use up what joins them."""
    named: list[Named] = []
    for index, one in enumerate(people):
        value = draft.named(one)
        draft.use(one.start, one.end)
        draft.use(*one.beside)
        if index and are_one_list(draft, people[index - 1], one):
            for at in _outside_brackets(draft, people[index - 1].end, one.start):
                draft.use(at, at + 1)
        draft.note_evidence("people", one.start, one.end, _because(value.contacts, one))
        if all(value.name != other.name for other in named):
            named.append(value)
    draft.slots["people"] = tuple(named)
    aka = tuple(other for one in people for other in one.aka)
    if aka:
        draft.slots["aka"] = aka


def _because(contacts: tuple[str, ...], one: Mention) -> str:
    if len(contacts) > 1:
        return "several contacts have this name"
    if contacts:
        return "a contact's name"
    return "said not to be the contact" if one.negated else "a new name"
