"""Everything of one owner out of the database and into it; each call in a transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.model.codec import decode
from bot.model.document import OwnerId
from bot.ports import (
    Claim,
    Code,
    CodeKind,
    Commons,
    Dump,
    KeptDocument,
    KeptMessage,
    KeptReply,
    Message,
    Outgoing,
)
from storage.clustered.counts import owner_row
from storage.clustered.server import Connection
from storage.clustered.words import indexed
from storage.copying import MARK, refuse_other_key
from storage.text import LONG_AGO, Text

_DOCUMENTS = """
    SELECT kind, id, version, body, batch, hidden FROM documents WHERE owner = $1 ORDER BY seq
"""
_CLAIMS = 'SELECT day, kind FROM claims WHERE owner = $1 ORDER BY day, kind COLLATE "C"'
_CODES = "SELECT digest, kind, expires_at, owner FROM codes"
_INBOX = "SELECT key, sender, at, state, failures, body FROM inbox"
_OUTBOX = "SELECT key, cause, state, visible_at, begun, lapsed, sent_as, body FROM outbox"
_THEIRS = "sender IN (SELECT key FROM addresses WHERE owner = $1)"
_NOBODYS = "(sender IS NULL OR NOT EXISTS (SELECT FROM addresses a WHERE a.key = sender))"
_UNKNOWN = "(owner IS NULL OR owner NOT IN (SELECT owner FROM owners))"
_BY_DIGEST = 'ORDER BY digest COLLATE "C"'

_CLEAR = (
    f"DELETE FROM inbox WHERE {_THEIRS}",  # noqa: S608
    *(
        f"DELETE FROM {table} WHERE owner = $1"  # noqa: S608 - nothing comes from outside
        for table in ("addresses", "documents", "outbox", "claims", "codes")
    ),
)
_CLEAR_COMMONS = (
    f"DELETE FROM inbox WHERE {_NOBODYS}",  # noqa: S608
    "DELETE FROM outbox WHERE owner IS NULL",
    f"DELETE FROM codes WHERE {_UNKNOWN}",  # noqa: S608
    "DELETE FROM heartbeats",
    "DELETE FROM forgotten",
)
_OWNER = """
    INSERT INTO owners (owner, created_at, next_due) VALUES ($1, $2, $3)
    ON CONFLICT (owner) DO UPDATE SET
        created_at = $2, next_due = $3, lease_until = NULL, holder = NULL
"""
_BOOK = """
    INSERT INTO books VALUES ($1, $2) ON CONFLICT (owner) DO UPDATE SET version = $2
"""
_DOCUMENT = """
    INSERT INTO documents (owner, kind, id, since, version, body, batch, hidden, words)
    VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)
"""
_ADDRESS = """
    INSERT INTO addresses (key, owner, body, gone) VALUES ($1, $2, $3, $4)
    ON CONFLICT (key) DO UPDATE SET seq = DEFAULT, owner = $2, gone = $4
"""
_CLAIM = "INSERT INTO claims VALUES ($1, $2, $3)"
_CODE = """
    INSERT INTO codes VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO UPDATE SET
        kind = excluded.kind, expires_at = excluded.expires_at, owner = excluded.owner
"""
_MESSAGE = """
    INSERT INTO inbox (key, sender, at, state, failures, body) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (key) DO UPDATE SET
        seq = DEFAULT, sender = $2, at = $3, state = $4, failures = $5, body = $6,
        holder = NULL
