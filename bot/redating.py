"""Another day for what was told, read in the direction in which its kind looks."""

from datetime import date, timedelta

from msgspec import structs

from bot.command import Turn
from bot.errors import Refusal
from bot.language.reading import When
from bot.model.calendar import Month, MonthDay, Period, anniversary, first_day
from bot.model.document import (
    AboutContacts,
    Favour,
    Interaction,
    Milestone,
    Promise,
    Reminder,
)
from bot.nudges.anchors import is_expected
from bot.people import contacts, interactions
from bot.wording import WEEK, day_in_full

DATED = (Interaction, Favour, Milestone, Promise, Reminder)
"""What has a day that can be mended; the first of these is meant where there are several."""


def redated(document: AboutContacts, said: When, turn: Turn) -> AboutContacts:
    """The document on another day, read in the direction in which its kind looks.

    Raises:
        Refusal: if that has happened and the day is still to come, or if it has no day.
    """
    match document:
        case Interaction() | Favour():
            return structs.replace(document, on=_past(said, turn))
        case Reminder():
            return structs.replace(document, on=_ahead(said, turn))
        case Promise():
            return structs.replace(document, due=_ahead(said, turn))
        case Milestone():
            return _day(document, said, turn)
    raise Refusal("That has no day to mend.", "Say what it should be: note …")


def _past(said: When, turn: Turn) -> Period:
    if isinstance(said, MonthDay):
        this_year = said.in_year(turn.said_on.year)
        return this_year if this_year <= turn.said_on else said.in_year(turn.said_on.year - 1)
    if first_day(said) > turn.said_on:
        raise Refusal(
            f"{day_in_full(first_day(said), turn.said_on)} is still to come.",
            "Say a day that has been.",
        )
    return said


def _ahead(said: When, turn: Turn) -> date:
    """A mended day is read as one that has been: the next one like it is meant here."""
    if isinstance(said, MonthDay):
        return anniversary(said, turn.said_on)
    day = first_day(said)
    if day >= turn.said_on:
        return day
    if turn.said_on - day <= timedelta(days=WEEK):
        return day + timedelta(days=WEEK)
    return anniversary(day, turn.said_on)


def _day(milestone: Milestone, said: When, turn: Turn) -> Milestone:
    if isinstance(said, Month):
        return structs.replace(milestone, on=said)
    on = said if isinstance(said, MonthDay) else first_day(said)
    if isinstance(milestone.on, MonthDay):
        return structs.replace(milestone, on=MonthDay(on.month, on.day))
    if isinstance(on, MonthDay):
        on = on.in_year(turn.said_on.year)
    expected = is_expected(milestone.occasion, on, turn.said_on)
    return structs.replace(milestone, on=on, expected=expected)


def save_mended(before: AboutContacts, after: AboutContacts, turn: Turn) -> None:
    """Save a mended document; who was first met then was first met on the mended day."""
    if isinstance(before, Interaction) and isinstance(after, Interaction):
        for contact in contacts(turn.book, before.contacts):
            others = [
                each
                for each in interactions(turn.book, contact.id)
                if each.id != before.id and each.on == before.on
            ]
            if contact.met_on == before.on and not others:
                places = {before.event, before.place, None}
                at = (
                    (after.event or after.place) if contact.met_at in places else contact.met_at
                )
                turn.save(structs.replace(contact, met_on=after.on, met_at=at))
    turn.save(after)
