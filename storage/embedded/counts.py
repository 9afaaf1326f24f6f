"""Looks at the ledger's rows that change nothing."""

from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.model.document import OwnerId
from bot.ports import Address, Code, CodeKind, OwnerRow
from storage.text import Text, instant, stamp
from storage.work import COUNTED


def owner_row(connection: Connection, text: Text, owner: OwnerId) -> OwnerRow | None:
    """One owner's row with its addresses."""
    found = connection.execute(
        "SELECT created_at, next_due FROM owners WHERE owner = ?", (owner,)
    ).fetchone()
    if found is None:
        return None
    rows = connection.execute(
        "SELECT body, gone FROM addresses WHERE owner = ? ORDER BY seq", (owner,)
    )
    addresses = {text.unseal(body, Address): gone for body, gone in rows}
    return OwnerRow(
        owner,
        instant(found[0]),
        tuple(addresses),
        None if found[1] is None else instant(found[1]),
        tuple(address for address, gone in addresses.items() if gone),
    )


def owners_after(connection: Connection, seq: int, limit: int) -> Sequence[tuple[int, OwnerId]]:
    """The next owners in the order in which they came, with what to go on from."""
    return connection.execute(
        "SELECT seq, owner FROM owners WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit)
    ).fetchall()


def code(connection: Connection, digest: str, now: datetime) -> Code | None:
    """A code that is neither used up nor expired."""
    found = connection.execute(
        "SELECT kind, expires_at, owner FROM codes WHERE digest = ? AND expires_at > ?",
        (digest, stamp(now)),
    ).fetchone()
    return Code(digest, CodeKind(found[0]), instant(found[1]), found[2]) if found else None


def tally(connection: Connection, now: datetime, owner: OwnerId | None) -> dict[str, int]:
    """Counts for status, of everybody or of one owner; see COUNTED for the names."""
    counts = dict.fromkeys(COUNTED, 0)
    whose, theirs = "1", "1"
    given: tuple[OwnerId, ...] = ()
    if owner is not None:
        whose, given = "owner = ?", (owner,)
        theirs = "sender IN (SELECT key FROM addresses WHERE owner = ?)"
    counts["owners"], counts["due"] = connection.execute(
        f"SELECT count(*), coalesce(sum(next_due <= ?), 0) FROM owners WHERE {whose}",  # noqa: S608
        (stamp(now), *given),
    ).fetchone()
    for table, where in (("inbox", theirs), ("outbox", whose)):
        rows = connection.execute(
            f"SELECT state, count(*) FROM {table} WHERE {where} GROUP BY state",  # noqa: S608
            given,
        )
        counts |= {f"{table}_{state}": count for state, count in rows}
    return counts
