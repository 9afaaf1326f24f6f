"""Reading a document undoes writing it."""

from hypothesis import given, settings
from hypothesis import strategies as some

from bot.model.codec import decode, decode_all, encode
from bot.model.document import TABLE_OF, Document
from tests.contracts.documents import documents


@given(documents())
@settings(max_examples=60, deadline=None)
def test_any_document_comes_back_equal(document: Document) -> None:
    table = TABLE_OF[type(document)]
    assert decode(table, encode(document)) == document
    assert decode(table, encode(document).decode()) == document


@given(some.lists(documents(), max_size=5))
@settings(max_examples=20, deadline=None)
def test_many_come_back_as_one_by_one(mixed: list[Document]) -> None:
    for table in {TABLE_OF[type(each)] for each in mixed}:
        of_table = [each for each in mixed if TABLE_OF[type(each)] == table]
        assert decode_all(table, map(encode, of_table)) == of_table
