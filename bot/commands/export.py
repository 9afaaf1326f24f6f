"""Everything that is kept, as a file."""

from msgspec import Struct

from bot.command import Turn, command
from bot.errors import Refusal
from bot.exchange import RECIPES
from bot.reply import File, Reply, line


class Export(Struct, frozen=True):
    """The form that was asked for."""

    format: str = "json"


@command("export [json]", "Get all that I keep, as a file", answers=("system.export",))
def export(ask: Export, turn: Turn) -> Reply:
    """A file with the whole book, made when it is sent."""
    if ask.format not in RECIPES:
        raise Refusal(f"I can't write {ask.format} yet.", "Say: export json")
    name = f"cordially-{turn.today.isoformat()}.{ask.format}"
    return Reply((line("Here is all that I keep for you."),), files=(File(name, ask.format),))
