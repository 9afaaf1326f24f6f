"""What became of a commit whose answer got lost, when its database was killed as well."""

import pytest

from bot.errors import NotSaved
from bot.model.document import Contact
from bot.ports import Done
from storage.clustered.fate import Trace, went_through
from storage.clustered.unit import Unit
from storage.postgresql import PostgresStorage, open_storage
from storage.work import Work
from tests import postgres
from tests.contracts.storages import ANA, BEN, FakeClock, contact
from tests.replicas.opening import ask, save


class KilledAtCommit:
    """A connection whose server is killed before it hears of the commit, and started again.

    Then ``others`` transactions of somebody else's are committed, one of which has its number.
    """

    def __init__(self, connection: object, server: postgres.Server, others: int) -> None:
        self._connection = connection
        self._server = server
        self._others = others

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    async def execute(self, query: str, *given: object) -> str:
        if query == "COMMIT":
            self._server.kill()
            self._server.start()
            for _ in range(self._others):
                await ask(self._server.url, "CREATE TABLE IF NOT EXISTS others (id integer)")
                await ask(self._server.url, "INSERT INTO others VALUES (1)")
        result: str = await self._connection.execute(query, *given)  # type: ignore[attr-defined]
        return result


@pytest.mark.parametrize("others", [0, 5])
@pytest.mark.parametrize("is_new", [True, False])
async def test_what_a_crash_took_is_not_called_saved_because_its_number_was_given_away(
    killable: postgres.Server, others: int, is_new: bool
) -> None:
    url = f"{killable.url}?search_path=fate{others}{int(is_new)}"
    storage = await open_storage(url, clock=FakeClock(), patience=5.0)
    try:
        if not is_new:
            await save(storage, contact("before"))
        with pytest.raises(NotSaved):
            await commit_and_be_killed(storage, killable, others)
        async with storage.begin(ANA) as work:
            assert work.book.get(Contact, "1") is None
    finally:
        await storage.close()


async def commit_and_be_killed(
    storage: PostgresStorage, server: postgres.Server, others: int
) -> None:
    async with storage._server.connection() as connection:
        killed = KilledAtCommit(connection, server, others)
        unit = Unit(killed, storage._server, storage._text, FakeClock(), "me")  # type: ignore[arg-type]
        versions = await unit.start([ANA], read_only=False)
        work = Work({ANA: await storage._take(connection, ANA, versions[ANA])}, unit)
        work.book.save(contact("1"))
        try:
            await work.commit()
        finally:
            await unit.end()


async def test_a_commit_is_known_by_its_mark_until_the_next_one(
    one: PostgresStorage, url: str
) -> None:
    await save(one, contact("1"))
    ((mark, number),) = await ask(url, "SELECT mark, xmin::text FROM books")
    server = one._server
    assert await went_through(server, Trace(number, ANA, 1, mark))
    assert not await went_through(server, Trace(number, ANA, 1, mark + 1))
    assert not await went_through(server, Trace(number, ANA, 2, mark + 1))
    assert not await went_through(server, Trace(number, BEN, 1, mark))
    await save(one, contact("2"))
    assert await went_through(server, Trace(number, ANA, 1, mark))


async def test_without_a_mark_a_commit_is_known_by_its_message_or_its_number(
    one: PostgresStorage, url: str
) -> None:
    async with one.begin(ANA) as work:
        await work.commit(Done("m"))
    ((key, number),) = await ask(url, "SELECT key, xmin::text FROM inbox")
    server, unknown = one._server, str(2**40)
    assert await went_through(server, Trace(number))
    assert await went_through(server, Trace(unknown, message=key))
    assert not await went_through(server, Trace(number, message=b"another"))
    assert not await went_through(server, Trace(unknown))
