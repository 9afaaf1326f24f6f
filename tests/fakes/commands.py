"""Two commands that do nothing: one in the menu, one not."""

from msgspec import Struct

from bot.command import Turn, command
from bot.reply import Reply, say


class Wave(Struct, frozen=True):
    ref: str = ""


@command("wave [at <people>]", "Say hello", also=("greet",), answers=("wave", "query.wave"))
def wave(ask: Wave, turn: Turn) -> Reply:
    return say(f"You waved at {ask.ref}.")


@command("nod", "Agree", also=("yes",), in_menu=False)
def nod(ask: Wave, turn: Turn) -> Reply:
    return say("You nodded.")
