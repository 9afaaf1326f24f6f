"""Help that the owner gave."""

from bot.command import Turn, command
from bot.favours import Told, helped, thanked
from bot.party import party
from bot.reply import Reply


@command(
    "gave <person> <words>",
    "Keep how you helped someone",
    also=("lent",),
    answers=("favour.given",),
    examples=("gave Bob a lift yesterday", "lent Ana my bike"),
)
def gave(ask: Told, turn: Turn) -> Reply:
    """Keep it; what was given as thanks closes what it is for."""
    who = party(ask.people, turn, missing="To whom?", example="gave Bob a lift yesterday")
    if ask.thanks == "sent":
        return thanked(ask, who, turn)
    return helped(ask, who, turn, is_given=True)
