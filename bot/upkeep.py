"""The commands that look after what is kept: backup and check."""

import asyncio

import click

from bot.app import open_storage, open_vault
from bot.errors import Damaged, SettingsError
from bot.ports import Contents, Vault
from bot.settings import Settings
from bot.wording import counted

NO_VAULT = (
    "Only the memory in a folder (CORDIALLY_STORAGE=tinydb:FOLDER) has backups of its own. "
    "For PostgreSQL use its own: pg_dump, and pg_restore."
)


async def backup(settings: Settings) -> int:
    """Make a backup now, and say what is in it; exit status."""
    vault = _vault(settings)
    made = await asyncio.to_thread(vault.back_up)
    held = await asyncio.to_thread(vault.contents, made.path)
    click.echo(f"Backed up {described(held)}, and read it again: {made.path}")
    return 0


async def check(settings: Settings) -> int:
    """Read everything, and say what is wrong; exit status, 1 if anything is."""
    try:
        storage = await open_storage(settings, read_only=True)
    except Damaged as error:
        click.echo(str(error))
        return 1
    try:
        found = await storage.check()
        owners = (await storage.ledger.tally())["owners"]
    finally:
        await storage.close()
    for problem in found:
        click.echo(problem)
    if not found:
        click.echo(f"All of it can be read: {counted(owners, 'owner')} in {settings.memory}.")
    return int(bool(found))


def described(held: Contents) -> str:
    """As in two owners and 61 people."""
    owners = counted(held.owners, "owner")
    return f"{owners} and {counted(held.contacts, 'person', 'people')}"


def _vault(settings: Settings) -> Vault:
    vault = open_vault(settings)
    if vault is None:
        raise SettingsError([NO_VAULT])
    return vault
