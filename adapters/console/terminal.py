"""The terminal's side of the console: takes lines, shows answers, whatever it is made of."""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from adapters.console.page import Keys, Page, Row, listed, note, render, with_notes
from adapters.console.wire import (
    Bye,
    Completions,
    Garbled,
    Hello,
    Said,
    Seen,
    Shown,
    TerminalLink,
    Wanted,
)
from bot.ports import Attachment, Words
from bot.reply import Press

LONGEST = 20_000
"""Letters of a line that are passed on: well over what the bot takes, so that it says so."""
NO_ANSWER = "No answer yet. What you wrote is kept, and is worked on as soon as can be."
_HALVES = re.compile("[\ud800-\udfff]")
LOST = "The Cordially that I was talking to has gone."
OTHER_VERSION = "The Cordially that runs is of another version; restart it."


Show = Callable[[Page], Awaitable[None]]
"""Shows a page; it has been flushed when that returns."""


class Talk:
    """One terminal's conversation over a link, while its ``async with`` lasts.

    ``over`` is set when the bot has gone. ``failed`` if it went without a goodbye, or if
    something was not answered within ``patience`` seconds.
    """

    def __init__(
        self,
        link: TerminalLink,
        show: Show,
        *,
        interactive: bool = False,
        patience: float = 30.0,
        folder: Path | None = None,
    ) -> None:
        self.over = asyncio.Event()
        self.failed = False
        self._link = link
        self._show = show
        self._interactive = interactive
        self._patience = patience
        self._folder = folder or Path()
        self._keys = Keys()
        self._tokens = count(1)
        self._waiting: dict[int, asyncio.Future[bool]] = {}
        self._words: asyncio.Future[tuple[str, ...]] | None = None

    async def __aenter__(self) -> Self:
        self._listening = asyncio.create_task(self._listen())
        await self._send(Hello(self._interactive))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listening.cancel()
        try:
            await self._listening
        except asyncio.CancelledError:
            pass
        finally:
            await self._link.close()

    async def take(self, text: str) -> None:
        """Bring a typed line to the bot, or press the button that it names; show the answer."""
        typed = self._keys.typed(text)
        if isinstance(typed, Row):
            await self._show(listed(typed))
        else:
            await self._ask(typed or Words(_clean(text)))

    async def completions(self) -> tuple[str, ...]:
        """The words that can be completed, asked for once between two answers."""
        if self._words is None:
            self._words = asyncio.get_running_loop().create_future()
            await self._send(Wanted())
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.shield(self._words)
        except TimeoutError:
            return ()

    async def _ask(self, body: Words | Press) -> None:
        token = next(self._tokens)
        self._words = None
        self._waiting[token] = asyncio.get_running_loop().create_future()
        await self._send(Said(token, body))
        try:
            # Not wait_for, which on 3.11 can lose a cancellation.
            async with asyncio.timeout(self._patience):
                self.failed |= not await self._waiting[token]
        except TimeoutError:
            self.failed = True
            await self._show(note(NO_ANSWER))
        finally:
            del self._waiting[token]

    async def _send(self, frame: Hello | Said | Seen | Wanted) -> None:
        with suppress(ConnectionError):  # the end is seen by whoever listens
            await self._link.send(frame)

    async def _listen(self) -> None:
        """Take what the bot sends until it goes, or until it cannot be shown any more."""
        try:
            await self._show(note(await self._last_words()))
        finally:
            self.over.set()
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_result(False)

    async def _last_words(self) -> str:
        try:
            async for frame in self._link.frames():
                if isinstance(frame, Bye):
                    return frame.because
                await self._receive(frame)
        except Garbled:
            self.failed = True
            return OTHER_VERSION
        self.failed = True
        return LOST

    async def _receive(self, frame: Shown | Completions) -> None:
        if isinstance(frame, Completions):
            if self._words is not None and not self._words.done():
                self._words.set_result(frame.words)
            return
        page = render(frame.reply)
        files = [_kept(attachment, self._folder) for attachment in frame.attachments]
        await self._show(with_notes(page, files))
        await self._send(Seen(frame.id))
        self._keys = self._keys.after(page, unasked=frame.token is None)
        waiting = self._waiting.get(frame.token or 0)
        if waiting is not None and not waiting.done():
            waiting.set_result(True)


def _clean(text: str) -> str:
    """What was typed as text that can be encoded, at most ``LONGEST`` letters of it."""
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text[:LONGEST])


def _kept(attachment: Attachment, folder: Path) -> str:
    """Put a file into ``folder``, beside what is there, for the user alone; where, in words."""
    name = Path(attachment.name).name or "file"
    for suffix in count():
        path = folder / (
            name if not suffix else f"{Path(name).stem}-{suffix}{Path(name).suffix}"
        )
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        except OSError as error:
            return f"I couldn't write {name} here: {os.strerror(error.errno or 0)}."
        with os.fdopen(descriptor, "wb") as file:
            file.write(attachment.data)
        return f"Written to {path if path.is_absolute() else f'./{path}'}"
    raise AssertionError("counting never ends")
