"""Who copies a database is alone with it; who comes to work on it sees that nobody copies."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from bot.errors import StorageError
from bot.ports import Copying
from storage.clustered.server import TROUBLE, Connection, Server, told_as
from storage.copying import refuse_company

CLOSES_WITHIN = 5.0
LETS_GO_WITHIN = 1.0
"""Seconds in which the database notices that a process was killed."""
ASK_AGAIN = 0.1
_KEY = "hashtextextended('copying cordially in ' || current_schema(), 0)"
_SHARE = f"SELECT pg_try_advisory_lock_shared({_KEY})"
_UNSHARE = f"SELECT pg_advisory_unlock_shared({_KEY})"
_CLAIM = f"SELECT pg_try_advisory_lock({_KEY})"
_IS_ANYBODY = "SELECT EXISTS (SELECT FROM replicas WHERE alive_until > clock_timestamp())"
_KEEP_OTHERS_OUT = """
    SET idle_in_transaction_session_timeout = 0;
    BEGIN;
    LOCK TABLE meta, owners, books, documents, addresses, inbox, outbox, claims, codes,
        heartbeats, forgotten IN SHARE MODE
"""


@asynccontextmanager
async def while_nobody_copies(connection: Connection) -> AsyncIterator[None]:
    """A block in which no copy of the database can begin.

    Raises:
        InUse: if one is being made.
    """
    with told_as(StorageError):
        if not await connection.fetchval(_SHARE):
            raise refuse_company("This database is being copied.")
    try:
        yield
    finally:
        with told_as(StorageError):
            await connection.fetchval(_UNSHARE)


class Alone:
    """Nobody else works on the database until this is closed, or its connection is cut."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def check(self) -> None:
        """See that nobody else can have come.

        Raises:
            StorageError: if the connection was cut.
        """
        if self._connection.is_closed():
            raise StorageError("The connection to the database was cut. Begin again.")

    async def close(self) -> None:
        """Let others work on it."""
        with suppress(*TROUBLE):
            await self._connection.close(timeout=CLOSES_WITHIN)


async def be_alone(server: Server, copying: Copying) -> Alone:
    """Keep everybody else away; from where is copied also those that were silent.

    Raises:
        InUse: if somebody works on the database, or copies it.
    """
    connection = await server.connection_apart()
    try:
        with told_as(StorageError):
            await _claim(connection)
            if copying is Copying.FROM:
                await connection.execute(_KEEP_OTHERS_OUT)
    except BaseException:
        await Alone(connection).close()
        raise
    return Alone(connection)


async def _claim(connection: Connection) -> None:
    give_up_at = asyncio.get_running_loop().time() + LETS_GO_WITHIN
    while not await connection.fetchval(_CLAIM):
        if asyncio.get_running_loop().time() > give_up_at:
            raise refuse_company("This database is being copied by somebody else.")
        await asyncio.sleep(ASK_AGAIN)
    if await connection.fetchval(_IS_ANYBODY):
        raise refuse_company("A Cordially runs on this database.")
