"""Somewhere the owner goes where there are people: a conference, a party."""

from datetime import date

from msgspec import Struct, structs

from bot.ahead import parted
from bot.command import Turn, command
from bot.errors import Refusal
from bot.model.document import Event
from bot.nudges.events import event_named, known_there
from bot.nudges.moments import RECAP_AT
from bot.nudges.recap import recap
from bot.reply import Line, Reply, choice, line
from bot.speech import names
from bot.wording import day_in_full

EXAMPLE = "event PyCon 14–16 May"
_SOCIAL = {"party", "wedding", "dinner", "barbecue", "picnic", "concert", "birthday", "social"}
_MOST = 12


class Going(Struct, frozen=True):
    """What it is called and when it is, as typed; a button has the event."""

    ref: str = ""
    pick: str = ""
    words: str = ""


@command(
    "event <words>",
    "Somewhere you go: who you know there, whom you met",
    examples=(EXAMPLE, "event summer party on Friday"),
)
def event(ask: Going, turn: Turn) -> Reply:
    """Keep it with its days and say who is known there; one that is known is recapped."""
    if ask.ref:
        return _shown(ask.ref, turn)
    name, days = parted(ask.words, turn)
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
        is_social=bool(_SOCIAL & set(name.casefold().split())),
    )
    turn.save(saved)
    lines = [line(f"Saved: {name}, {_span(first, last, turn.today)}."), *_known(saved, turn)]
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


def _known(saved: Event, turn: Turn) -> list[Line]:
    people = known_there(turn.book, saved)
    if not people:
        return []
    more = f" and {len(people) - _MOST} more" if len(people) > _MOST else ""
    return [line("You know there: ", *names(people[:_MOST]), f"{more}.")]
