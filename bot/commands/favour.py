"""Help from others, and thanks for it."""

from bot.command import Turn, command
from bot.favours import EXAMPLE, Told, helped, thanked, thanked_by_button
from bot.party import party
from bot.reply import Reply


@command(
    "favour <person>: <words>",
    "Keep who helped you, and thank them",
    also=("favor", "got"),
    answers=("favour",),
    examples=("Bob helped me move on Saturday", "thanked Ana in person"),
)
def favour(ask: Told, turn: Turn) -> Reply:
    """Keep the help, or the thanks that close it."""
    if ask.ref:
        return thanked_by_button(ask.ref, turn)
    who = party(ask.people, turn, missing="Who helped whom?", example=EXAMPLE)
    if ask.thanks == "sent":
        return thanked(ask, who, turn)
    return helped(ask, who, turn, is_given=ask.direction == "given")
