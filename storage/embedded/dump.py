"""Everything of one owner out of the file and into it; adopting runs in a transaction."""

from collections.abc import Callable
from datetime import date
from sqlite3 import Connection
from typing import TypeVar

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
from storage.copying import MARK, refuse_other_key
from storage.embedded.counts import owner_row
from storage.text import LONG_AGO, Text, instant, stamp

T = TypeVar("T")

_THEIRS = "sender IN (SELECT key FROM addresses WHERE owner = ?)"
_NOBODYS = "(sender IS NULL OR sender NOT IN (SELECT key FROM addresses))"
_UNKNOWN = "(owner IS NULL OR owner NOT IN (SELECT owner FROM owners))"


def at_one_moment(query: Callable[[Connection], T]) -> Callable[[Connection], T]:
    """A query whose reads all see the same state."""

    def ask(connection: Connection) -> T:
        connection.execute("BEGIN")
        try:
            return query(connection)
        finally:
            connection.execute("COMMIT")

    return ask


def dump(connection: Connection, text: Text, owner: OwnerId) -> Dump | None:
    """Everything of one owner; None if there is no such owner."""
    row = owner_row(connection, text, owner)
    if row is None:
        return None
    version = connection.execute("SELECT version FROM owners WHERE owner = ?", (owner,))
    documents = connection.execute(
        "SELECT kind, id, version, body, batch, hidden FROM documents WHERE owner = ? "
        "ORDER BY seq",
        (owner,),
    )
    claims = connection.execute(
        "SELECT day, kind FROM claims WHERE owner = ? ORDER BY day, kind", (owner,)
    )
    return Dump(
        row,
        version.fetchone()[0],
        tuple(
            KeptDocument(kind, id, at, body and text.opened(body), batch, bool(hidden))
            for kind, id, at, body, batch, hidden in documents
        ),
        tuple(Claim(owner, date.fromisoformat(day), kind) for day, kind in claims),
        _codes(connection, "owner = ?", owner),
        _inbox(connection, text, _THEIRS, owner),
        _outbox(connection, text, "owner = ?", owner),
    )


def commons(connection: Connection, text: Text) -> Commons:
    """What belongs to no owner."""
    beats = connection.execute("SELECT name, at FROM heartbeats ORDER BY name")
    forgotten = connection.execute("SELECT key, at FROM forgotten ORDER BY key")
    return Commons(
        text.key,
        _codes(connection, _UNKNOWN),
        _inbox(connection, text, _NOBODYS),
        _outbox(connection, text, "owner IS NULL"),
        tuple((name, instant(at)) for name, at in beats),
        tuple((key, instant(at)) for key, at in forgotten),
        copy_of(connection, text),
    )


def copy_of(connection: Connection, text: Text) -> str | None:
    """What this is an unfinished copy of; None if it is whole."""
    query = "SELECT value FROM meta WHERE name = ?"
    found = connection.execute(query, (MARK,)).fetchone()
    return text.unseal(found[0], str) if found else None


def adopt(connection: Connection, text: Text, dump: Dump) -> None:
    """Take an owner in, in the place of what is here of them."""
    row, execute = dump.row, connection.execute
    owner = row.owner
    execute(f"DELETE FROM inbox WHERE {_THEIRS}", (owner,))  # noqa: S608
    for table in ("addresses", "documents", "outbox", "claims", "codes"):
        execute(f"DELETE FROM {table} WHERE owner = ?", (owner,))  # noqa: S608
    due = None if row.next_due is None else stamp(row.next_due)
    execute(
        "INSERT INTO owners (owner, created_at, version, next_due) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (owner) DO UPDATE SET created_at = excluded.created_at, "
        "version = excluded.version, next_due = excluded.next_due, lease_until = 0",
        (owner, stamp(row.created_at), dump.version, due),
    )
    connection.executemany(
        "INSERT INTO documents (owner, kind, id, version, body, batch, hidden) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(owner, each.table, each.id, each.version),
                *(each.body and text.sealed(each.body), each.batch, each.hidden),
            )
            for each in dump.documents
        ),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO addresses (key, owner, body, gone) VALUES (?, ?, ?, ?)",
        (
            (text.hash(address), owner, text.seal(address), address in row.gone)
            for address in row.addresses
        ),
    )
    connection.executemany(
        "INSERT INTO claims VALUES (?, ?, ?)",
        ((owner, claim.day.isoformat(), claim.kind) for claim in dump.claims),
    )
    _put(connection, text, dump, owner)


