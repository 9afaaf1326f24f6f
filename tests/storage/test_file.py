"""The embedded storage's file: private, exclusive, checked when opened."""

import asyncio
import os
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.errors import Damaged, InUse, StorageError
from bot.model.document import Contact
from storage.embedded.migrations import FORMAT
from storage.embedded.place import NAME
from storage.tinydb import TinyStorage, open_storage, open_vault
from tests.contracts.storages import ANA, BEN, contact, message, note
from tests.storage.disk import (
    NOBODY,
    as_somebody_else,
    damage,
    files_in,
    make_file,
    no_file_beyond,
    save,
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_folder_and_files_are_the_owner_s_alone(
    folder: Path, storage: TinyStorage
) -> None:
    await save(storage, contact("1"))
    assert mode(folder) == 0o700
    assert {path.name: mode(path) for path in files_in(folder)} == {
        NAME: 0o600,
        f"{NAME}-wal": 0o600,
        f"{NAME}-shm": 0o600,
        "cordially.lock": 0o600,
    }


async def test_a_file_that_others_could_read_is_made_private(url: str, folder: Path) -> None:
    await (await open_storage(url)).close()
    (folder / NAME).chmod(0o644)
    await (await open_storage(url)).close()
    assert mode(folder / NAME) == 0o600


async def test_a_second_writer_is_refused_and_told_who_has_it(
    url: str, storage: TinyStorage
) -> None:
    with pytest.raises(InUse, match=rf"process {os.getpid()}\)"):
        await open_storage(url)
    await save(storage, contact("1"))


async def test_when_the_first_has_closed_the_second_may_write(url: str) -> None:
    await (await open_storage(url)).close()
    await (await open_storage(url)).close()


async def test_reading_beside_a_writer_shows_what_is_committed(
    url: str, storage: TinyStorage
) -> None:
    beside = await open_storage(url, read_only=True)
    for name in ("Sarah", "Sara"):
        await save(storage, contact("1", name))
        async with beside.begin(ANA) as work:
            assert [each.name for each in work.book.all(Contact)] == [name]
    await beside.close()


async def test_who_only_reads_cannot_write(url: str, storage: TinyStorage) -> None:
    await save(storage, contact("1"))
    beside = await open_storage(url, read_only=True)
    with pytest.raises(StorageError, match="reading only"):
        await save(beside, contact("1", "Mallory"))
    with pytest.raises(StorageError, match="reading only"):
        await beside.ledger.receive(message("m"))
    await beside.close()


async def test_reading_where_nothing_is_finds_nothing_and_makes_nothing(
    url: str, folder: Path
) -> None:
    beside = await open_storage(url, read_only=True)
    assert (await beside.ledger.tally())["owners"] == 0
    async with beside.begin(ANA) as work:
        assert work.book.version == 0
    await beside.close()
    assert files_in(folder.parent) == []


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be opened"):
        await open_storage(f"tinydb:{tmp_path / 'file' / 'data'}")


async def test_a_url_without_a_folder_is_told() -> None:
    with pytest.raises(StorageError, match="tinydb:FOLDER"):
        await open_storage("tinydb:")


async def test_a_disk_that_is_full_from_the_start_is_told(url: str, folder: Path) -> None:
    for size in (0, 10, 5000):
        with no_file_beyond(size), pytest.raises(StorageError, match="cannot be opened"):
            await open_storage(url)
    await (await open_storage(url)).close()


async def test_a_file_that_cannot_be_opened_is_told(url: str, folder: Path) -> None:
    (folder / NAME).mkdir(parents=True)
    with pytest.raises(StorageError, match="cannot be opened"):
        await open_storage(url)
    (folder / NAME).rmdir()
    (folder / "cordially.lock").unlink()
    (folder / "cordially.lock").mkdir()
    with pytest.raises(StorageError, match="cannot be opened"):
        await open_storage(url)


@pytest.fixture
async def of_nobody() -> AsyncIterator[Path]:
    """A folder that somebody without any rights can get to, and its owner."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "data"
        await (await open_storage(f"tinydb:{folder}")).close()
        folder.parent.chmod(0o755)
        if os.geteuid() == 0:
            for each in (folder, *files_in(folder)):
                os.chown(each, NOBODY, NOBODY)
        yield folder
        folder.chmod(0o700)


@pytest.mark.parametrize(
    ("of_folder", "of_file", "may_read"),
    [(0o700, 0o400, True), (0o500, 0o600, False), (0o700, 0, False), (0, 0o600, False)],
)
async def test_what_may_not_be_opened_is_not_called_damaged(
    of_nobody: Path, of_folder: int, of_file: int, may_read: bool
) -> None:
    url = f"tinydb:{of_nobody}"
    (of_nobody / NAME).chmod(of_file)
    os.chmod(of_nobody, of_folder)  # noqa: PTH101 - at once, as all that a test does
    with as_somebody_else():
        with pytest.raises(StorageError, match="cannot be opened") as refused:
            await open_storage(url)
        assert not isinstance(refused.value, Damaged)
        if may_read:
            await (await open_storage(url, read_only=True)).close()
        else:
            with pytest.raises(StorageError, match="cannot be opened") as refused:
                await open_storage(url, read_only=True)
            assert not isinstance(refused.value, Damaged)


# Damaged, older, newer


async def test_a_damaged_file_is_told_and_left_as_it_is(url: str, folder: Path) -> None:
    storage = await open_storage(url)
    await save(storage, *(note(str(count), "chess " * 50) for count in range(200)))
    await storage.close()
    path = folder / NAME
    damaged = bytearray(path.read_bytes())
    damaged[8192:40960] = os.urandom(32768)
    path.write_bytes(damaged)
    for read_only in (False, True):
        with pytest.raises(StorageError, match="damaged"):
            await open_storage(url, read_only=read_only)
    assert path.read_bytes() == damaged


async def test_a_file_that_was_cut_short_is_told_and_left_as_it_is(
    url: str, folder: Path
) -> None:
    storage = await open_storage(url)
    await save(storage, *(note(str(count), "chess " * 50) for count in range(200)))
    await storage.close()
    backup = open_vault(url).back_up().path
    path = folder / NAME
    whole = path.read_bytes()
    for size in (len(whole) - 1, len(whole) // 2, 4096, 100, 10, 0):
        path.write_bytes(whole[:size])
        for read_only in (False, True):
            with pytest.raises(Damaged, match=f"cordially restore {backup}"):
                await open_storage(url, read_only=read_only)
        assert path.read_bytes() == whole[:size]
    path.unlink()  # whoever means to begin afresh may
    await (await open_storage(url)).close()


async def test_what_would_be_lost_is_counted_as_far_as_it_can_be_read(
    url: str, folder: Path
) -> None:
    storage = await open_storage(url)
    await save(storage, *(note(str(count), "chess " * 50) for count in range(200)))
    await asyncio.to_thread(open_vault(url).back_up)
    for count in range(3):
        await save(storage, note(f"later {count}", "chess"), owner=BEN)
    await storage.close()
    size = (folder / NAME).stat().st_size
    damage(folder / NAME, size - 8192, 8192)
    with pytest.raises(Damaged, match="; three changes made since would be lost"):
        await open_storage(url)
    damage(folder / NAME, 4096, size)
    with pytest.raises(Damaged, match=r"; what was written from then until 20.* would be lost"):
        await open_storage(url)


async def test_a_file_of_another_kind_is_left_as_it_is(url: str, folder: Path) -> None:
    make_file(folder / NAME, "Dear diary, " * 1000)
    with pytest.raises(StorageError, match="not a file of Cordially's"):
        await open_storage(url)
    assert (folder / NAME).read_text().startswith("Dear diary")


async def test_a_file_that_breaks_while_open_is_a_storage_error(url: str, folder: Path) -> None:
    storage = await open_storage(url)
    await save(storage, *(note(str(count), "chess " * 50) for count in range(200)))
    await storage.close()
    storage = await open_storage(url, read_only=True)
    size = (folder / NAME).stat().st_size
    with (folder / NAME).open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    with pytest.raises(StorageError, match="cannot be read"):
        async with storage.begin(ANA):
            pass
    await storage.close()


async def test_a_newer_file_is_refused(url: str, folder: Path) -> None:
    await (await open_storage(url)).close()
    with closing(sqlite3.connect(folder / NAME)) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    with pytest.raises(StorageError, match="newer Cordially"):
        await open_storage(url)


async def test_a_file_that_is_just_being_made_holds_nothing_yet(url: str, folder: Path) -> None:
    make_file(folder / NAME, "")
    beside = await open_storage(url, read_only=True)
    assert (await beside.ledger.tally())["owners"] == 0
    await beside.close()
    assert (folder / NAME).read_bytes() == b""
    await (await open_storage(url)).close()
    await (await open_storage(url, read_only=True)).close()
