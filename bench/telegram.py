"""What a call to Telegram costs here: our aiohttp underneath beside the library's own httpx.

The server is a process of its own, so that only the client's CPU is counted. Warm-up calls are
left out.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from statistics import median

from telegram import Bot, Update, User
from telegram.request import BaseRequest, HTTPXRequest

from adapters.telegram import read, render
from adapters.telegram.request import AiohttpRequest
from bench.table import show
from bot.clock import system_clock
from bot.reply import Press, Reply, choice, line, strong
from tests.fakes.telegram import TOKEN, FakeTelegram

ANN = 501
CALLS, WARM_UP, AT_ONCE = 400, 50, 16


def run() -> None:
    """Print the tables."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(there,))
    server.start()
    url = here.recv()
    rows = []
    try:
        for at_once in (1, AT_ONCE):
            for name, request in (
                ("aiohttp (ours)", AiohttpRequest(url)),
                ("httpx (the library's)", HTTPXRequest()),
            ):
                costs = asyncio.run(send(url, request, at_once))
                rows.append((f"{name}, {at_once} in flight", *costs))
    finally:
        here.send("enough")
        server.join()
    show("sendMessage", ("", "CPU ms", "wall ms p50"), rows)
    translators = [
        ("reading an update", each(one_update)),
        ("rendering a morning", each(lambda: render(MORNING))),
        ("rendering 500 lines", each(lambda: render(BOOK), 20)),
    ]
    show("The two translators", ("", "CPU ms"), translators)


def serve(pipe: Connection) -> None:
    """A server until told that it is enough."""

    async def serving() -> None:
        async with FakeTelegram() as server:
            server.known.add(ANN)
            pipe.send(server.api_url)
            while not pipe.poll():  # noqa: ASYNC110 - a pipe has no event
                await asyncio.sleep(0.05)

    asyncio.run(serving())


async def send(url: str, request: BaseRequest, at_once: int) -> tuple[float, float]:
    """CPU and median milliseconds of a call, ``at_once`` of them in flight."""
    bot = Bot(TOKEN, url, request=request, get_updates_request=AiohttpRequest(url))
    await request.initialize()
    times: list[float] = []

    async def some(count: int) -> None:
        for _ in range(count // at_once):
            began = time.perf_counter()
            await bot.send_message(ANN, "Saved: Sarah · met today · the conference.")
            times.append(time.perf_counter() - began)

    await asyncio.gather(*(some(WARM_UP) for _ in range(at_once)))
    times.clear()
    began = time.process_time()
    await asyncio.gather(*(some(CALLS) for _ in range(at_once)))
    cpu = time.process_time() - began
    await request.shutdown()
    return cpu * 1000 / len(times), median(times) * 1000


def each(work: Callable[[], object], count: int = 1000) -> float:
    """Milliseconds of one piece of work."""
    began = time.process_time()
    for _ in range(count):
        work()
    return (time.process_time() - began) * 1000 / count


ME = User(4242, "Cordially", is_bot=True, username="CordiallyBot")
RAW = {
    "update_id": 1,
    "message": {
        "message_id": 5,
        "date": 1_800_000_000,
        "chat": {"id": ANN, "type": "private"},
        "from": {"id": ANN, "is_bot": False, "first_name": "Ann", "language_code": "en"},
        "text": "met Sarah at the conference",
    },
}
MORNING = Reply(
    (
        line("Good morning. Three people today."),
        *(
            line(
                f"{n}  ", strong(name), " · since Lisbon.", name=name, opens=Press("open", "d1")
            )
            for n, name in enumerate(("Sarah Chen", "Ana Lima", "Tomás Ruiz"), 1)
        ),
    ),
    (choice("Later", "later", "d1"),),
)
BOOK = Reply(
    tuple(line(strong(f"Contact {n}"), " · Globex · last talk 2 May") for n in range(500))
)


def one_update() -> None:
    read(Update.de_json(RAW, None), ME, system_clock())
