"""No column of the database but the bodies says anything in words."""

from bot.model.document import OwnerId
from bot.ports import Bound, Claim, Claimed, Done, Hit, NextDue, Queued
from storage.postgresql import open_storage
from tests.contracts.storages import (
    ANA,
    BEN,
    NOON,
    FakeClock,
    address,
    contact,
    message,
    note,
    outgoing,
)
from tests.replicas.opening import ask, save

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
WORDS = ("xylophone", "Sarah", "telegram/", "u1", "hush")


class Inverted:
    """A codec under which no word can be read."""

    def seal(self, plain: bytes) -> bytes:
        return bytes(byte ^ 0xFF for byte in plain)

    def unseal(self, stored: bytes) -> bytes:
        return self.seal(stored)


async def everything(url: str) -> bytes:
    found = b""
    for (table,) in await ask(url, TABLES):
        for row in await ask(url, f"SELECT * FROM {table}"):
            found += b" ".join(
                value if isinstance(value, bytes) else str(value).encode() for value in row
            )
    return found


async def test_with_a_codec_no_plain_word_is_found_and_search_still_finds_it(url: str) -> None:
    storage = await open_storage(url, clock=FakeClock(), codec=Inverted())
    await storage.ledger.receive(message("hush-1", "xylophone"))
    async with storage.begin(ANA) as work:
        work.book.save(contact("1"))
        work.book.save(note("2", "Plays the xylophone"))
        work.stage("import", note("3", "A second xylophone"))
        rows = Bound(ANA, address(), NOON), NextDue(ANA, NOON), Done("hush-2")
        claim = Claim(ANA, NOON.date(), "morning")
        await work.commit(*rows, Claimed(claim), Queued(outgoing("hush-3"), NOON))
    await storage.close()

    found = await everything(url)
    assert [word for word in WORDS if word.encode() in found] == []

    storage = await open_storage(url, clock=FakeClock(), codec=Inverted())
    async with storage.begin(ANA) as work:
        assert await work.search("xylo") == [Hit("notes", "2")]
        assert await work.search("xylophones") == []
        assert await work.search("x") == [Hit("notes", "2")]
    assert [each.id for each in await storage.ledger.unfinished()] == ["hush-1"]
    await storage.close()


async def test_the_same_word_of_two_owners_is_not_seen_to_be_the_same(url: str) -> None:
    storage = await open_storage(url, clock=FakeClock())
    for owner in (ANA, BEN, OwnerId("cy")):
        await save(storage, note("1", "chess"), owner=owner)
    await storage.close()
    words = [words for (words,) in await ask(url, "SELECT words FROM documents")]
    assert len(words) == 3
    assert not set(words[0]) & set(words[1])


async def test_what_was_deleted_leaves_neither_words_nor_hashes(url: str) -> None:
    storage = await open_storage(url, clock=FakeClock())
    await save(storage, note("1", "xylophone"))
    async with storage.begin(ANA) as work:
        work.book.delete(note("1", "xylophone"))
        await work.commit()
    await storage.close()
    assert await ask(url, "SELECT body, words FROM documents") == [(None, [])]
