"""Nothing that is kept names somebody who was forgotten; new kinds are found by themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec import structs

from bot.commands.forget import forget
from bot.model.book import Book
from bot.model.codec import encode
from bot.model.document import (
    TABLES,
    AboutContacts,
    Before,
    Change,
    Contact,
    ContactId,
    Correction,
    Digest,
    Document,
    Nudge,
    Option,
    OwnerId,
    Question,
    Reason,
)
from tests.commands.asking import ask
from tests.contracts.documents import documents
from tests.nudges.life import WEDNESDAY, Life, at

BOB, ANA = ContactId("bob-8f3k"), ContactId("ana-1c2d")
KINDS = [kind for kind in TABLES.values() if issubclass(kind, AboutContacts)]
IDS = some.sampled_from([(BOB,), (BOB, ANA), (ANA, BOB)])


def about(kind: type[AboutContacts], ids: tuple[ContactId, ...], made: Document) -> Document:
    """The document with ``ids`` wherever it names contacts."""
    fields = {
        field: ids
        for field in ("contacts", "agreed", "passed_to")
        if field in kind.__struct_fields__
    }
    return structs.replace(made, id="d", **fields)


def forgets(book: Book) -> list[Document]:
    """What is left once Bob is forgotten, for good."""
    ask(forget, book, ref=BOB, pick="yes")
    return [each for kind in TABLES.values() for each in book.all(kind)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=20, deadline=None)
@given(data=some.data())
def test_no_document_names_them(kind: type[AboutContacts], data: some.DataObject) -> None:
    ids = data.draw(IDS)
    book = Book(OwnerId("owner"))
    for id, name in ((BOB, "Bob"), (ANA, "Ana")):
        book.save(Contact(id=id, name=name, added_on=WEDNESDAY))
    book.save(about(kind, ids, data.draw(documents(kind))))
    left = forgets(book)
    assert all(BOB.encode() not in encode(each) for each in left)
    is_kept = any(isinstance(each, kind) for each in left)
    assert is_kept == (ANA in ids and kind.__name__ != "Introduction")


def test_neither_do_lists_questions_and_corrections() -> None:
    book = Life().book
    book.save(Contact(id=BOB, name="Bob", added_on=WEDNESDAY))
    nudge = Nudge(id="n", contacts=(BOB,), reason=Reason.OVERDUE)
    book.save(Digest(id="digest", day=WEDNESDAY, nudges=(nudge,)))
    asked = {"conversation": "chat", "asked_at": at(WEDNESDAY), "said_at": at(WEDNESDAY)}
    option = Option("Bob", BOB)
    book.save(Question(id="q", words="met Bob", name="Bob", options=(option,), **asked))  # type: ignore[arg-type]
    change = Change(id="c", message="m", at=at(WEDNESDAY), said="Bob", documents=())
    book.save(structs.replace(change, documents=(Before("contacts", BOB, None, 1),)))
    book.save(Correction(id="x", change="c", words="met Bobby", said_at=at(WEDNESDAY)))
    left = forgets(book)
    assert [type(each) for each in left] == [Digest]
    assert all(b"Bob" not in encode(each) for each in left)
