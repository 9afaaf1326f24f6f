"""While the database is away nothing is confirmed, and all goes on when it is back."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import asyncpg
import pytest

from bot.errors import AlreadyThere, NotSaved, StorageError
from bot.model.document import Contact
from bot.ports import Bound, CodeUsed, Done, Outcome, Queued
from storage.clustered.server import Connection
from storage.clustered.unit import Unit
from storage.postgresql import PostgresStorage, open_storage
from storage.work import Work
from tests import postgres
from tests.contracts.storages import (
    ANA,
    MINUTE,
    NOON,
    FakeClock,
    address,
    contact,
    message,
    outgoing,
)
from tests.replicas.opening import ask, save


class CutOff:
    """A connection that breaks at the commit: before the server hears of it, or after."""

    def __init__(self, connection: Connection, *, after: bool) -> None:
        self._connection = connection
        self._after = after
        self._is_cut = False

    async def execute(self, query: str, *given: object) -> str:
        if query == "COMMIT":
            self._is_cut = True
            if self._after:
                await self._connection.execute(query)
            else:
                await self._connection.execute("ROLLBACK")
        if self._is_cut:
            raise asyncpg.ConnectionDoesNotExistError
        return await self._connection.execute(query, *given)

    async def executemany(self, query: str, given: Sequence[Sequence[object]]) -> None:
        await self._connection.executemany(query, given)

    async def fetch(self, query: str, *given: object) -> Sequence[Any]:
        return await self._connection.fetch(query, *given)

    async def fetchrow(self, query: str, *given: object) -> Any:
        return await self._connection.fetchrow(query, *given)

    async def fetchval(self, query: str, *given: object) -> Any:
        return await self._connection.fetchval(query, *given)


async def commit_cut_off(storage: PostgresStorage, *, after: bool) -> None:
    async with storage._server.connection() as connection:
        cut_off = CutOff(connection, after=after)
        unit = Unit(cut_off, storage._server, storage._text, FakeClock(), "me")
        versions = await unit.start([ANA], read_only=False)
        work = Work({ANA: await storage._take(connection, ANA, versions[ANA])}, unit)
        work.book.save(contact("1"))
        try:
            await work.commit()
        finally:
            await unit.end()


async def test_a_commit_whose_answer_got_lost_is_known_to_be_saved(
    one: PostgresStorage,
) -> None:
    await commit_cut_off(one, after=True)
    async with one.begin(ANA) as work:
        assert list(work.book.all(Contact)) == [contact("1")]


async def test_a_commit_that_never_arrived_is_known_not_to_be_saved(
    one: PostgresStorage,
) -> None:
    with pytest.raises(NotSaved):
        await commit_cut_off(one, after=False)
    async with one.begin(ANA) as work:
        assert work.book.count(Contact) == 0


async def test_while_the_database_is_away_nothing_is_confirmed(
    killable: postgres.Server, caplog: pytest.LogCaptureFixture
) -> None:
    storage = await open_storage(killable.url, clock=FakeClock(), patience=0.5)
    try:
        await save(storage, contact("1"))
        async with storage.begin(ANA) as work:
            work.book.save(contact("2"))
            killable.stop()
            with pytest.raises(NotSaved):
                await work.commit()
        calls = storage.ledger.receive(message("m")), storage.ledger.tally(), save(storage)
        answers = await asyncio.gather(*calls, return_exceptions=True)
        assert [isinstance(each, StorageError) for each in answers] == [True] * 3
        caplog.set_level(logging.INFO, "cordially")
        killable.start()
        await save(storage, contact("3"))
        async with storage.begin(ANA) as work:
            assert [each.id for each in work.book.all(Contact)] == ["1", "3"]
        assert await storage.ledger.receive(message("m"))
        assert "the database is back" in caplog.text
    finally:
        await storage.close()


async def test_a_send_that_could_not_be_settled_is_settled_when_the_database_is_back(
    killable: postgres.Server,
) -> None:
    storage = await open_storage(killable.url, clock=FakeClock(), patience=0.5)
    try:
        async with storage.begin(ANA) as work:
            rows = Bound(ANA, address(), NOON), Queued(outgoing("o"), NOON + MINUTE)
            await work.commit(*rows)
        killable.stop()
        with pytest.raises(StorageError):
            await storage.ledger.settle("o", Outcome.SENT, at=NOON)
        killable.start()
        later = NOON + 60 * MINUTE
        assert not await storage.ledger.sendable(later, lease_until=later + MINUTE, limit=9)
        assert (await storage.ledger.tally())["outbox_sent"] == 1
    finally:
        await storage.close()


async def test_after_a_mistake_the_connection_is_as_good_as_new(one: PostgresStorage) -> None:
    for _ in range(20):
        async with one.begin(ANA) as work:
            work.book.save(contact("1"))
            with pytest.raises(AlreadyThere):
                await work.commit(CodeUsed("unheard of"))
            await work.commit(Done("m"))
    async with one.begin(ANA) as work:
        assert work.book.count(Contact) == 0
        assert await work.is_done("m")


async def test_many_units_at_once_leave_connections_to_the_ledger(one: PostgresStorage) -> None:
    async def work_and_look(count: int) -> None:
        async with one.begin(type(ANA)(f"owner{count}")) as work:
            await asyncio.sleep(0.01)
            await one.ledger.owner_of(address())
            work.book.save(contact("1"))
            await work.commit()

    async with asyncio.timeout(10):
        await asyncio.gather(*(work_and_look(count) for count in range(40)))


async def test_a_server_that_does_not_let_us_in_is_told(killable: postgres.Server) -> None:
    with pytest.raises(StorageError, match="user, password and database"):
        await open_storage(f"{killable.url}x")
    with pytest.raises(StorageError, match="search_path"):
        await open_storage(f"{killable.url}?search_path=nowhere,neverwhere")


async def test_who_only_reads_writes_nothing_and_needs_a_database_that_is_set_up(
    url: str,
) -> None:
    with pytest.raises(StorageError, match="Start cordially run once"):
        await open_storage(f"{url}_empty", read_only=True)
    writer = await open_storage(url, clock=FakeClock())
    await save(writer, contact("1"))
    reader = await open_storage(url, clock=FakeClock(), read_only=True)
    try:
        async with writer.begin(ANA), reader.begin(ANA) as work:  # beside, not in turn
            assert list(work.book.all(Contact)) == [contact("1")]
            work.book.save(contact("2"))
            with pytest.raises(StorageError, match="reading only"):
                await work.commit()
        with pytest.raises(StorageError, match="reading only"):
            await reader.ledger.receive(message("m"))
        assert await ask(url, "SELECT count(*) FROM replicas") == [(1,)]
    finally:
        await reader.close()
        await writer.close()


async def test_a_database_of_a_newer_cordially_is_left_as_it_is(url: str) -> None:
    await (await open_storage(url)).close()
    await ask(url, "UPDATE format SET version = 99")
    for read_only in (False, True):
        with pytest.raises(StorageError, match="newer Cordially"):
            await open_storage(url, read_only=read_only)
    assert await ask(url, "SELECT version FROM format") == [(99,)]


async def test_a_database_of_an_older_format_is_not_read_beside(url: str) -> None:
    await (await open_storage(url)).close()
    await ask(url, "UPDATE format SET version = version - 1")
    with pytest.raises(StorageError, match="Start cordially run once"):
        await open_storage(url, read_only=True)
