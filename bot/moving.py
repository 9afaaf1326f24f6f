"""The command that copies memory to another place: cordially copy."""

import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

import click
from msgspec.structs import replace
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from bot.app import open_storage
from bot.copying import Copied, Progress, copy, holds_anything
from bot.errors import SettingsError
from bot.ports import Copying
from bot.settings import Settings
from bot.storage_url import StorageUrl, are_same, read_storage_url
from bot.wording import counted

TOLD_EVERY = 10
"""Lines for as many per cent, where there is no terminal to draw a bar on."""


async def copy_memory(settings: Settings, origin: str, target: str) -> int:
    """Copy all that is kept in ``origin`` into ``target``, and read it again; exit status."""
    start, end = _places(origin, target)
    async with AsyncExitStack() as opened:
        there = await open_storage(replace(settings, storage=start), copying=Copying.FROM)
        opened.push_async_callback(there.close)
        if not await holds_anything(there):
            raise SettingsError([f"{start} holds nothing yet, so there is nothing to copy."])
        here = await open_storage(replace(settings, storage=end), copying=Copying.INTO)
        opened.push_async_callback(here.close)
        with _progress() as progress:
            copied = await copy(there, here, str(start), progress)
    _tell(copied, end)
    return 0


def _places(origin: str, target: str) -> tuple[StorageUrl, StorageUrl]:
    """Both ends.

    Raises:
        SettingsError: if they are not two places that keep anything.
    """
    problems: list[str] = []
    start, end = (
        read_storage_url(text, problems, name)
        for text, name in ((origin, "FROM"), (target, "TO"))
    )
    if not problems and "memory" in {start.kind, end.kind}:
        problems.append("memory: keeps nothing, so it can be neither FROM nor TO.")
    if not problems and are_same(start, end):
        problems.append("FROM and TO are the same place.")
    if problems:
        raise SettingsError(problems)
    return start, end


def _tell(copied: Copied, end: StorageUrl) -> None:
    documents = counted(copied.documents, "document")
    click.echo(
        f"Copied, and read again: {counted(copied.owners, 'owner')}, {documents}, checksum "
        f"{copied.checksum}."
    )
    click.echo(
        "Where you copied from, nothing was changed. Keep it until you have seen that all is "
        "well, and let no bot run on it."
    )
    click.echo(f"Now set CORDIALLY_STORAGE={end} in .env, and start Cordially.")


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on a terminal; elsewhere a line now and then."""
    if not sys.stdout.isatty():
        yield Lines()
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Bars(*columns, TimeRemainingColumn(), console=Console()) as bars:
        yield Bar(bars)


class Bar:
    """How far it is, drawn."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._task = bars.add_task("")

    def begin(self, doing: str, owners: int) -> None:
        """Begin again from nothing."""
        self._bars.remove_task(self._task)
        self._task = self._bars.add_task(doing, total=owners)

    def step(self) -> None:
        """A little further."""
        self._bars.advance(self._task)


class Lines:
    """How far it is, in a line for every tenth."""

    def __init__(self) -> None:
        self._doing, self._owners, self._done = "", 0, 0

    def begin(self, doing: str, owners: int) -> None:
        """Say what is begun."""
        self._doing, self._owners, self._done = doing, owners, 0
        click.echo(f"{doing}: {counted(owners, 'owner')}.")

    def step(self) -> None:
        """Say how far it is, where a tenth more is done."""
        before, self._done = self._done, self._done + 1
        tenth = TOLD_EVERY * self._done // self._owners
        if tenth > TOLD_EVERY * before // self._owners and self._owners > TOLD_EVERY:
            click.echo(f"{self._doing}: {self._done:,} of {self._owners:,}.")
