"""What asking costs in a large book, through the dispatcher as a person asks: percentiles."""

import time
from collections.abc import Callable
from statistics import median, quantiles

from bench.message import ANN, Core
from bench.table import Cell
from bot.clock import system_clock
from bot.ports import Conversation, Message, Storage, Words

WARM_UP, TIMES = 5, 200
HEADS = ("", "p50 ms", "p99 ms", "p99 CPU ms")


async def asking(storage: Storage, size: int) -> list[tuple[Cell, ...]]:
    """Rows for ``HEADS``, in a book of ``size`` contacts such as ``bench.storage`` makes.

    Every question is answered with a commit of its own. CPU is this process's, of all its
    threads: it is what a machine that has other things to do cannot blur.
    """
    core = Core(storage)
    questions: dict[str, Callable[[int], str]] = {
        "who, by name": lambda n: f"/who Given{n} Family{n}",
        "find, one contact in two words": lambda n: f"find given{n} fam",
        "find, a word of every talk": lambda _: "find berlin",
    }
    rows: list[tuple[Cell, ...]] = []
    for name, question in questions.items():
        wall, cpu = [], []
        for count in range(-WARM_UP, TIMES):
            words = Words(question((count + WARM_UP) * 37 % size))
            id = f"{name} {count}"
            said = Message(id, ANN, system_clock(), words, Conversation(ANN.user))
            began, spent = time.perf_counter(), time.process_time()
            await core.dispatcher.answer(said)
            wall.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - spent) * 1000)
        del wall[:WARM_UP], cpu[:WARM_UP]  # the indexes are made at the first
        rows.append((name, median(wall), quantiles(wall, n=100)[-1], quantiles(cpu, n=100)[-1]))
    return rows
