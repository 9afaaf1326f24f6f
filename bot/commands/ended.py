"""What was expected will not be: nothing more is said of it."""

from msgspec import Struct

from bot.command import Turn, command
from bot.language.reading import Named
from bot.model.document import Contact, ContactId, Milestone, Note, Occasion
from bot.nudges.occasions import milestones_of
from bot.people import several
from bot.reply import Reply, choice, line
from bot.speech import names

EXAMPLE = "ended Ana"
_WEDDING = frozenset({Occasion.WEDDING, Occasion.ENGAGEMENT})
_EXPECTED = {Occasion.BABY, *_WEDDING}
_ENDS = {
    "baby": frozenset({Occasion.BABY}),
    "wedding": _WEDDING,
    "anniversary": _WEDDING | {Occasion.ANNIVERSARY},
}
"""What is over with a loss, a wedding called off, and a marriage that has ended."""


class Ended(Struct, frozen=True):
    """Of whom; ``kind`` is what of it, where that was said, and ``note`` in which words."""

    people: tuple[Named, ...] = ()
    kind: str | None = None
    note: str | None = None


@command(
    "ended <people>",
    "Something expected will not be: say nothing of it",
    answers=("ended", "note.ended"),
    examples=(EXAMPLE, "Ana and Bob called off the wedding"),
)
def ended(ask: Ended, turn: Turn) -> Reply:
    """Take out what was expected of them, quietly, and keep what was said as a note."""
    named = tuple(each for each in ask.people if each.contacts) or ask.people
    people = several(named, turn, missing="Of whom?", example=EXAMPLE)
    gone = {
        each.id: each
        for contact in people
        for each in milestones_of(turn.book, contact.id)
        if _is_over(each, ask.kind)
    }
    for each in gone.values():
        turn.book.delete(each)
    if ask.note:
        return _kept(ask.note, people, turn)
    if not gone:
        return Reply((line("I expect nothing of that kind for ", *names(people), "."),))
    said = line("Noted. I'll say nothing more of it to you about ", *names(people), ".")
    return Reply((said,), (choice("Undo", "undo", turn.change_id),))


def _kept(note: str, people: tuple[Contact, ...], turn: Turn) -> Reply:
    ids = tuple(ContactId(contact.id) for contact in people)
    turn.save(Note(id=turn.new_id(), contacts=ids, text=note, on=turn.said_on))
    return Reply(
        (
            line("Noted: ", *names(people), f" · {note}"),
            line("No congratulations from me for that. Would you like to ask what would help?"),
        ),
        (
            *([choice("Draft", "draft", ids[0])] if len(ids) == 1 else []),
            choice("Undo", "undo", turn.change_id),
        ),
    )


def _is_over(milestone: Milestone, kind: str | None) -> bool:
    """Whether it was to come, or is a wedding or birth that may have been told as sure."""
    if kind in _ENDS:
        return milestone.occasion in _ENDS[kind]
    return milestone.expected or milestone.occasion in _EXPECTED
