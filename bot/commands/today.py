"""Whom to be in touch with today: the morning's list once more, or what it would be now."""

from datetime import date

from msgspec import Struct

from bot.command import Turn, command
from bot.language.reading import When
from bot.model.calendar import MonthDay, anniversary, first_day
from bot.nudges.digest import WORK_PLATFORMS, Look, compose
from bot.nudges.lists import fresh, list_of
from bot.nudges.reasons import reason
from bot.nudges.standing import kept
from bot.people import contacts
from bot.reply import Line, Reply, choice, line, say
from bot.speech import names
from bot.wording import when


class Today(Struct, frozen=True):
    """``when`` is another day that is asked about."""

    ref: str = ""
    pick: str = ""
    when: When | None = None


@command(
    "today",
    "Whom to reach out to today, and why",
    also=("due",),
    answers=("query.due",),
    examples=("today", "who should I reach out to?"),
)
def today(ask: Today, turn: Turn) -> Reply:
    """The list with its buttons; in words, where it is about a day to come."""
    day = turn.today
    if ask.when is not None:
        asked = ask.when
        day = anniversary(asked, day) if isinstance(asked, MonthDay) else first_day(asked)
    if day > turn.today:
        return _ahead(day, turn)
    digest = list_of(turn.book, turn.today)
    if not digest.nudges:
        return _nobody(turn)
    look = Look(turn.sender.platform, is_asked_for=True)
    return compose(digest, turn.book, turn.today, look=look)


def _ahead(day: date, turn: Turn) -> Reply:
    """Who would be on the list of ``day`` if nothing were logged until then."""
    lines: list[Line] = []
    for nudge in fresh(turn.book, day).nudges:
        people = contacts(turn.book, nudge.contacts)
        if people:
            why = reason(nudge, turn.book, day, at_work=turn.sender.platform in WORK_PLATFORMS)
            lines.append(line(*names(people), f" · {why}."))
    said = when(day, turn.today)
    if not lines:
        return say(f"Nobody that I know of {said if said == 'tomorrow' else f'on {said}'}.")
    return Reply((line(f"{said[:1].upper()}{said[1:]}, as it looks now:"), *lines))


def _nobody(turn: Turn) -> Reply:
    """That nobody is due, with what would make somebody so."""
    if any(True for _ in kept(turn.book, turn.today)):
        return say("Nobody today. Everyone you keep in touch with has heard from you lately.")
    return say(
        "Nobody today. To hear of someone in time: keep in touch with Sarah monthly",
        choices=(choice("This week's dates", "congrats"),),
    )
