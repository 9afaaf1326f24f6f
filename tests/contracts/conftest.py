"""Storages to try a contract on: all of them, and those that outlive a process."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports import Ledger, Storage
from tests.contracts.storages import PERSISTENT, STORAGES, Place, place_of


@pytest.fixture(params=STORAGES, ids=lambda module: module.__name__)
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    async for place in place_of(request.param, tmp_path):
        yield place


@pytest.fixture(params=PERSISTENT, ids=lambda module: module.__name__)
async def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    async for place in place_of(request.param, tmp_path):
        yield place


@pytest.fixture
async def opened(place: Place) -> Storage:
    return await place.open()


@pytest.fixture
def ledger(opened: Storage) -> Ledger:
    return opened.ledger
