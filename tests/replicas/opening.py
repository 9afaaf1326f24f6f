"""What tests of replicas do to them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg

from bot.model.document import Document, OwnerId
from bot.ports import Storage
from storage.postgresql import PostgresStorage
from tests.contracts.storages import ANA

Opens = Callable[[], Awaitable[PostgresStorage]]


async def save(storage: Storage, *documents: Document, owner: OwnerId = ANA) -> None:
    async with storage.begin(owner) as work:
        for document in documents:
            work.book.save(document)
        await work.commit()


async def fall_silent(storage: PostgresStorage) -> None:
    """What the others see of a replica that was killed."""
    keeping = storage.ledger.replica._keeping
    assert keeping
    keeping.cancel()
    await storage._server.close()


async def until_true(question: Callable[[], Awaitable[object]]) -> None:
    """Ask again and again, until the answer is yes or a test has waited too long."""
    async with asyncio.timeout(10):
        while not await question():  # noqa: ASYNC110 - the database tells no events
            await asyncio.sleep(0.02)


async def ask(url: str, query: str, *given: object) -> list[tuple[Any, ...]]:
    """What the database itself says."""
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(query, *given)]
    finally:
        await connection.close()
