"""Backups: made beside a writer, read again before they count, and not too many of them."""

import asyncio
import os
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import Damaged, StorageError
from bot.ports import Contents, Vault
from storage.embedded.backups import newest_good
from storage.embedded.checking import verified
from storage.embedded.connections import connect
from storage.embedded.place import NAME, Place, place_of
from storage.tinydb import TinyStorage, open_storage, open_vault
from tests.contracts.storages import ANA, NOON, FakeClock, contact, contacts, note
from tests.storage.disk import damage, no_file_beyond, save


class Keeper:
    """The vault of a folder, by a clock that can be moved."""

    def __init__(self, url: str, kept: int = 3) -> None:
        self.clock = FakeClock()
        self.place: Place = place_of(url)
        self.vault: Vault = open_vault(url, clock=self.clock, kept=kept)

    def days(self) -> list[int]:
        return [each.at.day for each in self.vault.backups()]

    def on(self, day: int) -> Path:
        self.clock.now = NOON.replace(day=day)
        return self.vault.back_up().path

    def left(self) -> list[str]:
        return sorted(path.name for path in self.place.backups.iterdir())


@pytest.fixture
def keeper(url: str) -> Iterator[Keeper]:
    keeper = Keeper(url)
    yield keeper
    assert [name for name in keeper.left() if ".part" in name] == []


async def test_a_backup_opens_as_a_storage_of_its_own(
    tmp_path: Path, storage: TinyStorage, keeper: Keeper
) -> None:
    await save(storage, contact("1"), contact("2", "Bob"), note("3", "chess"))
    made = keeper.vault.back_up()
    assert made.path == keeper.place.backups / "cordially-2026-03-18T120000Z.db"
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(keeper.place.backups.stat().st_mode) == 0o700
    assert keeper.vault.contents(made.path) == Contents(1, 2, 3)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    made.path.rename(elsewhere / NAME)
    opened = await open_storage(f"tinydb:{elsewhere}")
    assert [each.name for each in await contacts(opened)] == ["Sarah Chen", "Bob"]
    await opened.close()


async def test_what_is_written_meanwhile_does_not_disturb_it(
    storage: TinyStorage, keeper: Keeper
) -> None:
    await save(storage, *(contact(f"0.{count}") for count in range(2000)))
    made = asyncio.ensure_future(asyncio.to_thread(keeper.vault.back_up))
    count = 0
    while not made.done():
        await save(storage, contact(f"1.{count}"), note(f"1.{count}", "chess"))
        count += 1
    held = keeper.vault.contents((await made).path)
    assert held.contacts - 2000 == held.documents - held.contacts
    assert len(await contacts(storage)) == 2000 + count


