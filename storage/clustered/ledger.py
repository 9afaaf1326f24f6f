"""The ledger over rows that replicas share; each call is a transaction of its own."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bot.clock import Clock
from bot.errors import NotSaved, StorageError
from bot.model.document import OwnerId
from bot.ports import Address, Code, CodeKind, Due, Message, Outcome, Outgoing, OwnerRow
from storage.clustered import counts, outbox
from storage.clustered.outbox import AT_ONCE, IS_DEAD, Asking, Ending
from storage.clustered.replica import ALIVE_FOR, Replica
from storage.clustered.server import Connection, Server, told_as
from storage.text import Text
from storage.work import REDELIVERED_FOR

T = TypeVar("T")
_PAGE = 200

_RECEIVE = """
    INSERT INTO inbox (key, sender, at, state, holder, body)
    VALUES ($1, $2, $3, 'received', $4, $5) ON CONFLICT DO NOTHING RETURNING 1
"""
_TAKE = f"""
    WITH free AS (
        SELECT key FROM inbox WHERE body IS NOT NULL AND (holder = $1 OR {IS_DEAD})
        FOR UPDATE SKIP LOCKED)
    UPDATE inbox i SET holder = $1 FROM free WHERE i.key = free.key RETURNING i.seq, i.body
"""  # noqa: S608
_FAIL = """
    UPDATE inbox SET
        failures = failures + 1,
        state = CASE WHEN failures + 1 >= $2 THEN 'parked' ELSE state END,
        at = CASE WHEN failures + 1 >= $2 THEN $3 ELSE at END,
        body = CASE WHEN failures + 1 >= $2 THEN NULL ELSE body END
    WHERE key = $1 AND body IS NOT NULL
"""
_IS_PARKED = "SELECT 1 FROM inbox WHERE key = $1 AND state = 'parked'"
_DROP = """
    WITH gone AS (DELETE FROM inbox WHERE key = $1)
    DELETE FROM outbox WHERE cause = $1 AND owner IS NULL
"""
_DUE = f"""
    WITH free AS (
        SELECT owner FROM owners WHERE next_due <= $3
            AND (lease_until IS NULL OR lease_until <= $3
                OR (holder IS DISTINCT FROM $1 AND {IS_DEAD}))
        ORDER BY next_due, seq LIMIT $5 FOR UPDATE SKIP LOCKED)
    UPDATE owners o SET lease_until = $4, holder = $1
    FROM free WHERE o.owner = free.owner RETURNING o.owner, o.next_due, o.seq
"""  # noqa: S608
_RELEASE = """
    UPDATE owners SET next_due = $2, lease_until = NULL, holder = NULL
    WHERE owner = $1 AND lease_until = $3
"""
_BEAT = """
    WITH before AS (SELECT at FROM heartbeats WHERE name = $1)
    INSERT INTO heartbeats VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET at = $2
    RETURNING (SELECT at FROM before)
"""
_SLOT = """
    INSERT INTO turns AS t VALUES ($1, clock_timestamp() + $2::interval)
    ON CONFLICT (key) DO UPDATE
        SET next_at = greatest(t.next_at, clock_timestamp()) + $2::interval
    RETURNING t.next_at - $2::interval - clock_timestamp()
"""
_PURGE = (
    ("DELETE FROM inbox WHERE body IS NULL AND at < $1", "known"),
    ("DELETE FROM outbox WHERE body IS NULL AND visible_at < $1", "before"),
    ("DELETE FROM claims WHERE day < ($1::timestamptz AT TIME ZONE 'UTC')::date", "known"),
    ("DELETE FROM codes WHERE expires_at < $1", "before"),
)
_PURGE_SILENT = """
    DELETE FROM replicas WHERE alive_until < clock_timestamp() - interval '1 day';
    DELETE FROM turns WHERE next_at < clock_timestamp() - interval '1 day';
