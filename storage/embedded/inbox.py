"""The inbox's rows: received, failed, dropped. Each function runs in a transaction."""

from datetime import datetime
from sqlite3 import Connection

from bot.ports import Message
from storage.embedded import traces
from storage.text import Text, stamp


def receive(connection: Connection, text: Text, message: Message, now: datetime) -> bool:
    """Write a row; False if there is one of this id."""
    written = connection.execute(
        "INSERT INTO inbox (key, sender, at, state, body) VALUES (?, ?, ?, 'received', ?) "
        "ON CONFLICT DO NOTHING",
        (text.hash(message.id), text.hash(message.sender), stamp(now), text.seal(message)),
    )
    return bool(written.rowcount)


def fail(connection: Connection, key: bytes, park_after: int, now: datetime) -> bool:
    """Count a failure; True if the row is parked now or was before."""
    connection.execute(
        "UPDATE inbox SET failures = failures + 1 WHERE key = ? AND body IS NOT NULL", (key,)
    )
    connection.execute(
        "UPDATE inbox SET state = 'parked', at = ?, body = NULL "
        "WHERE key = ? AND body IS NOT NULL AND failures >= ?",
        (stamp(now), key, park_after),
    )
    parked = "SELECT 1 FROM inbox WHERE key = ? AND state = 'parked'"
    return connection.execute(parked, (key,)).fetchone() is not None


def drop(connection: Connection, key: bytes) -> None:
    """Remove a row and what was going to answer it."""
    connection.execute("DELETE FROM inbox WHERE key = ?", (key,))
    connection.execute("DELETE FROM outbox WHERE cause = ? AND owner IS NULL", (key,))
    traces.leave(connection)


def purge(connection: Connection, before: datetime, known_until: datetime) -> None:
    """Remove what is settled and old; what tells repetitions from before ``known_until``."""
    known = stamp(known_until)
    connection.execute("DELETE FROM inbox WHERE body IS NULL AND at < ?", (known,))
    connection.execute(
        "DELETE FROM outbox WHERE body IS NULL AND visible_at < ?", (stamp(before),)
    )
    connection.execute("DELETE FROM claims WHERE day < ?", (known_until.date().isoformat(),))
    connection.execute("DELETE FROM codes WHERE expires_at < ?", (stamp(before),))
