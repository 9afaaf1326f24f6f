"""One backup on each day of UTC, whatever the hour at which the bot is started."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.daily import DailyBackup, described, is_late
from bot.errors import NotSaved, StorageError
from bot.ports import Backup, Bound, Contents
from storage.memory import open_storage
from tests.contracts.storages import ANA, NOON, FakeClock, address, commit

HOUR = timedelta(hours=1)


class FakeVault:
    """Backups that are only noted."""

    folder = Path("backups")

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.made: list[datetime] = []
        self.fault: StorageError | None = None

    def backups(self) -> Sequence[Backup]:
        return [Backup(self.folder / "x", at, 1) for at in sorted(self.made, reverse=True)]

    def back_up(self) -> Backup:
        if self.fault:
            raise self.fault
        self.made.append(self.clock.now)
        return self.backups()[0]

    def contents(self, backup: Path) -> Contents:
        return Contents(1, 1, 1)


@pytest.fixture
def vault() -> FakeVault:
    return FakeVault(FakeClock())


@pytest.fixture
async def daily(vault: FakeVault) -> DailyBackup:
    storage = await open_storage("memory:", clock=vault.clock)
    await commit(storage, Bound(ANA, address(), NOON))
    return DailyBackup(storage.ledger, vault, clock=vault.clock)


async def test_one_a_day_as_soon_as_it_can_be(vault: FakeVault, daily: DailyBackup) -> None:
    for _ in range(50):
        await daily.tick()
        vault.clock.now += HOUR
    assert vault.made == [NOON, NOON + 12 * HOUR, NOON + 36 * HOUR]
    vault.clock.now += 24 * 9 * HOUR
    await daily.tick()
    assert vault.made[3:] == [vault.clock.now]


async def test_what_fails_is_said_and_tried_again(
    vault: FakeVault, daily: DailyBackup, caplog: pytest.LogCaptureFixture
) -> None:
    vault.fault = NotSaved("No backup could be made in backups: disk full.")
    with caplog.at_level(logging.INFO, "cordially.backup"):
        await daily.tick()
        vault.fault = None
        await daily.tick()
    assert caplog.messages == [
        "No backup could be made in backups: disk full.",
        "backup made: backups/x",
    ]


async def test_while_nobody_has_a_book_there_is_none(vault: FakeVault) -> None:
    storage = await open_storage("memory:", clock=vault.clock)
    await DailyBackup(storage.ledger, vault, clock=vault.clock).tick()
    assert vault.made == []


@pytest.mark.parametrize(
    ("hours", "age", "late"),
    [
        (0.5, "less than an hour ago", False),
        (1, "one hour ago", False),
        (23, "23 hours ago", False),
        (47, "one day ago", False),
        (49, "two days ago", True),
    ],
)
def test_how_old_the_newest_is(vault: FakeVault, hours: float, age: str, late: bool) -> None:
    vault.made = [NOON - timedelta(hours=hours), NOON - timedelta(days=9)]
    assert described(vault.backups(), NOON).endswith(age)
    assert described(vault.backups(), NOON).startswith("2, the newest of 2026-03-1")
    assert is_late(vault.backups(), NOON) is late


def test_no_backup_is_said_and_not_late() -> None:
    assert described([], NOON) == "none yet"
    assert not is_late([], NOON)
