"""The commands that look after what is kept: backup, restore and check."""

import asyncio
from pathlib import Path

import click
from msgspec import structs

from adapters.console import history_beside, socket_path
from bot.app import open_storage, open_vault
from bot.clock import system_clock
from bot.commands.forget import erase, erase_everyone
from bot.errors import Damaged, SettingsError, StorageError
from bot.model.document import Contact, ContactId, OwnerId
from bot.morning import pass_over
from bot.ports import Backup, Contents, Restoring, Storage, Vault
from bot.settings import Settings
from bot.storage_url import StorageUrl
from bot.wording import counted

NO_VAULT = (
    "Only the memory in a folder (CORDIALLY_STORAGE=tinydb:FOLDER) has backups and a key of "
    "its own. For PostgreSQL use pg_dump and pg_restore, or copy it to a folder: cordially copy"
)


async def backup(settings: Settings) -> int:
    """Make a backup now, and say what is in it; exit status."""
    vault = _vault(settings)
    made = await asyncio.to_thread(vault.back_up)
    held = await asyncio.to_thread(vault.contents, made.path)
    click.echo(f"Backed up {described(held)}, and read it again: {made.path}")
    return 0


async def encrypt(settings: Settings) -> int:
    """Encrypt the memory and its backups with the key that is set; exit status."""
    count = await _rekey(settings, is_secret=True)
    if not count:
        click.echo("All of it was encrypted before.")
    else:
        click.echo(
            f"Encrypted: {counted(count, 'file')}. Keep the key where you find it again; "
            "without it nobody can read them."
        )
    return 0


async def decrypt(settings: Settings) -> int:
    """Take the encryption back; exit status."""
    count = await _rekey(settings, is_secret=False)
    click.echo(
        f"Not encrypted any more: {counted(count, 'file')}. Take CORDIALLY_KEY and "
        "CORDIALLY_KEY_FILE out of .env now."
    )
    return 0


async def _rekey(settings: Settings, *, is_secret: bool) -> int:
    """How many files it was; those that were left are told."""
    key, vault = settings.at_rest.key, _vault(settings)
    if key is None:
        raise SettingsError(["Set CORDIALLY_KEY or CORDIALLY_KEY_FILE first, in .env."])
    done = await asyncio.to_thread(vault.rekey, key, is_secret=is_secret)
    for path in done.left:
        click.echo(f"Damaged, and left as it is; remove it if you do not need it: {path}")
    if is_secret and (socket := socket_path(settings)):
        history_beside(socket).unlink(missing_ok=True)
    return done.count


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


async def restore(settings: Settings, file: Path | None, *, yes: bool) -> int:
    """Bring a backup back, after asking; exit status."""
    vault = _vault(settings)
    with vault.restoring() as restoring:
        chosen = file or _choose(vault, yes=yes)
        held = await asyncio.to_thread(restoring.prepare, chosen)
        click.echo(f"{chosen.name} holds {described(held)}; {restoring.lost}.")
        if not yes:
            click.confirm("Put it in the place of what is kept now?", abort=True)
        await _bring_up_to_date(settings, restoring)
        aside = await asyncio.to_thread(restoring.finish)
    click.echo("Restored." if aside is None else f"Restored. What was kept before: {aside}")
    return 0


def _choose(vault: Vault, *, yes: bool) -> Path:
    """The newest that is good, or the one that is asked for."""
    found = [(each, _held(vault, each)) for each in vault.backups()]
    good = [number for number, (_, held) in enumerate(found, start=1) if held]
    if not good:
        raise StorageError(f"There is no good backup in {vault.folder}.")
    if yes:
        return found[good[0] - 1][0].path
    click.echo(f"Backups in {vault.folder}:")
    for number, (each, held) in enumerate(found, start=1):
        what = described(held) if held else "damaged"
        click.echo(f"{number:>4}  {each.at:%Y-%m-%d %H:%M} UTC  {what}")
    number = click.prompt("Which?", default=good[0], type=click.IntRange(1, len(found)))
    return found[number - 1][0].path


def _held(vault: Vault, backup: Backup) -> Contents | None:
    try:
        return vault.contents(backup.path)
    except StorageError:
        return None


async def _bring_up_to_date(settings: Settings, restoring: Restoring) -> None:
    """Forget again who was forgotten since, and send nothing that may have been sent."""
    staged = structs.replace(settings, storage=StorageUrl(restoring.url))
    storage, now = await open_storage(staged), system_clock()
    try:
        rows = [row async for row in storage.ledger.owners()]
        for row in rows:
            await _forget_again(storage, row.owner, restoring)
            if row.next_due and row.next_due <= now and not restoring.knows_mornings:
                await pass_over(storage, row.owner, now)
    finally:
        await storage.close()


async def _forget_again(storage: Storage, owner: OwnerId, restoring: Restoring) -> None:
    async with storage.begin(owner) as work:
        if restoring.is_forgotten(owner):
            erase_everyone(work.book)
        for contact in list(work.book.all(Contact)):
            if restoring.is_forgotten(owner, ContactId(contact.id)):
                erase(contact, work.book)
        await work.commit()


def described(held: Contents) -> str:
    """As in two owners and 61 people."""
    owners = counted(held.owners, "owner")
    return f"{owners} and {counted(held.contacts, 'person', 'people')}"


def _vault(settings: Settings) -> Vault:
    vault = open_vault(settings)
    if vault is None:
        raise SettingsError([NO_VAULT])
    return vault
