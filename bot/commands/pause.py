"""Nothing for a while: about somebody, or at all."""

from datetime import date

from msgspec import Struct, structs

from bot.ahead import day_ahead
from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named
from bot.people import several
from bot.reply import Reply, choice, line
from bot.speech import names
from bot.wording import day_in_full

EXAMPLE = "pause Bob until May"


class Pause(Struct, frozen=True):
    """Whom, everyone if nobody is named, and until which day."""

    people: tuple[Named, ...] = ()
    words: str = ""


@command(
    "pause [<people>] [until <day>]",
    "Nothing for a while, of someone or at all",
    examples=(EXAMPLE, "pause until Monday", "I'm on holiday until 4 May"),
)
def pause(ask: Pause, turn: Turn) -> Reply:
    """Keep silent until the day; dates of the pause are told after it if they are near."""
    until = _day(ask, turn)
    undo = (choice("Undo", "undo", turn.change_id),)
    if not ask.people:
        turn.save(structs.replace(turn.preferences, paused_until=until))
        return Reply((line(f"Set: paused until {day_in_full(until, turn.today)}."),), undo)
    people = several(ask.people, turn, missing="Whom?", example=EXAMPLE)
    for contact in people:
        turn.save(structs.replace(contact, paused_until=until))
    said = f" until {day_in_full(until, turn.today)}."
    return Reply((line("Set: nothing about ", *names(people), said),), undo)


def _day(ask: Pause, turn: Turn) -> date:
    day = day_ahead(ask.words, turn)
    if day is None:
        raise Refusal("Until when?", f"For example: {EXAMPLE}, or: pause until Monday")
    if day <= turn.today:
        raise Refusal(f"{day_in_full(day, turn.today)} has been.", "Say a day to come.")
    return day
