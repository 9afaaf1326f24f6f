"""What every document has: an id, and often the contacts that it is about."""

from typing import NewType

from msgspec import Struct

OwnerId = NewType("OwnerId", str)

ContactId = NewType("ContactId", str)


class Document(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One thing that is stored, changed and undone as a whole.

    ``id`` is opaque, unique in the owner's book among documents of its class, and at most
    24 bytes, so that it fits into a button. A document cannot be part of a cycle, so the
    garbage collector need not look at each of an open book's.
    """

    id: str


class AboutContacts(Document, frozen=True, kw_only=True, omit_defaults=True):
    """A document about some contacts, whom it names by their ids."""

    contacts: tuple[ContactId, ...]
