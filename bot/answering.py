"""Which nudge an answer is about, and the list as it stands after it."""

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from bot.command import Turn
from bot.errors import Refusal, Unclear
from bot.language.reading import Named
from bot.model.document import (
    Answer,
    Contact,
    ContactId,
    Digest,
    Doubt,
    Nudge,
    Option,
    Reason,
    Reminder,
)
from bot.nudges.digest import Look, compose
from bot.nudges.lists import FRESH, current, found, fresh
from bot.nudges.moments import OFF_LIST
from bot.nudges.mornings import as_it_stands, numbered, on_show, with_nudge
from bot.nudges.review import IN_REVIEW, review
from bot.people import several
from bot.reply import Choice, Line, Part, Reply, choice, line
from bot.speech import names

OLD_BUTTON = "I don't have that list any more, and changed nothing."
NOW = "Say today for the list as it is now."


class Asking(Struct, frozen=True):
    """Which line of a list is meant: by button, by name or by number."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    index: tuple[int, ...] = ()


class Told(Enum):
    """What an answer tells: that something is done, more than that, or it of all of them."""

    THAT = 1
    MORE = 2
    OF_ALL = 3


class Meant(Struct, frozen=True):
    """Whom an answer is about; ``nudge`` and its ``digest`` where they are on a list."""

    contacts: tuple[Contact, ...]
    nudge: Nudge | None = None
    digest: Digest | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing was answered yet."""
        return self.nudge is None or self.nudge.answer is Answer.OPEN

    @property
    def ref(self) -> str:
        """The id by which a button finds it again."""
        return self.nudge.id if self.nudge else self.contacts[0].id

    @property
    def named(self) -> list[Part]:
        """The people, or what stands for a reminder about nobody."""
        return names(self.contacts) or ["That reminder"]


def meant(
    ask: Asking, turn: Turn, verb: str, pick: str = "", *, tells: Told = Told.THAT
) -> list[Meant]:
    """The lines or the people that an answer is about, at least one.

    Where it has to be asked which, the buttons are those of ``verb`` with ``pick``; where it
    ``tells`` more, the words are read again with the answer.

    Raises:
        Refusal: if a button's list is gone, if a number is not on it, or if it is not clear
            which of several is meant.
        Unclear: if a name fits several contacts.
    """
    if ask.ref:
        return [_pressed(ask.ref, turn)]
    digest = current(turn.book, turn.today)
    if ask.people:
        people = several(ask.people, turn, missing="", example="")
        return [_of_person(contact, digest, turn) for contact in people]
    if ask.index:
        return [_numbered(index, digest, turn) for index in ask.index]
    waiting = [
        nudge
        for nudge in on_show(digest)
        if as_it_stands(nudge, digest.day, turn.book).answer is Answer.OPEN
    ]
    if len(waiting) == 1 or (waiting and tells is Told.OF_ALL):
        return [_of_nudge(each, digest, turn) for each in waiting]
    if not waiting:
        raise Refusal("Nothing is open on the list.", f"Say whom: {verb} Sarah")
    options = [_of_nudge(nudge, digest, turn) for nudge in waiting]
    if tells is Told.MORE:
        by_id = {contact.id: contact for each in options for contact in each.contacts}
        named = [Option(each.name, ContactId(each.id)) for each in by_id.values()]
        raise Unclear("Which one?", "", named, Doubt.SOMEBODY)
    raise Refusal("Which one?", choices=[_option(each, verb, pick) for each in options])


def answered(meant: Meant, turn: Turn, nudge: Nudge) -> Meant:
    """What is meant with its answer, which is kept if the list is one that was sent."""
    if meant.digest is None:
        return meant
    sent = turn.book.get(Digest, meant.digest.id)
    digest = with_nudge(sent or meant.digest, nudge)
    if digest.id != FRESH:
        turn.save(digest)
    return Meant(meant.contacts, nudge, digest)


def told(parts: Sequence[Part], meant: Meant, ask: Asking, turn: Turn) -> Reply:
    """What was done, with an undo: over the list for a press on it, else alone."""
    undo = (choice("Undo", "undo", turn.change_id),)
    if ask.pick == OFF_LIST:
        return Reply((line(*parts),), undo, edits=True)
    if ask.pick == IN_REVIEW:
        return _reviewed(line(*parts), undo, turn)
    if ask.ref and meant.digest:
        return _redrawn(meant.digest, line(*parts), undo, turn)
    return Reply((line(*parts),), undo)


def told_already(what: str, meant: Meant, ask: Asking, turn: Turn) -> Reply:
    """That it was answered before: nothing has changed, and the list is as it stands."""
    already = line(*meant.named, f": {what} already.")
    if ask.pick == IN_REVIEW:
        return _reviewed(already, (), turn)
    if ask.ref and meant.digest and ask.pick != OFF_LIST:
        return _redrawn(meant.digest, already, (), turn)
    return Reply((already,))


def _reviewed(said: Line, choices: tuple[Choice, ...], turn: Turn) -> Reply:
    """The week as it is now, under what was done to a line of it."""
    return Reply((said, *review(turn.book, turn.today).lines), choices, edits=True)


def _redrawn(digest: Digest, said: Line, choices: tuple[Choice, ...], turn: Turn) -> Reply:
    """The list in the place of the message whose button was pressed, under what was done."""
    digest = fresh(turn.book, turn.today) if digest.id == FRESH else digest
    look = Look(turn.sender.platform, said=said)
    reply = compose(digest, turn.book, turn.today, look=look)
    return Reply(reply.lines, choices, discreet=reply.discreet, edits=True)


def _pressed(ref: str, turn: Turn) -> Meant:
    if pair := found(turn.book, ref, turn.today):
        return _of_nudge(pair[1], pair[0], turn)
    if reminder := turn.book.get(Reminder, ref):
        return _of_reminder(reminder, turn)
    if contact := turn.book.get(Contact, ref):
        return Meant((contact,))
    raise Refusal(OLD_BUTTON, NOW)


def _of_reminder(reminder: Reminder, turn: Turn) -> Meant:
    """One that came at its own hour, and is on no list."""
    people = (turn.book.get(Contact, id) for id in reminder.contacts)
    answer = Answer.DONE if reminder.done_on else Answer.OPEN
    nudge = Nudge(reminder.id, reminder.contacts, Reason.REMINDER, reminder.id, answer)
    return Meant(tuple(each for each in people if each), nudge)


def _of_person(contact: Contact, digest: Digest, turn: Turn) -> Meant:
    for nudge in on_show(digest):
        is_current = nudge.answer is Answer.OPEN or digest.day == turn.today
        if is_current and ContactId(contact.id) in nudge.contacts:
            return Meant((contact,), nudge, digest)
    return Meant((contact,))


def _numbered(index: int, digest: Digest, turn: Turn) -> Meant:
    lines = numbered(digest)
    if not 1 <= index <= len(lines):
        raise Refusal(f"There is no line {index} on the list.", NOW)
    return _of_nudge(lines[index - 1], digest, turn)


def _of_nudge(nudge: Nudge, digest: Digest, turn: Turn) -> Meant:
    people = (turn.book.get(Contact, id) for id in nudge.contacts)
    return Meant(tuple(each for each in people if each), nudge, digest)


def _option(each: Meant, verb: str, pick: str) -> Choice:
    label = " and ".join(contact.name for contact in each.contacts) or "The reminder"
    return choice(label, verb, each.ref, pick)
