"""A file that an earlier version wrote is brought up to date, and everything in it is found."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model.codec import encode
from bot.model.document import Contact
from storage.embedded.migrations import FORMAT, MIGRATIONS
from storage.embedded.place import NAME
from storage.tinydb import open_storage
from tests.contracts.storages import ANA, contact

ROW = (
    "INSERT INTO documents (owner, kind, id, version, body, batch, hidden) "
    "VALUES (?, 'contacts', ?, 3, ?, ?, ?)"
)


def write_file(path: Path, version: int) -> None:
    """A file as that version wrote it: two contacts, one deleted, one in a batch."""
    path.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in (each for step in MIGRATIONS[:version] for each in step):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute(
            "INSERT INTO owners (owner, created_at, version) VALUES (?, 0, 3)", (ANA,)
        )
        for id, body, batch in (
            ("z", encode(contact("z", "Sarah")), None),
            ("gone", None, None),
            ("a", encode(contact("a", "Bob")), None),
            ("staged", encode(contact("staged", "Cara")), "batch"),
        ):
            connection.execute(ROW, (ANA, id, body, batch, batch is not None))


@pytest.mark.parametrize("version", range(1, FORMAT + 1))
async def test_everything_in_a_file_of_any_earlier_format_is_found(
    url: str, folder: Path, version: int
) -> None:
    write_file(folder / NAME, version)
    for _ in range(2):
        storage = await open_storage(url)
        async with storage.begin(ANA) as work:
            assert [each.name for each in work.book.all(Contact)][:2] == ["Sarah", "Bob"]
            work.turn_on("batch")
            await work.commit()
        async with storage.begin(ANA) as work:
            found = [each.name for each in work.book.all(Contact)]
        assert found == ["Sarah", "Bob", "Cara"]
        await storage.close()
