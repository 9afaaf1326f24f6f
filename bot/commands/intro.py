"""Bring people together: ask each first, introduce them, hear what came of it."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from bot.command import Turn, command
from bot.errors import Refusal
from bot.introductions import made, next_step, outcomes, people_of, pressed, waiting_for
from bot.language.reading import Named, When
from bot.model.calendar import MonthDay, Period
from bot.model.document import Introduction, Stage
from bot.nudges.phrases import called
from bot.party import Party, party
from bot.people import contacts
from bot.reply import Line, Reply, choice, line
from bot.wording import listed, when

EXAMPLE = "intro Ana to Bob about climbing"


class Intro(Struct, frozen=True):
    """Who with whom, about what, and how far it is; a button has it and what is next."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    status: str | None = None
    when: When | None = None
    note: str | None = None


@command(
    "intro <people> [about <words>]",
    "Introduce people to each other",
    answers=("introduction",),
    examples=("intro Ana to Bob about climbing", "introduced Bob to Ana yesterday"),
)
def intro(ask: Intro, turn: Turn) -> Reply:
    """Keep it, with who has to be asked, or as made; without anybody, show what is open."""
    if ask.ref:
        found = turn.book.get(Introduction, ask.ref)
        if found is None:
            raise Refusal("I don't have that introduction any more, and changed nothing.")
        return pressed(found, ask.pick, turn)
    if not ask.people:
        return _shown(turn)
    who = party(ask.people, turn, missing="Whom with whom?", example=EXAMPLE)
    if len(who.contacts) == 1:
        raise Refusal(line(*who.named, ", and who else?"), f"For example: {EXAMPLE}")
    saved = _saved(ask, who, turn)
    if saved.stage is Stage.DONE:
        return made(saved, turn, *who.said_new)
    about = f" · {saved.about}" if saved.about else ""
    first = line("Saved: introduce ", *who.named, f"{about}.", *who.said_new)
    return Reply((first, *next_step(saved, turn)), (choice("Undo", "undo", turn.change_id),))


def _saved(ask: Intro, who: Party, turn: Turn) -> Introduction:
    """The one in the book with what was said now; who wants to be introduced agrees to it."""
    stage = Stage(ask.status) if ask.status in list(Stage) else Stage.PLANNED
    known = waiting_for(turn.book, who.ids)
    wishes = who.ids[:1] if stage is Stage.ASKED else ()
    saved = Introduction(
        id=known.id if known else turn.new_id(),
        contacts=known.contacts if known else who.ids,
        stage=stage,
        told_on=known.told_on if known else turn.said_on,
        about=ask.note or (known.about if known else None),
        agreed=known.agreed if known and known.agreed else wishes,
        made_on=_day(ask, turn.said_on) if stage is Stage.DONE else None,
    )
    turn.save(saved)
    return saved


def _day(ask: Intro, today: date) -> Period:
    if isinstance(ask.when, MonthDay):
        this_year = ask.when.in_year(today.year)
        return this_year if this_year <= today else ask.when.in_year(today.year - 1)
    return ask.when or today


def _shown(turn: Turn) -> Reply:
    lines = tuple(_open(turn))
    if not lines:
        raise Refusal("No introduction is open.", f"To begin one: {EXAMPLE}")
    return Reply(lines)


def _open(turn: Turn) -> Iterator[Line]:
    """Those that are not made, and those of which it was not said what came of them."""
    for each in turn.book.all(Introduction):
        about = f" · {each.about}" if each.about else ""
        people = people_of(each, turn)
        if each.stage is not Stage.DONE:
            following = (choice("Next", "intro", each.id, "next"),)
            yield line(
                *people, f"{about} · not made yet", choices=following, name=_name(each, turn)
            )
        elif each.outcome is None:
            on = when(each.made_on or each.told_on, turn.today)
            yield line(
                *people,
                f"{about} · introduced {on}",
                choices=outcomes(each),
                name=_name(each, turn),
            )


def _name(each: Introduction, turn: Turn) -> str:
    """What stands for an introduction on a button."""
    return listed([called(contact) for contact in contacts(turn.book, each.contacts)])
