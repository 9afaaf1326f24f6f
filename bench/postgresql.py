"""What PostgreSQL costs: a commit beside a bare insert, mornings by several workers, a search.

The server is a PostgreSQL 17 of our own on this machine's disk, as durable as by default. The
contacts, with ten talks each, and the events are those of ``bench.storage``.
"""

import asyncio
import multiprocessing
import time
from datetime import timedelta
from enum import Enum
from functools import partial
from multiprocessing.pool import Pool
from statistics import median
from typing import Any

import asyncpg

from bench import asking
from bench.message import ANN, OWNER
from bench.storage import (
    NOW,
    OWNERS,
    SIZES,
    TALKS_EACH,
    contact,
    event,
    interaction,
    milliseconds,
    timed_async,
)
from bench.table import Cell, show
from bot.model.document import OwnerId
from bot.ports import (
    Address,
    Bound,
    Claim,
    Claimed,
    Kind,
    NextDue,
    Outcome,
    Outgoing,
    Queued,
    Storage,
)
from bot.reply import say
from storage.postgresql import open_storage
from tests.postgres import Server

TIMES = 200
WORKERS = (1, 2, 4)
DUE = 1_500
MINUTE = timedelta(minutes=1)
STAGED_AT_ONCE = 500
SERVER = {"shared_buffers": "128MB"}


class Part(Enum):
    """How much of a morning is done; what planning one costs is in ``bench.planning``."""

    CLAIMED = "claimed"
    MARKED = "claimed, marked one by one"
    SAVED = "claimed, saved, settled"


def run() -> None:
    """Print the tables."""
    server = Server(SERVER)
    server.start()
    try:
        asyncio.run(books(server.url))
        asyncio.run(events(server.url))
        mornings(server.url)
    finally:
        server.remove()


async def books(url: str) -> None:
    """What a commit costs at any size, and asking in the largest book."""
    insert = await bare_insert(url)
    rows: list[tuple[Cell, ...]] = []
    asked: list[tuple[Cell, ...]] = []
    for size in SIZES:
        storage = await open_storage(f"{url}?search_path=book{size}")
        await fill(storage, size)
        await storage.close()
        storage = await open_storage(f"{url}?search_path=book{size}")
        opened = await timed_async(partial(look, storage))
        costs = [await timed_async(partial(commit, storage, n, size)) for n in range(TIMES)]
        rows.append((f"{size:,}", opened, median(costs), insert, median(costs) / insert))
        if size == SIZES[-1]:
            asked = await asking.asking(storage, size)
        await storage.close()
    show(
        "A book and a commit, wall milliseconds",
        ("contacts", "open a book", "commit", "bare insert", "commit in inserts"),
        rows,
    )
    title = f"Asking in a book of {SIZES[-1]:,} contacts"
    show(title, asking.HEADS, asked)


async def bare_insert(url: str) -> float:
    """Milliseconds for one row of 300 bytes in a transaction of its own."""
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE bare (id serial PRIMARY KEY, body bytea)")
    query, body = "INSERT INTO bare (body) VALUES ($1)", b"x" * 300
    costs = [await timed_async(lambda: connection.execute(query, body)) for _ in range(TIMES)]
    await connection.close()
    return median(costs)


async def fill(storage: Storage, size: int) -> None:
    """A book of so many contacts."""
    for start in range(0, size, STAGED_AT_ONCE):
        async with storage.begin(OWNER) as work:
            for n in range(start, min(start + STAGED_AT_ONCE, size)):
                work.book.save(contact(n))
                for talk in range(TALKS_EACH):
                    work.book.save(interaction(n, talk))
            await work.commit(Bound(OWNER, ANN, NOW))


async def look(storage: Storage) -> None:
    """Open a book."""
    async with storage.begin(OWNER):
        pass


async def commit(storage: Storage, count: int, size: int) -> None:
    """One contact and one talk."""
    async with storage.begin(OWNER) as work:
        work.book.save(contact(count % size, f"Sarah {count}"))
        work.book.save(interaction(count % size, TALKS_EACH + count))
        await work.commit()


async def events(url: str) -> None:
    """What a message costs alone, and what one of many at once does."""
    storage = await open_storage(f"{url}?search_path=events")
    costs: list[tuple[Cell, ...]] = []
    for name, width in (("one after the other", 1), (f"of {OWNERS} owners at once", OWNERS)):
        began, cpu = time.perf_counter(), time.process_time()
        rounds = TIMES * 2 // width
        for count in range(rounds):
            await asyncio.gather(*(event(storage, f"{width}", n, count) for n in range(width)))
        each = rounds * width
        spent = (time.process_time() - cpu) * 1000
        costs.append((name, spent / each, milliseconds(began) / each))
    await storage.close()
    show("An event: inbox row, commit, settled send", ("", "CPU ms", "wall ms"), costs)


def mornings(url: str) -> None:
    """How many a second so many workers get through, of mornings and of their parts."""
    context = multiprocessing.get_context("spawn")
    rows: list[tuple[Cell, ...]] = []
    for workers in WORKERS:
        with context.Pool(workers) as pool:
            pool.map(work, [None] * workers)  # they start before the clock does
            costs = [a_second(pool, url, part, workers) for part in Part]
        rows.append((f"{workers}", *costs))
    show("Mornings a second", ("workers", *(part.value for part in Part)), rows)


def a_second(pool: Pool, url: str, part: Part, workers: int) -> float:
    """How many mornings a second of which this ``part`` is done."""
    place = f"{url}?search_path=mornings_{part.name.lower()}{workers}"
    asyncio.run(make_due(place))
    began = time.perf_counter()
    served = pool.map(work, [(place, part)] * workers, chunksize=1)
    assert sum(served) == DUE
    return DUE / (time.perf_counter() - began)


async def make_due(url: str) -> None:
    """So many owners whose morning has come."""
    storage = await open_storage(url)
    async with storage.begin() as unit:
        await unit.commit(*(NextDue(OwnerId(f"owner{n}"), NOW) for n in range(DUE)))
    await storage.close()


def work(given: tuple[str, Part] | None) -> int:
    """How many mornings one worker got, until there are none; 0 if nothing is given."""
    return asyncio.run(serve(*given)) if given else 0


async def serve(url: str, part: Part) -> int:
    """One worker: batches of 20, one after the other, as a replica does."""
    storage = await open_storage(url)
    served = 0
    while dues := await storage.ledger.claim_due(NOW, lease_until=NOW + MINUTE, limit=20):
        for due in dues:
            if part is Part.MARKED:
                await storage.ledger.release(due, NOW + timedelta(days=1))
            elif part is Part.SAVED:
                await morning(storage, due.owner)
        served += len(dues)
    await storage.close()
    return served


async def morning(storage: Storage, owner: OwnerId) -> None:
    """What Morning and Delivery do of I/O for one owner."""
    home = Address("sink", "", owner)
    digest = Outgoing(f"digest {owner}", owner, home, say("Good morning."), Kind.DIGEST)
    rows: tuple[Any, ...] = (
        Claimed(Claim(owner, NOW.date(), "morning")),
        Queued(digest, NOW + MINUTE),
        NextDue(owner, NOW + timedelta(days=1)),
    )
    async with storage.begin(owner) as unit:
        unit.book.save(contact(1))
        await unit.commit(*rows)
    await storage.ledger.settle(digest.id, Outcome.SENT, at=NOW)