"""


class ClusteredLedger:
    """The rows that are not in a book; see Ledger in bot.ports."""

    def __init__(
        self, server: Server, text: Text, clock: Clock, *, alive_for: timedelta = ALIVE_FOR
    ) -> None:
        self._server = server
        self._text = text
        self._clock = clock
        self._unsettled: list[Ending] = []
        self.replica = Replica(server, alive_for, self.settle_late)

    async def receive(self, message: Message) -> bool:
        """Write the inbox row; False if a message of this id was received before."""
        key, sender = self._text.hash(message.id), self._text.hash(message.sender)
        given = (key, sender, self._clock(), self.replica.id, self._text.seal(message))
        return await self._save(lambda rows: rows.fetchval(_RECEIVE, *given)) is not None

    async def unfinished(self) -> Sequence[Message]:
        """Messages in our hands or in a dead replica's, oldest first; they are ours now."""
        given = self.replica.id, self.replica.trusts
        rows = await self._save(lambda rows: rows.fetch(_TAKE, *given))
        in_order = sorted(rows, key=lambda row: int(row["seq"]))
        return [self._text.unseal(row["body"], Message) for row in in_order]

    async def fail(self, message_id: str, *, park_after: int) -> bool:
        """Count a failure of a message; True if it is parked now, for good."""
        key = self._text.hash(message_id)

        async def count(rows: Connection) -> bool:
            await rows.execute(_FAIL, key, park_after, self._clock())
            return await rows.fetchval(_IS_PARKED, key) is not None

        return await self._save(count)

    async def drop(self, message_id: str) -> None:
        """Remove an inbox row and its outbox rows: nothing of a stranger's is kept."""
        key = self._text.hash(message_id)
        await self._save(lambda rows: rows.execute(_DROP, key))

    async def owner_of(self, address: Address) -> OwnerId | None:
        """Whose address this is."""
        query, key = "SELECT owner FROM addresses WHERE key = $1", self._text.hash(address)
        found = await self._look(lambda rows: rows.fetchval(query, key))
        return None if found is None else OwnerId(found)

    async def owner(self, owner: OwnerId) -> OwnerRow | None:
        """One owner's row."""
        return await self._look(lambda rows: counts.owner_row(rows, self._text, owner))

    async def owners(self) -> AsyncIterator[OwnerRow]:
        """Every owner's row, oldest first."""
        after = 0
        while page := await self._look(self._page(after)):
            for seq, row in page:
                yield row
                after = seq

    def _page(
        self, after: int
    ) -> Callable[[Connection], Awaitable[Sequence[tuple[int, OwnerRow]]]]:
        return lambda rows: counts.page_after(rows, self._text, after, _PAGE)

    async def claim_due(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> Sequence[Due]:
        """Owners whose morning has come and is nobody's, the earliest first; 20 at most."""
        who = self.replica.id, self.replica.trusts
        given = (*who, now, lease_until, min(limit, AT_ONCE))
        found = await self._save(lambda rows: rows.fetch(_DUE, *given))
        in_order = sorted(found, key=lambda row: (row["next_due"], row["seq"]))
        return [Due(OwnerId(owner), due, lease_until) for owner, due, _ in in_order]

    async def release(self, due: Due, next_due: datetime | None) -> None:
        """Give a lease back, if it is still the one that was claimed."""
        given = due.owner, next_due, due.lease_until
        await self._save(lambda rows: rows.execute(_RELEASE, *given))

    async def sendable(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> Sequence[Outgoing]:
        """Outbox rows to send now, 20 at most; one whose sender died is taken over once."""
        await self.settle_late()
        who = self.replica.id, self.replica.trusts
        asking = Asking(*who, now, lease_until, limit)
        return await self._save(lambda rows: outbox.lease(rows, self._text, asking))

    async def settle(
        self, outgoing_id: str, outcome: Outcome, *, at: datetime, sent_as: str | None = None
    ) -> None:
        """Close an outbox row and drop its reply; where that fails, it is done later."""
        await self._end(Ending(self._text.hash(outgoing_id), outcome, at, sent_as))

    async def postpone(self, outgoing_id: str, until: datetime) -> None:
        """Let an outbox row be tried again, not before ``until``."""
        await self._end(Ending(self._text.hash(outgoing_id), None, until))

    async def settle_late(self) -> None:
        """Settle what could not be settled when it was sent: nobody must send it again."""
        while self._unsettled:
            ending = self._unsettled[0]
            await self._save(lambda rows: outbox.end(rows, ending))  # noqa: B023
            self._unsettled.remove(ending)

    async def mark_gone(self, address: Address, *, gone: bool) -> None:
        """Note that nothing unasked can be sent to an address, or that it can again."""
        query = "UPDATE addresses SET gone = $2 WHERE key = $1"
        key = self._text.hash(address)
        await self._save(lambda rows: rows.execute(query, key, gone))

    async def code(self, digest: str, now: datetime) -> Code | None:
        """A code that is neither used up nor expired."""
        query = (
            "SELECT kind, expires_at, owner FROM codes WHERE digest = $1 AND expires_at > $2"
        )
        found = await self._look(lambda rows: rows.fetchrow(query, digest, now))
        return Code(digest, CodeKind(found[0]), found[1], found[2]) if found else None

    async def heartbeat(self, name: str, at: datetime) -> datetime | None:
        """Note that ``name`` was alive at ``at``; the time noted before."""
        before: datetime | None = await self._save(lambda rows: rows.fetchval(_BEAT, name, at))
        return before

    async def slot(self, queue: str, spacing: timedelta) -> timedelta:
        """How long to wait for a turn in a queue that all replicas share."""
        key = self._text.hash(f"queue {queue}")
        wait: timedelta = await self._save(lambda rows: rows.fetchval(_SLOT, key, spacing))
        return max(wait, timedelta(0))

    async def tally(self, owner: OwnerId | None = None) -> dict[str, int]:
        """Counts for status, of everybody or of one owner; see COUNTED for the names."""
        return await self._look(lambda rows: counts.tally(rows, self._clock(), owner))

    async def purge(self, before: datetime) -> None:
        """Remove settled rows from before ``before``; never one that may be redelivered."""
        limits = {"before": before, "known": min(before, self._clock() - REDELIVERED_FOR)}

        async def remove(rows: Connection) -> None:
            for query, limit in _PURGE:
                await rows.execute(query, limits[limit])
            await rows.execute(_PURGE_SILENT)

        await self._save(remove)

    async def _end(self, ending: Ending) -> None:
        try:
            await self._save(lambda rows: outbox.end(rows, ending))
        except StorageError:
            self._unsettled.append(ending)
            raise

    async def _look(self, query: Callable[[Connection], Awaitable[T]]) -> T:
        async with self._server.connection() as connection:
            with told_as(StorageError):
                return await query(connection)

    async def _save(self, change: Callable[[Connection], Awaitable[T]]) -> T:
        async with self._server.connection() as connection:
            with told_as(NotSaved):
                return await change(connection)
