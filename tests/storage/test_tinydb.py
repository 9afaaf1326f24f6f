"""The embedded storage on a bad day, with many at once, and when something is forgotten."""

import asyncio
import random
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import AlreadyThere, NotSaved
from bot.model.document import Contact, Note, OwnerId
from bot.ports import Bound, CodeUsed, Done, OwnerGone, Queued
from storage.embedded import traces
from storage.embedded.place import NAME
from storage.tinydb import TinyStorage, open_storage
from tests.contracts.storages import (
    ANA,
    BEN,
    MINUTE,
    NOON,
    FakeClock,
    address,
    contact,
    message,
    note,
    outgoing,
)
from tests.storage.disk import bytes_in, no_file_beyond, save

SECRET = "xylophone"


# Full disks


async def test_a_full_disk_is_told_and_loses_nothing(url: str, folder: Path) -> None:
    storage = await open_storage(url, clock=FakeClock())
    await save(storage, contact("1"))
    await storage.ledger.receive(message("m"))
    with no_file_beyond((folder / f"{NAME}-wal").stat().st_size):
        async with storage.begin(ANA) as work:
            work.book.save(contact("1", "Sara"))
            work.book.save(contact("2"))
            with pytest.raises(NotSaved):
                await work.commit(Done("m"))
            assert list(work.book.all(Contact)) == [contact("1")]
        with pytest.raises(NotSaved):
            await storage.ledger.receive(message("n"))
        assert [each.id for each in await storage.ledger.unfinished()] == ["m"]
    await save(storage, contact("3"))
    await storage.close()

    storage = await open_storage(url)
    async with storage.begin(ANA) as work:
        assert list(work.book.all(Contact)) == [contact("1"), contact("3")]
    await storage.close()


async def test_one_that_is_too_big_does_not_take_the_others_with_it(
    url: str, folder: Path
) -> None:
    storage = await open_storage(url)
    await save(storage, contact("1"))
    with no_file_beyond((folder / f"{NAME}-wal").stat().st_size + 100_000):
        outcomes = await asyncio.gather(
            save(storage, note("1", "fits")),
            save(storage, note("1", "x" * 300_000), owner=BEN),
            save(storage, note("1", "fits"), owner=OwnerId("cat")),
            return_exceptions=True,
        )
    assert [type(outcome) for outcome in outcomes] == [type(None), NotSaved, type(None)]
    await storage.close()


# Several at once


async def test_one_that_is_refused_does_not_take_the_others_with_it(
    storage: TinyStorage,
) -> None:
    async def use_code(owner: OwnerId) -> None:
        async with storage.begin(owner) as work:
            work.book.save(contact("1"))
            await work.commit(*([CodeUsed("digest")] if owner == BEN else []))

    owners = [ANA, BEN, OwnerId("cat")]
    outcomes = await asyncio.gather(*map(use_code, owners), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), AlreadyThere, type(None)]
    for owner, count in zip(owners, (1, 0, 1), strict=True):
        async with storage.begin(owner) as work:
            assert work.book.count(Contact) == count


