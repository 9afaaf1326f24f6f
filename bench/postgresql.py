"""What PostgreSQL costs: a commit beside a bare insert, mornings by several workers, a search.

The server is a PostgreSQL 17 of our own on this machine's disk, as durable as by default. The
contacts, with ten talks each, and the events are those of ``bench.storage``.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from statistics import median, quantiles
from typing import Any

import asyncpg

from bench.message import ANN, OWNER, Core
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
from bot.clock import system_clock
from bot.model.document import OwnerId
from bot.ports import (
    Address,
    Bound,
    Claim,
    Claimed,
    Conversation,
    Kind,
    Message,
    NextDue,
    Outcome,
    Outgoing,
    Queued,
    Storage,
    Words,
)
from bot.reply import say
from storage.postgresql import open_storage
from tests.postgres import Server

TIMES, WARM_UP = 200, 5
WORKERS = (1, 2, 4)
DUE = 1_500
MINUTE = timedelta(minutes=1)
STAGED_AT_ONCE = 500
SERVER = {"shared_buffers": "128MB"}


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
        rows.append((f"{size:,}", opened, median(costs), insert))
        if size == SIZES[-1]:
            asked = await asking(storage, size)
        await storage.close()
    show(
        "A book and a commit, wall milliseconds",
        ("contacts", "open a book", "commit", "bare insert"),
        rows,
    )
    title = f"Asking in a book of {SIZES[-1]:,} contacts"
    show(title, ("", "p50 ms", "p99 ms"), asked)


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


async def asking(storage: Storage, size: int) -> list[tuple[Cell, ...]]:
    """Percentiles of a search, and of a ``who`` through the dispatcher."""
    core = Core(storage)

    async def find(words: str) -> None:
        async with storage.begin(OWNER) as work:
            await work.search(words)

    async def who(count: int) -> None:
        number = count * 37 % size
        words = Words(f"/who Given{number} Family{number}")
        said = Message(f"who{count}", ANN, system_clock(), words, Conversation(ANN.user))
        await core.dispatcher.answer(said)

    for count in range(WARM_UP):  # the index of names is made at the first
        await who(size + count)
    asked: dict[str, Callable[[int], Awaitable[None]]] = {
        "search: one contact in two words": lambda n: find(f"given{n * 37 % size} fam"),
        "search: a word of every talk": lambda _: find("berlin"),
        "who, with its commit": who,
    }
    rows: list[tuple[Cell, ...]] = []
    for name, ask in asked.items():
        costs = [await timed_async(partial(ask, n)) for n in range(TIMES // 4)]
        rows.append((name, median(costs), quantiles(costs, n=100)[-1]))
    return rows


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
    """How many mornings a second so many workers claim, commit and settle."""
    rows: list[tuple[Cell, ...]] = []
    context = multiprocessing.get_context("spawn")
    for workers in WORKERS:
        place = f"{url}?search_path=mornings{workers}"
        asyncio.run(make_due(place))
        with context.Pool(workers) as pool:
            pool.map(work, [""] * workers)  # they start before the clock does
            began = time.perf_counter()
            served = pool.map(work, [place] * workers, chunksize=1)
            took = time.perf_counter() - began
        assert sum(served) == DUE
        rows.append((f"{workers}", DUE / took))
    show("Mornings claimed, committed and settled", ("workers", "a second"), rows)


async def make_due(url: str) -> None:
    """So many owners whose morning has come."""
    storage = await open_storage(url)
    async with storage.begin() as unit:
        await unit.commit(*(NextDue(OwnerId(f"owner{n}"), NOW) for n in range(DUE)))
    await storage.close()


def work(url: str) -> int:
    """How many mornings one worker got, until there are none; 0 without a url."""
    return asyncio.run(serve(url)) if url else 0


async def serve(url: str) -> int:
    """One worker: batches of 20, each morning's rows in a commit, each send settled."""
    storage = await open_storage(url)
    served = 0
    while dues := await storage.ledger.claim_due(NOW, lease_until=NOW + MINUTE, limit=20):
        for due in dues:
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
