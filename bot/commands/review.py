"""The week looked back on, when asked or on the day that the owner likes."""

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.nudges.moments import REVIEW_AT
from bot.nudges.review import review as week
from bot.reply import Reply, choice, line, say

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OFF = {"off", "never", "no", "none"}


class Review(Struct, frozen=True):
    """Nothing for the week as it is; a day of the week, or off."""

    ref: str = ""
    pick: str = ""
    words: str = ""


@command(
    "review [<words>]",
    "Your week: who is open, who drifts, what comes",
    examples=("review", "review on Fridays", "review off"),
)
def review(ask: Review, turn: Turn) -> Reply:
    """Show it, or set the day on which it comes by itself."""
    said = ask.words.strip(" .!").casefold()
    if not said:
        return week(turn.book, turn.today)
    day = next((n for n, name in enumerate(_DAYS) if name in said or said == name[:3]), None)
    if day is None and said not in _OFF:
        raise Refusal("On which day?", "For example: review on Fridays, or: review off")
    turn.save(structs.replace(turn.preferences, review_day=day))
    undo = (choice("Undo", "undo", turn.change_id),)
    if day is None:
        return Reply((line("Set: no weekly review."),), undo)
    return say(
        f"Set: your review comes on {_DAYS[day].capitalize()}s at {REVIEW_AT}.", choices=undo
    )
