"""Somewhere the owner goes where there are people: a conference, a party."""

from datetime import date

from msgspec import Struct, structs

from bot.ahead import parted
from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.cities import is_city
from bot.language.folding import fold
from bot.model.document import Event, Interaction
from bot.nudges.events import event_named
from bot.nudges.moments import RECAP_AT
from bot.nudges.recap import recap, who_is_there
from bot.people import contacts
from bot.reply import Reply, choice, line
from bot.speech import names
from bot.wording import day_in_full

EXAMPLE = "event PyCon 14–16 May"
_SOCIAL = {"party", "wedding", "dinner", "barbecue", "picnic", "concert", "birthday", "social"}
_NOT = "not"


class Going(Struct, frozen=True):
    """What it is called and when it is, as typed; a button has it, or a talk "not" at it."""

    ref: str = ""
    pick: str = ""
    words: str = ""


@command(
    "event <words>",
    "Somewhere you go: who you know there, whom you met",
    examples=(EXAMPLE, "event summer party on Friday", "event EuroRust in Paris 9–10 October"),
    hears=(
        r"i(?:'m| am)(?: going to be| going)? (?:to|at) (?P<words>.+)",
        r"(?:no,? )?(?:(?:that|it|she|he|they|i) (?:was|were) |that's )?(?P<words>not at .+)",
    ),
)
def event(ask: Going, turn: Turn) -> Reply:
    """Keep it with its days and say who is known there; one that is known is recapped."""
    if ask.ref:
        return _elsewhere(ask.ref, turn) if ask.pick == _NOT else _shown(ask.ref, turn)
    if ask.words.startswith("not at "):
        return _elsewhere(_last_at(ask.words.removeprefix("not at "), turn), turn)
    said, days = parted(ask.words, turn)
    name, place = _with_place(said)
    if not name:
        raise Refusal("Which event, and when?", f"For example: {EXAMPLE}")
    if days is None:
        if known := event_named(turn.book, name):
            return recap(turn.book, known)
        raise Refusal(f"When is {name}?", f"For example: {EXAMPLE}")
    first, last = days
    before = event_named(turn.book, name)
    is_same = before is not None and before.last >= turn.said_on
    saved = Event(
        id=before.id if before and is_same else turn.new_id(),
        name=name,
        first=first,
        last=last,
        place=place or (before.place if before and is_same else None),
        is_social=bool(_SOCIAL & set(name.casefold().split())),
    )
    turn.save(saved)
    where = f" in {saved.place}" if saved.place else ""
    lines = [
        line(f"Saved: {name}{where}, {_span(first, last, turn.today)}."),
        *who_is_there(turn.book, saved),
    ]
    if not saved.is_social:
        lines.append(line(f"In the evening at {RECAP_AT} I'll ask whom you met."))
    return Reply(tuple(lines), (choice("Undo", "undo", turn.change_id),))


def _shown(ref: str, turn: Turn) -> Reply:
    if found := turn.book.get(Event, ref):
        return structs.replace(recap(turn.book, found), edits=True)
    raise Refusal("I don't have that event any more.", "Nothing was changed.")


def _span(first: date, last: date, today: date) -> str:
    if first == last:
        return day_in_full(first, today)
    return f"{day_in_full(first, today)} to {day_in_full(last, today)}"


def _with_place(said: str) -> tuple[str, str | None]:
    """The name of an event, and the town that is named after it: PyCon in Lisbon."""
    name, between, place = said.rpartition(" in ")
    place = place.strip(" ,.")
    if between and name.strip(" ,") and is_city(place):
        return name.strip(" ,"), place
    return said, None


def _last_at(name: str, turn: Turn) -> str:
    """The id of the talk that was told last as one at an event of that name; "" if none was."""
    wanted = fold(name.strip(" .!"))
    found = [each for each in turn.book.all(Interaction) if fold(each.event or "") == wanted]
    return found[-1].id if found else ""


def _elsewhere(ref: str, turn: Turn) -> Reply:
    """A talk that was not at the event which it was put under."""
    talk = turn.book.get(Interaction, ref)
    if talk is None:
        raise Refusal("I have no such meeting, and changed nothing.", "Tell me: met Sarah at …")
    people = contacts(turn.book, talk.contacts)
    if talk.event is None:
        return Reply((line("That is so already: ", *names(people), "."),))
    turn.save(structs.replace(talk, event=None))
    for contact in people:
        if contact.met_at == talk.event and contact.met_on == talk.on:
            turn.save(structs.replace(contact, met_at=None))
    undo = (choice("Undo", "undo", turn.change_id),)
    return Reply((line("Saved: ", *names(people), f" · not at {talk.event}."),), undo)
