"""The commands that only look: status, export, the manifest, and what would be understood."""

import sys
from importlib import import_module

import click
import msgspec

from bot.app import open_storage
from bot.command import find_commands
from bot.errors import SettingsError
from bot.exchange import RECIPES
from bot.model.document import OwnerId
from bot.ports import MenuEntry, OwnerRow, Storage
from bot.settings import Settings


async def status(settings: Settings) -> int:
    """What the server does, beside a running process; exit status."""
    storage = await open_storage(settings, read_only=True)
    try:
        tally = await storage.ledger.tally()
        click.echo(f"memory   {settings.storage}")
        for name, number in sorted(tally.items()):
            click.echo(f"{number:>7}  {name}")
        async for row in storage.ledger.owners():
            click.echo(_owner(row))
    finally:
        await storage.close()
    return 0


def _owner(row: OwnerRow) -> str:
    platforms = ", ".join(address.platform for address in row.addresses)
    due = f"{row.next_due:%Y-%m-%d %H:%M} UTC" if row.next_due else "never"
    return f"owner {row.owner}  on {platforms or 'nothing'}  next morning {due}"


async def export(settings: Settings, form: str, owner: str | None) -> int:
    """Print one owner's book; exit status."""
    if form not in RECIPES:
        raise SettingsError([f"I can't write {form}; try: {', '.join(RECIPES)}."])
    storage = await open_storage(settings, read_only=True)
    try:
        chosen = await _chosen(storage, owner)
        async with storage.begin(chosen) as work:
            sys.stdout.buffer.write(RECIPES[form][1](work.book))
            sys.stdout.buffer.flush()
    finally:
        await storage.close()
    return 0


async def _chosen(storage: Storage, owner: str | None) -> OwnerId:
    owners = [row.owner async for row in storage.ledger.owners()]
    if not owners:
        raise SettingsError(["Nobody has a book yet. To begin one: cordially chat"])
    if owner is None and len(owners) > 1:
        raise SettingsError(
            ["There are several owners; say whose: cordially export --owner ID", *owners]
        )
    chosen = OwnerId(owner) if owner else owners[0]
    if chosen not in owners:
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
