"""The owner's own mornings: the last, the next, and where they go."""

from datetime import timedelta

from msgspec import Struct

from bot.command import Turn, command
from bot.model.document import Contact, Digest, Reminder
from bot.nudges.schedule import next_morning
from bot.reply import Line, Reply, line
from bot.wording import counted, day_in_full, when


class Status(Struct, frozen=True):
    """Nothing more is needed."""


@command("status", "Your mornings: the last and the next", answers=("system.status",))
def status(ask: Status, turn: Turn) -> Reply:
    """When the last list went out, when the next one comes, and where to."""
    del ask
    book, preferences = turn.book, turn.preferences
    last = max((digest.day for digest in book.all(Digest)), default=None)
    open_reminders = sum(1 for each in book.all(Reminder) if each.done_on is None)
    people = counted(book.count(Contact), "person", "people")
    reminders = counted(open_reminders, "reminder")
    home = preferences.home.partition("/")[0] if preferences.home else None
    lines = [
        line(f"You have {people} in your book, and {reminders} open."),
        line(
            f"Last morning list: {when(last, turn.today)}." if last else "No morning list yet."
        ),
        _next(turn),
        line(f"It goes to {home}." if home else "It has no home yet: settings home here"),
    ]
    return Reply(tuple(lines))


def _next(turn: Turn) -> Line:
    preferences = turn.preferences
    closed = max((digest.day for digest in turn.book.all(Digest)), default=None)
    due = next_morning(preferences, turn.now, closed).astimezone(turn.zone)
    if preferences.paused_until and preferences.paused_until > due.date():
        return line(f"Paused until {day_in_full(preferences.paused_until, turn.today)}.")
    soon = due.date() - turn.today <= timedelta(days=1)
    day = when(due.date(), turn.today) if soon else day_in_full(due.date(), turn.today)
    return line(f"The next one: {day} at {due:%H:%M} ({preferences.zone}).")