async def test_a_bug_in_a_change_reaches_its_caller_and_nobody_after(
    storage: TinyStorage,
) -> None:
    with pytest.raises(ZeroDivisionError):
        await storage.save(lambda rows: rows.execute("DELETE FROM meta").rowcount // 0)
    await save(storage, contact("1"))
    assert storage.look(lambda rows: rows.execute("SELECT count(*) FROM meta").fetchone()) == (
        1,
    )


async def test_a_slow_disk_does_not_hold_up_the_loop(storage: TinyStorage) -> None:
    held, loop = asyncio.Event(), asyncio.get_running_loop()

    def slow(_: sqlite3.Connection) -> None:
        asyncio.run_coroutine_threadsafe(held.wait(), loop).result(5)

    writing = asyncio.ensure_future(storage.save(slow))
    async with storage.begin(ANA) as work, asyncio.timeout(5):
        assert work.book.version == 0
        assert await storage.ledger.owner_of(address()) is None
    held.set()
    await writing


async def test_who_is_cancelled_twice_still_waits_for_the_disk(storage: TinyStorage) -> None:
    held, loop, ended = asyncio.Event(), asyncio.get_running_loop(), []

    def slow(_: sqlite3.Connection) -> None:
        asyncio.run_coroutine_threadsafe(held.wait(), loop).result(5)
        ended.append(True)

    writing = asyncio.ensure_future(storage.save(slow))
    for _ in range(2):
        await asyncio.sleep(0.01)
        writing.cancel()
    await asyncio.sleep(0.01)
    assert not writing.done()
    held.set()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert ended


async def test_who_is_cancelled_as_the_write_ends_goes_at_once(storage: TinyStorage) -> None:
    loop = asyncio.get_running_loop()

    def cancel_late() -> None:
        time.sleep(0.05)  # the loop stands still until the write has ended
        writing.cancel()

    def change(_: sqlite3.Connection) -> None:
        loop.call_soon_threadsafe(cancel_late)

    writing = asyncio.ensure_future(storage.save(change))
    async with asyncio.timeout(5):
        await asyncio.wait([writing])
    assert writing.cancelled()


async def test_a_book_whose_commit_was_cancelled_is_read_afresh(storage: TinyStorage) -> None:
    await save(storage, contact("1"))
    held, loop = asyncio.Event(), asyncio.get_running_loop()

    def slow(_: sqlite3.Connection) -> None:
        asyncio.run_coroutine_threadsafe(held.wait(), loop).result(5)

    before = asyncio.ensure_future(storage.save(slow))
    writing = asyncio.ensure_future(save(storage, contact("2")))
    await asyncio.sleep(0.01)
    writing.cancel()
    await asyncio.sleep(0.01)
    held.set()
    await asyncio.wait([before, writing])
    assert writing.cancelled()
    async with storage.begin(ANA) as work:
        assert list(work.book.all(Contact)) == [contact("1"), contact("2")]
        assert work.book.version == 2


async def test_only_so_many_books_stay_open(url: str) -> None:
    storage = await open_storage(url, open_books=2)
    owners = [OwnerId(f"owner{count}") for count in range(5)]
    books = {}
    for owner in owners:
        await save(storage, contact("1", owner), owner=owner)
        async with storage.begin(owner) as work:
            books[owner] = work.book
    for owner in reversed(owners):
        async with storage.begin(owner) as work:
            assert (work.book is books[owner]) == (owner in owners[-2:])
            assert list(work.book.all(Contact)) == [contact("1", owner)]
    await storage.close()


# What is forgotten


async def churn(storage: TinyStorage, seed: int) -> None:
    """Documents of all lengths that come, grow, shrink and go, of several owners in turn."""
    chance = random.Random(seed)
    for count in range(120):
        for word in (SECRET, "stays", "others"):
            owner, id = OwnerId(word), f"{word}{count}"
            await storage.ledger.receive(message(id, f"note {word}", address(word)))
            async with storage.begin(owner) as work:
                for _ in range(chance.randrange(1, 8)):
                    text = f"{word} " * chance.choice([1, 3, 20, 60, 300, 700])
                    each = note(f"{word}{chance.randrange(400)}", text)
                    change = work.book.delete if chance.random() < 0.25 else work.book.save
                    change(each)
                reply = outgoing(id, owner, word * chance.choice([1, 50, 300]))
                rows = Bound(owner, address(word), NOON), Queued(reply, NOON)
                await work.commit(Done(id), *rows)


@pytest.mark.parametrize("seed", [1, 6])
async def test_no_byte_of_an_owner_who_is_gone_is_left(
    folder: Path, storage: TinyStorage, seed: int
) -> None:
    await churn(storage, seed)
    assert SECRET.encode() in bytes_in(folder)
    async with storage.begin(OwnerId(SECRET)) as work:
        await work.commit(OwnerGone(OwnerId(SECRET)))
    assert SECRET.encode() not in bytes_in(folder)
    assert b"stays" in bytes_in(folder)


async def test_a_purge_removes_the_last_traces_of_what_was_deleted(
    folder: Path, storage: TinyStorage
) -> None:
    await churn(storage, 1)
    owner = OwnerId(SECRET)
    async with storage.begin(owner) as work:
        for each in list(work.book.all(Note)):
            work.book.delete(each)
        await work.commit()
    await storage.ledger.purge(NOON)
    assert f"{SECRET} {SECRET}".encode() not in bytes_in(folder)
    is_left = storage.look(traces.are_left)
    assert not is_left


async def test_no_byte_of_a_deleted_document_is_left(
    folder: Path, storage: TinyStorage
) -> None:
    await save(storage, note("1", SECRET), note("2", "stays"))
    async with storage.begin(ANA) as work:
        work.book.delete(note("1", SECRET))
        await work.commit()
    assert SECRET.encode() not in bytes_in(folder)


async def test_no_byte_of_a_stranger_is_left(folder: Path, storage: TinyStorage) -> None:
    await storage.ledger.receive(message(SECRET, f"hello {SECRET}", address(SECRET)))
    async with storage.begin() as work:
        await work.commit(Done(SECRET), Queued(outgoing(SECRET, None, SECRET), NOON))
    await storage.ledger.drop(SECRET)
    assert SECRET.encode() not in bytes_in(folder)


async def test_what_a_reader_holds_up_is_scrubbed_later(
    url: str, folder: Path, storage: TinyStorage
) -> None:
    await save(storage, note("1", SECRET))
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM documents").fetchone()
        async with storage.begin(ANA) as work:
            work.book.delete(note("1", SECRET))
            await work.commit()
        assert SECRET.encode() in bytes_in(folder)
    await storage.ledger.heartbeat("process", NOON + MINUTE)
    assert SECRET.encode() not in bytes_in(folder)


# Words at rest


class Inverted:
    """A codec that hides words well enough for a test."""

    def seal(self, plain: bytes) -> bytes:
        return bytes(255 - byte for byte in plain)

    def unseal(self, stored: bytes) -> bytes:
        return bytes(255 - byte for byte in stored)


async def test_every_word_goes_through_the_codec(url: str, folder: Path) -> None:
    storage = await open_storage(url, clock=FakeClock(), codec=Inverted())
    sender = address(SECRET)
    await storage.ledger.receive(message(SECRET, SECRET, sender))
    async with storage.begin(ANA) as work:
        work.book.save(note("1", SECRET))
        work.stage("batch", note("2", SECRET))
        await work.commit(Bound(ANA, sender, NOON), Queued(outgoing(SECRET, ANA, SECRET), NOON))
    assert SECRET.encode() not in bytes_in(folder)
    await storage.close()

    storage = await open_storage(url, clock=FakeClock(), codec=Inverted())
    later = NOON + timedelta(hours=1)
    assert [each.id for each in await storage.ledger.unfinished()] == [SECRET]
    (sent,) = await storage.ledger.sendable(later, lease_until=later, limit=1)
    assert sent.reply.text == SECRET
    async with storage.begin(ANA) as work:
        work.turn_on("batch")
        await work.commit()
        assert [each.text for each in work.book.all(Note)] == [SECRET, SECRET]
    await storage.close()
    assert SECRET.encode() not in bytes_in(folder)
