"""Who copies a database is alone with it."""

import asyncpg
import pytest

from bot.errors import InUse, StorageError
from bot.ports import Bound, Copying
from storage.postgresql import open_storage
from tests.contracts.storages import ANA, NOON, address, commit, contact
from tests.replicas.opening import ask, save, until_true


@pytest.fixture
async def filled(url: str) -> str:
    storage = await open_storage(url)
    await commit(storage, Bound(ANA, address(), NOON))
    await save(storage, contact("1"))
    await storage.close()
    return url


async def test_nobody_begins_to_work_while_it_is_copied(filled: str) -> None:
    for copying in Copying:
        storage = await open_storage(filled, copying=copying)
        with pytest.raises(InUse, match="is being copied"):
            await open_storage(filled)
        await storage.close()
    await (await open_storage(filled)).close()


async def test_nothing_is_copied_while_somebody_works(filled: str) -> None:
    one = await open_storage(filled)
    for copying in Copying:
        with pytest.raises(InUse, match="runs on this database"):
            await open_storage(filled, copying=copying)
    await one.close()
    await (await open_storage(filled, copying=Copying.FROM)).close()


async def test_two_do_not_copy_at_once(filled: str) -> None:
    one = await open_storage(filled, copying=Copying.INTO)
    with pytest.raises(InUse, match="by somebody else"):
        await open_storage(filled, copying=Copying.INTO)
    await one.close()


async def test_who_was_taken_for_dead_cannot_write_where_is_copied_from(filled: str) -> None:
    storage = await open_storage(filled, copying=Copying.FROM)
    late = await asyncpg.connect(filled, server_settings={"lock_timeout": "50ms"})
    with pytest.raises(asyncpg.LockNotAvailableError):
        await late.execute("UPDATE documents SET hidden = true")
    await late.close()
    assert await storage.dump(ANA)
    await storage.close()


async def test_a_copy_whose_connection_was_cut_ends(filled: str) -> None:
    storage = await open_storage(filled, copying=Copying.FROM)
    alone = storage._alone
    assert alone
    pid = alone._connection.get_server_pid()
    await ask(filled, "SELECT pg_terminate_backend($1)", pid)

    async def is_cut() -> bool:
        return bool(alone._connection.is_closed())

    await until_true(is_cut)
    with pytest.raises(StorageError, match="was cut"):
        await storage.dump(ANA)
    await storage.close()


async def test_an_empty_database_is_not_copied_from(url: str) -> None:
    with pytest.raises(StorageError, match="empty"):
        await open_storage(url, copying=Copying.FROM)
