"""What is wrong with a configuration, and what to do about it."""

import asyncio
import os
import shutil
import stat
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import click
from msgspec import Struct

from adapters.console import connect, socket_path
from bot.app import open_adapters, open_storage, open_vault
from bot.clock import system_clock
from bot.daily import described, is_late
from bot.environment import read_environment
from bot.errors import CordialError, SettingsError
from bot.ports import Adapter, Storage, Vault
from bot.settings import VARIABLES, Join, Settings, read_settings

ANSWERS_WITHIN = 15.0
LITTLE_SPACE = 100 * 2**20
LONGEST_SOCKET = 103
"""Bytes of a socket file's path that every system takes; Linux takes four more."""
AT_HOME = {"localhost", "127.0.0.1", "::1"}


class State(StrEnum):
    """How bad it is; only what is wrong needs to be mended."""

    WELL = "well"
    NOTE = "note"
    WRONG = "wrong"


class Finding(Struct, frozen=True):
    """One thing that was looked at, in a sentence."""

    state: State
    text: str


async def examine(file: Path, environ: Mapping[str, str]) -> int:
    """Look at everything, print a line each; 0 if nothing is wrong."""
    found_wrong = False
    async for finding in findings(file, environ):
        click.echo(f"{finding.state:>6}  {finding.text}")
        found_wrong |= finding.state is State.WRONG
    return int(found_wrong)


async def findings(file: Path, environ: Mapping[str, str]) -> AsyncIterator[Finding]:
    """All that can be said of the variables set, in ``file`` or not, and of what they name."""
    for each in _file(file):
        yield each
    try:
        given = read_environment(file, environ)
        settings = read_settings(given)
    except SettingsError as error:
        for problem in error.problems:
            yield Finding(State.WRONG, problem)
        return
    for each in (*_names(given), *_choices(settings, given)):
        yield each
    async for finding in _memory(settings):
        yield finding
    for name, adapter in open_adapters(settings, ("telegram", "slack"), system_clock).items():
        yield await _platform(name, adapter)


def _file(file: Path) -> Iterator[Finding]:
    try:
        mode = file.stat().st_mode
    except OSError:
        yield Finding(
            State.NOTE,
            f"There is no {file} in this folder; only the process's variables are read.",
        )
        return
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding(
            State.NOTE,
            f"Other users of this machine can read the tokens in {file}: chmod 600 {file}",
        )


def _names(given: Mapping[str, str]) -> Iterator[Finding]:
    """Variables that look like slips of those that are read."""
    for name in sorted(given):
        if name in VARIABLES or not name.startswith(("TELEGRAM_", "SLACK_", "CORDIALY_")):
            continue
        if close := get_close_matches(name, VARIABLES, 1, cutoff=0.75):
            yield Finding(State.NOTE, f"{name} is not read. Did you mean {close[0]}?")


def _choices(settings: Settings, given: Mapping[str, str]) -> Iterator[Finding]:
    """What is allowed, and may not be meant."""
    if settings.telegram is None and settings.slack is None:
        yield Finding(
            State.NOTE,
            "No platform is configured, so only the terminal is there (cordially chat). For "
            "Telegram set TELEGRAM_BOT_TOKEN; for Slack SLACK_BOT_TOKEN and SLACK_APP_TOKEN.",
        )
    elif settings.join is Join.OPEN:
        yield Finding(
            State.NOTE,
            "CORDIALLY_JOIN is open: whoever finds the bot gets a book here. To choose who "
            "may: CORDIALLY_JOIN=invite",
        )
    if bool(given.get("TELEGRAM_API_URL")) != bool(given.get("TELEGRAM_FILE_URL")):
        yield Finding(
            State.NOTE,
            "TELEGRAM_API_URL and TELEGRAM_FILE_URL belong together: set both or neither.",
        )
    for name in ("TELEGRAM_API_URL", "SLACK_API_URL"):
        url = urlsplit(given.get(name, ""))
        if url.scheme == "http" and url.hostname not in AT_HOME:
            yield Finding(
                State.NOTE, f"{name} is http: the token travels for all to read. Use https."
            )
    if key_file := given.get("CORDIALLY_KEY_FILE"):
        key = Path(key_file).expanduser()
        if key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield Finding(
                State.NOTE,
                f"Other users of this machine can read the key in {key}: chmod 600 {key}",
            )
    if settings.zone == "UTC" and not given.get("CORDIALLY_ZONE"):
        yield Finding(
            State.NOTE,
            "This machine tells no zone, so mornings come by UTC until an owner says where "
            "they are. To assume another: CORDIALLY_ZONE=Europe/Dublin",
        )


