"""Searching a book that is too large for all of it to be looked at."""

import pytest

from bot.model.document import Contact, Document, Note
from bot.ports import Hit
from storage.clustered.search import LOOKED_AT
from storage.postgresql import PostgresStorage
from storage.search import scan
from tests.contracts.storages import ANA, BEN, contact, note
from tests.replicas.opening import save

MANY = LOOKED_AT * 2
RARE = "harpsichord"


def documents() -> list[Document]:
    """Notes of which each has one word, every second another, and the oldest a third."""
    return [
        note(f"{number:04}", " ".join(("chess", ("boats", "rust")[number % 2], third)))
        for number in range(MANY)
        for third in (RARE if number < 5 else f"{RARE}s",)
    ]


@pytest.fixture
async def storage(one: PostgresStorage) -> PostgresStorage:
    for start in range(0, MANY, MANY // 4):
        await save(one, *documents()[start : start + MANY // 4])
        await save(one, note("1", "chess rust harpsichord"), owner=BEN)
    await save(one, contact("c", "Sarah Chess"))
    return one


@pytest.mark.parametrize(
    "words",
    [
        *("chess", "rust", "boats rust", "harpsichord", "harpsichords", "harpsichord boats"),
        *("sarah", "chess sarah", "piano", "c", "chess harp"),
    ],
)
@pytest.mark.parametrize("limit", [1, 20, LOOKED_AT + 20])
async def test_a_search_finds_what_a_look_at_everything_finds(
    storage: PostgresStorage, words: str, limit: int
) -> None:
    async with storage.begin(ANA) as work:
        assert await work.search(words, limit) == scan(work.book, words, limit)


async def test_what_the_event_itself_has_changed_is_found_as_it_is_now(
    storage: PostgresStorage,
) -> None:
    async with storage.begin(ANA) as work:
        work.book.save(note("0000", "boats"))
        work.book.save(note("new", RARE))
        for each in list(work.book.all(Note))[-30:]:
            work.book.delete(each)
        work.book.save(Contact(id="d", name="Dan Rust", added_on=contact("c").added_on))
        for words in (RARE, "chess", "rust"):
            assert await work.search(words) == scan(work.book, words, 20)
        assert (await work.search("rust", 1)) == [Hit("contacts", "d")]
