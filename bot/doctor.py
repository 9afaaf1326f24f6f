"""What is wrong with a configuration, and what to do about it."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

import click

from bot.app import open_adapters, open_storage
from bot.clock import system_clock
from bot.errors import CordialError, SettingsError
from bot.ports import Adapter
from bot.settings import Settings, read_settings

ANSWERS_WITHIN = 15.0


async def examine(environ: Mapping[str, str]) -> int:
    """Check everything, print a line each; 0 if all is well."""
    try:
        settings = read_settings(environ)
    except SettingsError as error:
        for problem in error.problems:
            _say("wrong", problem)
        return 1
    wrong = [not await _storage(settings), *await _platforms(settings)]
    if settings.telegram is None and settings.slack is None:
        _say("note", "No platform is configured: only the terminal (cordially chat) is there.")
    return int(any(wrong))


async def _storage(settings: Settings) -> bool:
    try:
        storage = await open_storage(settings, read_only=True)
    except CordialError as error:
        _say("wrong", str(error))
        return False
    tally = await storage.ledger.tally()
    await storage.close()
    _say("well", f"Memory in {settings.storage}: {tally.get('owners', 0)} owners.")
    return True


async def _platforms(settings: Settings) -> list[bool]:
    """For each platform that is configured, whether something is wrong with it."""
    adapters = open_adapters(settings, ("telegram", "slack"), system_clock)
    return [await _platform(name, adapter) for name, adapter in adapters.items()]


async def _platform(name: str, adapter: Adapter) -> bool:
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            who = await adapter.check()
    except TimeoutError:
        _say(
            "wrong", f"{name.capitalize()} did not answer within {ANSWERS_WITHIN:.0f} seconds."
        )
        return True
    except CordialError as error:
        _say("wrong", str(error))
        return True
    finally:
        with suppress(CordialError):
            await adapter.close()
    _say("well", f"{name.capitalize()} knows us as {who}.")
    return False


def _say(state: str, text: str) -> None:
    click.echo(f"{state:>6}  {text}")
