"""What check finds in an embedded file: everything that is done to it behind its back."""

from contextlib import closing

import pytest

from storage.embedded.connections import connect
from storage.embedded.place import place_of
from storage.tinydb import TinyStorage, open_storage
from tests.contracts.storages import FakeClock
from tests.contracts.test_storage_check import use
from tests.storage.disk import damage

FAULTS = {
    "UPDATE documents SET body = x'7b7d' WHERE kind = 'contacts'": (
        "Two rows of contacts cannot be read."
    ),
    "UPDATE documents SET body = x'ff' WHERE kind = 'notes' AND owner = 'ana' AND id = '3'": (
        "One row of notes cannot be read."
    ),
    "UPDATE documents SET id = 'other' WHERE kind = 'contacts' AND owner = 'ben'": (
        "One row of contacts cannot be read."
    ),
    "UPDATE documents SET kind = 'gnomes' WHERE kind = 'contacts' AND owner = 'ben'": (
        "One row of gnomes cannot be read."
    ),
    "UPDATE inbox SET body = x'00' WHERE body IS NOT NULL": (
        "Two rows of inbox cannot be read."
    ),
    "UPDATE outbox SET body = x'00' WHERE owner = 'ana'": "One row of outbox cannot be read.",
    "UPDATE addresses SET key = x'00' WHERE owner = 'ana'": (
        "One row of addresses cannot be found again."
    ),
    "UPDATE addresses SET body = x'00' WHERE owner = 'ana'": (
        "One row of addresses cannot be found again."
    ),
    "UPDATE claims SET owner = 'eve' WHERE owner = 'ana'": (
        "One row of claims belong to nobody."
    ),
    "UPDATE owners SET version = 1 WHERE owner = 'ana'": (
        "Two rows of documents are newer than their books."
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_is_wrong_is_told_without_words(
    url: str, storage: TinyStorage, fault: str
) -> None:
    await use(storage)
    with closing(connect(place_of(url).file)) as connection:
        connection.execute(fault)
    beside = await open_storage(url, clock=FakeClock(), read_only=True)
    for each in (storage, beside):
        assert list(await each.check()) == [FAULTS[fault]]
    await beside.close()


async def test_rows_of_an_owner_who_is_not_there_belong_to_nobody(
    url: str, storage: TinyStorage
) -> None:
    await use(storage)
    with closing(connect(place_of(url).file)) as connection:
        connection.execute("DELETE FROM owners WHERE owner = 'ana'")
    assert list(await storage.check()) == [
        f"{rows} of {table} belong to nobody."
        for rows, table in (
            ("Three rows", "documents"),
            ("One row", "addresses"),
            ("One row", "outbox"),
            ("One row", "claims"),
            ("One row", "codes"),
        )
    ]


async def test_pages_that_break_under_a_reader_are_told(url: str) -> None:
    storage = await open_storage(url, clock=FakeClock())
    await use(storage)
    await storage.close()
    beside = await open_storage(url, read_only=True)
    damage(place_of(url).file, 12288)
    (problem,) = await beside.check()
    assert problem.startswith("The pages of the file do not hold together: ")
    await beside.close()
