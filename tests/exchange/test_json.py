import json
from datetime import UTC, date, datetime

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.exchange import RECIPES
from bot.exchange.json import write_json
from bot.model.book import Book
from bot.model.document import (
    TABLE_OF,
    TABLES,
    Change,
    Contact,
    Correction,
    Document,
    OwnerId,
    Question,
)
from tests.contracts.documents import documents

ANN = OwnerId("ann")
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PASSING = (
    Change(id="x", message="hush", at=AT, said="hush", documents=()),
    Question(
        id="x",
        conversation="hush",
        asked_at=AT,
        said_at=AT,
        words="hush",
        name="hush",
        options=(),
    ),
    Correction(id="x", change="hush", words="hush", said_at=AT),
)


def book_of(*given: Document) -> Book:
    book = Book(ANN)
    for document in given:
        book.load(document, 1)
    return book


@settings(max_examples=25)
@given(some.lists(documents(), max_size=8))
def test_every_document_of_the_owners_can_be_read_back(given: list[Document]) -> None:
    book = book_of(*given)
    written = json.loads(write_json(book))
    assert written.pop("format") == "cordially-export-1"
    for table, rows in written.items():
        kind = TABLES[table]
        read = [msgspec.convert(row, kind, strict=True, str_keys=True) for row in rows]
        assert {each.id: each for each in read} == {each.id: each for each in book.all(kind)}
    assert set(TABLES) - set(written) == {TABLE_OF[type(each)] for each in PASSING}


@settings(max_examples=25)
@given(some.lists(documents(), max_size=8, unique_by=lambda each: (type(each), each.id)))
def test_the_same_book_is_the_same_bytes(given: list[Document]) -> None:
    assert write_json(book_of(*given)) == write_json(book_of(*reversed(given)))


def test_what_passes_is_left_out() -> None:
    assert b"hush" not in write_json(book_of(*PASSING))


def test_a_name_is_written_as_it_is_spelled() -> None:
    hana = Contact(id="a", name="Hana Kovář", added_on=date(2026, 3, 18))
    written = write_json(book_of(hana))
    assert "Hana Kovář".encode() in written
    assert written.endswith(b"}\n")


def test_every_recipe_has_a_media_type_and_writes_bytes() -> None:
    for media_type, write in RECIPES.values():
        assert "/" in media_type
        assert write(Book(ANN))
