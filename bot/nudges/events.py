"""Events that the owner goes to: who is known there, and what is missing of whom they met."""

from collections.abc import Iterator
from datetime import date

from bot.language.folding import fold
from bot.model.book import Book
from bot.model.document import Contact, ContactId, Event, Interaction
from bot.nudges.standing import is_open


def event_on(book: Book, day: date) -> Event | None:
    """The event that the owner is at on ``day``; the one that was told last of several."""
    found = [each for each in book.all(Event) if each.first <= day <= each.last]
    return found[-1] if found else None


def event_named(book: Book, name: str | None) -> Event | None:
    """The last event of that name."""
    found = [each for each in book.all(Event) if name and fold(each.name) == fold(name)]
    return found[-1] if found else None


def known_there(book: Book, event: Event) -> list[Contact]:
    """Those whom the owner met at an earlier event of that name, by name."""
    wanted = fold(event.name)
    ids = {
        id
        for each in book.all(Interaction)
        if each.event and fold(each.event) == wanted
        for id in each.contacts
    }
    found = [each for each in book.all(Contact) if _is_there(each, ids, wanted)]
    return sorted((each for each in found if is_open(each)), key=lambda each: each.name)


def _is_there(contact: Contact, ids: set[ContactId], name: str) -> bool:
    return ContactId(contact.id) in ids or fold(contact.met_at or "") == name


def met_at(book: Book, event: Event) -> Iterator[tuple[Contact, Interaction]]:
    """Who was met at an event, each once, with that talk."""
    seen: set[str] = set()
    for talk in book.all(Interaction):
        is_there = isinstance(talk.on, date) and event.first <= talk.on <= event.last
        if not is_there or fold(talk.event or "") != fold(event.name):
            continue
        for id in talk.contacts:
            contact = book.get(Contact, id)
            if contact and id not in seen and is_open(contact):
                seen.add(id)
                yield contact, talk


def missing(contact: Contact, talk: Interaction) -> list[str]:
    """What one would want to know of somebody met, and does not."""
    reach = contact.emails or contact.phones or contact.handles or contact.links
    gaps = {
        "how to reach them": not reach,
        "what they do": contact.job is None,
        "what you talked about": not talk.topics and not talk.note,
    }
    return [name for name, is_missing in gaps.items() if is_missing]
