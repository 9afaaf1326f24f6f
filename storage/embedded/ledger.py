"""The ledger over rows: writes go through the writer, looks at single rows are done at once."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import Protocol, TypeVar

from bot.clock import Clock
from bot.model.document import OwnerId
from bot.ports import Address, Code, Due, Message, Outcome, Outgoing, OwnerRow
from storage.embedded import counts, inbox, mornings, outbox, traces
from storage.embedded.writer import Scrub
from storage.text import Text, instant, stamp
from storage.work import REDELIVERED_FOR, Slots

T = TypeVar("T")
_PAGE = 200


class Disk(Protocol):
    """How rows are got at; the storage that the ledger is a part of."""

    async def save(self, change: Callable[[Connection], T], scrubs: Scrub = Scrub.NOTHING) -> T:
        """Write something in a transaction of its own; what ``change`` returned."""

    def look(self, query: Callable[[Connection], T]) -> T:
        """Read a few rows, at once."""

    async def study(self, query: Callable[[Connection], T]) -> T:
        """Read many rows, off the event loop."""


class EmbeddedLedger:
    """The rows that are not in a book; see Ledger in bot.ports."""

    def __init__(self, disk: Disk, text: Text, clock: Clock) -> None:
        self._disk = disk
        self._text = text
        self._clock = clock
        self._slots = Slots()

    async def receive(self, message: Message) -> bool:
        """Write the inbox row; False if a message of this id was received before."""
        text, now = self._text, self._clock()
        return await self._disk.save(lambda rows: inbox.receive(rows, text, message, now))

    async def unfinished(self) -> Sequence[Message]:
        """Messages received and neither done nor parked, oldest first."""
        query = "SELECT body FROM inbox WHERE body IS NOT NULL ORDER BY seq"
        found = await self._disk.study(lambda rows: rows.execute(query).fetchall())
        return [self._text.unseal(body, Message) for (body,) in found]

    async def fail(self, message_id: str, *, park_after: int) -> bool:
        """Count a failure of a message; True if it is parked now, for good."""
        key, now = self._text.hash(message_id), self._clock()
        return await self._disk.save(lambda rows: inbox.fail(rows, key, park_after, now))

    async def drop(self, message_id: str) -> None:
        """Remove an inbox row and its outbox rows: nothing of a stranger's is kept."""
        key = self._text.hash(message_id)
        await self._disk.save(lambda rows: inbox.drop(rows, key), Scrub.LOG)

    async def owner_of(self, address: Address) -> OwnerId | None:
        """Whose address this is."""
        key = (self._text.hash(address),)
        query = "SELECT owner FROM addresses WHERE key = ?"
        found = self._disk.look(lambda rows: rows.execute(query, key).fetchone())
        return OwnerId(found[0]) if found else None

    async def owner(self, owner: OwnerId) -> OwnerRow | None:
        """One owner's row."""
        return self._disk.look(lambda rows: counts.owner_row(rows, self._text, owner))

    async def owners(self) -> AsyncIterator[OwnerRow]:
        """Every owner's row, oldest first."""
        after = 0
        while page := await self._disk.study(self._page(after)):
            for seq, row in page:
                yield row
                after = seq

    def _page(self, after: int) -> Callable[[Connection], Sequence[tuple[int, OwnerRow]]]:
        def read(rows: Connection) -> Sequence[tuple[int, OwnerRow]]:
            found = counts.owners_after(rows, after, _PAGE)
            page = [(seq, counts.owner_row(rows, self._text, owner)) for seq, owner in found]
            return [(seq, row) for seq, row in page if row is not None]

        return read

    async def claim_due(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> Sequence[Due]:
        """Owners whose morning has come and is leased to nobody, the earliest first."""
        if not self._disk.look(lambda rows: mornings.is_anybody_due(rows, now)):
            return []
        return await self._disk.save(lambda rows: mornings.claim(rows, now, lease_until, limit))

    async def release(self, due: Due, next_due: datetime | None) -> None:
        """Give a lease back, if it is still the one that was claimed."""
        await self._disk.save(lambda rows: mornings.release(rows, due, next_due))

    async def sendable(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> Sequence[Outgoing]:
        """Outbox rows to send now, leased to the caller; an expired lease counts once."""
        if not self._disk.look(lambda rows: outbox.is_waiting(rows, now)):
            return []
        return await self._disk.save(
            lambda rows: outbox.lease(rows, self._text, now, lease_until, limit)
        )

    async def settle(
        self, outgoing_id: str, outcome: Outcome, *, at: datetime, sent_as: str | None = None
    ) -> None:
        """Close an outbox row and drop its reply; one that nobody owns goes altogether."""
        key = self._text.hash(outgoing_id)
        await self._disk.save(lambda rows: outbox.settle(rows, key, outcome, at, sent_as))

    async def postpone(self, outgoing_id: str, until: datetime) -> None:
        """Let an outbox row be tried again, not before ``until``."""
        key = self._text.hash(outgoing_id)
        await self._disk.save(lambda rows: outbox.postpone(rows, key, until))

    async def mark_gone(self, address: Address, *, gone: bool) -> None:
        """Note that nothing unasked can be sent to an address, or that it can again."""
        given = (gone, self._text.hash(address))
        query = "UPDATE addresses SET gone = ? WHERE key = ?"
        await self._disk.save(lambda rows: rows.execute(query, given))

    async def code(self, digest: str, now: datetime) -> Code | None:
        """A code that is neither used up nor expired."""
        return self._disk.look(lambda rows: counts.code(rows, digest, now))

    async def heartbeat(self, name: str, at: datetime) -> datetime | None:
        """Note that ``name`` was alive at ``at``; the time noted before."""

        def beat(rows: Connection) -> int | None:
            query = "SELECT at FROM heartbeats WHERE name = ?"
            found = rows.execute(query, (name,)).fetchone()
            rows.execute("INSERT OR REPLACE INTO heartbeats VALUES (?, ?)", (name, stamp(at)))
            return found[0] if found else None

        before = await self._disk.save(beat)
        return None if before is None else instant(before)

    async def slot(self, queue: str, spacing: timedelta) -> timedelta:
        """How long to wait for the next turn in a queue."""
        return self._slots.take(queue, spacing)

    async def tally(self, owner: OwnerId | None = None) -> dict[str, int]:
        """Counts for status, of everybody or of one owner; see COUNTED for the names."""
        now = self._clock()
        return await self._disk.study(lambda rows: counts.tally(rows, now, owner))

    async def purge(self, before: datetime) -> None:
        """Remove settled rows from before ``before``; never one that may be redelivered.

        Where something was deleted since the last time, the file is written anew.
        """
        known_until = min(before, self._clock() - REDELIVERED_FOR)
        scrubs = Scrub.FILE if self._disk.look(traces.are_left) else Scrub.NOTHING
        await self._disk.save(lambda rows: inbox.purge(rows, before, known_until), scrubs)
