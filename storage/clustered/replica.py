"""This process among those that share the database: alive while it says so, and leading."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from secrets import token_hex
from typing import Any

from bot.errors import StorageError
from bot.log import logger
from storage.clustered.server import TROUBLE, Server, told_as

log = logger("replica")

ALIVE_FOR = timedelta(seconds=20)
ASK_FOR_LEAD_EVERY = 1.0
LEAD_ANSWERS_WITHIN = 5.0
LEAVE_WITHIN = 1.0
"""Seconds; where the database is away, the others find out by themselves."""

_RENEW = """
    INSERT INTO replicas VALUES ($1, clock_timestamp() + $2)
    ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until
"""
_LEAVE = (
    "UPDATE inbox SET holder = NULL WHERE holder = $1",
    "UPDATE outbox SET holder = NULL WHERE holder = $1 AND state = 'sending'",
    "UPDATE owners SET holder = NULL, lease_until = NULL WHERE holder = $1",
    "DELETE FROM replicas WHERE id = $1",
)


class Replica:
    """Who holds leases here. What a replica holds is its own until it has been silent too long.

    The database's clock measures that, so that replicas' clocks need not agree. After an
    outage everybody seems to have been silent: only who has been heard for ``alive_for``
    without a break takes over from others (``trusts``).
    """

    def __init__(
        self, server: Server, alive_for: timedelta, before: Callable[[], Awaitable[None]]
    ) -> None:
        self.id = token_hex(6)
        self._server = server
        self._alive_for = alive_for
        self._before = before
        self._heard_since: float | None = None
        self._heard_at = 0.0
        self._keeping: asyncio.Task[None] | None = None

    @property
    def trusts(self) -> bool:
        """Whether those who are silent can be taken for dead."""
        now, enough = asyncio.get_running_loop().time(), self._alive_for.total_seconds()
        is_heard = now - self._heard_at < enough / 2
        return is_heard and self._heard_since is not None and now - self._heard_since > enough

    async def enlist(self) -> None:
        """Be alive from now on."""
        await self._renew()
        self._keeping = asyncio.create_task(self._keep())

    async def leave(self) -> None:
        """Give everything back to the others at once."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        with suppress(StorageError):
            async with self._server.connection(LEAVE_WITHIN) as connection:
                with told_as(StorageError):
                    for query in _LEAVE:
                        await connection.execute(query, self.id)

    async def lead(self, key: int, work: Callable[[], Awaitable[None]]) -> None:
        """Run ``work`` while no other replica does; again after the lead was lost."""
        while True:
            async with self._lead(key) as connection:
                working = asyncio.ensure_future(work())
                watching = asyncio.ensure_future(_until_lost(connection))
                try:
                    await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
                    if working.done():
                        await working
                        return
                    log.warning("the lead is lost; waiting for it again")
                finally:
                    working.cancel()
                    watching.cancel()
                    await asyncio.gather(working, watching, return_exceptions=True)

    @asynccontextmanager
    async def _lead(self, key: int) -> AsyncIterator[Any]:
        """A connection that holds the lead, once it is to be had."""
        connection = None
        try:
            while True:
                with suppress(StorageError):
                    connection = connection or await self._server.connection_apart()
                    if await _try_to_lead(connection, key):
                        break
                if connection is not None and connection.is_closed():
                    connection = None
                await asyncio.sleep(ASK_FOR_LEAD_EVERY)
            yield connection
        finally:
            if connection is not None:
                with suppress(*TROUBLE):
                    await connection.close(timeout=LEAD_ANSWERS_WITHIN)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(self._alive_for.total_seconds() / 4)
            with suppress(StorageError):
                await self._before()
                await self._renew()

    async def _renew(self) -> None:
        async with self._server.connection() as connection:
            with told_as(StorageError):
                await connection.execute(_RENEW, self.id, self._alive_for)
        now = asyncio.get_running_loop().time()
        is_first = self._heard_since is None
        if is_first or now - self._heard_at > self._alive_for.total_seconds() / 2:
            self._heard_since = now
        self._heard_at = now


async def _try_to_lead(connection: Any, key: int) -> bool:
    with told_as(StorageError):
        return bool(await connection.fetchval("SELECT pg_try_advisory_lock($1)", key))


async def _until_lost(connection: Any) -> None:
    with suppress(*TROUBLE):
        while True:
            await asyncio.sleep(ASK_FOR_LEAD_EVERY)
            await connection.fetchval("SELECT 1", timeout=LEAD_ANSWERS_WITHIN)
