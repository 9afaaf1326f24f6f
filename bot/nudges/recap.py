"""The evening of an event: whom the owner met there, and what is missing of them. Pure."""

from bot.model.book import Book
from bot.model.document import Event
from bot.nudges.events import met_at, missing
from bot.reply import Line, Reply, line
from bot.speech import names
from bot.wording import counted, listed

_MOST = 12


def recap(book: Book, event: Event) -> Reply:
    """Everybody met so far, with what would be good to know; and a question for more."""
    met = list(met_at(book, event))
    if not met:
        said = f"{event.name}: whom did you meet? For example: met Sarah, CTO at Acme"
        return Reply((line(said),), discreet="Your event")
    people = counted(len(met), "person", "people")
    lines: list[Line] = [line(f"{event.name}: you told me of {people}.")]
    for contact, talk in met[:_MOST]:
        gaps = missing(contact, talk)
        lines.append(line(*names([contact]), f" · I don't know {listed(gaps)}" if gaps else ""))
    lines.append(line("Anyone else? Say: met …"))
    return Reply(tuple(lines), discreet="Your event")
