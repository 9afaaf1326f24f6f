"""A backup that comes back: what may have been sent since is not sent, who went stays gone."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.commands.forget import erase, erase_everyone
from bot.errors import InUse, StorageError
from bot.model.document import Contact, ContactId, Interaction, Preferences
from bot.ports import (
    Bound,
    Claim,
    Claimed,
    Code,
    CodeKind,
    CodeMade,
    Forgotten,
    NextDue,
    Queued,
    Vault,
)
from bot.settings import Settings
from bot.storage_url import StorageUrl
from bot.upkeep import restore
from storage.embedded.connections import connect
from storage.embedded.migrations import FORMAT
from storage.embedded.place import NAME
from storage.tinydb import TinyStorage, open_storage, open_vault
from tests.contracts.storages import (
    ANA,
    BEN,
    MINUTE,
    NOON,
    FakeClock,
    address,
    commit,
    contact,
    contacts,
    outgoing,
)
from tests.storage.disk import damage, files_in, save
from tests.storage.test_migrations import write_file

HOUR = timedelta(hours=1)


class Kept:
    """A storage that can be left for a restore, and taken up again."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.clock = FakeClock()
        self.vault: Vault = open_vault(url, clock=self.clock)
        self.storage: TinyStorage

    async def open(self) -> TinyStorage:
        self.storage = await open_storage(self.url, clock=self.clock)
        return self.storage

    async def back_up(self) -> Path:
        self.clock.now += HOUR
        return (await asyncio.to_thread(self.vault.back_up)).path

    async def restore(self, backup: Path) -> TinyStorage:
        await self.storage.close()
        assert await restore(Settings(StorageUrl(self.url)), backup, yes=True) == 0
        return await self.open()

    async def names(self) -> list[str]:
        return [each.name for each in await contacts(self.storage)]


@pytest.fixture
async def kept(url: str) -> AsyncIterator[Kept]:
    kept = Kept(url)
    await kept.open()
    await save(kept.storage, contact("1", "Sarah"), contact("2", "Bob"))
    yield kept
    assert list(await kept.storage.check()) == []
    await kept.storage.close()


def both(id: str) -> Interaction:
    ids = (ContactId("1"), ContactId("2"))
    return Interaction(id=id, contacts=ids, on=NOON.date(), logged_at=NOON)


async def forget(storage: TinyStorage, id: str | None) -> None:
    async with storage.begin(ANA) as work:
        if id is None:
            erase_everyone(work.book)
            await work.commit(Forgotten(ANA))
        elif found := work.book.get(Contact, id):
            erase(found, work.book)
            await work.commit(Forgotten(ANA, ContactId(id)))


async def test_what_was_kept_is_moved_aside_whole(kept: Kept, folder: Path) -> None:
    backup = await kept.back_up()
    await save(kept.storage, contact("3", "Later"))
    await kept.restore(backup)
    assert await kept.names() == ["Sarah", "Bob"]
    (aside,) = [each for each in files_in(folder) if each.name.startswith("replaced-")]
    old = await open_storage(f"tinydb:{aside}")
    assert [each.name for each in await contacts(old)] == ["Sarah", "Bob", "Later"]
    await old.close()


async def test_who_was_forgotten_since_stays_forgotten(kept: Kept) -> None:
    await save(kept.storage, both("i"))
    backup = await kept.back_up()
    await forget(kept.storage, "2")
    await kept.restore(backup)
    assert await kept.names() == ["Sarah"]
    async with kept.storage.begin(ANA) as work:
        assert [each.contacts for each in work.book.all(Interaction)] == [("1",)]
    await kept.restore(backup)  # the list itself came along
    assert await kept.names() == ["Sarah"]


async def test_who_was_deleted_but_not_forgotten_comes_back(kept: Kept) -> None:
    backup = await kept.back_up()
    async with kept.storage.begin(ANA) as work:
        work.book.delete(contact("2", "Bob"))
        await work.commit()
    await kept.restore(backup)
    assert await kept.names() == ["Sarah", "Bob"]


async def test_a_book_that_was_forgotten_is_empty_but_for_how_its_owner_wants_it(
    kept: Kept,
) -> None:
    async with kept.storage.begin(ANA) as work:
        work.book.save(Preferences(id="preferences", zone="Europe/Dublin"))
        await work.commit()
    before = await kept.back_up()
    await forget(kept.storage, None)
    await save(kept.storage, contact("3", "After"))
    after = await kept.back_up()
    await kept.restore(after)
    assert await kept.names() == ["After"]
    await kept.restore(before)
    assert await kept.names() == []
    async with kept.storage.begin(ANA) as work:
        assert work.book.preferences.zone == "Europe/Dublin"


async def test_a_newer_backup_tells_who_was_forgotten_where_the_file_cannot(
    kept: Kept, folder: Path
) -> None:
    first = await kept.back_up()
    await forget(kept.storage, "2")
    await kept.back_up()
    await kept.storage.close()
    damage(folder / NAME, 0, 100_000)
    await restore(Settings(StorageUrl(kept.url)), first, yes=True)
    await kept.open()
    assert await kept.names() == ["Sarah"]


