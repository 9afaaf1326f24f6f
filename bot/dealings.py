"""What passed between the owner and a contact, each entry in a line. Pure."""

from datetime import date

from bot.model.book import Book
from bot.model.calendar import Period, first_day
from bot.model.document import (
    AboutContacts,
    Attempt,
    Boundary,
    Contact,
    Document,
    Favour,
    Interaction,
    Introduction,
    Note,
    Opportunity,
    Promise,
    Stage,
)
from bot.people import contacts
from bot.promises import due_in_words
from bot.reply import Part
from bot.speech import names
from bot.wording import day_in_full, listed, when

_MEDIA = {
    "in_person": "Seen",
    "ran_into": "Ran into",
    "email": "E-mail",
    "contact": "In touch",
}
_TRIED = {"call": "Called", "email": "Wrote", "message": "Wrote"}


def talk(interaction: Interaction, on: str, known_place: str | None = None) -> str:
    """A time in touch, with ``on`` as its day: "Coffee yesterday · talked about Rust".

    The place is left out if it is ``known_place``.
    """
    medium = _MEDIA.get(interaction.medium, interaction.medium.capitalize())
    place = interaction.event or interaction.place
    more = [
        place if place != known_place else None,
        f"talked about {listed(interaction.topics)}" if interaction.topics else None,
        interaction.note,
    ]
    details = "".join(f" · {each}" for each in more if each)
    return f"{medium}{f' {on}' if on else ''}{details}"


def is_open(document: Document) -> bool:
    """Whether an entry still matters: to be kept, thanked for, made, passed on or obeyed."""
    match document:
        case Promise():
            return document.is_open
        case Favour():
            return document.is_unthanked
        case Introduction() | Opportunity():
            return document.stage is not Stage.DONE
    return isinstance(document, Boundary)


def in_words(
    document: AboutContacts,
    contact: Contact,
    book: Book,
    today: date,
    *,
    is_dated: bool = False,
) -> list[Part]:
    """An entry as it stands on the page of ``contact``; [] for what is said elsewhere.

    Without its day if it ``is_dated`` already.
    """
    text = ""
    match document:
        case Interaction():
            text = talk(document, "" if is_dated else when(document.on, today))
        case Note():
            text = f"Note: {document.text}"
        case Attempt():
            text = _attempt(document, "" if is_dated else when(document.on, today))
        case Promise():
            text = _promise(document, today)
        case Favour():
            text = _favour(document, "" if is_dated else when(document.on, today))
        case Introduction():
            made = document.made_on if not is_dated else None
            on = when(made, today) if made else ""
            return _introduction(document, contact, book, on)
        case Opportunity():
            text = _opportunity(document, contact, today)
        case Boundary():
            text = f"Boundary: {document.rule}"
    return [text] if text else []


def dated(document: AboutContacts) -> date | None:
    """The day that an entry stands under in a history; None for what has no place there."""
    on: Period | None = None
    match document:
        case Interaction() | Favour() | Note() | Attempt() | Boundary():
            on = document.on
        case Promise():
            on = document.made_on
        case Introduction():
            on = document.made_on or document.told_on
        case Opportunity():
            on = document.told_on
    return first_day(on) if on is not None else None


def _attempt(attempt: Attempt, on: str) -> str:
    tried = _TRIED.get(attempt.medium or "", "Tried")
    note = f" · {attempt.note}" if attempt.note else ""
    return f"{tried}{f' {on}' if on else ''}, no answer{note}"


def _promise(promise: Promise, today: date) -> str:
    if promise.done_on:
        kept = "You kept" if promise.is_mine else "Kept to you"
        return f"{kept}: {promise.what}, {when(promise.done_on, today)}"
    if promise.dropped_on:
        return f"Not owed any more: {promise.what}"
    who = "You promised" if promise.is_mine else "Promised you"
    return f"{who}: {promise.what}{due_in_words(promise, today)}"


def _favour(favour: Favour, on: str) -> str:
    who = "You helped" if favour.is_given else "Helped you"
    waits = "; a thank-you is open" if favour.is_unthanked else ""
    return f"{who}: {favour.what}{f', {on}' if on else ''}{waits}"


def _introduction(each: Introduction, contact: Contact, book: Book, on: str) -> list[Part]:
    others = names([one for one in contacts(book, each.contacts) if one.id != contact.id])
    said = "".join(f" · {detail}" for detail in (each.about, on, each.outcome) if detail)
    lead = "You introduced to " if each.stage is Stage.DONE else "To be introduced to "
    return [lead, *others, said]


def _opportunity(each: Opportunity, contact: Contact, today: date) -> str:
    lead = "Passed on" if contact.id in each.passed_to else "To pass on"
    org = f" at {each.org}" if each.org and each.org not in each.what else ""
    by = f", by {day_in_full(each.deadline, today)}" if each.deadline else ""
    return f"{lead}: {each.what}{org}{by}"
