"""The console for the contract of adapters: a terminal without a screen, linked in process."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from adapters.console import ConsoleAdapter, render
from adapters.console.page import Keys, Page, showable
from adapters.console.terminal import Talk
from bot.errors import RetryAt, SendError, Unsure
from bot.ports import Adapter, Conversation, Message, Outgoing
from bot.reply import Reply
from tests.fakes.door import FakeDoor

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)

REDELIVERS = False
PRESSES = True
FAILURES: Mapping[str, type[SendError]] = {"closed": RetryAt, "stopped with Ctrl-Z": Unsure}


@asynccontextmanager
async def running(
    door: FakeDoor, socket: Path | None = None, *, patience: float = 5.0
) -> AsyncIterator[ConsoleAdapter]:
    """An adapter that serves terminals for ``door``."""
    adapter = ConsoleAdapter(lambda: NOW, socket, patience=patience)
    serving = asyncio.create_task(adapter.run(door))
    await adapter.until_running()
    try:
        yield adapter
    finally:
        await adapter.stop()
        async with asyncio.timeout(2):
            await adapter.close()
            await serving


class Answers:
    """Makes a door answer with what ``reply`` says to each message."""

    def __init__(
        self, door: FakeDoor, adapter: Adapter, reply: Callable[[Message], Reply]
    ) -> None:
        self.failed: list[SendError] = []
        self._adapter = adapter
        self._reply = reply
        self._sending: set[asyncio.Task[None]] = set()
        door.on_work = self._work

    def _work(self, message: Message) -> None:
        sending = asyncio.create_task(self._send(message))
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)

    async def _send(self, message: Message) -> None:
        reply = self._reply(message)
        outgoing = Outgoing("reply", None, message.sender, reply, where=message.where)
        try:
            await self._adapter.send(outgoing)
        except SendError as error:
            self.failed.append(error)


class Harness:
    """One running adapter, one interactive terminal."""

    where = Conversation("console")

    def __init__(self, door: FakeDoor, adapter: ConsoleAdapter, open: AsyncExitStack) -> None:
        self.door, self.adapter, self._open = door, adapter, open
        self.address = adapter.address
        self.pages: list[Page] = []
        self._taking: set[asyncio.Task[None]] = set()
        self._blocked = False

    async def attach(self) -> None:
        link = await self.adapter.link()
        self.talk = await self._open.enter_async_context(
            Talk(link, self._show, interactive=True)
        )
        await self.talk.completions()

    async def says(self, text: str) -> None:
        self._taking.add(asyncio.create_task(self.talk.take(text)))

    async def presses(self, label: str) -> None:
        labels = [each.label for each in self.pages[-1].letters]
        await self.says("abcdefghi"[labels.index(label)])

    async def breaks(self, failure: str) -> None:
        if failure == "closed":
            await self._open.aclose()
            async with asyncio.timeout(2):
                while self.adapter.reaches(self.address):  # noqa: ASYNC110 - nobody is told
                    await asyncio.sleep(0)
        else:
            self._blocked = True

    def screen(self) -> str:
        return "\n".join(page.text for page in self.pages)

    async def _show(self, page: Page) -> None:
        if self._blocked:
            await asyncio.Event().wait()
        self.pages.append(page)

    async def leave(self) -> None:
        for each in self._taking:
            each.cancel()
        await asyncio.gather(*self._taking, return_exceptions=True)
        await self._open.aclose()


@asynccontextmanager
async def open_harness() -> AsyncIterator[Harness]:
    door = FakeDoor()
    async with running(door, patience=0.2) as adapter:
        harness = Harness(door, adapter, AsyncExitStack())
        await harness.attach()
        try:
            yield harness
        finally:
            await harness.leave()


def problems(reply: Reply) -> Sequence[str]:
    """What a terminal would take for something other than text, or could not press."""
    page = render(reply)
    found = [text for text in page.text.split("\n") if showable(text) != text]
    keys = Keys().after(page, unasked=False)
    for letter, each in zip("abcdefghi", page.letters, strict=False):
        if f"[{letter} " not in page.text or keys.typed(letter) != each.press:
            found.append(f"{letter} cannot be pressed")
    for row in page.rows.values():
        for letter, each in zip("abcdefghi", row.choices, strict=False):
            if keys.typed(f"{row.number}{letter}") != each.press:
                found.append(f"{row.number}{letter} cannot be pressed")
    return found
