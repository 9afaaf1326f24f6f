"""Help that was given and received, and thanks for it."""

import re
from collections.abc import Sequence

from msgspec import Struct, structs

from bot.command import Turn
from bot.errors import Refusal
from bot.language.folding import fold
from bot.language.reading import Named, When
from bot.model.calendar import MonthDay, Period
from bot.model.document import ContactId, Favour, Interaction
from bot.naming import without_names
from bot.party import Party
from bot.people import contacts, interactions
from bot.reply import Line, Part, Reply, choice, line
from bot.speech import names
from bot.wording import shortened, when

EXAMPLE = "Bob helped me move on Saturday"
GONE = "I don't have that favour any more, and changed nothing."
_THANKED = re.compile(
    r"^(?:i\s+|have\s+|said\s+)*(?:thanked|thanks|thank\s+you)\b\s*", re.IGNORECASE
)
_HOW = re.compile(r"^(?:in person|by \w+|personally|again|properly)\b[\s,]*", re.IGNORECASE)
_LEAD = re.compile(r"^(?:to\s+)?(?:for|that)\s+", re.IGNORECASE)


class Told(Struct, frozen=True):
    """What was said of help, or of thanks for it; a button has a favour and "thanked"."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    direction: str = "received"
    thanks: str | None = None
    note: str | None = None
    when: When | None = None


def helped(told: Told, who: Party, turn: Turn, *, is_given: bool) -> Reply:
    """Help, kept. Thanks for what was received stay open until told; none are for the given.

    Raises:
        Refusal: if it was not said what it was.
    """
    if not told.note:
        raise Refusal(line("What was it, with ", *who.named, "?"), f"For example: {EXAMPLE}")
    saved = Favour(
        id=turn.new_id(),
        contacts=who.ids,
        is_given=is_given,
        what=_LEAD.sub("", told.note),
        on=_day(told, turn),
    )
    turn.save(saved)
    side = "a favour to " if is_given else "a favour from "
    on = when(saved.on, turn.said_on)
    said = line("Noted: ", side, *who.named, f" · {saved.what} · {on}.", *who.said_new)
    undo = choice("Undo", "undo", turn.change_id)
    if is_given:
        return Reply((said,), (undo,))
    offer = choice("Thanked", "favour", saved.id, "thanked")
    return Reply((said, line("A thank-you is open.")), (offer, undo))


def thanked(told: Told, who: Party, turn: Turn) -> Reply:
    """Thanks that the owner said: they close what was open, or are kept with what for."""
    what = thanked_for(without_names(told.note, who.contacts))
    closed = _meant(who.ids, what, turn)
    for each in closed:
        turn.save(structs.replace(each, thanked_on=turn.said_on))
    if what and not closed:
        saved = Favour(
            id=turn.new_id(),
            contacts=who.ids,
            is_given=False,
            what=what,
            on=_day(told, turn),
            thanked_on=turn.said_on,
        )
        turn.save(saved)
        closed = [saved]
    _log(who.ids, _day(told, turn), turn)
    reasons = " · ".join(each.what for each in closed)
    said = [*who.named, f" · {reasons}." if reasons else ".", *who.said_new]
    return _said_thanks(said, who.ids, turn)


def thanked_by_button(ref: str, turn: Turn) -> Reply:
    """The same from under a favour; a second press changes nothing.

    Raises:
        Refusal: if that favour is gone.
    """
    found = turn.book.get(Favour, ref)
    if found is None:
        raise Refusal(GONE)
    people = names(contacts(turn.book, found.contacts))
    if not found.is_unthanked:
        return Reply((line("Thanked already: ", *people, "."),))
    turn.save(structs.replace(found, thanked_on=turn.said_on))
    _log(found.contacts, turn.said_on, turn)
    return _said_thanks([*people, f" · {found.what}."], found.contacts, turn)


def thanked_for(note: str | None) -> str | None:
    """What thanks were for: "thanked for vouching for me" → vouching for me; None if unsaid."""
    rest = _HOW.sub("", _THANKED.sub("", note or "").strip())
    if found := _LEAD.match(rest):
        rest = rest[found.end() :]
    told = [clause for clause in rest.split(", ") if "thank" not in clause.casefold()]
    return ", ".join(told).strip(" ,.;:") or None


def _said_thanks(parts: Sequence[Part], ids: Sequence[ContactId], turn: Turn) -> Reply:
    undo = (choice("Undo", "undo", turn.change_id),)
    return Reply((line("Noted: you thanked ", *parts), *_still_open(ids, turn)), undo)


def _meant(ids: Sequence[ContactId], what: str | None, turn: Turn) -> list[Favour]:
    """The open favours that thanks are for: those that share a word, or all if none is said."""
    waiting = _unthanked(ids, turn)
    said = _words(what)
    return [each for each in waiting if said & _words(each.what)] if said else waiting


def _unthanked(ids: Sequence[ContactId], turn: Turn) -> list[Favour]:
    return [
        each
        for each in turn.book.all(Favour)
        if each.is_unthanked and set(ids).intersection(each.contacts)
    ]


def _still_open(ids: Sequence[ContactId], turn: Turn) -> list[Line]:
    """What else there is to thank them for, to be closed by a press."""
    return [
        line(
            f"Still open: {each.what}.",
            choices=(choice("Thanked", "favour", each.id, "thanked"),),
            name=shortened(each.what),
        )
        for each in _unthanked(ids, turn)
    ]


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w{4,}", fold(text or "")))


def _log(ids: Sequence[ContactId], on: Period, turn: Turn) -> None:
    """Thanks are a time in touch, unless one of that day is told already."""
    known = (each.on for id in ids for each in interactions(turn.book, id))
    if on not in known:
        turn.save(
            Interaction(
                id=turn.new_id(),
                contacts=tuple(ids),
                on=on,
                logged_at=turn.said_at,
                medium="contact",
            )
        )


def _day(told: Told, turn: Turn) -> Period:
    """When it was, as exactly as it was said; the day it was told on if nothing was."""
    if isinstance(told.when, MonthDay):
        this_year = told.when.in_year(turn.said_on.year)
        if this_year <= turn.said_on:
            return this_year
        return told.when.in_year(turn.said_on.year - 1)
    return told.when or turn.said_on
