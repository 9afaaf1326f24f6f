"""Somebody has died: nothing about them comes unasked any more."""

from msgspec import Struct

from bot.closing import passed_away
from bot.command import Turn, command
from bot.language.reading import Named
from bot.people import one
from bot.reply import Reply


class Passed(Struct, frozen=True):
    """Who has died, and what was said of it."""

    people: tuple[Named, ...] = ()
    note: str | None = None


@command(
    "passed <person>",
    "Someone has passed away",
    answers=("boundary.passed_away",),
    examples=("Bob passed away in March",),
)
def passed(ask: Passed, turn: Turn) -> Reply:
    """Keep their page, and leave them out of mornings and congratulations."""
    contact = one(ask.people, turn, missing="Who has died?", example="passed Bob Okafor")
    return passed_away(contact, ask.note, turn)
