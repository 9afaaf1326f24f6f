"""What a commit writes, inside the transaction of a unit of work."""

from collections.abc import Sequence
from datetime import datetime
from secrets import randbits

from bot.errors import AlreadyThere, NotSaved
from bot.model.book import Changed
from bot.model.codec import decode, encode
from bot.model.document import TABLE_OF, OwnerId
from bot.ports import (
    Bound,
    Claim,
    Claimed,
    Code,
    CodeMade,
    CodeUsed,
    Done,
    Forgotten,
    NextDue,
    OwnerGone,
    Queued,
    Row,
)
from storage.clustered.fate import Trace
from storage.clustered.server import Connection
from storage.clustered.words import indexed
from storage.forgotten import key_of
from storage.text import Text
from storage.work import Entry, Shown, Staged, Turned, cause_of, in_turn

_ENTER = """
    WITH known AS (
        INSERT INTO owners (owner, created_at) VALUES ($1, $3) ON CONFLICT DO NOTHING)
    INSERT INTO books (owner, version, mark) VALUES ($1, $2, $4)
    ON CONFLICT (owner) DO UPDATE SET version = $2, mark = $4 WHERE books.version = $2 - 1
    RETURNING pg_current_xact_id()::text
"""
_NUMBER = "SELECT pg_current_xact_id_if_assigned()::text"
# What was deleted, or waits in a batch, and is saved again comes last, as in a dict.
_SAVE = """
    INSERT INTO documents AS d (owner, kind, id, since, version, body, words)
    VALUES ($1, $2, $3, $4, $4, $5, $6)
    ON CONFLICT (owner, kind, id) DO UPDATE SET
        version = excluded.version,
        body = excluded.body,
        words = excluded.words,
        seq = CASE WHEN d.body IS NULL OR d.hidden THEN excluded.seq ELSE d.seq END,
        since = CASE WHEN d.body IS NULL OR d.hidden THEN excluded.since ELSE d.since END,
        hidden = false
"""
_STAGE = """
    INSERT INTO documents (owner, kind, id, since, version, body, words, batch, hidden)
    VALUES ($1, $2, $3, $4, $4, $5, $6, $7, true)
    ON CONFLICT (owner, kind, id) DO UPDATE SET
        version = excluded.version,
        body = excluded.body,
        words = excluded.words,
        batch = excluded.batch,
        seq = excluded.seq,
        since = excluded.since,
        hidden = true
"""
_DELETE = """
    UPDATE documents SET version = $4, body = NULL, words = '{}'
    WHERE owner = $1 AND kind = $2 AND id = $3
"""
_TURN = """
    WITH turned AS (
        UPDATE documents SET hidden = $3, version = $4 WHERE owner = $1 AND batch = $2
        RETURNING kind, id, body, seq)
    SELECT kind, id, body FROM turned ORDER BY seq
"""
_QUEUE = """
    INSERT INTO outbox (key, owner, cause, state, visible_at, begun, holder, body)
    VALUES ($1, (SELECT owner FROM owners WHERE owner = $2), $3, $4, $5, $6, $7, $8)
    ON CONFLICT DO NOTHING
"""
_BIND = """
    WITH known AS (
        INSERT INTO owners (owner, created_at) VALUES ($2, $4) ON CONFLICT DO NOTHING)
    INSERT INTO addresses (key, owner, body) VALUES ($1, $2, $3)
    ON CONFLICT (key) DO UPDATE SET gone = false WHERE addresses.owner = excluded.owner
    RETURNING 1
"""
_PLAN = """
    INSERT INTO owners (owner, next_due, created_at) VALUES ($1, $2, $3)
    ON CONFLICT (owner) DO UPDATE SET next_due = $2, lease_until = NULL, holder = NULL
"""
_CLAIM = "INSERT INTO claims VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1"
_MAKE = """
    INSERT INTO codes VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO UPDATE SET
        kind = excluded.kind, expires_at = excluded.expires_at, owner = excluded.owner
"""
_USE = "DELETE FROM codes WHERE digest = $1 RETURNING 1"
_FORGET = """
    INSERT INTO forgotten VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET at = $2
"""
_FINISH = """
    INSERT INTO inbox (key, at, state) VALUES ($1, $2, 'done')
    ON CONFLICT (key) DO UPDATE SET at = $2, state = 'done', holder = NULL, body = NULL
"""
_THEIRS = "sender IN (SELECT key FROM addresses WHERE owner = $1)"
_REMOVE = (
    f"DELETE FROM inbox WHERE body IS NOT NULL AND {_THEIRS}",  # noqa: S608
    f"UPDATE inbox SET sender = NULL WHERE {_THEIRS}",  # noqa: S608
    *(
        f"DELETE FROM {table} WHERE owner = $1"  # noqa: S608 - nothing comes from outside
        for table in (
            *("addresses", "documents", "books", "outbox", "claims", "codes", "owners"),
        )
    ),
)
"""Everything of an owner goes. That their messages were done stays, without a name."""


