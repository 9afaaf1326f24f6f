"""Replicas that take turns on one PostgreSQL give the same answers as the reference."""

from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from typing import Any, cast

from hypothesis import settings

from bot.model.document import OwnerId
from bot.ports import Commons, Dump, Ledger, Storage, UnitOfWork
from storage.postgresql import open_storage
from tests import postgres
from tests.storage.test_against_memory import Books, Ledgers


class InTurn:
    """Several replicas as one storage: each unit of work is another's."""

    def __init__(self, replicas: Sequence[Storage]) -> None:
        self._replicas = replicas
        self._turns = cycle(replicas)

    @property
    def ledger(self) -> Ledger:
        return self._replicas[0].ledger

    @asynccontextmanager
    async def begin(self, *owners: OwnerId) -> AsyncIterator[UnitOfWork]:
        async with next(self._turns).begin(*owners) as work:
            yield work

    async def dump(self, owner: OwnerId) -> Dump | None:
        return await self._replicas[0].dump(owner)

    async def dump_commons(self) -> Commons:
        return await self._replicas[-1].dump_commons()

    async def close(self) -> None:
        for replica in self._replicas:
            await replica.close()


class OnPostgres:
    """Puts PostgreSQL in the place of the embedded storage."""

    replicas = 1

    def __init__(self) -> None:
        self.url = postgres.fresh_url()
        super().__init__()

    def opened(self, *, read_only: bool = False) -> Coroutine[Any, Any, Storage]:
        return self._opened(read_only=read_only)

    async def _opened(self, *, read_only: bool) -> Storage:
        clock = cast("Books", self).clock
        replicas = [
            await open_storage(self.url, clock=clock, read_only=read_only)
            for _ in range(1 if read_only else self.replicas)
        ]
        return cast("Storage", InTurn(replicas))


class BooksOfReplicas(OnPostgres, Books):
    replicas = 2


class LedgersOfAReplica(OnPostgres, Ledgers):
    """What one replica holds another cannot take, unlike in memory: hence one."""


SHORT = settings(max_examples=6, stateful_step_count=15, deadline=None, derandomize=True)
BooksOfReplicas.TestCase.settings = SHORT
LedgersOfAReplica.TestCase.settings = SHORT
test_books_are_the_same = BooksOfReplicas.TestCase
test_ledgers_are_the_same = LedgersOfAReplica.TestCase
