"""Looks at the ledger's rows that change nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.model.document import OwnerId
from bot.ports import Address, OwnerRow
from storage.clustered.server import Connection
from storage.text import Text
from storage.work import COUNTED

_ROWS = """
    SELECT o.owner, o.created_at, o.next_due, o.seq,
        coalesce(array_agg(a.body ORDER BY a.seq) FILTER (WHERE a.key IS NOT NULL), '{}')
            AS addresses,
        coalesce(array_agg(a.gone ORDER BY a.seq) FILTER (WHERE a.key IS NOT NULL), '{}')
            AS gone
    FROM owners o LEFT JOIN addresses a ON a.owner = o.owner
"""
_ONE = f"{_ROWS} WHERE o.owner = $1 GROUP BY o.owner"
_PAGE = f"{_ROWS} WHERE o.seq > $1 GROUP BY o.owner ORDER BY o.seq LIMIT $2"
_OWNERS = """
    SELECT count(*) AS owners, count(*) FILTER (WHERE next_due <= $1) AS due
    FROM owners WHERE $2::text IS NULL OR owner = $2
"""
_INBOX = """
    SELECT 'inbox_' || state AS name, count(*) FROM inbox
    WHERE $1::text IS NULL OR sender IN (SELECT key FROM addresses WHERE owner = $1)
    GROUP BY state
"""
_OUTBOX = """
    SELECT 'outbox_' || state AS name, count(*) FROM outbox
    WHERE $1::text IS NULL OR owner = $1 GROUP BY state
"""


async def owner_row(connection: Connection, text: Text, owner: OwnerId) -> OwnerRow | None:
    """One owner's row with its addresses."""
    row = await connection.fetchrow(_ONE, owner)
    return _owner_row(row, text) if row else None


async def page_after(
    connection: Connection, text: Text, seq: int, limit: int
) -> Sequence[tuple[int, OwnerRow]]:
    """The next owners in the order in which they came, with what to go on from."""
    rows = await connection.fetch(_PAGE, seq, limit)
    return [(row["seq"], _owner_row(row, text)) for row in rows]


async def tally(connection: Connection, now: datetime, owner: OwnerId | None) -> dict[str, int]:
    """Counts for status, of everybody or of one owner; see COUNTED for the names."""
    counts = dict.fromkeys(COUNTED, 0)
    counts |= dict(await connection.fetchrow(_OWNERS, now, owner))
    for query in (_INBOX, _OUTBOX):
        counts |= dict(await connection.fetch(query, owner))
    return counts


def _owner_row(row: Any, text: Text) -> OwnerRow:
    addresses = [text.unseal(body, Address) for body in row["addresses"]]
    return OwnerRow(
        OwnerId(row["owner"]),
        row["created_at"],
        tuple(addresses),
        row["next_due"],
        tuple(each for each, gone in zip(addresses, row["gone"], strict=True) if gone),
    )
