"""What was expected will not be, or is over: nothing more is said of it."""

from collections.abc import Sequence

from msgspec import Struct

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named
from bot.losses import ANY, OFF, awaited, let_go, loss, loss_of
from bot.model.document import Contact, ContactId, Milestone, Note
from bot.people import contacts, several
from bot.reply import Choice, Reply, choice, line
from bot.speech import names

EXAMPLE = "ended Ana"


class Ended(Struct, frozen=True):
    """Of whom; ``kind`` is what of it, where that was said, and ``note`` in which words.

    A button has the milestone that is off.
    """

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    kind: str | None = None
    note: str | None = None
    words: str = ""


@command(
    "ended <people>",
    "Something expected will not be: say nothing of it",
    answers=("ended", "note.ended"),
    examples=(EXAMPLE, "Ana and Bob called off the wedding", "the wedding is off"),
    claims=(rf"(?P<words>{OFF})",),
)
def ended(ask: Ended, turn: Turn) -> Reply:
    """Take out what was expected of them, quietly, and keep what was said as a note."""
    people = _people(ask, turn)
    told = loss_of(ask.kind) or loss(ask.note or ask.words)
    gone = let_go(people, told or ANY, turn)
    if ask.note:
        return _kept(ask.note, people, turn)
    if not gone:
        return Reply((line("I expect nothing of that kind for ", *names(people), "."),))
    said = line("Noted: nothing more of that for ", *names(people), ".")
    return Reply((said,), (*_draft(people), choice("Undo", "undo", turn.change_id)))


def _people(ask: Ended, turn: Turn) -> Sequence[Contact]:
    """Those who were named or pressed; else the only ones who await such a day.

    Raises:
        Refusal: if there are none, or several, who are then offered.
    """
    if ask.people:
        named = tuple(each for each in ask.people if each.contacts) or ask.people
        return several(named, turn, missing="Of whom?", example=EXAMPLE)
    if ask.ref:
        pressed = turn.book.get(Milestone, ask.ref)
        if pressed is None:
            raise Refusal("I don't have that day any more, and changed nothing.")
        return contacts(turn.book, pressed.contacts)
    waiting = awaited(ask.words, turn)
    if len(waiting) == 1:
        return contacts(turn.book, waiting[0].contacts)
    offers = [
        choice(" and ".join(each.name for each in people), "ended", day.id)
        for day in waiting
        if (people := contacts(turn.book, day.contacts))
    ]
    raise Refusal("Of whom?", None if offers else f"For example: {EXAMPLE}", choices=offers)


def _kept(note: str, people: Sequence[Contact], turn: Turn) -> Reply:
    ids = tuple(ContactId(contact.id) for contact in people)
    turn.save(Note(id=turn.new_id(), contacts=ids, text=note, on=turn.said_on))
    lines = (
        line("Noted: ", *names(people), f" · {note}"),
        line("No congratulations from me for that. Would you like to ask what would help?"),
    )
    return Reply(lines, (*_draft(people), choice("Undo", "undo", turn.change_id)))


def _draft(people: Sequence[Contact]) -> tuple[Choice, ...]:
    """A hard time, kept as one: its first draft asks what would help."""
    if len(people) != 1:
        return ()
    return (choice("Be there for them", "support", people[0].id),)
