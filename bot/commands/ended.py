"""What was expected will not be: nothing more is said of it."""

from msgspec import Struct

from bot.command import Turn, command
from bot.language.reading import Named
from bot.model.document import Milestone, Occasion
from bot.nudges.occasions import milestones_of
from bot.people import several
from bot.reply import Reply, choice, line
from bot.speech import names

EXAMPLE = "ended Ana"
_EXPECTED = {Occasion.BABY, Occasion.WEDDING, Occasion.ENGAGEMENT}


class Ended(Struct, frozen=True):
    """Of whom."""

    people: tuple[Named, ...] = ()


@command(
    "ended <people>",
    "Something expected will not be: say nothing of it",
    examples=(EXAMPLE,),
)
def ended(ask: Ended, turn: Turn) -> Reply:
    """Take out what was expected of them, quietly; undo brings it back."""
    people = several(ask.people, turn, missing="Of whom?", example=EXAMPLE)
    gone = {
        each.id: each
        for contact in people
        for each in milestones_of(turn.book, contact.id)
        if _is_expected(each)
    }
    for each in gone.values():
        turn.book.delete(each)
    if not gone:
        return Reply((line("I expect nothing of that kind for ", *names(people), "."),))
    said = line("Noted. I'll say nothing more of it to you about ", *names(people), ".")
    return Reply((said,), (choice("Undo", "undo", turn.change_id),))


def _is_expected(milestone: Milestone) -> bool:
    """Whether it was to come, or is a wedding or birth that may have been told as sure."""
    return milestone.expected or milestone.occasion in _EXPECTED
