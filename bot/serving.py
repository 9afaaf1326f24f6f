"""The long-running commands: a conversation in the terminal, and serving the platforms."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import click

from adapters.console import ConsoleAdapter, TerminalLink, connect, converse, socket_path
from adapters.console import say as say_by
from bot.app import App, open_app
from bot.settings import Settings


async def chat(settings: Settings) -> int:
    """A conversation with whoever holds the book, or with a process of our own; exit status."""
    history = socket_path(settings)
    async with _terminal(settings) as link:
        return await converse(link, history=history.with_name("history") if history else None)


async def say(settings: Settings, words: str) -> int:
    """One message and its answer; exit status."""
    async with _terminal(settings) as link:
        return await say_by(link, words)


@asynccontextmanager
async def _terminal(settings: Settings) -> AsyncIterator[TerminalLink]:
    """A link to the process that holds the storage, or to an app of our own."""
    socket = socket_path(settings)
    link = await connect(socket) if socket else None
    if link is not None:
        yield link
        return
    async with open_app(settings, ("console",)) as app:
        adapter = app.adapters["console"]
        if isinstance(adapter, ConsoleAdapter):
            yield await adapter.link()


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
        waiting = [asyncio.create_task(stop.wait()), asyncio.create_task(app.wait())]
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        click.echo("Stopping.")
        for task in waiting:
            if task not in done:
                task.cancel()
        for task in done:
            await task
    return 0


async def _greet(app: App, settings: Settings) -> None:
    """Say what was started, and the claim code while nobody has claimed the bot."""
    platforms = [name.capitalize() for name in app.adapters if name != "console"]
    click.echo(f"Cordially serves {' and '.join(platforms)}. Memory: {settings.storage}")
    if code := await app.gate.claim_code():
        click.echo(f"Nobody has claimed it yet. Send it this code to be its owner: {code}")
    sys.stdout.flush()