async def _memory(settings: Settings) -> AsyncIterator[Finding]:
    kind, place = settings.storage.kind, settings.storage.place
    if kind == "memory":
        yield Finding(
            State.NOTE,
            "CORDIALLY_STORAGE is memory: everything is forgotten at the end. To keep it: "
            "CORDIALLY_STORAGE=tinydb:FOLDER",
        )
    if kind == "tinydb" and (finding := _folder(place, "CORDIALLY_STORAGE")):
        yield finding
        if finding.state is State.WRONG:
            return
    try:
        storage = await open_storage(settings, read_only=True)
    except CordialError as error:
        yield Finding(State.WRONG, str(error))
        return
    try:
        async for finding in _contents(storage, settings):
            yield finding
    finally:
        await storage.close()


def _folder(place: str | Path, variable: str) -> Finding | None:
    """What is wrong with writing there; what was made to find out is gone again."""
    folder = Path(place).expanduser()
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free
    except OSError as error:
        return Finding(
            State.WRONG,
            f"Nothing can be written in {there} ({error.strerror}). Mend that, or set "
            f"{variable} to another folder.",
        )
    if free < LITTLE_SPACE:
        return Finding(
            State.NOTE, f"Only {free // 2**20} MB are left on the disk of {there}: make room."
        )
    return None


async def _contents(storage: Storage, settings: Settings) -> AsyncIterator[Finding]:
    counts = await storage.ledger.tally()
    owners = counts.get("owners", 0)
    yield Finding(
        State.WELL, f"Memory in {settings.memory}: {owners} owner{'' if owners == 1 else 's'}."
    )
    if parked := counts.get("inbox_parked", 0):
        yield Finding(
            State.NOTE, f"{parked} messages failed again and again and were put aside."
        )
    if owners and (vault := open_vault(settings)):
        for each in _backups(vault):
            yield each
    socket = socket_path(settings)
    if socket and len(os.fsencode(socket)) > LONGEST_SOCKET:
        yield Finding(
            State.NOTE,
            "The path of the memory's folder is so long that cordially chat cannot attach to "
            "a running process. Use a shorter one.",
        )
    elif socket and (link := await connect(socket)):
        await link.close()
        yield Finding(State.WELL, "A process runs on it; cordially chat talks to that one.")
    if (settings.telegram or settings.slack) and settings.join is Join.INVITE:
        claimed = [
            row
            async for row in storage.ledger.owners()
            if any(address.platform != "console" for address in row.addresses)
        ]
        if not claimed:
            yield Finding(
                State.NOTE,
                "Nobody has claimed the bot yet: cordially run prints the code to send it.",
            )


def _backups(vault: Vault) -> Iterator[Finding]:
    if finding := _folder(vault.folder, "CORDIALLY_BACKUPS"):
        yield finding
    found, now = vault.backups(), system_clock()
    if not found:
        yield Finding(
            State.WELL,
            "There is no backup yet: one is made each day while Cordially runs.",
        )
    elif is_late(found, now):
        yield Finding(
            State.NOTE,
            f"Backups: {described(found, now)}. To see why there is none since: cordially "
            "backup",
        )
    else:
        yield Finding(State.WELL, f"Backups: {described(found, now)}.")


async def _platform(name: str, adapter: Adapter) -> Finding:
    """Whether it knows us."""
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            who = await adapter.check()
    except TimeoutError:
        return Finding(
            State.WRONG,
            f"{name.capitalize()} did not answer within {ANSWERS_WITHIN:.0f} seconds: look at "
            "your network.",
        )
    except CordialError as error:
        return Finding(State.WRONG, str(error))
    finally:
        with suppress(CordialError):
            await adapter.close()
    return Finding(State.WELL, f"{name.capitalize()} knows us as {who}.")
