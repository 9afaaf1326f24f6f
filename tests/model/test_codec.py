from datetime import date

import msgspec
import pytest
from hypothesis import given

from bot.model.codec import decode, encode
from bot.model.document import TABLE_OF, Contact, Document
from tests.contracts.documents import documents


@given(documents())
def test_reading_undoes_writing(document: Document) -> None:
    table = TABLE_OF[type(document)]
    body = encode(document)
    assert decode(table, body) == document
    assert decode(table, body.decode()) == document


def test_a_default_takes_no_room() -> None:
    body = encode(Contact(id="a", name="Sarah", added_on=date(2026, 3, 18)))
    assert body == b'{"id":"a","name":"Sarah","added_on":"2026-03-18"}'


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"id":"a"}', '{"id":1,"name":"x"}'])
def test_what_is_no_such_document_is_refused(body: str) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode("contacts", body)


def test_there_is_no_table_but_those_of_the_model() -> None:
    with pytest.raises(KeyError):
        decode("friends", "{}")
