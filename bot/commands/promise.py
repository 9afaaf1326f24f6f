"""Keep what somebody has undertaken to do: the owner, or a contact."""

from datetime import date, timedelta

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.following import days_for
from bot.language.folding import fold
from bot.language.reading import Named, When
from bot.model.calendar import MonthDay, anniversary, last_day, week_of
from bot.model.document import Promise
from bot.party import Party, party
from bot.people import contacts
from bot.promises import due_in_words, is_keeping, open_promises
from bot.reply import Line, Part, Reply, choice, line
from bot.speech import names
from bot.wording import shortened

EXAMPLE = "I promised Bob the deck by Friday"
_FRIDAY = 4


class Promised(Struct, frozen=True):
    """Who promised what to whom, by when; ``pick`` of a button is "week" or "none"."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    direction: str = "mine"
    note: str | None = None
    when: When | None = None


@command(
    "promise <person>: <words> [by <day>]",
    "Keep what you promised, or were promised",
    answers=("promise",),
    examples=("I promised Bob the deck by Friday", "Ana promised to send me the contract"),
)
def promise(ask: Promised, turn: Turn) -> Reply:
    """Save it with its day; ask for one where the owner's own has none."""
    if ask.ref:
        return _dated(ask, turn)
    who = party(ask.people, turn, missing="To whom, and what?", example=EXAMPLE)
    if not ask.note or is_keeping(ask.note):
        return _waiting(who, turn)
    saved = _saved(ask, who, ask.note, turn)
    said = line("Saved: ", *_said(saved, turn), *who.said_new)
    undo = choice("Undo", "undo", turn.change_id)
    if saved.is_mine and saved.due is None:
        return Reply((said, line("By when?")), (*days_for(saved), undo))
    return Reply((said,), (undo,))


def _saved(ask: Promised, who: Party, what: str, turn: Turn) -> Promise:
    """The promise in the book; one that was told again gets the day that is said now."""
    is_mine = ask.direction != "theirs"
    due = _day(ask.when, turn.said_on)
    for known in open_promises(turn.book, who.ids):
        is_same = known.contacts == who.ids and known.is_mine is is_mine
        if is_same and fold(known.what) == fold(what):
            turn.save(kept := structs.replace(known, due=due or known.due))
            return kept
    made = Promise(
        id=turn.new_id(),
        contacts=who.ids,
        is_mine=is_mine,
        what=what,
        made_on=turn.said_on,
        due=due,
    )
    turn.save(made)
    return made


def _day(said: When | None, today: date) -> date | None:
    """A deadline: the last day of what was said."""
    if said is None:
        return None
    return anniversary(said, today) if isinstance(said, MonthDay) else last_day(said)


def _said(saved: Promise, turn: Turn) -> list[Part]:
    people = names(contacts(turn.book, saved.contacts))
    who = ["you promised ", *people] if saved.is_mine else [*people, " promised"]
    return [*who, f" · {saved.what}{due_in_words(saved, turn.today)}."]


def _dated(ask: Promised, turn: Turn) -> Reply:
    """The day of a promise, by button: this week is its Friday, or its Sunday after that."""
    found = turn.book.get(Promise, ask.ref)
    if found is None:
        raise Refusal("I don't have that promise any more.", f"Say it again: {EXAMPLE}")
    if ask.pick != "week":
        return Reply((line("Left without a day: ", *_said(found, turn)),), edits=True)
    monday = week_of(turn.today).first
    friday = monday + timedelta(days=_FRIDAY)
    due = friday if turn.today <= friday else week_of(turn.today).last
    turn.save(dated := structs.replace(found, due=due))
    undo = (choice("Undo", "undo", turn.change_id),)
    return Reply((line("Saved: ", *_said(dated, turn)),), undo, edits=True)


def _waiting(who: Party, turn: Turn) -> Reply:
    """What is open with somebody, where nothing new was said."""
    if who.new:
        raise Refusal("What was promised?", f"For example: {EXAMPLE}")
    waiting = open_promises(turn.book, who.ids)
    if not waiting:
        raise Refusal(
            line("No promise with ", *who.named, " is open."), f"To add one: {EXAMPLE}"
        )
    return Reply(tuple(_open(each, turn) for each in waiting))


def _open(each: Promise, turn: Turn) -> Line:
    said = _said(each, turn)
    first = said[0]
    capital = [first[:1].upper() + first[1:], *said[1:]] if isinstance(first, str) else said
    return line(*capital, choices=(choice("Kept", "kept", each.id),), name=shortened(each.what))
