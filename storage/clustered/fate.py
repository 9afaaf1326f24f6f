"""What became of a commit whose answer got lost.

PostgreSQL knows what became of a transaction by its number, but only while it runs: after a
crash it gives the number of what was lost to somebody else. So a commit leaves a mark of its
own where it can be looked for.
"""

import asyncio

import asyncpg
from msgspec import Struct

from bot.errors import StorageError
from bot.log import logger
from bot.model.document import OwnerId
from storage.clustered.server import Connection, Server, told_as

log = logger("postgresql")

ASK_FOR = 10.0
"""Seconds in which to find out whether a commit that was cut off went through."""

_STATE = "SELECT pg_xact_status($1::text::xid8)"
_MARK = "SELECT version, mark FROM books WHERE owner = $1"
_IS_DONE = "SELECT EXISTS (SELECT FROM inbox WHERE key = $1 AND state = 'done')"


class Trace(Struct, frozen=True):
    """By what a commit can be known: its number, its mark in a book, the message it ended.

    ``message`` is the key of an inbox row. A commit that entered nothing in a book has no mark.
    """

    number: str
    owner: OwnerId | None = None
    version: int = 0
    mark: int = 0
    message: bytes | None = None


async def went_through(server: Server, trace: Trace) -> bool:
    """Whether a commit is there, as soon as the database can tell."""
    loop = asyncio.get_running_loop()
    give_up_at = loop.time() + ASK_FOR
    while loop.time() < give_up_at:
        try:
            async with server.connection() as connection:
                with told_as(StorageError):
                    found = await _is_there(connection, trace)
        except StorageError:
            found = None
        if found is not None:
            log.info("a commit that was cut off is %s", "there" if found else "not there")
            return found
        await asyncio.sleep(0.05)
    log.error("what became of a commit that was cut off is not known")
    return False


async def _is_there(connection: Connection, trace: Trace) -> bool | None:
    """None while the transaction goes on, in which case it may still be either."""
    state = await _state(connection, trace.number)
    if state == "in progress":
        return None
    if trace.owner is not None:
        row = await connection.fetchrow(_MARK, trace.owner)
        if row is None or row["version"] <= trace.version:
            return row is not None and bool(row["mark"] == trace.mark)
    elif trace.message is not None:
        return bool(await connection.fetchval(_IS_DONE, trace.message))
    return bool(state == "committed")


async def _state(connection: Connection, number: str) -> str:
    try:
        return str(await connection.fetchval(_STATE, number))
    except asyncpg.InvalidParameterValueError:
        return "aborted"  # a number that nobody has had yet: it was lost in a crash
