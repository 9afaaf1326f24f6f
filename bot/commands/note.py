"""Keep a lasting fact about somebody."""

import re
from datetime import date

from bot.closing import passed_away, says_died
from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named, When
from bot.losses import mourned
from bot.model.document import ContactId, Note, Reminder
from bot.party import party
from bot.reply import Line, Reply, choice, line
from bot.told import Details, in_words, told
from bot.wording import day_in_full

_SET_APART = re.compile(r"[^:\n]{1,60}:\s+(.*\S)", re.DOTALL)


class Fact(Details, frozen=True):
    """What was said about somebody."""

    people: tuple[Named, ...] = ()
    note: str | None = None
    words: str | None = None
    when: When | None = None


@command(
    "note <person>: <words>",
    "Keep a fact about someone",
    also=("remember",),
    answers=("note",),
    examples=("note Sarah: vegetarian, two kids", "note Bob likes climbing"),
)
def note(ask: Fact, turn: Turn) -> Reply:
    """Put what has a place of its own into the contact, and keep the rest in their words."""
    example = "note Sarah: vegetarian, two kids"
    who = party(ask.people, turn, missing="About whom?", example=example)
    people = who.contacts
    if len(people) == 1 and says_died(ask.note, people):
        return passed_away(people[0], ask.note, turn)
    as_typed = _behind_colon(ask.words)
    details = in_words(ask) if len(people) == 1 else []
    text = as_typed or ask.note or (None if details else ask.words)
    if not text and not details:
        raise Refusal("What shall I keep?", f"For example: note {people[0].name}: vegetarian")
    if details:
        turn.save(told(people[0], ask))
    ids = tuple(ContactId(contact.id) for contact in people)
    if text:
        turn.save(Note(id=turn.new_id(), contacts=ids, text=text, on=turn.said_on))
    told_apart = [each for each in details if not as_typed or each not in as_typed]
    said = " · ".join([*told_apart, *([text] if text else [])])
    dot = "." if who.new else ""
    lines = [line("Noted: ", *who.named, f" · {said}{dot}", *who.said_new)]
    lines += mourned(people, text, turn)
    lines += _reminder(ask, ids, text, turn)
    return Reply(tuple(lines), (choice("Undo", "undo", turn.change_id),))


def _behind_colon(words: str | None) -> str | None:
    """What follows "Sarah:", letter for letter: whoever sets it apart wants it as it stands."""
    found = _SET_APART.match(words or "")
    return found[1].strip() if found else None


def _reminder(
    ask: Fact, ids: tuple[ContactId, ...], text: str | None, turn: Turn
) -> list[Line]:
    """A day to come that was named becomes a reminder, so that it is not lost in a note."""
    if not isinstance(ask.when, date) or ask.when <= turn.said_on:
        return []
    turn.save(Reminder(id=turn.new_id(), contacts=ids, on=ask.when, about=text))
    return [line(f"I'll remind you on {day_in_full(ask.when, turn.today)}.")]
