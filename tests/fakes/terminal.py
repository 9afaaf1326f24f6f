"""A pseudo-terminal to sit at: what is typed, and what is seen."""

import asyncio
import fcntl
import os
import re
import struct
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>])")


class FakeTerminal:
    """Hand and eye of whoever sits there; ``stdin`` and ``stdout`` are the program's."""

    def __init__(self, master: int, stdin: TextIO, stdout: TextIO) -> None:
        self.stdin, self.stdout = stdin, stdout
        self._master = master
        self._seen = b""
        self._changed = asyncio.Event()

    @property
    def raw(self) -> str:
        """All that was written, with what moves the cursor."""
        return self._seen.decode("utf-8", "replace")

    @property
    def screen(self) -> str:
        """All that was written, as text."""
        return _ESCAPES.sub("", self.raw).replace("\r", "")

    def types(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    async def until(self, text: str, seconds: float = 5.0) -> str:
        """The screen, once ``text`` is on it."""
        try:
            async with asyncio.timeout(seconds):
                while text not in self.screen:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"no {text!r} on the screen:\n{self.screen}") from None
        return self.screen

    async def until_prompt(self, count: int) -> None:
        """Return once there have been ``count`` prompts that wait for something to be typed."""
        async with asyncio.timeout(5):
            while self.raw.count("\x1b[?2004h") < count:
                self._changed.clear()
                await self._changed.wait()

    def read(self) -> None:
        self._seen += os.read(self._master, 1 << 16)
        self._changed.set()


@contextmanager
def fake_terminal() -> Iterator[FakeTerminal]:
    """A terminal of 24 lines of 80 letters; needs a running loop."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
    loop = asyncio.get_running_loop()
    with (
        os.fdopen(slave, "r", encoding="utf-8", closefd=True) as stdin,
        os.fdopen(os.dup(slave), "w", encoding="utf-8") as stdout,
    ):
        terminal = FakeTerminal(master, stdin, stdout)
        loop.add_reader(master, terminal.read)
        try:
            yield terminal
        finally:
            loop.remove_reader(master)
            os.close(master)
