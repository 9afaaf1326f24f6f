"""Encryption at rest: no word in any file, one key, and a clear answer to any other."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.at_rest import AtRest
from bot.errors import AlreadyThere, Damaged, NotSaved, StorageError
from bot.model.document import Note
from bot.ports import Bound, Claim, Claimed, Contents, OwnerGone, Queued
from bot.secret import Secret
from bot.settings import Settings
from bot.storage_url import StorageUrl
from bot.upkeep import restore
from storage.embedded.connections import connect
from storage.embedded.key import Key
from storage.embedded.place import NAME
from storage.tinydb import open_storage, open_vault
from tests.contracts.storages import (
    ANA,
    BEN,
    MINUTE,
    NOON,
    FakeClock,
    address,
    contact,
    contacts,
    message,
    note,
    outgoing,
)
from tests.storage.disk import bytes_in, damage, files_in, no_file_beyond, save

KEY, OTHER = Secret("correct horse battery"), Secret("another horse")
WORDS = [b"xylophone", b"Sarah", b"telegram", b"CREATE TABLE", b"morning"]


async def fill(url: str, key: Secret | None = KEY) -> None:
    """A storage that holds the words in every table and in its log, closed without an end."""
    storage = await open_storage(url, clock=FakeClock(), key=key)
    await storage.ledger.receive(message("m", "note Sarah: xylophone", address("Sarah")))
    async with storage.begin(ANA) as work:
        work.book.save(contact("1", "Sarah"))
        work.book.save(note("2", "xylophone " * 1000))
        await work.commit(
            Bound(ANA, address("Sarah"), NOON),
            Claimed(Claim(ANA, NOON.date(), "morning")),
            Queued(outgoing("q", ANA, "xylophone"), NOON + MINUTE),
        )
    await storage.close()


def words_in(folder: Path) -> list[bytes]:
    found = bytes_in(folder)
    return [word for word in WORDS if word in found]


async def test_no_word_is_found_in_any_byte_of_any_file(url: str, folder: Path) -> None:
    await fill(url)
    clock = FakeClock()
    vault = open_vault(url, clock=clock, key=KEY)
    storage = await open_storage(url, clock=clock, key=KEY)
    await save(storage, note("3", "xylophone"), owner=BEN)
    made = vault.back_up()
    assert vault.contents(made.path) == Contents(2, 1, 3)
    async with storage.begin(BEN) as work:
        await work.commit(OwnerGone(BEN))  # writes the file anew
    await save(storage, note("4", "xylophone " * 100))
    names = [path.name for path in files_in(folder)]
    assert {NAME, f"{NAME}-wal", f"{NAME}-shm", "backups"} <= set(names)
    assert words_in(folder) == []
    beside = await open_storage(url, clock=clock, key=KEY, read_only=True)
    async with beside.begin(ANA) as work:
        assert [each.id for each in work.book.all(Note)] == ["2", "4"]
    assert list(await beside.check()) == []
    await beside.close()
    await storage.close()
    settings = Settings(StorageUrl(url), at_rest=AtRest(key=KEY))
    assert await restore(settings, made.path, yes=True) == 0
    assert words_in(folder) == []


async def test_its_errors_are_told_as_those_of_a_plain_file(url: str, folder: Path) -> None:
    await fill(url)
    storage = await open_storage(url, clock=FakeClock(), key=KEY)
    with pytest.raises(AlreadyThere):
        async with storage.begin(ANA) as work:
            await work.commit(Claimed(Claim(ANA, NOON.date(), "morning")))
    size = (folder / f"{NAME}-wal").stat().st_size
    with no_file_beyond(size + 1000), pytest.raises(NotSaved):
        await save(storage, note("big", "x" * 300_000))
    await save(storage, note("5", "goes on"))
    await storage.close()


@pytest.mark.parametrize("given", [OTHER, None])
async def test_a_wrong_key_is_refused_and_changes_nothing(
    url: str, folder: Path, given: Secret | None, capfd: pytest.CaptureFixture[str]
) -> None:
    await fill(url)
    before = bytes_in(folder)
    why = "not opened by the key" if given else "is encrypted, and no key is set"
    for read_only in (False, True):
        with pytest.raises(StorageError, match=why) as refused:
            await open_storage(url, key=given, read_only=read_only)
        assert not isinstance(refused.value, Damaged)
        assert "horse" not in str(refused.value)
    assert bytes_in(folder) == before
    vault = open_vault(url, key=given)
    with pytest.raises(StorageError, match=why):
        vault.back_up()
    assert vault.backups() == []
    assert capfd.readouterr().err == ""


async def test_a_key_for_a_plain_file_is_refused_with_the_way(url: str, folder: Path) -> None:
    await fill(url, None)
    before = bytes_in(folder)
    with pytest.raises(StorageError, match=r"not encrypted, though .* cordially encrypt"):
        await open_storage(url, key=KEY)
    assert bytes_in(folder) == before


async def test_damage_is_told_from_a_wrong_key_by_a_backup(url: str, folder: Path) -> None:
    await fill(url)
    open_vault(url, key=KEY).back_up()
    whole = (folder / NAME).read_bytes()
    for at in (0, 8192):
        (folder / NAME).write_bytes(whole)
        left = damage(folder / NAME, at)
        with pytest.raises(Damaged, match=r"is damaged.*cordially restore"):
            await open_storage(url, key=KEY)
        assert (folder / NAME).read_bytes() == left


async def test_encrypting_leaves_nothing_plain_and_loses_nothing(
    url: str, folder: Path
) -> None:
    await fill(url, None)
    clock = FakeClock()
    vault = open_vault(url, clock=clock)
    vault.back_up()
    clock.now += timedelta(days=1)
    damaged = vault.back_up().path
    aside = folder / "replaced-2026-01-01T000000Z"
    aside.mkdir()
    shutil.copy(folder / NAME, aside / NAME)
    damage(damaged)

    done = open_vault(url, clock=clock, key=KEY).rekey(KEY, is_secret=True)
    assert (done.count, done.left) == (3, (damaged,))
    damaged.unlink()
    assert words_in(folder) == []
    secret = open_vault(url, clock=clock, key=KEY)
    assert secret.rekey(KEY, is_secret=True).count == 0
    assert [secret.contents(each.path).contacts for each in secret.backups()] == [1]
    for place in (url, f"tinydb:{aside}"):
        storage = await open_storage(place, clock=clock, key=KEY)
        assert [each.name for each in await contacts(storage)] == ["Sarah"]
        assert [each.id for each in await storage.ledger.unfinished()] == ["m"]
        await storage.close()

    shutil.rmtree(folder / "backups")
    with pytest.raises(StorageError, match="not opened by the key"):
        open_vault(url, key=OTHER).rekey(OTHER, is_secret=False)
    assert secret.rekey(KEY, is_secret=False).count == 2
    storage = await open_storage(url, clock=clock)
    assert [each.name for each in await contacts(storage)] == ["Sarah"]
    await storage.close()
    assert not [each for each in files_in(folder) if each.name.startswith((".", "restored"))]


async def test_a_plain_backup_comes_back_encrypted(url: str, folder: Path) -> None:
    await fill(url, None)
    plain = open_vault(url).back_up().path.rename(folder.with_name("plain.db"))
    shutil.rmtree(folder)
    settings = Settings(StorageUrl(url), at_rest=AtRest(key=KEY))
    assert await restore(settings, plain, yes=True) == 0
    assert words_in(folder) == []
    storage = await open_storage(url, clock=FakeClock(), key=KEY)
    assert [each.name for each in await contacts(storage)] == ["Sarah"]
    await storage.close()


async def test_an_empty_place_has_nothing_to_encrypt(url: str) -> None:
    assert open_vault(url, key=KEY).rekey(KEY, is_secret=True).count == 0


async def test_sqlcipher_s_own_tools_open_a_file_by_the_passphrase(
    url: str, folder: Path
) -> None:
    await fill(url)
    key = Key(KEY)
    with closing(connect(folder / NAME, key)) as connection:
        connection.execute("SELECT count(*) FROM owners").fetchone()
        module = type(connection)
    with closing(module(folder / NAME)) as connection:
        connection.execute(f"PRAGMA key = '{KEY.reveal()}'")
        assert connection.execute("SELECT owner FROM owners").fetchall() == [(ANA,)]
    with (
        closing(sqlite3.connect(folder / NAME)) as connection,
        pytest.raises(sqlite3.DatabaseError, match="not a database"),
    ):
        connection.execute("SELECT count(*) FROM owners")
