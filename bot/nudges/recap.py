"""An event before it and in its evenings: who is known there, and who was met. Pure."""

from datetime import date

from bot.model.book import Book
from bot.model.document import Event
from bot.nudges.events import in_place, known_there, met_at, missing
from bot.reply import Line, Reply, line
from bot.speech import names
from bot.wording import counted, listed

_MOST = 12


def recap(book: Book, event: Event, day: date | None = None) -> Reply:
    """Everybody met so far, or on a day, with what would be good to know; and who else."""
    met = list(met_at(book, event, day))
    today = " today" if day else ""
    if not met:
        said = f"{event.name}: whom did you meet{today}? For example: met Sarah, CTO at Acme"
        return Reply((line(said),), discreet="Your event")
    people = counted(len(met), "person", "people")
    lines: list[Line] = [line(f"{event.name}: you told me of {people}{today}.")]
    for contact, talk in met[:_MOST]:
        gaps = missing(contact, talk)
        lines.append(line(*names([contact]), f" · I don't know {listed(gaps)}" if gaps else ""))
    lines.append(line("Anyone else? Say: met …"))
    return Reply(tuple(lines), discreet="Your event")


def eve(book: Book, event: Event) -> Reply:
    """What comes on the evening before: whom the owner could meet."""
    said = line(f"Tomorrow: {event.name}.")
    return Reply((said, *who_is_there(book, event)), discreet="Your event")


def who_is_there(book: Book, event: Event) -> list[Line]:
    """Whom the owner knows from an event, and who else lives where it is."""
    lines = []
    for lead, found in (
        ("You know there: ", known_there(book, event)),
        (f"In {event.place} you know ", in_place(book, event)),
    ):
        if found:
            more = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
            lines.append(line(lead, *names(found[:_MOST]), f"{more}."))
    return lines
