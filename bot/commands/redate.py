"""Mend the day of something that was logged."""

from datetime import date

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.model.document import Interaction
from bot.people import contacts
from bot.reply import Reply, choice, say
from bot.speech import names
from bot.wording import day_in_full


class Redate(Struct, frozen=True):
    """An interaction and its right day, from a button."""

    ref: str = ""
    pick: str = ""


@command("redate <day>", "Mend the day of what you logged", in_menu=False)
def redate(ask: Redate, turn: Turn) -> Reply:
    """Move an interaction to the other day that its words could have meant."""
    interaction = turn.book.get(Interaction, ask.ref)
    if interaction is None:
        raise Refusal("That entry is gone, so there is no day to mend.", "Log it again: met …")
    try:
        on = date.fromisoformat(ask.pick)
    except ValueError:
        raise Refusal("That button carries no day.", "Log it again: met …") from None
    turn.save(structs.replace(interaction, on=on))
    people = contacts(turn.book, interaction.contacts)
    for contact in people:
        if contact.met_on == interaction.on:
            turn.save(structs.replace(contact, met_on=on))
    return say(
        "Mended: ",
        *names(people),
        f" · {day_in_full(on, turn.said_on)}.",
        choices=(choice("Undo", "undo", turn.change_id),),
    )
