"""TinyDB over rows: its own interface works, and a write costs what changed, no more."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from inspect import signature
from typing import Any

import msgspec
import pytest
from tinydb import where
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from bot.model.document import Note
from storage.embedded.books import load_book
from storage.embedded.documents import Documents, DocumentTable
from storage.embedded.migrations import migrate
from storage.text import Plain, Text
from tests.contracts.storages import ANA, BEN, note

TEXT = Text(Plain(), b"k" * 32)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        yield connection


@pytest.fixture
def documents(connection: sqlite3.Connection) -> Documents:
    documents = Documents(connection, TEXT, ANA, version=7)
    documents.put(
        "notes", {str(count): note(str(count), f"note {count}") for count in range(9)}
    )
    return documents


def rows_written(connection: sqlite3.Connection, table: Any, method: str, *args: Any) -> int:
    before = connection.total_changes
    getattr(table, method)(*args)
    return connection.total_changes - before


def test_tinydb_still_has_the_private_methods_that_are_overridden() -> None:
    assert version("tinydb") == "4.9.0"
    assert list(signature(Table._update_table).parameters) == ["self", "updater"]
    assert list(signature(Table._read_table).parameters) == ["self"]
    for method in ("_update_table", "_read_table"):
        assert getattr(DocumentTable, method) is not getattr(Table, method)


@pytest.mark.parametrize(
    ("method", "args", "written"),
    [
        ("insert", (TinyDocument({"text": "new"}, doc_id="n"),), 1),  # type: ignore[arg-type]
        ("update", ({"text": "chess"}, where("text") == "note 3"), 1),
        ("update", ({"text": "note 3"}, where("text") == "note 3"), 0),
        ("upsert", (TinyDocument({"text": "chess"}, doc_id="3"),), 1),  # type: ignore[arg-type]
        ("upsert", (TinyDocument({"text": "new"}, doc_id="n"),), 1),  # type: ignore[arg-type]
        ("remove", (where("text") == "note 3",), 1),
        ("remove", (None, ["1", "2", "not there"]), 2),
        ("update", ({"text": "all"},), 9),
        ("truncate", (), 9),
    ],
)
def test_every_write_of_tinydb_s_own_writes_only_what_changed(
    connection: sqlite3.Connection, documents: Documents, method: str, args: Any, written: int
) -> None:
    table = documents.table("notes")
    assert rows_written(connection, table, method, *args) == written


def test_what_tinydb_wrote_is_read_by_another_handle(
    connection: sqlite3.Connection, documents: Documents
) -> None:
    documents.table("notes").update({"text": "chess"}, doc_ids=["3"])  # type: ignore[list-item]
    other = Documents(connection, TEXT, ANA).table("notes")
    assert [found["id"] for found in other.search(where("text") == "chess")] == ["3"]
    assert other.get(doc_id="3")["text"] == "chess"  # type: ignore[call-overload]
    assert not other.contains(doc_id="99")  # type: ignore[arg-type]
    assert len(other) == 9
    assert [str(found.doc_id) for found in other.all()] == [str(count) for count in range(9)]


def test_a_query_s_answer_is_not_kept_beyond_a_write(documents: Documents) -> None:
    chess = where("text") == "chess"
    assert documents.table("notes").count(chess) == 0
    documents.put("notes", {"0": note("0", "chess")})
    assert documents.table("notes").count(chess) == 1


def test_changing_an_answer_changes_nothing(documents: Documents) -> None:
    table = documents.table("notes")
    table.get(doc_id="0")["text"] = "mallory"  # type: ignore[call-overload]
    table.all()[0]["text"] = "mallory"
    assert table.get(doc_id="0")["text"] == "note 0"  # type: ignore[call-overload]


def test_what_is_there_already_is_not_inserted(documents: Documents) -> None:
    with pytest.raises(ValueError, match="already exists"):
        documents.table("notes").insert(TinyDocument({}, doc_id="0"))  # type: ignore[arg-type]


def test_one_update_can_add_alter_and_delete(documents: Documents) -> None:
    table = documents.table("notes")
    assert isinstance(table, DocumentTable)

    def updater(rows: Any) -> None:
        rows["n"] = {"id": "n", "text": "new"}
        rows["0"]["text"] = "altered"
        del rows["1"]
        assert "1" not in rows
        assert "1" not in list(rows)
        assert list(rows)[-1] == "n"
        with pytest.raises(KeyError):
            del rows["1"]

    table._update_table(updater)
    texts = {found["id"]: found["text"] for found in table.all()}
    assert (texts["n"], texts["0"], "1" in texts) == ("new", "altered", False)


def test_tables_can_be_listed_and_dropped(documents: Documents) -> None:
    documents.put("contacts", {"1": note("1", "x")})
    assert documents.tables() == {"contacts", "notes"}
    documents.drop_table("contacts")
    assert documents.tables() == {"notes"}
    documents.drop_tables()
    assert documents.tables() == set()


def test_a_whole_database_can_be_put_in_place(documents: Documents) -> None:
    documents.storage.write({"notes": {"0": {"id": "0"}, "n": {"id": "n"}}})
    assert [str(found.doc_id) for found in documents.table("notes")] == ["0", "n"]


def test_each_owner_has_a_database_of_their_own(
    connection: sqlite3.Connection, documents: Documents
) -> None:
    other = Documents(connection, TEXT, BEN)
    assert other.tables() == set()
    other.put("notes", {"0": note("0", "Ben's"), "1": None})
    other.drop_tables()
    assert len(documents.table("notes")) == 9


def test_a_book_is_what_tinydb_holds(
    connection: sqlite3.Connection, documents: Documents
) -> None:
    documents.put("notes", {"4": None, "5": note("5", "chess")})
    book = load_book(connection, TEXT, ANA)
    stored = [msgspec.convert(dict(found), Note) for found in documents.table("notes")]
    assert list(book.all(Note)) == stored
    assert book.version_of("notes", "4") == 7
