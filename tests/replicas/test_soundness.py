"""What check finds in a database: whatever is done to its rows behind its back."""

import pytest

from storage.postgresql import open_storage
from tests.contracts.storages import FakeClock
from tests.contracts.test_storage_check import use
from tests.replicas.opening import ask

FAULTS = {
    r"UPDATE documents SET body = '\x7b7d' WHERE kind = 'contacts'": (
        "Two rows of contacts cannot be read."
    ),
    r"UPDATE outbox SET body = '\x00' WHERE owner = 'ana'": "One row of outbox cannot be read.",
    r"UPDATE addresses SET key = '\x00' WHERE owner = 'ana'": (
        "One row of addresses cannot be found again."
    ),
    "UPDATE codes SET owner = 'eve' WHERE owner = 'ana'": "One row of codes belong to nobody.",
    "UPDATE books SET version = 1 WHERE owner = 'ana'": (
        "Two rows of documents are newer than their books."
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_is_wrong_is_told_without_words(url: str, fault: str) -> None:
    storage = await open_storage(url, clock=FakeClock())
    await use(storage)
    await ask(url, fault)
    beside = await open_storage(url, clock=FakeClock(), read_only=True)
    for each in (storage, beside):
        assert list(await each.check()) == [FAULTS[fault]]
        await each.close()
