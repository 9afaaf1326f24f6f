"""An embedded storage in a folder of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.tinydb import TinyStorage, open_storage
from tests.contracts.storages import FakeClock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def url(folder: Path) -> str:
    return f"tinydb:{folder}"


@pytest.fixture
async def storage(url: str) -> AsyncIterator[TinyStorage]:
    storage = await open_storage(url, clock=FakeClock())
    yield storage
    await storage.close()
