"""A promise was kept, or is not owed any more."""

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named
from bot.model.document import ContactId, Promise
from bot.people import contacts, several
from bot.promises import chosen, due_in_words, keep, open_promises
from bot.reply import Line, Part, Reply, choice, line
from bot.speech import names
from bot.wording import shortened

EXAMPLE = "kept my promise to Bob"


class Kept(Struct, frozen=True):
    """Whose promise, and which; a button has the promise, and "drop" if it is not owed."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    direction: str | None = None
    note: str | None = None


@command(
    "kept <person> [<words>]",
    "A promise is kept",
    answers=("promise.done",),
    examples=("kept my promise to Bob",),
)
def kept(ask: Kept, turn: Turn) -> Reply:
    """Mark the promise as kept; where several could be meant, ask which."""
    if ask.ref:
        return _pressed(ask, turn)
    people = several(ask.people, turn, missing="Which promise?", example=EXAMPLE)
    waiting = open_promises(turn.book, [ContactId(each.id) for each in people])
    if ask.direction:
        side = [each for each in waiting if each.is_mine is (ask.direction == "mine")]
        waiting = side if ask.note else side or waiting
    if not waiting:
        raise Refusal(
            line("No promise with ", *names(people), " is open."),
            "To add one: I promised Bob the deck by Friday",
        )
    found = chosen(waiting, ask.note)
    if len(found) > 1:
        return Reply((line("Which one?"), *(_option(each, turn) for each in found)))
    return Reply(
        (line("Kept: ", *_said(keep(found[0], turn), turn)),),
        (choice("Undo", "undo", turn.change_id),),
    )


def _pressed(ask: Kept, turn: Turn) -> Reply:
    found = turn.book.get(Promise, ask.ref)
    if found is None:
        raise Refusal("I don't have that promise any more, and changed nothing.")
    if not found.is_open:
        return Reply((line("Closed already: ", *_said(found, turn)),))
    undo = (choice("Undo", "undo", turn.change_id),)
    if ask.pick == "drop":
        turn.save(structs.replace(found, dropped_on=turn.said_on))
        return Reply((line("Not owed any more: ", *_said(found, turn)),), undo)
    return Reply((line("Kept: ", *_said(keep(found, turn), turn)),), undo)


def _said(promise: Promise, turn: Turn) -> list[Part]:
    people = names(contacts(turn.book, promise.contacts))
    who: list[Part] = ["for ", *people] if promise.is_mine else ["by ", *people]
    return [f"{promise.what}, ", *who, "."]


def _option(promise: Promise, turn: Turn) -> Line:
    due = due_in_words(promise, turn.today)
    return line(
        f"{promise.what}{due}",
        choices=(choice("Kept", "kept", promise.id),),
        name=shortened(promise.what),
    )
