"""One PostgreSQL: connections of a pool, tried for with patience, and what its errors mean."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from random import SystemRandom
from typing import Any, Protocol, cast

import asyncpg

from bot.errors import NotSaved, StorageError
from bot.log import logger

log = logger("postgresql")

CONNECT_WITHIN = 5.0
ANSWER_WITHIN = 30.0
PATIENCE = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
SETTINGS = {
    "application_name": "cordially",
    # Whoever vanishes without a word must not hold an owner, or the lead, for long.
    "idle_in_transaction_session_timeout": "60s",
    "lock_timeout": "10s",
    "tcp_keepalives_idle": "15",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
TROUBLE = (
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""All that a database's trouble is raised as; a time-out is an OSError. The last is what a
connection says that was cut in the middle of a call."""
CUT = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.exceptions.OperatorInterventionError,
)
"""Trouble after which every connection that was open is as good as none."""
REFUSED = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
    asyncpg.InvalidParameterValueError,
    asyncpg.exceptions.ClientConfigurationError,
)
"""What waiting does not mend."""


class Connection(Protocol):
    """What is used of asyncpg's, which declares no types."""

    async def execute(self, query: str, *args: object) -> str:
        """Run a statement; its status, such as "UPDATE 1"."""

    async def executemany(self, query: str, args: Sequence[Sequence[object]]) -> None:
        """Run a statement once for each of ``args``, in order and all or nothing."""

    async def fetch(self, query: str, *args: object) -> Sequence[Any]:
        """Every row."""

    async def fetchrow(self, query: str, *args: object) -> Any:
        """The first row, or None."""

    async def fetchval(self, query: str, *args: object) -> Any:
        """The first value of the first row, or None."""


class Server:
    """Hands out connections. While the database is away it says so once, and tries again."""

    def __init__(
        self, url: str, *, read_only: bool, connections: int, patience: float = PATIENCE
    ) -> None:
        settings = SETTINGS | ({"default_transaction_read_only": "on"} if read_only else {})
        self._how = {
            "timeout": CONNECT_WITHIN,
            "command_timeout": ANSWER_WITHIN,
            "server_settings": settings,
        }
        self._url = url
        self._patience = patience
        self._pool = asyncpg.create_pool(
            url, min_size=0, max_size=connections, reset=_leave_as_it_is, **self._how
        )
        self._random = SystemRandom()
        self.is_away = False

    async def open(self) -> None:
        """Begin on the running loop; this connects to nothing yet."""
        await self._pool

    async def close(self) -> None:
        """End every connection, those that somebody still has as well."""
        try:
            await asyncio.wait_for(self._pool.close(), CONNECT_WITHIN)
        except TimeoutError:
            self._pool.terminate()

    @asynccontextmanager
    async def connection(self, at_most: float = PATIENCE) -> AsyncIterator[Connection]:
        """A connection out of the pool, for as long as the block lasts.

        Raises:
            StorageError: if none can be had within ``at_most`` seconds.
        """
        connection = await self._acquire(min(at_most, self._patience))
        try:
            yield connection
        except StorageError as error:
            if isinstance(error.__cause__, CUT):
                await self._pool.expire_connections()
            raise
        finally:
            with told_as(StorageError):
                await self._pool.release(connection)

    async def connection_apart(self, answer_within: float = ANSWER_WITHIN) -> Any:
        """A connection that is not the pool's; the caller closes it."""
        how = self._how | {"command_timeout": answer_within}
        with told_as(StorageError):
            return await asyncpg.connect(self._url, **how)

    async def _acquire(self, patience: float) -> Connection:
        give_up_at = asyncio.get_running_loop().time() + patience
        pause = FIRST_PAUSE
        while True:
            try:
                connection = await self._pool.acquire(timeout=patience)
            except REFUSED as error:
                raise StorageError(
                    f"PostgreSQL does not let us in ({type(error).__name__}): look at the "
                    "user, password and database in CORDIALLY_STORAGE."
                ) from error
            except TROUBLE as error:
                self._is_away(error)
                if asyncio.get_running_loop().time() + pause > give_up_at:
                    raise StorageError("The database does not answer.") from error
            else:
                self._is_back()
                return cast("Connection", connection)
            await asyncio.sleep(pause * self._random.uniform(0.75, 1.25))
            pause = min(pause * 2, LONGEST_PAUSE)

    def _is_away(self, error: BaseException) -> None:
        if not self.is_away:
            log.warning("the database is away (%s); trying again", type(error).__name__)
        self.is_away = True

    def _is_back(self) -> None:
        if self.is_away:
            log.info("the database is back")
        self.is_away = False


@contextmanager
def told_as(kind: type[StorageError]) -> Iterator[None]:
    """Whatever a database's trouble is raised as becomes ``kind``."""
    try:
        yield
    except asyncpg.ReadOnlySQLTransactionError as error:
        raise StorageError("This storage was opened for reading only.") from error
    except TROUBLE as error:
        did = "save this" if kind is NotSaved else "answer"
        raise kind(f"The database did not {did} ({type(error).__name__}).") from error


async def _leave_as_it_is(connection: object) -> None:
    """Nothing here changes a connection for good, so that it need not be reset."""
