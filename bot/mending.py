"""Filing an entry under somebody else, with everything that it told of them."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from msgspec import Struct, structs

from bot.command import Turn
from bot.model.codec import decode
from bot.model.document import (
    TABLES,
    AboutContacts,
    Answer,
    Before,
    Change,
    Contact,
    ContactId,
    Digest,
    Document,
    Drafted,
    Interaction,
    Introduction,
    Nudge,
    Opportunity,
)
from bot.told import Details, told

D = TypeVar("D", bound=Document)


class Entry(Struct, frozen=True):
    """What one message put into the book about somebody, as it is now."""

    change: Change
    documents: tuple[AboutContacts, ...]

    @property
    def contacts(self) -> tuple[ContactId, ...]:
        """Whom it is about, each of them once."""
        return tuple(dict.fromkeys(id for each in self.documents for id in each.contacts))


def last_entry(turn: Turn) -> Entry | None:
    """The last thing in this conversation that was told about somebody, if any still stands."""
    told_here = [
        each
        for each in turn.book.all(Change)
        if each.conversation == turn.where.id and not each.undone and each.undoes is None
    ]
    told_here.sort(key=lambda each: each.at)
    for change in reversed(told_here):
        documents = tuple(
            found
            for each in change.documents
            if isinstance(found := turn.book.get(TABLES[each.table], each.id), AboutContacts)
            and found.contacts
            and not isinstance(found, Drafted)
        )
        if documents:
            return Entry(change, documents)
    return None


def refiled(document: D, old: Collection[str], new: Sequence[ContactId]) -> D:
    """The document with ``new`` in the place of every one of the contacts ``old``."""

    def filed(ids: Sequence[ContactId]) -> tuple[ContactId, ...]:
        if not any(id in old for id in ids):
            return tuple(ids)
        return tuple(
            dict.fromkeys(each for id in ids for each in (new if id in old else (id,)))
        )

    if isinstance(document, Introduction):
        agreed = filed(document.agreed)
        return structs.replace(document, contacts=filed(document.contacts), agreed=agreed)
    if isinstance(document, Opportunity):
        passed_to = filed(document.passed_to)
        return structs.replace(document, contacts=filed(document.contacts), passed_to=passed_to)
    if isinstance(document, AboutContacts):
        return structs.replace(document, contacts=filed(document.contacts))
    if isinstance(document, Digest):
        nudges = [
            structs.replace(each, contacts=filed(each.contacts)) for each in document.nudges
        ]
        return structs.replace(document, nudges=_once(nudges))
    return document


def _once(nudges: Sequence[Nudge]) -> tuple[Nudge, ...]:
    """The nudges, without an open one about the same contacts as one before it."""
    seen: set[tuple[ContactId, ...]] = set()
    kept = []
    for nudge in nudges:
        if not nudge.contacts or nudge.contacts not in seen or nudge.answer is not Answer.OPEN:
            kept.append(nudge)
        seen.add(nudge.contacts)
    return tuple(kept)


def move(entry: Entry, old: Sequence[Contact], new: Sequence[Contact], turn: Turn) -> None:
    """File an entry under ``new`` instead of ``old``, with what it told of their persons.

    Each of ``old`` is then as before the entry, and gone if the entry had brought them in.
    """
    is_one = len(old) == len(new) == 1
    for contact in new:
        turn.save(told(contact, _gained(old[0], entry, turn)) if is_one else contact)
    ids, gone = [ContactId(each.id) for each in new], {each.id for each in old}
    for document in entry.documents:
        turn.save(refiled(document, gone, ids))
    for contact in old:
        _put_back(contact, entry, turn)


def newcomer(name: str, entry: Entry, old: Sequence[Contact], turn: Turn) -> Contact:
    """Somebody whom the book does not know, as if the entry had named them at once."""
    brought_in = [each for each in old if _is_new(each, entry)]
    if brought_in:
        return structs.replace(brought_in[0], id=turn.new_id(), name=name, aka=())
    seen = [each for each in entry.documents if isinstance(each, Interaction)]
    return Contact(
        id=turn.new_id(),
        name=name,
        added_on=turn.said_on,
        met_on=seen[0].on if seen else None,
        met_at=(seen[0].event or seen[0].place) if seen else None,
    )


def _of(contact: Contact, entry: Entry) -> Before | None:
    found = (each for each in entry.change.documents if each.table == "contacts")
    return next((each for each in found if each.id == contact.id), None)


def _is_new(contact: Contact, entry: Entry) -> bool:
    before = _of(contact, entry)
    return before is not None and before.was is None


def _before(contact: Contact, entry: Entry, turn: Turn) -> Contact | None:
    """The contact as before the entry; as they are if it did not touch them, or others did."""
    before = _of(contact, entry)
    if before is None or turn.book.version_of("contacts", contact.id) != before.version:
        return contact
    found = decode("contacts", before.was.encode()) if before.was else None
    return found if isinstance(found, Contact) else None


def _gained(contact: Contact, entry: Entry, turn: Turn) -> Details:
    """What the entry told about the person."""
    was = _before(contact, entry, turn) or Contact(id="", name="", added_on=turn.said_on)
    job, job_before = contact.job, was.job

    def new(now: tuple[str, ...], then: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in now if each not in then)

    def changed(now: str | None, then: str | None) -> tuple[str, ...]:
        return (now,) if now and now != then else ()

    return Details(
        org=changed(job.org if job else None, job_before.org if job_before else None),
        role=changed(job.role if job else None, job_before.role if job_before else None),
        location=changed(contact.location, was.location),
        interests=new(contact.interests, was.interests),
        tags=new(contact.tags, was.tags),
        aka=new(contact.aka, was.aka),
        email=new(contact.emails, was.emails),
        phone=new(contact.phones, was.phones),
        handle=new(contact.handles, was.handles),
        url=new(contact.links, was.links),
    )


def _put_back(contact: Contact, entry: Entry, turn: Turn) -> None:
    was = _before(contact, entry, turn)
    if was is not None:
        turn.save(was)
    elif not any(contact.id in each.contacts for each in _about_contacts(turn)):
        turn.book.delete(contact)


def _about_contacts(turn: Turn) -> list[AboutContacts]:
    kinds = [kind for kind in TABLES.values() if issubclass(kind, AboutContacts)]
    return [each for kind in kinds for each in turn.book.all(kind)]
