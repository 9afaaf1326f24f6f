"""The outbox's rows: leased, tried again, settled. A row is in one replica's hands at most."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.ports import Outcome, Outgoing
from storage.clustered.server import Connection
from storage.text import Text

AT_ONCE = 20
"""Rows that one call leases at most: what is leased is soon to be sent."""

# $1 is who asks, $2 whether the silent can be taken for dead, $3 the time.
IS_DEAD = """(holder IS NULL OR ($2::boolean AND NOT EXISTS (
    SELECT FROM replicas WHERE id = holder AND alive_until > clock_timestamp())))"""
_RAN_OUT = f"""(body IS NOT NULL AND state = 'sending'
    AND ((holder = $1 AND visible_at <= $3) OR {IS_DEAD}))"""
_WAITS = "(body IS NOT NULL AND state = 'queued' AND visible_at <= $3)"

_DROP_UNSURE = f"DELETE FROM outbox WHERE owner IS NULL AND lapsed > 0 AND {_RAN_OUT}"  # noqa: S608
_CALL_UNSURE = f"""
    UPDATE outbox SET state = 'unsure', visible_at = $3, holder = NULL, body = NULL
    WHERE lapsed > 0 AND {_RAN_OUT}
"""  # noqa: S608
_LEASE = f"""
    WITH free AS (
        SELECT key FROM outbox WHERE {_WAITS} OR {_RAN_OUT}
        ORDER BY seq LIMIT $5 FOR UPDATE SKIP LOCKED)
    UPDATE outbox o SET
        lapsed = lapsed + (state = 'sending')::integer,
        state = 'sending', begun = begun + 1, visible_at = $4, holder = $1
    FROM free WHERE o.key = free.key
    RETURNING o.seq, o.begun - 1 AS begun, o.body
"""  # noqa: S608
_IS_ANY = f"SELECT EXISTS (SELECT FROM outbox WHERE {_WAITS} OR {_RAN_OUT})"  # noqa: S608
_SETTLE = """
    UPDATE outbox SET
        state = $2, visible_at = $3, sent_as = $4, holder = NULL, body = NULL
    WHERE key = $1 AND state <> 'sent' AND owner IS NOT NULL
"""
_DROP = "DELETE FROM outbox WHERE key = $1 AND owner IS NULL"
_POSTPONE = """
    UPDATE outbox SET state = 'queued', visible_at = $2, holder = NULL
    WHERE key = $1 AND body IS NOT NULL
"""


class Asking(Struct, frozen=True):
    """Who asks for rows, whether they may take them from the silent, when, until when."""

    replica: str
    trusts: bool
    now: datetime
    lease_until: datetime
    limit: int


class Ending(Struct, frozen=True):
    """How a row ended; with no ``outcome`` it is to be tried again at ``at``."""

    key: bytes
    outcome: Outcome | None
    at: datetime
    sent_as: str | None = None


async def lease(connection: Connection, text: Text, asking: Asking) -> Sequence[Outgoing]:
    """Rows to send now. One whose sender died goes once more, and the next time is unsure."""
    who = asking.replica, asking.trusts, asking.now
    if not await connection.fetchval(_IS_ANY, *who):
        return []
    await connection.execute(_DROP_UNSURE, *who)
    await connection.execute(_CALL_UNSURE, *who)
    limit = min(asking.limit, AT_ONCE)
    rows = await connection.fetch(_LEASE, *who, asking.lease_until, limit)
    return [
        replace(text.unseal(row["body"], Outgoing), attempts=row["begun"])
        for row in sorted(rows, key=lambda row: int(row["seq"]))
    ]


async def end(connection: Connection, ending: Ending) -> None:
    """Close a row and drop its reply, or let it be tried again; a stranger's goes at once."""
    if ending.outcome is None:
        await connection.execute(_POSTPONE, ending.key, ending.at)
        return
    given = ending.key, ending.outcome.value, ending.at, ending.sent_as
    if await connection.execute(_SETTLE, *given) == "UPDATE 0":
        await connection.execute(_DROP, ending.key)
