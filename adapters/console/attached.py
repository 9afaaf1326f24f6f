"""A terminal as the bot sees it."""

import asyncio
from collections.abc import Sequence
from itertools import count

from adapters.console.wire import BotLink, Completions, Shown
from bot.ports import Attachment
from bot.reply import Reply


class Attached:
    """One terminal at the other end of a link; ``interactive`` if somebody sits at it."""

    def __init__(self, name: str, link: BotLink, *, interactive: bool) -> None:
        self.name = name
        self.interactive = interactive
        self._link = link
        self._ids = count(1)
        self._unseen: dict[int, asyncio.Future[bool]] = {}

    async def show(
        self, reply: Reply, token: int | None, attachments: Sequence[Attachment] = ()
    ) -> int:
        """Put a reply on the terminal; returns its id there once it has been flushed.

        Raises:
            ConnectionError: if the terminal goes away before it has said so.
        """
        id = next(self._ids)
        seen = self._unseen[id] = asyncio.get_running_loop().create_future()
        try:
            await self._link.send(Shown(id, reply, token, tuple(attachments)))
            if not await seen:
                raise ConnectionResetError
        finally:
            del self._unseen[id]
        return id

    async def tell(self, reply: Reply, token: int) -> None:
        """Answer with something of the adapter's own, without waiting until it is seen."""
        await self._link.send(Shown(next(self._ids), reply, token))

    async def offer(self, words: Sequence[str]) -> None:
        """Say which words can be completed."""
        await self._link.send(Completions(tuple(words)))

    def seen(self, id: int) -> None:
        """The terminal says that it has shown this."""
        self._settle(id, shown=True)

    def left(self) -> None:
        """The terminal has gone; whether it showed what it did not confirm, nobody knows."""
        for id in tuple(self._unseen):
            self._settle(id, shown=False)

    def _settle(self, id: int, *, shown: bool) -> None:
        future = self._unseen.get(id)
        if future is not None and not future.done():
            future.set_result(shown)