class Commit:
    """One event's rows, written through a connection at one moment by one replica."""

    def __init__(self, connection: Connection, text: Text, now: datetime, replica: str) -> None:
        self._connection = connection
        self._text = text
        self._now = now
        self._replica = replica
        self._entered: Trace | None = None

    async def write(self, entries: Sequence[Entry], rows: Sequence[Row]) -> list[Shown]:
        """All of an event; what turning batches did.

        Raises:
            AlreadyThere: if a claim, a code or an address was taken before.
            NotSaved: if another replica has written to one of the books meanwhile.
        """
        shown = [each for entry in entries for each in await self._enter(entry)]
        message = cause_of(rows)
        cause = None if message is None else self._text.hash(message)
        for row in in_turn(rows):
            await self._apply(row, cause)
        return shown

    async def trace(self, rows: Sequence[Row]) -> Trace | None:
        """By what this commit can be known once it is written; None if it wrote nothing."""
        if self._entered is not None:
            return self._entered
        number = await self._connection.fetchval(_NUMBER)
        message = cause_of(rows)
        key = None if message is None else self._text.hash(message)
        return None if number is None else Trace(number, message=key)

    async def _enter(self, entry: Entry) -> list[Shown]:
        mark = randbits(63)
        entered = (entry.owner, entry.version, self._now, mark)
        number = await self._connection.fetchval(_ENTER, *entered)
        if number is None:
            raise NotSaved("another replica has written to this book")
        self._entered = Trace(number, entry.owner, entry.version, mark)
        await self._change(entry.owner, entry.version, entry.changes)
        shown: list[Shown] = []
        for each in entry.batches:
            if isinstance(each, Staged):
                await self._stage(entry, each)
            else:
                shown += await self._turn(entry, each)
        return shown

    async def _change(self, owner: OwnerId, version: int, changes: Sequence[Changed]) -> None:
        saved = [
            (
                *(owner, changed.table, changed.id, version),
                self._text.sealed(encode(changed.after)),
                indexed(self._text, owner, changed.after),
            )
            for changed in changes
            if changed.after is not None
        ]
        deleted = [
            (owner, changed.table, changed.id, version)
            for changed in changes
            if changed.after is None
        ]
        for query, given in ((_SAVE, saved), (_DELETE, deleted)):
            if given:
                await self._connection.executemany(query, given)

    async def _stage(self, entry: Entry, staged: Staged) -> None:
        document = staged.document
        await self._connection.execute(
            _STAGE,
            *(entry.owner, TABLE_OF[type(document)], document.id, entry.version),
            self._text.seal(document),
            indexed(self._text, entry.owner, document),
            staged.batch,
        )

    async def _turn(self, entry: Entry, turned: Turned) -> list[Shown]:
        given = entry.owner, turned.batch, not turned.on, entry.version
        return [
            Shown(
                entry.owner,
                kind,
                id,
                decode(kind, self._text.opened(body)) if turned.on and body else None,
            )
            for kind, id, body in await self._connection.fetch(_TURN, *given)
        ]

    async def _apply(self, row: Row, cause: bytes | None) -> None:
        execute = self._connection.execute
        match row:
            case Done(message_id):
                await execute(_FINISH, self._text.hash(message_id), self._now)
            case Queued():
                await self._queue(row, cause)
            case NextDue(owner, at):
                await execute(_PLAN, owner, at, self._now)
            case Claimed(claim):
                await self._claim(claim)
            case Bound():
                await self._bind(row)
            case CodeMade(code):
                await self._make(code)
            case CodeUsed(digest):
                await self._use(digest)
            case OwnerGone(owner):
                await self._remove(owner)
            case Forgotten():
                await execute(_FORGET, key_of(self._text, row), self._now)

    async def _queue(self, row: Queued, cause: bytes | None) -> None:
        outgoing = row.outgoing
        is_leased = not row.waits and row.lease_until > self._now
        await self._connection.execute(
            _QUEUE,
            *(self._text.hash(outgoing.id), outgoing.owner, cause),
            *("sending" if is_leased else "queued", row.lease_until, int(is_leased)),
            *(self._replica if is_leased else None, self._text.seal(outgoing)),
        )

    async def _claim(self, claim: Claim) -> None:
        given = claim.owner, claim.day, claim.kind
        if await self._connection.fetchval(_CLAIM, *given) is None:
            raise AlreadyThere("this day is claimed already")

    async def _bind(self, row: Bound) -> None:
        key, body = self._text.hash(row.address), self._text.seal(row.address)
        if await self._connection.fetchval(_BIND, key, row.owner, body, row.at) is None:
            raise AlreadyThere("this address is somebody else's")

    async def _make(self, code: Code) -> None:
        await self._connection.execute(
            _MAKE, code.digest, code.kind.value, code.expires_at, code.owner
        )

    async def _use(self, digest: str) -> None:
        if await self._connection.fetchval(_USE, digest) is None:
            raise AlreadyThere("this code is used already")

    async def _remove(self, owner: OwnerId) -> None:
        for query in _REMOVE:
            await self._connection.execute(query, owner)
