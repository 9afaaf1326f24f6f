"""Real processes of the command line, and what a test does with one."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec import Struct

PATIENCE = 60.0
"""Seconds, for machines that have other things to do."""
LISTING = "import sys; from bot.__main__ import main\ntry: main()\nfinally: print(*sys.modules)"


class Ended(Struct, frozen=True):
    """A process that is over; ``seconds`` is how long it took to end when it was told to."""

    status: int
    out: str
    err: str
    seconds: float = 0.0

    def imported(self, *names: str) -> set[str]:
        """Which of these it had imported, where it was asked to list that."""
        return set(names) & set(self.out.splitlines()[-1].split())


class Machine:
    """A folder to start processes in, with a memory of its own and nothing else set.

    ``is_measured`` if the coverage of its processes is: that takes as long as they do.
    """

    is_measured = True

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.variables = {"XDG_DATA_HOME": str(folder / "data"), **variables}

    @property
    def storage(self) -> str:
        return f"tinydb:{self.folder / 'data' / 'cordially'}"

    async def cordially(
        self, *words: str, stdin: str = "", listing: bool = False, **more: str
    ) -> Ended:
        """A whole run of ``python -m bot``; ``listing`` what it imported in its last line."""
        process = await self._start(words, more, listing=listing)
        out, err = await asyncio.wait_for(process.communicate(stdin.encode()), PATIENCE)
        return Ended(process.returncode or 0, out.decode(), err.decode())

    async def shell(self, line: str, **more: str) -> Ended:
        """A line of the shell in which ``cordially`` is the command."""
        line = line.replace("cordially", f"{sys.executable} -m bot")
        process = await asyncio.create_subprocess_exec(
            "bash",
            "-c",
            line,
            cwd=self.folder,
            env=self.environ(more),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
        )
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        return Ended(process.returncode or 0, out.decode(), err.decode())

    @asynccontextmanager
    async def running(self, *words: str, **more: str) -> AsyncIterator["Running"]:
        """A process that runs until it is told to stop, or the block ends."""
        running = Running(await self._start(words, more, listing="run" in words))
        try:
            yield running
        finally:
            await running.kill()

    async def _start(
        self, words: tuple[str, ...], more: Mapping[str, str], *, listing: bool
    ) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *(("-c", LISTING) if listing else ("-m", "bot")),
            *words,
            cwd=self.folder,
            env=self.environ(more),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            preexec_fn=_heed_interrupts,
        )

    def environ(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = ["PATH", "HOME", "PYTHONPATH", *(["COVERAGE"] if self.is_measured else [])]
        ours = {k: v for k, v in os.environ.items() if k.startswith(tuple(kept))}
        return {**ours, **self.variables, **more}


class Running:
    """One process. What it printed so far is ``out``."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.out = ""

    async def line(self, containing: str) -> str:
        """The next line with these words in it."""
        assert self.process.stdout
        while True:
            line = await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)
            self.out += line.decode()
            if containing in line.decode():
                return line.decode().rstrip("\n")
            if not line:
                assert self.process.stderr
                raise AssertionError(self.out + (await self.process.stderr.read()).decode())

    async def stop(self, by: signal.Signals = signal.SIGTERM) -> Ended:
        """Tell it to stop, and wait for that."""
        began = time.monotonic()
        self.process.send_signal(by)
        return await self.end(began)

    async def end(self, began: float = 0.0) -> Ended:
        """Wait until it ends by itself."""
        out, err = await asyncio.wait_for(self.process.communicate(), PATIENCE)
        self.out += out.decode()
        took = time.monotonic() - began
        return Ended(self.process.returncode or 0, self.out, err.decode(), took)

    async def kill(self) -> None:
        """End it at once, as kill -9 does."""
        if self.process.returncode is None:
            self.process.kill()
            await self.process.communicate()


def _heed_interrupts() -> None:
    """What a shell starts with & ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


async def until(is_so: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until a condition of a fake's holds."""
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 - a fake tells nobody
            await asyncio.sleep(0.005)
