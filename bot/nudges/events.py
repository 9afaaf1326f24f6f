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


def in_place(book: Book, event: Event) -> list[Contact]:
    """Those who live where the event is and are not known from it, by name."""
    if event.place is None:
        return []
    wanted = fold(event.place)
    there = {each.id for each in known_there(book, event)}
    found = [
        each
        for each in book.all(Contact)
        if each.location and _is_in(each.location, wanted) and each.id not in there
    ]
    return sorted((each for each in found if is_open(each)), key=lambda each: each.name)


def _is_in(location: str, wanted: str) -> bool:
    """Whether a place is the one wanted, or names it with its country: Lisbon, Portugal."""
    return wanted in {fold(part.strip()) for part in (location, *location.split(","))}


def known_there(book: Book, event: Event) -> list[Contact]:
    """Those whom the owner met at an earlier event of that name, or tagged with it, by name."""
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
    is_tagged = any(_bare(tag) == _bare(name) for tag in contact.tags)
    return ContactId(contact.id) in ids or fold(contact.met_at or "") == name or is_tagged


def _bare(name: str) -> str:
    """Its letters and digits alone, as in a tag: pycon26."""
    return "".join(filter(str.isalnum, fold(name)))


def met_at(
    book: Book, event: Event, day: date | None = None
) -> Iterator[tuple[Contact, Interaction]]:
    """Who was met at an event, or on one day of it, each once, with that talk."""
    first, last = (day, day) if day else (event.first, event.last)
    seen: set[str] = set()
    for talk in book.all(Interaction):
        is_there = isinstance(talk.on, date) and first <= talk.on <= last
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
