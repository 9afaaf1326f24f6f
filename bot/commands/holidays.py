"""Whether the morning list keeps silent on the public holidays of the owner's country."""

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.nudges.holidays import country_named
from bot.reply import Reply, choice, line, say

_OFF = {"off", "no", "none", "never"}


class Holidays(Struct, frozen=True):
    """The country, or off."""

    words: str = ""


@command(
    "holidays <words>",
    "Keep silent on a country's public holidays",
    examples=("holidays Ireland", "holidays off"),
)
def holidays(ask: Holidays, turn: Turn) -> Reply:
    """Set the country, drop it with "off", or say which one is set."""
    said = ask.words.strip(" .!").removeprefix("in ")
    if not said:
        return _as_it_is(turn)
    if said.casefold() in _OFF:
        turn.save(structs.replace(turn.preferences, holidays=None))
        return _saved("Set: holidays are days like any other.", turn)
    country = country_named(said)
    if country is None:
        raise Refusal(f"I don't know the holidays of {said}.", "For example: holidays Ireland")
    turn.save(structs.replace(turn.preferences, holidays=country))
    return _saved(f"Set: quiet on public holidays ({country}).", turn)


def _saved(text: str, turn: Turn) -> Reply:
    return Reply((line(text),), (choice("Undo", "undo", turn.change_id),))


def _as_it_is(turn: Turn) -> Reply:
    if country := turn.preferences.holidays:
        return say(f"Quiet on public holidays ({country}). To change that: holidays off")
    return say("Holidays are days like any other. To have them quiet: holidays Ireland")
