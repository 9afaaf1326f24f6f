"""What one ``/met`` costs through the whole core: door, dispatcher, commands, storage, send.

The platform is a fake that costs nothing. Each message is durable three times on the embedded
storage: its inbox row, the event, and that its answer was sent. The floor is what SQLite itself
takes for three commits of the same bytes.
"""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from bench.table import show
from bot.app import open_storage
from bot.clock import system_clock
from bot.command import find_commands
from bot.delivery import Delivery
from bot.dispatcher import Dispatcher
from bot.gate import Gate
from bot.intake import Intake
from bot.language import Context, read
from bot.language.names import NameIndex
from bot.model.document import Contact, OwnerId, Preferences
from bot.parsing import verbs
from bot.ports import Address, Attachment, Bound, Conversation, Message, Storage, Words
from bot.reply import File
from bot.settings import Join, Settings
from bot.storage_url import StorageUrl
from tests.fakes.adapter import FakeAdapter

SAID = "/met Sarah at conference"
ANN = Address("telegram", "", "501")
OWNER = OwnerId("ann")
TODAY = date(2026, 3, 18)
NOW = datetime(2026, 3, 18, 9, tzinfo=UTC)
SIZES = (10, 1_000)
TIMES, WARM_UP = 300, 30
BYTES = 600
"""About what one of the three writes holds."""

Cost = tuple[float, float]
"""Milliseconds of CPU, in all threads, and by the clock."""
Costs = dict[str, list[Cost]]
T = TypeVar("T")


def run() -> None:
    """Print the table."""
    rows: list[tuple[str | float, ...]] = [("reading the words alone", *middle(reading()))]
    for name in ("memory", "TinyDB"):
        for size in SIZES:
            with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder:
                costs = asyncio.run(measured(f"{name.lower()}:{folder}", size))
            whole = [total(each) for each in zip(*costs.values(), strict=True)]
            rows.append((f"{name}, {size:,} contacts", *middle(whole)))
            rows += [(f"- {what}", *middle(times)) for what, times in costs.items()]
    rows.append(("floor: three bare commits", *middle(floor())))
    show(f"`{SAID}` through the core", ("", "CPU ms", "wall ms p50"), rows)


class Core:
    """The parts that a message passes, tied together as in ``bot.app``."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        adapters = {"telegram": FakeAdapter("telegram")}
        clock, commands = system_clock, find_commands()
        gate = Gate(storage, join=Join.OPEN, clock=clock, defaults=Preferences())
        self.delivery = Delivery(storage.ledger, adapters, clock=clock, make_file=no_file)
        self.dispatcher = Dispatcher(
            storage, commands, gate, clock=clock, profiles=adapters["telegram"].profile
        )
        self.intake = Intake(
            storage,
            self.dispatcher,
            self.delivery,
            commands=commands,
            adapters=adapters,
            clock=clock,
        )

    async def answer(self, message: Message, costs: Costs) -> None:
        """Take one message all the way, noting what each step costs."""
        await step(costs, "inbox row", lambda: self.intake.receive(message))
        outgoing = await step(costs, "event", lambda: self.dispatcher.answer(message))
        assert outgoing is not None
        await step(costs, "send and settle", lambda: self.delivery.deliver(outgoing))


async def measured(url: str, size: int) -> Costs:
    """Each step's costs on a storage, with so many contacts in the book."""
    storage = await open_storage(Settings(StorageUrl(url)))
    core, costs = Core(storage), Costs()
    async with storage.begin(OWNER) as work:
        for number in range(size):
            name = f"Given{number} Family{number}"
            work.book.save(Contact(id=f"c{number}", name=name, added_on=TODAY))
        await work.commit(Bound(OWNER, ANN, system_clock()))
    for number in range(WARM_UP + TIMES):
        if number == WARM_UP:
            costs.clear()
        where = Conversation(ANN.user)
        said = Message(f"m{number}", ANN, system_clock(), Words(SAID), where)
        await core.answer(said, costs)
    await storage.close()
    return costs


async def step(costs: Costs, what: str, call: Callable[[], Awaitable[T]]) -> T:
    """What ``call`` gives, its cost noted."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = await call()
    costs.setdefault(what, []).append(since(cpu, wall))
    return result


def reading() -> list[Cost]:
    """The pure part that understands the words."""
    context = Context(NOW, "en-GB", "telegram", NameIndex(), verbs())
    return [timed(lambda: read(SAID, context)) for _ in range(WARM_UP + TIMES)][WARM_UP:]


def floor() -> list[Cost]:
    """Three synchronous commits of one row each, by SQLite and nobody else."""
    with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder:
        file = Path(folder) / "floor.db"
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("CREATE TABLE row (body BLOB)")

            def three() -> None:
                for _ in range(3):
                    connection.execute("INSERT INTO row VALUES (zeroblob(?))", (BYTES,))

            return [timed(three) for _ in range(TIMES)]


def timed(call: Callable[[], object]) -> Cost:
    """What a call costs."""
    cpu, wall = time.process_time(), time.perf_counter()
    call()
    return since(cpu, wall)


def since(cpu: float, wall: float) -> Cost:
    """Milliseconds since these times."""
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def total(costs: Sequence[Cost]) -> Cost:
    """Of one message, all its steps."""
    return sum(cpu for cpu, _ in costs), sum(wall for _, wall in costs)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each."""
    return median(cpu for cpu, _ in costs), median(wall for _, wall in costs)


async def no_file(owner: OwnerId, file: File) -> Attachment:
    """No answer here has one."""
    raise AssertionError(owner, file)
