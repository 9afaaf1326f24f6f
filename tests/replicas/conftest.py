"""Replicas on one PostgreSQL; without one these tests are not collected, and that is told."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from storage.postgresql import PostgresStorage, open_storage
from tests import postgres
from tests.contracts.storages import FakeClock
from tests.replicas.opening import Opens

SOON = timedelta(seconds=0.4)
collect_ignore_glob = [] if postgres.is_there() else ["test_*.py"]
if not postgres.can_start_one():  # these stop and kill it
    collect_ignore_glob += ["test_outages.py", "test_replicas_kills.py", "test_fate.py"]


@pytest.fixture
def url() -> str:
    return postgres.fresh_url()


@pytest.fixture
async def another(url: str) -> AsyncIterator[Opens]:
    """Opens one more replica, which counts as dead when it is silent for a moment."""
    opened: list[PostgresStorage] = []

    async def one_more() -> PostgresStorage:
        opened.append(await open_storage(url, clock=FakeClock(), alive_for=SOON))
        return opened[-1]

    yield one_more
    for storage in opened:
        await storage.close()


@pytest.fixture
async def one(another: Opens) -> PostgresStorage:
    return await another()


@pytest.fixture
async def two(another: Opens) -> PostgresStorage:
    return await another()


@pytest.fixture(scope="module")
def killable() -> Iterator[postgres.Server]:
    """A server that a test may stop and kill, which keeps what it confirmed."""
    server = postgres.Server({"shared_buffers": "32MB"})
    server.start()
    yield server
    server.remove()