def adopt_commons(connection: Connection, text: Text, commons: Commons) -> None:
    """Take in what is nobody's. Afterwards ``text`` has to hash with the commons' key.

    Raises:
        StorageError: if there are keys already that were made with another hash key.
    """
    execute = connection.execute
    if text.key != commons.hash_key:
        tables = ("owners", "inbox", "outbox")
        if any(execute(f"SELECT 1 FROM {each} LIMIT 1").fetchone() for each in tables):  # noqa: S608
            raise refuse_other_key()
    execute(f"DELETE FROM inbox WHERE {_NOBODYS}")  # noqa: S608
    execute("DELETE FROM outbox WHERE owner IS NULL")
    execute(f"DELETE FROM codes WHERE {_UNKNOWN}")  # noqa: S608
    execute("DELETE FROM heartbeats")
    execute("DELETE FROM forgotten")
    execute("DELETE FROM meta WHERE name = ?", (MARK,))
    meta = [("hash key", text.sealed(commons.hash_key))]
    if commons.copy_of is not None:
        meta.append((MARK, text.seal(commons.copy_of)))
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)
    connection.executemany(
        "INSERT INTO heartbeats VALUES (?, ?)",
        ((name, stamp(at)) for name, at in commons.heartbeats),
    )
    connection.executemany(
        "INSERT INTO forgotten VALUES (?, ?)",
        ((key, stamp(at)) for key, at in commons.forgotten),
    )
    _put(connection, text, commons, None)


def _codes(connection: Connection, whose: str, *owner: OwnerId) -> tuple[Code, ...]:
    rows = connection.execute(
        f"SELECT digest, kind, expires_at, owner FROM codes WHERE {whose} ORDER BY digest",  # noqa: S608
        owner,
    )
    return tuple(
        Code(digest, CodeKind(kind), instant(expires_at), code_owner)
        for digest, kind, expires_at, code_owner in rows
    )


def _inbox(
    connection: Connection, text: Text, whose: str, *owner: OwnerId
) -> tuple[KeptMessage, ...]:
    rows = connection.execute(
        "SELECT key, sender, at, state, failures, body FROM inbox "  # noqa: S608
        f"WHERE {whose} ORDER BY seq",
        owner,
    )
    return tuple(
        KeptMessage(
            *(key, sender, instant(at), state, failures),
            message=body and text.unseal(body, Message),
        )
        for key, sender, at, state, failures, body in rows
    )


def _outbox(
    connection: Connection, text: Text, whose: str, *owner: OwnerId
) -> tuple[KeptReply, ...]:
    rows = connection.execute(
        "SELECT key, cause, state, visible_at, begun, lapsed, sent_as, body FROM outbox "  # noqa: S608
        f"WHERE {whose} ORDER BY seq",
        owner,
    )
    return tuple(
        KeptReply(
            *(key, cause, state),
            None if state == "sending" and body else instant(at),
            *(begun, lapsed, sent_as),
            outgoing=body and text.unseal(body, Outgoing),
        )
        for key, cause, state, at, begun, lapsed, sent_as, body in rows
    )


def _put(
    connection: Connection, text: Text, part: Dump | Commons, owner: OwnerId | None
) -> None:
    """Put in the rows that an owner and nobody have alike."""
    connection.executemany(
        "INSERT OR REPLACE INTO codes VALUES (?, ?, ?, ?)",
        ((each.digest, each.kind, stamp(each.expires_at), each.owner) for each in part.codes),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO inbox (key, sender, at, state, failures, body) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                *(each.key, each.sender, stamp(each.at), each.state, each.failures),
                each.message and text.seal(each.message),
            )
            for each in part.inbox
        ),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO outbox (key, owner, cause, state, visible_at, begun, lapsed, "
        "sent_as, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(each.key, owner, each.cause, each.state),
                stamp(each.visible_at or LONG_AGO),
                *(each.begun, each.lapsed, each.sent_as),
                each.outgoing and text.seal(each.outgoing),
            )
            for each in part.outbox
        ),
    )
