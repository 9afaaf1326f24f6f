"""What is about owners, messages and mornings, and never a book's contents."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.model.document import OwnerId
from bot.ports.message import Address, Message
from bot.ports.sending import Outcome, Outgoing


class Due(Struct, frozen=True):
    """An owner whose morning has come, leased to whoever claimed it until ``lease_until``."""

    owner: OwnerId
    due_at: datetime
    lease_until: datetime


class Claim(Struct, frozen=True):
    """What makes a digest the only one of its owner's local day."""

    owner: OwnerId
    day: date
    kind: str


class CodeKind(StrEnum):
    """What a code is good for, once."""

    CLAIM = "claim"
    INVITATION = "invitation"
    LINK = "link"


class Code(Struct, frozen=True, omit_defaults=True):
    """A code that lets somebody in. Storages keep only ``digest``, never what is typed.

    ``owner`` is whose book a LINK opens, or who gave an INVITATION.
    """

    digest: str
    kind: CodeKind
    expires_at: datetime
    owner: OwnerId | None = None


class OwnerRow(Struct, frozen=True, omit_defaults=True):
    """What the ledger knows of an owner without opening the book.

    ``gone`` are those of the ``addresses`` that nothing unasked can be sent to.
    """

    owner: OwnerId
    created_at: datetime
    addresses: tuple[Address, ...] = ()
    next_due: datetime | None = None
    gone: tuple[Address, ...] = ()


class Ledger(Protocol):
    """Inbox, outbox, mornings, addresses. Each call is durable by itself when it returns.

    Every method raises NotSaved or another StorageError when the storage cannot answer.
    """

    async def receive(self, message: Message) -> bool:
        """Write the inbox row; False if a message of this id was received before."""

    async def unfinished(self) -> Sequence[Message]:
        """Messages received and neither done nor parked, oldest first."""

    async def fail(self, message_id: str, *, park_after: int) -> bool:
        """Count a failure of a message; True if it is parked now, for good."""

    async def drop(self, message_id: str) -> None:
        """Remove an inbox row and its outbox rows: nothing of a stranger's is kept."""

    async def owner_of(self, address: Address) -> OwnerId | None:
        """Whose address this is."""

    async def owner(self, owner: OwnerId) -> OwnerRow | None:
        """One owner's row."""

    def owners(self) -> AsyncIterator[OwnerRow]:
        """Every owner's row, oldest first."""

    async def claim_due(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> Sequence[Due]:
        """Owners whose morning has come and is leased to nobody, leased now to the caller."""

    async def release(self, due: Due, next_due: datetime | None) -> None:
        """Give a lease back, with when the owner is due next."""

    async def sendable(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> Sequence[Outgoing]:
        """Outbox rows to send now, leased to the caller; an expired lease counts once."""

    async def settle(
        self, outgoing_id: str, outcome: Outcome, *, at: datetime, sent_as: str | None = None
    ) -> None:
        """Close an outbox row and drop its reply; ``sent_as`` is the platform's id."""

    async def postpone(self, outgoing_id: str, until: datetime) -> None:
        """Let an outbox row be tried again, not before ``until``."""

    async def mark_gone(self, address: Address, *, gone: bool) -> None:
        """Note that nothing unasked can be sent to an address, or that it can again."""

    async def code(self, digest: str, now: datetime) -> Code | None:
        """A code that is neither used up nor expired."""

    async def heartbeat(self, name: str, at: datetime) -> datetime | None:
        """Note that ``name`` was alive at ``at``; the time noted before."""

    async def slot(self, queue: str, spacing: timedelta) -> timedelta:
        """How long to wait for the next turn in a queue whose turns are ``spacing`` apart.

        All processes on this storage share it; whoever asks has the turn.
        """

    async def tally(self, owner: OwnerId | None = None) -> dict[str, int]:
        """Counts for status: "owners", "due", and rows by state, such as "inbox_parked"."""

    async def purge(self, before: datetime) -> None:
        """Remove settled rows from before ``before``; never one that may be redelivered."""
