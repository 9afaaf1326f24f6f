"""Fewer people, or fewer mornings: the answer to whether the lists should slow down."""

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.nudges.digest import SLOWER
from bot.reply import Reply, choice, line

_ALL_BUT_MONDAY = (1, 2, 3, 4, 5, 6)


class Slower(Struct, frozen=True):
    """``pick`` is what was chosen of the offers."""

    ref: str = ""
    pick: str = ""


@command("slower", "Fewer people or fewer mornings", examples=("slower",))
def slower(ask: Slower, turn: Turn) -> Reply:
    """Change what was picked; say what there is to pick otherwise."""
    preferences = turn.preferences
    undo = (choice("Undo", "undo", turn.change_id),)
    if ask.pick == "one":
        turn.save(structs.replace(preferences, max_nudges=1))
        return Reply((line("Set: one person a morning."),), undo)
    if ask.pick == "mondays":
        turn.save(structs.replace(preferences, quiet_days=_ALL_BUT_MONDAY))
        return Reply((line("Set: a list on Mondays only."),), undo)
    if ask.pick:
        return Reply((line("Then it stays as it is."),))
    return Reply((line("What would suit you better?"),), SLOWER)
