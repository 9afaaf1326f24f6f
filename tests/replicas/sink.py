"""A replica of the bot whose only platform is a socket: a process to be killed.

It says who gets a digest, and takes that as shown when the other side has answered.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.app import App
from bot.clock import system_clock
from bot.errors import RetryAt
from bot.log import set_up_logging
from bot.ports import Address, Attachment, Door, Outgoing, Profile
from bot.settings import Settings
from bot.storage_url import StorageUrl
from storage.postgresql import open_storage

NINE = datetime.fromisoformat("2026-03-18T09:00:00+00:00")
"""When the run begins, by the clock of everybody in it."""
PLATFORM = "sink"


class SinkAdapter:
    """Implements the port Adapter over a connection to whoever counts."""

    platform = PLATFORM
    keeps_hours = 0

    def __init__(self, port: int) -> None:
        self._port = port
        self._stopped = asyncio.Event()
        self._sending = asyncio.Lock()
        self._link: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def reaches(self, address: Address) -> bool:
        return address.platform == PLATFORM

    async def check(self) -> str:
        return PLATFORM

    async def run(self, door: Door) -> None:
        del door
        await self._stopped.wait()

    async def stop(self) -> None:
        self._stopped.set()

    async def close(self) -> None:
        if self._link:
            self._link[1].close()

    async def send(
        self, outgoing: Outgoing, attachments: Sequence[Attachment] = ()
    ) -> str | None:
        del attachments
        async with self._sending:
            if self._link is None:
                self._link = await asyncio.open_connection("127.0.0.1", self._port)
            reader, writer = self._link
            writer.write(f"{outgoing.to.user}\n".encode())
            if not await reader.readline():
                raise RetryAt(system_clock())
        return "shown"

    async def profile(self, address: Address) -> Profile:
        del address
        return Profile()


async def serve(url: str, port: int, began: float, alive_for: float) -> None:
    """Run until killed; ``began`` is when it was nine o'clock."""
    shift = NINE - datetime.fromtimestamp(began, NINE.tzinfo)

    def clock() -> datetime:
        return system_clock() + shift

    storage = await open_storage(url, clock=clock, alive_for=timedelta(seconds=alive_for))
    app = App(
        storage,
        {PLATFORM: SinkAdapter(port)},
        Settings(storage=StorageUrl(url)),
        clock,
        between_unasked=timedelta(0),
    )
    await app.start()
    await app.morning.tick()  # its own tick comes in some seconds only
    await app.wait()


def run(url: str, port: int, began: float, alive_for: float) -> None:
    """A whole process."""
    set_up_logging("ERROR", as_json=False)
    logging.getLogger("apscheduler").setLevel("ERROR")  # a morning takes long here
    asyncio.run(serve(url, port, began, alive_for))
