"""A door that keeps what adapters bring, for tests of adapters."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.errors import NotSaved
from bot.ports import Address, MenuEntry, Message

MENU = (
    MenuEntry("met", "met <people> [at <place>] [on <day>]", "Log that you saw someone"),
    MenuEntry("who", "who <name>", "What you know of someone"),
)


class FakeDoor:
    """Receives in memory: ``received`` has every message once, ``worked`` those to answer."""

    def __init__(self, menu: Sequence[MenuEntry] = MENU) -> None:
        self.received: list[Message] = []
        self.worked: list[Message] = []
        self.refused: list[Message] = []
        self.redelivered: list[Message] = []
        self.heard: list[tuple[str, datetime]] = []
        self.refusals = 0
        self.deaf = 0
        self.on_work: Callable[[Message], None] = lambda message: None
        self._menu = menu
        self._changed = asyncio.Event()

    async def receive(self, message: Message) -> bool:
        """False for an id that was received before; fails ``refusals`` times first."""
        if self.refusals:
            self.refusals -= 1
            self.refused.append(message)
            raise NotSaved("the disk is full")
        if message.id in {each.id for each in self.received}:
            self.redelivered.append(message)
            self._changed.set()
            return False
        self.received.append(message)
        self._changed.set()
        return True

    def work(self, message: Message) -> None:
        self.worked.append(message)
        self.on_work(message)
        self._changed.set()

    def menu(self) -> Sequence[MenuEntry]:
        return self._menu

    async def completions(self, address: Address) -> Sequence[str]:
        return ("met", "who", "Sarah Chen")

    async def is_owner(self, address: Address) -> bool:
        return True

    async def heard_from(self, platform: str, at: datetime) -> None:
        if self.deaf:
            self.deaf -= 1
            raise NotSaved("the disk is full")
        self.heard.append((platform, at))
        self._changed.set()

    async def until(self, is_so: Callable[[], bool], seconds: float = 5.0) -> None:
        """Return once ``is_so``; fail if that takes longer than ``seconds``."""
        async with asyncio.timeout(seconds):
            while not is_so():
                self._changed.clear()
                await self._changed.wait()

    async def worked_on(self, count: int) -> list[Message]:
        """The messages worked on, once there are ``count``."""
        await self.until(lambda: len(self.worked) >= count)
        return self.worked
