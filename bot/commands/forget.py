"""Really forget somebody, or everybody: nothing is kept to undo it with."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named
from bot.model.book import Book
from bot.model.document import (
    TABLES,
    AboutContacts,
    Change,
    Contact,
    ContactId,
    Correction,
    Digest,
    Document,
    Introduction,
    Opportunity,
    Preferences,
    Question,
)
from bot.people import one
from bot.ports import Forgotten
from bot.reply import Reply, Span, choice, line, say
from bot.wording import counted

SHARED = tuple(kind for kind in TABLES.values() if issubclass(kind, AboutContacts))


class Forget(Struct, frozen=True):
    """Whom to forget; ``pick`` is the confirmation by button, ``value`` the one in words."""

    people: tuple[Named, ...] = ()
    everyone: bool = False
    value: str | None = None
    ref: str = ""
    pick: str = ""


@command(
    "forget <person>",
    "Remove someone and all about them, for good",
    answers=("edit.forget",),
    examples=("forget Bob", "forget everyone"),
)
def forget(ask: Forget, turn: Turn) -> Reply:
    """Ask first, since it cannot be undone; then remove every trace."""
    if ask.everyone:
        return _everyone(ask, turn)
    if ask.ref:
        return _confirmed(ask, turn)
    contact = one(ask.people, turn, missing="Whom shall I forget?", example="forget Bob Okafor")
    entries = counted(len(list(_about(contact, turn.book))), "entry", "entries")
    return Reply(
        (
            line(
                "That removes ",
                Span.person(contact),
                f" and {entries} about them, for good. It can't be undone.",
            ),
        ),
        (
            choice("Forget for good", "forget", contact.id, "yes"),
            choice("Keep", "forget", contact.id, "no"),
        ),
    )


def _confirmed(ask: Forget, turn: Turn) -> Reply:
    contact = turn.book.get(Contact, ask.ref)
    if contact is None:
        raise Refusal("That person is not in your book any more.")
    if ask.pick != "yes":
        return Reply((line("Kept: ", Span.person(contact), "."),), edits=True)
    turn.is_final = True
    erase(contact, turn.book)
    turn.rows.append(Forgotten(turn.book.owner, ContactId(contact.id)))
    return Reply(
        (line("Forgotten. What we wrote in this chat stays until you delete it."),), edits=True
    )


def erase(contact: Contact, book: Book) -> None:
    """Take a contact out of a book, and all that is about them and would bring them back."""
    for document in list(_about(contact, book)):
        _remove(document, ContactId(contact.id), book)
    book.delete(contact)
    _forget_changes(book, {contact.id})


def erase_everyone(book: Book) -> None:
    """Take everything out of a book but how its owner wants it."""
    for kind in TABLES.values():
        if kind is not Preferences:
            for document in book.all(kind):
                book.delete(document)


def _about(contact: Contact, book: Book) -> Iterator[Document]:
    for kind in SHARED:
        for document in book.all(kind):
            if contact.id in document.contacts:
                yield document
    for digest in book.all(Digest):
        if any(contact.id in nudge.contacts for nudge in digest.nudges):
            yield digest


def _remove(document: Document, contact: ContactId, book: Book) -> None:
    """Take the contact out; a document that is about nobody else goes with them."""
    if isinstance(document, Digest):
        kept = tuple(each for each in document.nudges if contact not in each.contacts)
        book.save(structs.replace(document, nudges=kept))
        return
    if not isinstance(document, AboutContacts):
        return
    others = _others(document.contacts, contact)
    least = 2 if isinstance(document, Introduction) else 1
    if len(others) < least:
        book.delete(document)
        return
    if isinstance(document, Introduction):
        document = structs.replace(document, agreed=_others(document.agreed, contact))
    elif isinstance(document, Opportunity):
        document = structs.replace(document, passed_to=_others(document.passed_to, contact))
    book.save(structs.replace(document, contacts=others))


def _others(ids: Sequence[ContactId], contact: ContactId) -> tuple[ContactId, ...]:
    return tuple(each for each in ids if each != contact)


def _forget_changes(book: Book, contacts: set[str]) -> None:
    """Drop what could be undone and would bring them, or words about them, back."""
    gone = {changed.id for changed in book.changes()} | contacts
    for change in book.all(Change):
        if any(each.id in gone for each in change.documents):
            gone.add(change.id)
            book.delete(change)
    for correction in book.all(Correction):
        if correction.change in gone:
            book.delete(correction)
    for question in book.all(Question):
        if any(option.contact in contacts for option in question.options):
            book.delete(question)


def _everyone(ask: Forget, turn: Turn) -> Reply:
    count = turn.book.count(Contact)
    if count == 0:
        raise Refusal("Your book is empty already.", "To begin: met Sarah at the conference")
    if ask.value != str(count):
        people = counted(count, "person", "people")
        return say(
            f"That removes {people} and everything about them, for good. "
            f'Type "forget everyone {count}" to do it. '
            "What I wrote in this chat stays until you delete it."
        )
    turn.is_final = True
    erase_everyone(turn.book)
    turn.rows.append(Forgotten(turn.book.owner))
    return say("Forgotten: everyone. Your book is empty.")
