"""The commands that only look: status, export and the manifest."""

import sys
from collections.abc import Mapping
from importlib import import_module

import click
import msgspec

from adapters.console import connect, socket_path
from bot.app import open_storage, open_vault
from bot.clock import system_clock
from bot.command import find_commands
from bot.daily import described, is_late
from bot.errors import SettingsError
from bot.exchange import RECIPES
from bot.model.document import OwnerId
from bot.ports import MenuEntry, OwnerRow, Storage, Vault
from bot.settings import Settings


async def status(settings: Settings) -> int:
    """What the server holds, read beside a running process; exit status."""
    storage = await open_storage(settings, read_only=True)
    try:
        click.echo(f"memory    {settings.memory}")
        click.echo(f"process   {await _process(settings)}")
        if vault := open_vault(settings):
            click.echo(f"backups   {_backups(vault)}")
        counts = await storage.ledger.tally()
        for name in ("inbox", "outbox"):
            click.echo(f"{name:9} {_states(counts, name)}")
        click.echo(f"owners    {counts['owners']}, of whom {counts['due']} wait for a morning")
        async for row in storage.ledger.owners():
            click.echo(_owner(row))
    finally:
        await storage.close()
    return 0


def _backups(vault: Vault) -> str:
    found, now = vault.backups(), system_clock()
    hint = ". To see why there is none since: cordially backup" if is_late(found, now) else ""
    return f"{described(found, now)}{hint}"


async def _process(settings: Settings) -> str:
    socket = socket_path(settings)
    link = await connect(socket) if socket else None
    if link is None:
        return "none answers on this memory"
    await link.close()
    return "one runs on this memory"


def _states(counts: Mapping[str, int], table: str) -> str:
    """How many rows are in each state that any is in."""
    found = {
        name.removeprefix(f"{table}_"): number
        for name, number in sorted(counts.items())
        if name.startswith(f"{table}_") and number
    }
    return ", ".join(f"{number} {state}" for state, number in found.items()) or "empty"


def _owner(row: OwnerRow) -> str:
    platforms = ", ".join(
        f"{address.platform} (gone)" if address in row.gone else address.platform
        for address in row.addresses
    )
    due = f"{row.next_due:%Y-%m-%d %H:%M} UTC" if row.next_due else "never"
    return f"  {row.owner}  on {platforms or 'nothing'}, next morning {due}"


async def export(settings: Settings, form: str, owner: str | None) -> int:
    """Print one owner's book; exit status."""
    if form not in RECIPES:
        raise SettingsError([f"I can't write {form}; try: {', '.join(RECIPES)}."])
    storage = await open_storage(settings, read_only=True)
    try:
        chosen = await _chosen(storage, owner)
        async with storage.begin(chosen) as work:
            data = RECIPES[form][1](work.book)
    finally:
        await storage.close()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return 0


async def _chosen(storage: Storage, owner: str | None) -> OwnerId:
    rows = [row async for row in storage.ledger.owners()]
    if not rows:
        raise SettingsError(["Nobody has a book yet. To begin one: cordially chat"])
    if owner is None and len(rows) > 1:
        raise SettingsError(
            [
                "There are several owners; say whose: cordially export --owner ID",
                *(_owner(row) for row in rows),
            ]
        )
    chosen = OwnerId(owner) if owner else rows[0].owner
    if chosen not in {row.owner for row in rows}:
        raise SettingsError([f"There is no owner {owner}. To see them: cordially status"])
    return chosen


def manifest(platform: str) -> str:
    """The app manifest of a platform, as JSON."""
    menu = [
        MenuEntry(each.verb, each.usage, each.summary)
        for each in find_commands().all
        if each.in_menu
    ]
    made = import_module(f"adapters.{platform}").manifest(menu)
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"
