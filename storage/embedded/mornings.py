"""When owners are due next: claimed under a lease, given back. Each runs in a transaction."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.model.document import OwnerId
from bot.ports import Due
from storage.text import instant, stamp

_IS_DUE = "next_due <= ? AND lease_until <= ?"


def is_anybody_due(connection: Connection, now: datetime) -> bool:
    """Whether there is a morning to claim."""
    query = f"SELECT 1 FROM owners WHERE {_IS_DUE} LIMIT 1"  # noqa: S608
    return connection.execute(query, (stamp(now), stamp(now))).fetchone() is not None


def claim(
    connection: Connection, now: datetime, lease_until: datetime, limit: int
) -> Sequence[Due]:
    """Owners whose morning has come and is leased to nobody, the earliest first."""
    found = connection.execute(
        f"SELECT seq, owner, next_due FROM owners WHERE {_IS_DUE} "  # noqa: S608
        "ORDER BY next_due, seq LIMIT ?",
        (stamp(now), stamp(now), limit),
    ).fetchall()
    connection.executemany(
        "UPDATE owners SET lease_until = ? WHERE seq = ?",
        [(stamp(lease_until), seq) for seq, _, _ in found],
    )
    return [Due(OwnerId(owner), instant(due), lease_until) for _, owner, due in found]


def release(connection: Connection, due: Due, next_due: datetime | None) -> None:
    """Give a lease back, if it is still the one that was claimed."""
    connection.execute(
        "UPDATE owners SET next_due = ?, lease_until = 0 WHERE owner = ? AND lease_until = ?",
        (None if next_due is None else stamp(next_due), due.owner, stamp(due.lease_until)),
    )
