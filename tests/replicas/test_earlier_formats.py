"""A database that an earlier version set up is brought up to date, and everything is found."""

from collections.abc import Sequence

import asyncpg
import pytest

from bot.model.codec import encode
from bot.model.document import TABLE_OF, Contact, Document
from bot.ports import Hit
from storage.clustered.migrations import FORMAT, MIGRATIONS
from storage.clustered.words import indexed, table_number
from storage.postgresql import open_storage
from storage.text import Plain, Text
from tests.contracts.storages import ANA, contact, note

KEY = b"k" * 32
TEXT = Text(Plain(), KEY)
SAVED = contact("z", "Sarah"), contact("a", "Bob"), note("n", "chess with Bob")
ROW = (
    "INSERT INTO documents (owner, kind, id, since, version, body, words) "
    "VALUES ($1, $2, $3, 1, 1, $4, $5)"
)


async def set_up(url: str, version: int) -> None:
    """A database as that version left it: two contacts and a note."""
    connection = await asyncpg.connect(url)
    schema = await connection.fetchval("SHOW search_path")
    await connection.execute(f"CREATE SCHEMA {schema}")
    for step in MIGRATIONS[:version]:
        await connection.execute(step)
    await connection.execute("CREATE TABLE format (version integer NOT NULL)")
    await connection.execute("INSERT INTO format VALUES ($1)", version)
    await connection.execute("INSERT INTO meta VALUES ('hash key', $1)", KEY)
    await connection.execute("INSERT INTO books (owner, version) VALUES ($1, 1)", ANA)
    for document in SAVED:
        words = words_in(document, version)
        given = ANA, TABLE_OF[type(document)], document.id, encode(document), words
        await connection.execute(ROW, *given)
    await connection.close()


def words_in(document: Document, version: int) -> Sequence[int]:
    """In the first format a word had the same number in every table."""
    numbers = indexed(TEXT, ANA, document)
    table = table_number(TABLE_OF[type(document)]) if version == 1 else 0
    return [number ^ table for number in numbers]


@pytest.mark.parametrize("version", range(1, FORMAT + 1))
async def test_everything_in_a_database_of_any_earlier_format_is_found(
    url: str, version: int
) -> None:
    await set_up(url, version)
    for _ in range(2):
        storage = await open_storage(url)
        async with storage.begin(ANA) as work:
            assert [each.name for each in work.book.all(Contact)] == ["Sarah", "Bob"]
            assert await work.search("bob") == [Hit("contacts", "a"), Hit("notes", "n")]
            assert await work.search("bob chess") == [Hit("notes", "n")]
        await storage.close()


@pytest.mark.parametrize("version", range(1, FORMAT + 1))
async def test_the_numbers_of_words_are_the_same_as_if_they_were_written_now(
    url: str, version: int
) -> None:
    await set_up(url, version)
    await (await open_storage(url)).close()
    connection = await asyncpg.connect(url)
    rows = await connection.fetch("SELECT id, words FROM documents")
    await connection.close()
    assert dict(rows) == {each.id: indexed(TEXT, ANA, each) for each in SAVED}
