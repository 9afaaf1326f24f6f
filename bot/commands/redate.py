"""Mend the day of something that was told, by a button."""

from datetime import date

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.model.document import Interaction, Reminder
from bot.people import contacts
from bot.redating import save_mended
from bot.reply import Reply, choice, say
from bot.speech import names
from bot.wording import day_in_full


class Redate(Struct, frozen=True):
    """An interaction or a reminder and its right day, from a button."""

    ref: str = ""
    pick: str = ""


@command("redate <day>", "Mend the day of what you logged", in_menu=False)
def redate(ask: Redate, turn: Turn) -> Reply:
    """Move an entry to the other day that its words could have meant."""
    entry = turn.book.get(Interaction, ask.ref) or turn.book.get(Reminder, ask.ref)
    if entry is None:
        raise Refusal("That entry is gone, so there is no day to mend.", "Tell me again: met …")
    try:
        on = date.fromisoformat(ask.pick)
    except ValueError:
        raise Refusal("That button carries no day.", "Tell me again: met …") from None
    save_mended(entry, structs.replace(entry, on=on), turn)
    people = contacts(turn.book, entry.contacts)
    return say(
        "Mended: ",
        *names(people),
        f"{' · ' if people else ''}{day_in_full(on, turn.said_on)}.",
        choices=(choice("Undo", "undo", turn.change_id),),
    )
