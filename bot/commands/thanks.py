"""Thanks that the owner said."""

from bot.command import Turn, command
from bot.favours import Told, thanked
from bot.party import party
from bot.reply import Reply


@command(
    "thanks <person> [for <words>]",
    "Note that you thanked someone",
    also=("thanked",),
    answers=("favour.thanks",),
    examples=("thanked Ana for the review",),
)
def thanks(ask: Told, turn: Turn) -> Reply:
    """Close what was open with them."""
    who = party(
        ask.people, turn, missing="Whom did you thank?", example="thanked Ana in person"
    )
    return thanked(ask, who, turn)
