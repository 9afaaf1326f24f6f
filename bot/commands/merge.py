"""Make one contact of several who are the same person."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.folding import name_tokens
from bot.language.reading import Named
from bot.mending import refiled
from bot.model.calendar import Month, Week, first_day
from bot.model.document import (
    TABLES,
    AboutContacts,
    Contact,
    ContactId,
    Digest,
    Document,
    Milestone,
    Question,
    Tie,
)
from bot.people import several
from bot.reply import Line, Reply, Span, choice, line
from bot.speech import names
from bot.told import more
from bot.wording import counted, listed, when

EXAMPLE = "merge Bob and Robert Okafor"
MOST = 4
"""As many contacts as the ids of fit into a button."""


class Merge(Struct, frozen=True):
    """Who are one; on a button, who remains and, in ``pick``, who go, or "no"."""

    people: tuple[Named, ...] = ()
    ref: str = ""
    pick: str = ""


@command(
    "merge <people>",
    "Make one contact of two who are the same person",
    answers=("edit.merge",),
    examples=(EXAMPLE,),
)
def merge(ask: Merge, turn: Turn) -> Reply:
    """Ask first, since much changes at once; then one has everything of all."""
    if ask.ref:
        return _confirmed(ask, turn)
    people = several(ask.people, turn, missing="Who are the same person?", example=EXAMPLE)
    if len(people) == 1:
        raise Refusal(
            line("I need two names to merge, and have ", *names(people), "."),
            f"For example: {EXAMPLE}",
        )
    if len(people) > MOST:
        raise Refusal(f"I can merge {counted(MOST, 'contact')} at a time, no more.")
    kept = _survivor(people, turn)
    others = [each for each in people if each.id != kept.id]
    ids = {each.id for each in people}
    entries = counted(sum(_is_about(each, ids) for each in _shared(turn)), "entry", "entries")
    is_one = len(others) == 1
    kept_too = f"{listed([each.name for each in others])} {'is' if is_one else 'are each'}"
    asked = line(
        "That makes one contact of ",
        *names(people),
        f", with {entries}. The name stays ",
        Span.person(kept),
        f"; {kept_too} kept as another name.",
    )
    pick = ".".join(each.id for each in others)
    merge_them = choice("Merge", "merge", kept.id, pick)
    return Reply((asked,), (merge_them, choice("Keep apart", "merge", kept.id, "no")))


def _survivor(people: Sequence[Contact], turn: Turn) -> Contact:
    """Whoever has the fullest name; of equals, whoever is known the longest."""
    order = {each.id: index for index, each in enumerate(turn.book.all(Contact))}
    return min(people, key=lambda each: (-len(name_tokens(each.name)), order[each.id]))


def _shared(turn: Turn) -> list[Document]:
    """Everything that names contacts by their ids."""
    kinds = [
        kind
        for kind in TABLES.values()
        if issubclass(kind, AboutContacts) or kind in {Digest, Question}
    ]
    return [each for kind in kinds for each in turn.book.all(kind)]


def _is_about(document: Document, ids: set[str]) -> bool:
    return isinstance(document, AboutContacts) and bool(ids & set(document.contacts))


def _confirmed(ask: Merge, turn: Turn) -> Reply:
    kept = turn.book.get(Contact, ask.ref)
    if ask.pick == "no" and kept:
        return Reply((line("Left as they are."),), edits=True)
    others = [turn.book.get(Contact, id) for id in ask.pick.split(".")]
    gone = [each for each in others if each and each.id != ask.ref]
    if kept is None or len(gone) != len(others):
        raise Refusal("They are one already, or not in your book any more.")
    merged = kept
    for other in gone:
        merged = _joined(merged, other)
    ids = {each.id for each in gone}
    for document in _shared(turn):
        _refile(document, ids, ContactId(kept.id), turn)
    turn.save(merged)
    for other in gone:
        turn.book.delete(other)
    said = [line("Merged: ", Span.person(merged), f", also called {listed(merged.aka)}.")]
    said += _two_days(merged, turn)
    return Reply(tuple(said), (choice("Undo", "undo", turn.change_id),), edits=True)


def _joined(kept: Contact, other: Contact) -> Contact:
    """One with everything of both; of what can be but once, the kept one's, if it has any."""
    joined = {
        field: _either(getattr(kept, field), getattr(other, field))
        for field in Contact.__struct_fields__
        if field != "jobs"
    }
    met = min((each for each in (kept, other) if each.met_on), key=_met, default=kept)
    names_of_both = tuple(each for each in (*other.aka, other.name) if each != kept.name)
    return structs.replace(
        kept,
        **joined
        | {
            "aka": more(kept.aka, names_of_both),
            "added_on": min(kept.added_on, other.added_on),
            "tie": other.tie if kept.tie is Tie.ACQUAINTANCE else kept.tie,
            "jobs": tuple(dict.fromkeys((*other.jobs, *kept.jobs))),
            "met_on": met.met_on,
            "met_at": met.met_at,
            "met_through": met.met_through,
        },
    )


def _either(kept: Any, other: Any) -> Any:
    """Both lists, or either yes; else what the kept one has, where it has any."""
    match kept, other:
        case tuple(), tuple():
            return more(kept, other)
        case bool(), bool():
            return kept or other
    return other if kept is None else kept


def _met(contact: Contact) -> tuple[object, bool]:
    on = contact.met_on
    return (first_day(on) if on else contact.added_on, isinstance(on, Week | Month))


def _refile(document: Document, gone: set[str], kept: ContactId, turn: Turn) -> None:
    """File a document under who remains; a day that is there already is not kept twice."""
    if isinstance(document, Question):
        options = tuple(
            structs.replace(each, contact=kept) if each.contact in gone else each
            for each in document.options
        )
        turn.save(structs.replace(document, options=options))
        return
    after = refiled(document, gone, (kept,))
    if after == document:
        return
    if isinstance(after, Milestone):
        for other in turn.book.all(Milestone):
            if other.id != after.id and structs.replace(other, id=after.id) == after:
                turn.book.delete(document)
                return
    turn.save(after)


def _two_days(contact: Contact, turn: Turn) -> list[Line]:
    """A birthday that differed is said, so that the wrong one can be mended."""
    days = [
        when(each.on, turn.said_on)
        for each in turn.book.all(Milestone)
        if contact.id in each.contacts and each.occasion == "birthday"
    ]
    if len(days) <= 1:
        return []
    return [line(f"There are two birthdays now: {listed(days)}. Say which is right.")]