async def test_two_at_once_both_succeed(storage: TinyStorage, keeper: Keeper) -> None:
    await save(storage, contact("1"))
    threads = [threading.Thread(target=keeper.vault.back_up) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(keeper.vault.backups()) == 1


async def test_the_newest_are_kept_and_what_is_not_ours_is_left(
    storage: TinyStorage, keeper: Keeper
) -> None:
    await save(storage, contact("1"))
    first = keeper.on(1)
    ours = [first.with_name(name) for name in ("cordially-mine.db", "letters.db")]
    for each in ours:
        each.write_text("")
    for day in range(2, 7):
        keeper.on(day)
    assert keeper.days() == [6, 5, 4]
    assert all(each.exists() for each in ours)


async def test_a_clock_that_was_wrong_does_not_cost_the_one_just_made(
    storage: TinyStorage, keeper: Keeper
) -> None:
    await save(storage, contact("1"))
    for day in (20, 21, 22):
        keeper.on(day)
    keeper.on(2)
    assert keeper.days() == [22, 21, 20, 2]


async def test_what_somebody_who_died_left_is_gone_at_the_next(
    storage: TinyStorage, keeper: Keeper
) -> None:
    await save(storage, contact("1"))
    keeper.on(1)
    (keeper.place.backups / ".cordially-x.part").write_text("half")
    (keeper.place.backups / ".cordially-x.part-journal").write_text("half")
    keeper.on(2)
    assert keeper.days() == [2, 1]


async def test_where_nothing_is_nothing_is_backed_up(keeper: Keeper) -> None:
    with pytest.raises(StorageError, match="nothing to back up"):
        keeper.vault.back_up()
    keeper.place.backups.mkdir(parents=True)


@pytest.mark.parametrize("room", [0, 4096, 50_000, 150_000])
async def test_a_full_disk_leaves_no_half_backup_and_the_bot_goes_on(
    storage: TinyStorage, keeper: Keeper, room: int
) -> None:
    await save(storage, *(note(str(count), "chess " * 50) for count in range(500)))
    keeper.on(1)
    with no_file_beyond(room), pytest.raises(StorageError, match="No backup could be made"):
        keeper.on(2)
    assert keeper.days() == [1]
    await save(storage, note("new", "goes on"))
    keeper.on(3)
    assert keeper.days() == [3, 1]


async def test_a_folder_that_cannot_be_made_is_told(url: str, storage: TinyStorage) -> None:
    file = place_of(url).folder / "file"
    file.touch()
    vault = open_vault(url, backups=file / "below")
    with pytest.raises(StorageError, match=r"No backup could be made in .*below: Not a"):
        vault.back_up()


async def test_nothing_is_removed_for_a_copy_that_is_not_good(
    url: str, folder: Path, keeper: Keeper
) -> None:
    storage = await open_storage(url)
    await save(storage, *(note(str(count), "chess " * 50) for count in range(500)))
    for day in (1, 2, 3):
        keeper.on(day)
    with closing(connect(folder / NAME)) as connection:
        connection.execute("UPDATE documents SET body = x'00' WHERE id = '7'")
    with pytest.raises(Damaged, match="One row of notes cannot be read"):
        keeper.on(4)
    await storage.close()
    damage(folder / NAME)
    with pytest.raises(Damaged, match=r"cordially restore .*2026-03-03"):
        keeper.on(5)
    assert keeper.days() == [3, 2, 1]


async def test_the_newest_good_one_is_found_past_those_that_are_not(
    storage: TinyStorage, keeper: Keeper
) -> None:
    await save(storage, *(note(str(count), "chess " * 50) for count in range(100)))
    first, second, third = (keeper.on(day) for day in (1, 2, 3))
    damage(third)
    second.write_text("not even that")
    found = newest_good(keeper.place)
    assert found is not None
    assert found.path == first
    for each in (second, third):
        with pytest.raises(StorageError, match="is damaged"):
            keeper.vault.contents(each)
    with pytest.raises(StorageError, match="cannot be opened"):
        keeper.vault.contents(first.with_name("nowhere.db"))
    first.unlink()
    assert newest_good(keeper.place) is None


async def test_a_format_of_later_days_is_not_good(storage: TinyStorage, keeper: Keeper) -> None:
    path = keeper.on(1)
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(Damaged, match="format 99"):
        verified(path, None)


def test_names_are_times_in_utc_to_the_second(url: str, keeper: Keeper) -> None:
    at = datetime(2026, 3, 18, 23, 30, 5, 999, tzinfo=UTC) + timedelta(hours=1)
    keeper.place.backups.mkdir(parents=True)
    path = keeper.place.backups / "cordially-2026-03-19T003005Z.db"
    path.write_bytes(os.urandom(10))
    (found,) = keeper.vault.backups()
    assert (found.at, found.size, found.path) == (at.replace(microsecond=0), 10, path)


async def test_contacts_of_a_batch_that_is_off_do_not_count(
    storage: TinyStorage, keeper: Keeper
) -> None:
    async with storage.begin(ANA) as work:
        work.stage("import", contact("1"))
        await work.commit()
    assert keeper.vault.contents(keeper.on(1)).contacts == 0
