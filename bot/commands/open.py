"""Show a line's choices where a message has but one keyboard, or a folded list whole."""

from msgspec import Struct, structs

from bot.answering import NOW, OLD_BUTTON
from bot.command import Turn, command
from bot.errors import Refusal
from bot.model.document import Digest, Reminder
from bot.nudges.digest import Look, compose
from bot.nudges.lists import FRESH, found, list_of
from bot.nudges.moments import reminder_said
from bot.reply import Reply


class Open(Struct, frozen=True):
    """``ref`` is a line's nudge, a reminder or the list itself; nothing is today's list."""

    ref: str = ""
    pick: str = ""


@command("open [<person>]", "Show what can be done with a line of the list", in_menu=False)
def open_line(ask: Open, turn: Turn) -> Reply:
    """The same list, with one line opened or all of it unfolded."""
    platform = turn.sender.platform
    whole = (
        turn.book.get(Digest, ask.ref) if ask.ref != FRESH else list_of(turn.book, turn.today)
    )
    if whole:
        look, digest = Look(platform, is_unfolded=True), whole
    elif reminder := turn.book.get(Reminder, ask.ref):
        return structs.replace(reminder_said(reminder, turn.book), edits=True)
    elif pair := found(turn.book, ask.ref, turn.today):
        look, digest = Look(platform, opened=pair[1].id, is_unfolded=True), pair[0]
    else:
        raise Refusal(OLD_BUTTON, NOW)
    return structs.replace(compose(digest, turn.book, turn.today, look=look), edits=True)
