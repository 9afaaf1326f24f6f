"""Nothing for a while: about somebody, or at all."""

from datetime import timedelta

from msgspec import Struct, structs

from bot.ahead import Days, days_until
from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named
from bot.people import several
from bot.preferences import paused
from bot.reply import Reply, choice, line
from bot.speech import names
from bot.wording import day_in_full

EXAMPLE = "pause Bob until May"
_AWAY = (
    r"(?:pause |nothing |no lists? )?(?:while )?(?:i am|i'm|i'll be|we are|we're|we'll be) "
    r"(?:on (?:holiday|vacation|leave)|away|off|travell?ing)"
)


class Pause(Struct, frozen=True):
    """Whom, everyone if nobody is named, and until which day."""

    people: tuple[Named, ...] = ()
    words: str = ""


@command(
    "pause [<people>] [until <day>]",
    "Nothing for a while, of someone or at all",
    examples=(EXAMPLE, "pause until Monday", "I'm on holiday from 4 to 11 May"),
    claims=(rf"{_AWAY}(?P<words>| (?:from|until|till|for|next|this|tomorrow|between|\d).*)",),
)
def pause(ask: Pause, turn: Turn) -> Reply:
    """Keep silent until the day; dates of the pause are told after it if they are near."""
    first, until = _days(ask, turn)
    undo = (choice("Undo", "undo", turn.change_id),)
    if not ask.people:
        begins = first if first > turn.today else None
        turn.save(structs.replace(turn.preferences, paused_until=until, paused_from=begins))
        return Reply((line(f"Set: {paused(turn.preferences, turn.today)}."),), undo)
    people = several(ask.people, turn, missing="Whom?", example=EXAMPLE)
    for contact in people:
        turn.save(structs.replace(contact, paused_until=until))
    said = f" until {day_in_full(until, turn.today)}."
    return Reply((line("Set: nothing about ", *names(people), said),), undo)


def _days(ask: Pause, turn: Turn) -> Days:
    """The first day of the pause, and the first after it.

    Of days in a row the last is part of it; a lone day is when it ends.
    """
    found = days_until(ask.words, turn)
    if found is None:
        raise Refusal("Until when?", f"For example: {EXAMPLE}, or: pause until Monday")
    first, last = found
    until = last if first == last else last + timedelta(days=1)
    if until <= turn.today:
        raise Refusal(f"{day_in_full(until, turn.today)} has been.", "Say a day to come.")
    return (turn.today if first == last else first), until
