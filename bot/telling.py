"""An entry in words, as it is."""

from bot.command import Turn
from bot.model.document import (
    AboutContacts,
    Favour,
    Interaction,
    Milestone,
    Promise,
    Reminder,
)
from bot.people import contacts
from bot.profile import milestone_name
from bot.reply import Line, Part, line
from bot.speech import names
from bot.wording import day_in_full, medium_name, spelled, when


def entry_line(document: AboutContacts, turn: Turn) -> Line:
    """What an entry says now, after it was mended."""
    people: list[Part] = names(contacts(turn.book, document.contacts))
    return line("Mended: ", *people, *([" · "] if people else []), f"{_words(document, turn)}.")


def _words(document: AboutContacts, turn: Turn) -> str:
    today = turn.said_on
    match document:
        case Interaction():
            met = f"{medium_name(document.medium)} {spelled(document.on, today)}"
            return " · ".join(each for each in (met, document.event, document.place) if each)
        case Milestone():
            return f"{milestone_name(document)} · {when(document.on, today)}"
        case Reminder():
            about = f": {document.about}" if document.about else ""
            return f"reminder on {day_in_full(document.on, today)}{about}"
        case Promise():
            due = f" by {day_in_full(document.due, today)}" if document.due else ""
            return f"{document.what}{due}"
        case Favour():
            return f"{document.what} · {spelled(document.on, today)}"
    return ""