"""
_REPLY = """
    INSERT INTO outbox (key, owner, cause, state, visible_at, begun, lapsed, sent_as, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (key) DO UPDATE SET
        seq = DEFAULT, owner = $2, cause = $3, state = $4, visible_at = $5, begun = $6,
        lapsed = $7, sent_as = $8, body = $9, holder = NULL
"""
_META = "INSERT INTO meta VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2"
# An index that is made at the end takes a small part of the time of one that grows meanwhile.
_LEAVE_WORDS = "DROP INDEX IF EXISTS documents_by_words"
_INDEX_WORDS = """
    CREATE INDEX IF NOT EXISTS documents_by_words ON documents USING gin (words)
    WITH (gin_pending_list_limit = 256)
"""
_IS_ANY = """
    SELECT EXISTS (SELECT FROM owners) OR EXISTS (SELECT FROM inbox)
        OR EXISTS (SELECT FROM outbox)
"""

_AT_ONCE = 1000


async def dump(connection: Connection, text: Text, owner: OwnerId) -> Dump | None:
    """Everything of one owner; None if there is no such owner."""
    row = await owner_row(connection, text, owner)
    if row is None:
        return None
    fetch = connection.fetch
    version = await connection.fetchval("SELECT version FROM books WHERE owner = $1", owner)
    return Dump(
        row,
        version or 0,
        tuple(
            KeptDocument(kind, id, at, body and text.opened(body), batch, hidden)
            for kind, id, at, body, batch, hidden in await fetch(_DOCUMENTS, owner)
        ),
        tuple(Claim(owner, day, kind) for day, kind in await fetch(_CLAIMS, owner)),
        _codes(await fetch(f"{_CODES} WHERE owner = $1 {_BY_DIGEST}", owner)),
        _inbox(await fetch(f"{_INBOX} WHERE {_THEIRS} ORDER BY seq", owner), text),
        _outbox(await fetch(f"{_OUTBOX} WHERE owner = $1 ORDER BY seq", owner), text),
    )


async def commons(connection: Connection, text: Text) -> Commons:
    """What belongs to no owner."""
    fetch = connection.fetch
    beats = await fetch('SELECT name, at FROM heartbeats ORDER BY name COLLATE "C"')
    forgotten = await fetch("SELECT key, at FROM forgotten ORDER BY key")
    return Commons(
        text.key,
        _codes(await fetch(f"{_CODES} WHERE {_UNKNOWN} {_BY_DIGEST}")),
        _inbox(await fetch(f"{_INBOX} WHERE {_NOBODYS} ORDER BY seq"), text),
        _outbox(await fetch(f"{_OUTBOX} WHERE owner IS NULL ORDER BY seq"), text),
        tuple((name, at) for name, at in beats),
        tuple((key, at) for key, at in forgotten),
        await copy_of(connection, text),
    )


async def copy_of(connection: Connection, text: Text) -> str | None:
    """What this is an unfinished copy of; None if it is whole."""
    body = await connection.fetchval("SELECT value FROM meta WHERE name = $1", MARK)
    return None if body is None else text.unseal(body, str)


async def adopt(connection: Connection, text: Text, dump: Dump) -> None:
    """Take an owner in, in the place of what is here of them."""
    row, owner = dump.row, dump.row.owner
    for query in _CLEAR:
        await connection.execute(query, owner)
    await connection.execute(_OWNER, owner, row.created_at, row.next_due)
    if dump.version:
        await connection.execute(_BOOK, owner, dump.version)
    await _many(
        connection, _DOCUMENT, [_document(text, owner, each) for each in dump.documents]
    )
    addresses = [
        (text.hash(address), owner, text.seal(address), address in row.gone)
        for address in row.addresses
    ]
    await _many(connection, _ADDRESS, addresses)
    claims = [(owner, claim.day, claim.kind) for claim in dump.claims]
    await _many(connection, _CLAIM, claims)
    await _put(connection, text, dump, owner)


async def adopt_commons(connection: Connection, text: Text, commons: Commons) -> None:
    """Take in what is nobody's. Afterwards ``text`` has to hash with the commons' key.

    Raises:
        StorageError: if there are keys already that were made with another hash key.
    """
    if text.key != commons.hash_key and await connection.fetchval(_IS_ANY):
        raise refuse_other_key()
    for query in _CLEAR_COMMONS:
        await connection.execute(query)
    await connection.execute("DELETE FROM meta WHERE name = $1", MARK)
    await connection.execute(_META, "hash key", text.sealed(commons.hash_key))
    if commons.copy_of is not None:
        await connection.execute(_META, MARK, text.seal(commons.copy_of))
    await connection.execute(_INDEX_WORDS if commons.copy_of is None else _LEAVE_WORDS)
    beat = "INSERT INTO heartbeats VALUES ($1, $2)"
    await _many(connection, beat, commons.heartbeats)
    await _many(connection, "INSERT INTO forgotten VALUES ($1, $2)", commons.forgotten)
    await _put(connection, text, commons, None)


def _codes(rows: Sequence[Any]) -> tuple[Code, ...]:
    return tuple(
        Code(digest, CodeKind(kind), expires_at, owner)
        for digest, kind, expires_at, owner in rows
    )


def _inbox(rows: Sequence[Any], text: Text) -> tuple[KeptMessage, ...]:
    return tuple(
        KeptMessage(key, sender, at, state, failures, body and text.unseal(body, Message))
        for key, sender, at, state, failures, body in rows
    )


def _outbox(rows: Sequence[Any], text: Text) -> tuple[KeptReply, ...]:
    return tuple(
        KeptReply(
            *(key, cause, state, _visible_at(state, at, body), begun, lapsed, sent_as),
            outgoing=body and text.unseal(body, Outgoing),
        )
        for key, cause, state, at, begun, lapsed, sent_as, body in rows
    )


def _visible_at(state: str, at: datetime, body: bytes | None) -> datetime | None:
    return None if state == "sending" and body else at


def _document(text: Text, owner: OwnerId, kept: KeptDocument) -> tuple[object, ...]:
    # That it took its place with its last version is as good as with which it did: nobody keeps
    # a book that is older.
    words = kept.body and indexed(text, owner, decode(kept.table, kept.body))
    body = kept.body and text.sealed(kept.body)
    return owner, kept.table, kept.id, kept.version, body, kept.batch, kept.hidden, words or []


async def _many(connection: Connection, query: str, rows: Sequence[Sequence[object]]) -> None:
    """Run a statement for each row; a call takes no longer than the database may be silent."""
    for start in range(0, len(rows), _AT_ONCE):
        await connection.executemany(query, rows[start : start + _AT_ONCE])


async def _put(
    connection: Connection, text: Text, part: Dump | Commons, owner: OwnerId | None
) -> None:
    """Put in the rows that an owner and nobody have alike."""
    codes = [(each.digest, each.kind, each.expires_at, each.owner) for each in part.codes]
    await _many(connection, _CODE, codes)
    messages = [
        (
            *(each.key, each.sender, each.at, each.state, each.failures),
            each.message and text.seal(each.message),
        )
        for each in part.inbox
    ]
    await _many(connection, _MESSAGE, messages)
    replies = [
        (
            *(each.key, owner, each.cause, each.state, each.visible_at or LONG_AGO),
            *(each.begun, each.lapsed, each.sent_as),
            each.outgoing and text.seal(each.outgoing),
        )
        for each in part.outbox
    ]
    await _many(connection, _REPLY, replies)