async def test_nothing_is_sent_now_that_may_have_been_sent_since(kept: Kept) -> None:
    far = kept.clock.now + timedelta(days=36500)
    await commit(
        kept.storage,
        Bound(ANA, address(), NOON),
        Queued(outgoing("sending"), NOON + MINUTE),
        Queued(outgoing("waited"), NOON + MINUTE, waits=True),
        Queued(outgoing("waits"), far, waits=True),
        Queued(outgoing("stranger", None), NOON + MINUTE),
        CodeMade(Code("digest", CodeKind.INVITATION, far)),
    )
    await kept.restore(await kept.back_up())
    counts = await kept.storage.ledger.tally()
    assert {name: count for name, count in counts.items() if count} == {
        "owners": 1,
        "outbox_unsure": 2,
        "outbox_queued": 1,
    }
    assert await kept.storage.ledger.code("digest", NOON) is None
    sent = await kept.storage.ledger.sendable(far, lease_until=far + MINUTE, limit=9)
    assert [each.id for each in sent] == ["waits"]


async def test_mornings_that_were_sent_since_are_known_from_the_file(kept: Kept) -> None:
    claim = Claim(ANA, date(2026, 3, 18), "morning")
    await commit(kept.storage, NextDue(ANA, NOON))
    backup = await kept.back_up()
    eve = Claim(BEN, claim.day, "morning")
    await commit(kept.storage, Bound(BEN, address("u2"), NOON), Claimed(claim), Claimed(eve))
    await kept.restore(backup)
    async with kept.storage.begin(ANA) as work:
        assert await work.is_claimed(claim)
        assert not await work.is_claimed(eve)  # whom the backup does not have
    assert await kept.storage.ledger.claim_due(NOON, lease_until=NOON + HOUR, limit=9)


async def test_without_the_file_a_morning_that_is_due_is_passed_over(
    kept: Kept, folder: Path
) -> None:
    await commit(kept.storage, Bound(BEN, address("u2"), NOON))
    await commit(kept.storage, NextDue(ANA, NOON - timedelta(days=1)), NextDue(BEN, None))
    backup = await kept.back_up()
    await kept.storage.close()
    (folder / NAME).unlink()
    await restore(Settings(StorageUrl(kept.url)), backup, yes=True)
    storage = await kept.open()
    rows = {row.owner: row.next_due async for row in storage.ledger.owners()}
    assert rows[BEN] is None
    due = rows[ANA]
    assert due is not None
    assert due > kept.clock.now


async def test_a_backup_of_any_earlier_format_comes_back(kept: Kept, tmp_path: Path) -> None:
    for version in range(1, FORMAT + 1):
        older = tmp_path / f"format{version}" / NAME
        write_file(older, version)
        await kept.restore(older)
        assert await kept.names() == ["Sarah", "Bob"]


async def test_a_file_that_was_copied_with_its_log_is_as_good(
    kept: Kept, tmp_path: Path, folder: Path
) -> None:
    copied = tmp_path / "copied"
    copied.mkdir()
    for each in files_in(folder):
        if each.name.startswith(NAME) and not each.name.endswith("-shm"):
            (copied / each.name).write_bytes(each.read_bytes())
    await save(kept.storage, contact("3", "Later"))
    await kept.restore(copied / NAME)
    assert await kept.names() == ["Sarah", "Bob"]
    assert (copied / f"{NAME}-wal").exists()


async def test_what_is_not_good_changes_nothing(kept: Kept, folder: Path) -> None:
    backup = await kept.back_up()
    with pytest.raises(InUse):
        await restore(Settings(StorageUrl(kept.url)), backup, yes=True)
    await kept.storage.close()
    damage(backup)
    before = {path.name: path.read_bytes() for path in files_in(folder) if path.is_file()}
    for file, why in ((backup, "damaged"), (folder / "nowhere", "cannot be opened")):
        with pytest.raises(StorageError, match=why):
            await restore(Settings(StorageUrl(kept.url)), file, yes=True)
    with pytest.raises(StorageError, match="no good backup"):
        await restore(Settings(StorageUrl(kept.url)), None, yes=True)
    newer = folder / "newer.db"
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StorageError, match="format 99"):
        await restore(Settings(StorageUrl(kept.url)), newer, yes=True)
    newer.unlink()
    after = {path.name: path.read_bytes() for path in files_in(folder) if path.is_file()}
    assert after == before
    await kept.open()


async def test_what_is_pending_is_what_a_reader_reads(kept: Kept, folder: Path) -> None:
    backup = await kept.back_up()
    await save(kept.storage, contact("3", "Later"))
    await kept.storage.close()
    pending = folder / "restored-2026-03-18T120000Z.db"
    pending.write_bytes(backup.read_bytes())
    beside = await open_storage(kept.url, read_only=True)
    assert len(await contacts(beside)) == 2
    await beside.close()
    made = await kept.back_up()
    assert kept.vault.contents(made).contacts == 2
    assert pending.exists()
    await kept.open()
    assert not pending.exists()
    with closing(connect(folder / NAME)) as connection:
        assert connection.execute("SELECT count(*) FROM owners").fetchone() == (1,)
