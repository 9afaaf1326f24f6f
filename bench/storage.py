"""What a commit costs at any size, beside a bare sync and TinyDB's own JSONStorage.

Contacts have ten talks each. A commit is one contact and one talk; an event is the inbox row,
that commit with the reply, and the settled send, as every message has them.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import msgspec
import tinydb

from bench import asking
from bench.message import ANN, OWNER
from bench.table import Cell, show
from bot.model.document import Contact, ContactId, Interaction, OwnerId
from bot.ports import (
    Address,
    Bound,
    Conversation,
    Done,
    Message,
    Outcome,
    Outgoing,
    Queued,
    Storage,
    Words,
)
from bot.reply import say
from storage.tinydb import open_storage

SIZES = (100, 1_000, 10_000)
HEADS = (
    *("contacts", "open a book", "commit", "bare sync", "commit in syncs"),
    "stock TinyDB's insert",
)
TALKS_EACH = 10
TIMES = 200
OWNERS = 50
TODAY = date(2026, 3, 18)
NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)
HOME = Address("telegram", "", "1")


def run() -> None:
    """Print the tables."""
    with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder:
        rows: list[tuple[Cell, ...]] = []
        asked: list[tuple[Cell, ...]] = []
        for size in SIZES:
            sync = bare_sync(Path(folder) / "sync")
            opened, commit, asked = asyncio.run(one_book(Path(folder) / str(size), size))
            stock = stock_insert(Path(folder) / f"{size}.json", size)
            rows.append((f"{size:,}", opened, commit, sync, commit / sync, stock))
        show("A book and a commit, wall milliseconds", HEADS, rows)
        show(f"Asking in a book of {SIZES[-1]:,} contacts", asking.HEADS, asked)
        costs = asyncio.run(events(Path(folder) / "events"))
        show("An event: inbox row, commit, settled send", ("", "CPU ms", "wall ms"), costs)


def bare_sync(path: Path) -> float:
    """Milliseconds to append 300 bytes and sync them."""
    with path.open("ab", buffering=0) as file:

        def append() -> None:
            file.write(b"x" * 300)
            os.fdatasync(file.fileno())

        return median(timed(append) for _ in range(TIMES))


def stock_insert(path: Path, size: int) -> float:
    """Milliseconds for an insert into one JSON file of as much."""
    kept = {str(n): msgspec.to_builtins(contact(n)) for n in range(size)}
    talks = {
        f"{n}-{talk}": msgspec.to_builtins(interaction(n, talk))
        for n in range(size)
        for talk in range(TALKS_EACH)
    }
    path.write_bytes(msgspec.json.encode({"contacts": kept, "interactions": talks}))
    with tinydb.TinyDB(path) as database:
        table = database.table("contacts")
        table._next_id = size  # noqa: SLF001 - not to measure its search for a free id
        return median(timed(lambda: table.insert({"name": "Sarah"})) for _ in range(3))


async def one_book(folder: Path, size: int) -> tuple[float, float, list[tuple[Cell, ...]]]:
    """Milliseconds to open a book of this size and to commit into it; what asking costs."""
    owner = OWNER
    storage = await open_storage(f"tinydb:{folder}")
    async with storage.begin(owner) as work:
        for n in range(size):
            work.book.save(contact(n))
            for talk in range(TALKS_EACH):
                work.book.save(interaction(n, talk))
        await work.commit(Bound(owner, ANN, NOW))
    await storage.close()

    storage = await open_storage(f"tinydb:{folder}")
    began = time.perf_counter()
    async with storage.begin(owner):
        opened = milliseconds(began)

    async def commit(count: int) -> None:
        async with storage.begin(owner) as work:
            work.book.save(contact(count % size, f"Sarah {count}"))
            work.book.save(interaction(count % size, TALKS_EACH + count))
            await work.commit()

    commits = [await timed_async(partial(commit, count)) for count in range(TIMES)]
    asked = await asking.asking(storage, size) if size == SIZES[-1] else []
    await storage.close()
    return opened, median(commits), asked


async def events(folder: Path) -> list[tuple[Cell, ...]]:
    """What a message costs alone, and what one of many at once does."""
    storage = await open_storage(f"tinydb:{folder}")
    rows: list[tuple[Cell, ...]] = []
    for name, width in (("one after the other", 1), (f"{OWNERS} owners at once", OWNERS)):
        began, cpu = time.perf_counter(), time.process_time()
        rounds = TIMES * 5 // width
        for count in range(rounds):
            await asyncio.gather(*(event(storage, f"{width}", n, count) for n in range(width)))
        each = rounds * width
        rows.append(
            (name, (time.process_time() - cpu) * 1000 / each, milliseconds(began) / each)
        )
    await storage.close()
    return rows


async def event(storage: Storage, kind: str, n: int, count: int) -> None:
    """Inbox row, commit with the reply, settled send."""
    owner, id = OwnerId(f"owner{n}"), f"{kind}.{n}.{count}"
    heard = Message(id, HOME, NOW, Words("met Sarah at PyCon"), Conversation("1"))
    await storage.ledger.receive(heard)
    async with storage.begin(owner) as work:
        work.book.save(contact(count % 100, f"Sarah {count}"))
        work.book.save(interaction(count % 100, count))
        reply = Outgoing(id, owner, HOME, say("Saved: Sarah, met today at PyCon."))
        await work.commit(Done(id), Queued(reply, NOW + timedelta(minutes=1)))
    await storage.ledger.settle(id, Outcome.SENT, at=NOW, sent_as="1")


def contact(n: int, name: str | None = None) -> Contact:
    """A contact with what is usual in it."""
    return Contact(
        id=f"c{n}",
        name=name or f"Given{n} Family{n}",
        added_on=TODAY,
        emails=(f"given{n}@example.org",),
        tags=("conference",),
        met_at="PyCon",
    )


def interaction(n: int, talk: int) -> Interaction:
    """A talk with a contact."""
    return Interaction(
        id=f"i{n}-{talk}",
        contacts=(ContactId(f"c{n}"),),
        on=TODAY - timedelta(days=talk),
        logged_at=NOW,
        event="PyCon",
        topics=("Rust",),
        note="Moves to Berlin in May, wants to hear about flats.",
    )


def timed(call: Callable[[], object]) -> float:
    """Milliseconds that a call takes."""
    began = time.perf_counter()
    call()
    return milliseconds(began)


async def timed_async(call: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds until a call's result is there."""
    began = time.perf_counter()
    await call()
    return milliseconds(began)


def milliseconds(began: float) -> float:
    """Since ``began``, as perf_counter gave it."""
    return (time.perf_counter() - began) * 1000
