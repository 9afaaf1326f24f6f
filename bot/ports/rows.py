"""Rows of the ledger, as a unit of work writes them."""

from datetime import datetime

from msgspec import Struct

from bot.model.document import ContactId, OwnerId
from bot.ports.ledger import Claim, Code
from bot.ports.message import Address
from bot.ports.sending import Outgoing


class Done(Struct, frozen=True):
    """Marks an inbox row as worked on; its words are dropped, its id is kept."""

    message_id: str


class Queued(Struct, frozen=True):
    """Puts a row into the outbox, leased to this process until ``lease_until``.

    One that ``waits`` is nobody's until then: it is sent by whoever finds it, not before.
    """

    outgoing: Outgoing
    lease_until: datetime
    waits: bool = False


class NextDue(Struct, frozen=True):
    """Sets when an owner's next morning is; None for never."""

    owner: OwnerId
    at: datetime | None


class Claimed(Struct, frozen=True):
    """Claims an owner's day; fails the commit if that was done before."""

    claim: Claim


class Bound(Struct, frozen=True):
    """Gives an address to an owner, who is made if new."""

    owner: OwnerId
    address: Address
    at: datetime


class CodeMade(Struct, frozen=True):
    """Adds a code."""

    code: Code


class CodeUsed(Struct, frozen=True):
    """Uses a code up; fails the commit if that was done before."""

    digest: str


class OwnerGone(Struct, frozen=True):
    """Removes an owner with every row of theirs, everywhere."""

    owner: OwnerId


class Forgotten(Struct, frozen=True):
    """Notes that a contact, or (None) the whole book, is gone for good.

    Storages keep that, hashed, so that no backup brings it back.
    """

    owner: OwnerId
    contact: ContactId | None = None


Row = Done | Queued | NextDue | Claimed | Bound | CodeMade | CodeUsed | OwnerGone | Forgotten
"""What a commit can write beside the books, in the same transaction."""
