"""The outbox's rows: leased, tried again, settled. Each function runs in a transaction."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from msgspec.structs import replace

from bot.ports import Outcome, Outgoing
from storage.text import Text, stamp

_RAN_OUT_TWICE = "state = 'sending' AND lapsed > 0 AND visible_at <= ? AND body IS NOT NULL"
_WAITS = "body IS NOT NULL AND visible_at <= ?"


def is_waiting(connection: Connection, now: datetime) -> bool:
    """Whether there is anything to send."""
    query = f"SELECT 1 FROM outbox WHERE {_WAITS} LIMIT 1"  # noqa: S608
    return connection.execute(query, (stamp(now),)).fetchone() is not None


def lease(
    connection: Connection, text: Text, now: datetime, lease_until: datetime, limit: int
) -> Sequence[Outgoing]:
    """Rows to send now. One whose lease ran out goes once more, and the next time is unsure."""
    at = stamp(now)
    connection.execute(
        f"DELETE FROM outbox WHERE owner IS NULL AND {_RAN_OUT_TWICE}",  # noqa: S608
        (at,),
    )
    connection.execute(
        f"UPDATE outbox SET state = 'unsure', visible_at = ?, body = NULL "  # noqa: S608
        f"WHERE {_RAN_OUT_TWICE}",
        (at, at),
    )
    found = connection.execute(
        f"SELECT seq, begun, body FROM outbox WHERE {_WAITS} ORDER BY seq LIMIT ?",  # noqa: S608
        (at, limit),
    ).fetchall()
    connection.executemany(
        "UPDATE outbox SET lapsed = lapsed + (state = 'sending'), state = 'sending', "
        "begun = begun + 1, visible_at = ? WHERE seq = ?",
        [(stamp(lease_until), seq) for seq, _, _ in found],
    )
    return [replace(text.unseal(body, Outgoing), attempts=begun) for _, begun, body in found]


def settle(
    connection: Connection, key: bytes, outcome: Outcome, at: datetime, sent_as: str | None
) -> None:
    """Close a row and drop its reply; one that nobody owns goes altogether."""
    settled = connection.execute(
        "UPDATE outbox SET state = ?, visible_at = ?, sent_as = ?, body = NULL "
        "WHERE key = ? AND state <> 'sent' AND owner IS NOT NULL",
        (outcome.value, stamp(at), sent_as, key),
    )
    if not settled.rowcount:
        connection.execute("DELETE FROM outbox WHERE key = ? AND owner IS NULL", (key,))


def postpone(connection: Connection, key: bytes, until: datetime) -> None:
    """Let a row be tried again, not before ``until``."""
    connection.execute(
        "UPDATE outbox SET state = 'queued', visible_at = ? WHERE key = ? AND body IS NOT NULL",
        (stamp(until), key),
    )


def take_over(connection: Connection) -> None:
    """End the leases of a process that is dead: its rows wait for whoever comes next."""
    connection.execute(
        "UPDATE outbox SET visible_at = 0 WHERE state = 'sending' AND body IS NOT NULL"
    )
    connection.execute("UPDATE owners SET lease_until = 0 WHERE lease_until > 0")
