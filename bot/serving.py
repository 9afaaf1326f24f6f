"""The long-running commands: a conversation in the terminal, and serving the platforms."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import click

from adapters.console import (
    ConsoleAdapter,
    TerminalLink,
    connect,
    converse,
    history_file,
    socket_path,
)
from adapters.console import say as say_by
from bot.app import App, open_app
from bot.errors import InUse
from bot.settings import Settings

COMING_OR_GOING = 5.0
"""Seconds in which another process may still begin to listen, or let go of the storage."""
ASK_AGAIN = 0.05


async def chat(settings: Settings) -> int:
    """A conversation with whoever holds the book, or with a process of our own; exit status."""
    async with _terminal(settings) as link:
        return await converse(link, history=history_file(settings))


async def say(settings: Settings, words: str) -> int:
    """One message and its answer; exit status."""
    async with _terminal(settings) as link:
        return await say_by(link, words)


@asynccontextmanager
async def _terminal(settings: Settings) -> AsyncIterator[TerminalLink]:
    """A link to the process that holds the storage, or to an app of our own.

    Raises:
        InUse: if a process holds the storage and cannot be talked to.
    """
    async with AsyncExitStack() as opened:
        yield await _link(settings, opened)


async def _link(settings: Settings, opened: AsyncExitStack) -> TerminalLink:
    socket = socket_path(settings)
    give_up_at = asyncio.get_running_loop().time() + COMING_OR_GOING
    while True:
        if socket and (link := await connect(socket)):
            return link
        try:
            app = await opened.enter_async_context(open_app(settings, ("console",)))
        except InUse:
            if asyncio.get_running_loop().time() > give_up_at:
                raise
            await asyncio.sleep(ASK_AGAIN)
        else:
            console = app.adapters["console"]
            assert isinstance(console, ConsoleAdapter)  # noqa: S101 - its name says so
            return await console.link()


async def serve(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT; exit status."""
    if settings.telegram is None and settings.slack is None:
        click.echo(
            "No platform is configured: put TELEGRAM_BOT_TOKEN, or SLACK_BOT_TOKEN and "
            "SLACK_APP_TOKEN, into .env (see .env.example). To talk here: cordially chat",
            err=True,
        )
        return 2
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    async with open_app(settings) as app:
        await _greet(app, settings)
        stopping = asyncio.create_task(stop.wait())
        ending = asyncio.create_task(app.wait())
        await asyncio.wait({stopping, ending}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if ending.done():
            await ending
        else:
            ending.cancel()
            click.echo("Stopping.")
    return 0


async def _greet(app: App, settings: Settings) -> None:
    """Say what was started, and the claim code while nobody has claimed the bot."""
    platforms = [name.capitalize() for name in app.adapters if name != "console"]
    click.echo(f"Cordially serves {' and '.join(platforms)}. Memory: {settings.memory}")
    if code := await app.gate.claim_code():
        click.echo(f"Nobody has claimed it yet. Send it this code to be its owner: {code}")
    sys.stdout.flush()
