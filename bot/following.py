"""What the owner means to do next: a promise, or a reminder."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.command import Turn
from bot.language.reading import FollowUp
from bot.model.document import Contact, ContactId, Promise, Reminder
from bot.naming import without_names
from bot.promises import due_in_words, undertaken
from bot.reply import Choice, Line, choice, line
from bot.wording import day_in_full

_THEIRS = re.compile(
    r"^(?:(?:she|he|they)\s+)?(?:has\s+|have\s+)?(?:promised|swore|owes)\s+"
    r"(?:(?:me|us)\b\s*)(?:to\s+)?(?P<what>\S.*)$",
    re.IGNORECASE,
)
SOON = timedelta(days=2)
"""When to be reminded of what was said to be next, and no day with it."""


def follow_up(
    told: FollowUp, people: Sequence[Contact], turn: Turn
) -> tuple[Line, tuple[Choice, ...]] | None:
    """What is kept of it, with its day; for a promise without one, the days to choose from.

    None if nothing was said of when or what.
    """
    ids = tuple(ContactId(each.id) for each in people)
    if what := undertaken(told.about, people):
        made = Promise(
            id=turn.new_id(),
            contacts=ids,
            is_mine=True,
            what=what,
            made_on=turn.said_on,
            due=told.when,
        )
        turn.save(made)
        said = f"You promised: {what}{due_in_words(made, turn.today)}."
        return (line(said), ()) if made.due else (line(f"{said} By when?"), days_for(made))
    if told.when is None and told.about is None:
        return None
    on = told.when or turn.said_on + SOON
    turn.save(Reminder(id=turn.new_id(), contacts=ids, on=on, about=told.about))
    about = f": {told.about}" if told.about else ""
    return line(f"I'll remind you on {day_in_full(on, turn.today)}{about}."), ()


def promised_to_owner(note: str | None, people: Sequence[Contact], turn: Turn) -> Line | None:
    """What the one who was met has promised, kept as theirs: "she promised me the slides".

    None where nothing was, or where it is not clear whose promise it is.
    """
    if len(people) != 1:
        return None
    for clause in (note or "").split(", "):
        if found := _THEIRS.match(without_names(clause, people)):
            made = Promise(
                id=turn.new_id(),
                contacts=(ContactId(people[0].id),),
                is_mine=False,
                what=found["what"].strip(" .;"),
                made_on=turn.said_on,
            )
            turn.save(made)
            return line(f"Promised to you: {made.what}.")
    return None


def days_for(promise: Promise) -> tuple[Choice, ...]:
    """By when a promise could be kept, to be pressed."""
    return (
        choice("This week", "promise", promise.id, "week"),
        choice("No date", "promise", promise.id, "none"),
    )
