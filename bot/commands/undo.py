"""Take back what a message did."""

from msgspec import Struct

from bot import changes
from bot.command import Turn, command
from bot.errors import Refusal
from bot.model.document import Change
from bot.reply import Reply, choice, say


class Undo(Struct, frozen=True):
    """The change to undo, from a button; the last one if none is named."""

    ref: str = ""
    pick: str = ""


@command("undo", "Take back the last thing you told me", answers=("edit.undo",))
def undo(ask: Undo, turn: Turn) -> Reply:
    """Put everything back as it was before the change, if nothing has altered it since."""
    change = turn.book.get(Change, ask.ref) if ask.ref else changes.latest(turn.book)
    if change is None:
        raise Refusal(
            "There is nothing to undo." if not ask.ref else "That is too long ago to undo.",
            "You can mend anything in words: note …, or forget …",
        )
    if change.undone:
        raise Refusal("That is undone already.")
    if stale := changes.stale(change, turn.book):
        later = _later(change, stale[0].table, stale[0].id, turn)
        raise Refusal(
            f"I can't undo that alone: {later} came after it.", "Undo that first: undo"
        )
    changes.take_back(change, turn)
    done, label = ("Redone", "Undo") if _is_undo(change, turn) else ("Undone", "Redo")
    return say(f"{done}: {change.said}", choices=(choice(label, "undo", turn.change_id),))


def _is_undo(change: Change, turn: Turn) -> bool:
    """Whether a change had taken another back; a redo takes an undo back, and so is none."""
    earlier = turn.book.get(Change, change.undoes) if change.undoes else None
    return earlier is not None and not _is_undo(earlier, turn)


def _later(change: Change, table: str, id: str, turn: Turn) -> str:
    """What has altered a document after ``change``, in quotes."""
    version = turn.book.version_of(table, id)
    for each in turn.book.all(Change):
        if each.id != change.id and any(one.version == version for one in each.documents):
            return f"“{each.said}”"
    return "something else"
