"""Talk without anybody sitting there: lines from a file or a pipe, or one line of arguments."""

import asyncio
import os
from collections.abc import AsyncIterator

from adapters.console.looks import Plain
from adapters.console.page import showable
from adapters.console.terminal import Talk

LONGEST_ECHO = 200
CHUNK = 1 << 16
LONGEST_LINE = 1 << 17
"""Bytes of a line that are kept; the rest of it is read and dropped."""


async def answer_each(talk: Talk, looks: Plain, stdin: int) -> None:
    """Show every line of ``stdin`` with its answer, and read on only when it is answered."""
    is_first = True
    async for line in lines(stdin):
        echo = f"> {shorten(line)}".rstrip() + "\n"
        looks.write(echo if is_first else f"\n{echo}")
        is_first = False
        await talk.take(line)
        if talk.over.is_set():
            return


def shorten(line: str) -> str:
    """A line as it is shown before its answer: enough of it to know it by."""
    shown = showable(line)
    return shown if len(shown) <= LONGEST_ECHO else f"{shown[:LONGEST_ECHO]}…"


async def lines(descriptor: int) -> AsyncIterator[str]:
    """The lines of a file, a pipe or a terminal; what is not UTF-8 becomes U+FFFD."""
    kept = b""
    is_first = True
    while chunk := await _read(descriptor):
        *ended, rest = (kept + chunk).split(b"\n")
        for line in ended:
            yield _text(line, is_first=is_first)
            is_first = False
        kept = rest[:LONGEST_LINE]
    if kept:
        yield _text(kept, is_first=is_first)


def _text(line: bytes, *, is_first: bool) -> str:
    text = line[:LONGEST_LINE].removesuffix(b"\r").decode("utf-8", "replace")
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}") if is_first else text


async def _read(descriptor: int) -> bytes:
    """The next bytes, without holding up the loop; none at the end."""
    await _readable(descriptor)
    try:
        return os.read(descriptor, CHUNK)
    except OSError:
        return b""


async def _readable(descriptor: int) -> None:
    loop = asyncio.get_running_loop()
    ready = loop.create_future()
    try:
        loop.add_reader(descriptor, _settle, ready)
    except OSError:
        return  # files and /dev/null cannot be waited for: they are always ready
    try:
        await ready
    finally:
        loop.remove_reader(descriptor)


def _settle(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)
