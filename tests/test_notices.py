from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.model.document import OwnerId, Preferences
from bot.notices import absence, missed
from bot.ports import Address, Bound, Kind
from storage.memory import MemoryStorage
from tests.fakes.clock import FakeClock

FRIDAY = datetime(2026, 3, 13, 18, tzinfo=UTC)
MONDAY = datetime(2026, 3, 16, 8, 10, tzinfo=UTC)
DAY = timedelta(hours=24)


def test_an_absence_says_what_did_not_reach_us_in_the_owners_hours() -> None:
    assert absence(FRIDAY, MONDAY, DAY, ZoneInfo("Europe/Berlin")) == (
        "I was away from Friday 19:00 to Monday 09:10. "
        "What you sent before Sunday 09:10 did not reach me."
    )


async def with_owners(storage: MemoryStorage, zone: str) -> None:
    for name, platform in (("ann", "telegram"), ("bob", "slack")):
        owner = OwnerId(name)
        async with storage.begin(owner) as work:
            work.book.save(Preferences(zone=zone))
            await work.commit(Bound(owner, Address(platform, "", name), FRIDAY))


async def test_those_who_are_on_the_platform_are_told_once() -> None:
    storage = MemoryStorage(FakeClock(MONDAY))
    await with_owners(storage, "UTC")
    for _ in range(2):
        await missed(storage, "telegram", FRIDAY, MONDAY, DAY)
    (row,) = await storage.ledger.sendable(MONDAY, lease_until=MONDAY + DAY, limit=9)
    assert (row.owner, row.to, row.kind) == (
        "ann",
        Address("telegram", "", "ann"),
        Kind.NOTICE,
    )
    assert row.reply.text.startswith("I was away from Friday 18:00 to Monday 08:10.")


@pytest.mark.parametrize(("zone", "waits"), [("America/New_York", 170), ("UTC", 0)])
async def test_nobody_is_told_in_their_quiet_hours(zone: str, waits: int) -> None:
    clock = FakeClock(MONDAY)  # 04:10 in New York
    storage = MemoryStorage(clock)
    await with_owners(storage, zone)
    await missed(storage, "telegram", FRIDAY, MONDAY, DAY)
    assert (await storage.ledger.tally())["outbox_queued"] == 1
    for minutes in (waits - 1, waits):
        now = MONDAY + timedelta(minutes=minutes)
        rows = await storage.ledger.sendable(now, lease_until=now + DAY, limit=9)
        assert len(rows) == (minutes == waits)
