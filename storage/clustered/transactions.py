"""Transactions of their own, beside those of units of work."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.errors import StorageError
from storage.clustered.server import CONNECT_WITHIN, TROUBLE, Connection, Server, told_as

AT_ONE_MOMENT = "REPEATABLE READ READ ONLY"
TO_WRITE = "READ COMMITTED"
_WITHIN = 24 * 3600.0
"""Seconds; an index of everything is made."""


@asynccontextmanager
async def transaction(
    connection: Connection, isolation: str, trouble: type[StorageError]
) -> AsyncIterator[None]:
    """Commits at the end; forgets all of it if anything goes wrong, as ``trouble``."""
    with told_as(trouble):
        await connection.execute(f"BEGIN ISOLATION LEVEL {isolation}")
        try:
            yield
            await connection.execute("COMMIT")
        except BaseException:
            with suppress(*TROUBLE):
                await connection.execute("ROLLBACK")
            raise


@asynccontextmanager
async def patient_connection(server: Server) -> AsyncIterator[Connection]:
    """A connection on which a call may take as long as it does."""
    connection = await server.connection_apart(_WITHIN)
    try:
        yield connection
    finally:
        with suppress(*TROUBLE):
            await connection.close(timeout=CONNECT_WITHIN)
