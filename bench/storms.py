"""One owner's year through outages, changes of zone and of the clocks, on the real Morning."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from bot.delivery import Delivery
from bot.model.document import Digest, OwnerId, Preferences, Reminder
from bot.morning import LATE_AFTER, Morning
from bot.nudges.moments import next_due
from bot.nudges.schedule import in_quiet_hours, instant
from bot.ports import Address, Attachment, Bound, Kind, NextDue, Outgoing
from bot.reply import File
from storage.memory import MemoryStorage
from tests.fakes.adapter import FakeAdapter
from tests.fakes.clock import FakeClock

ANN, HOME = OwnerId("ann"), Address("telegram", "", "ann")
START, DAYS, OUTAGES = date(2026, 1, 1), 365, 10
TICK, DAY = timedelta(minutes=20), timedelta(days=1)
ZONES = {
    date(2026, 2, 10): "America/New_York",
    date(2026, 4, 20): "Asia/Tokyo",
    date(2026, 7, 1): "America/Los_Angeles",
    date(2026, 9, 15): "Europe/Dublin",
}
"""Where the owner moves; both changes of the clocks in Dublin lie before and after."""


class Postbox(Delivery):
    """Keeps what it is given to send."""

    def __init__(self, storage: MemoryStorage, clock: FakeClock) -> None:
        super().__init__(storage.ledger, {}, clock=clock, make_file=_no_file)
        self.sent: list[Outgoing] = []

    async def deliver(self, outgoing: Outgoing) -> None:
        """Count it as shown."""
        self.sent.append(outgoing)


async def _no_file(owner: OwnerId, file: File) -> Attachment:
    raise ValueError(f"{owner} gets no {file.name} here")


class Storm(Struct):
    """What a year with outages came to; ``owed`` are the days whose digest could be sent."""

    outages: int
    owed: set[date]
    digests: Counter[date]
    reminders: Counter[str]
    late: int

    def __str__(self) -> str:
        """One line: doubles, days missed that nothing excuses, and what was excused."""
        doubles = sum(each - 1 for each in (*self.digests.values(), *self.reminders.values()))
        missed = len(self.owed - set(self.digests))
        excused = DAYS - len(self.owed)
        return (
            f"{self.outages:>3} outages, {len(ZONES)} zone changes: "
            f"{len(self.digests)} digests ({self.late} late), "
            f"{len(self.reminders)} reminders at their hour; "
            f"{doubles} doubles, {missed} days missed, {excused} excused by the rules"
        )


def storms() -> Iterator[str]:
    """The same year without outages and with them."""
    yield str(asyncio.run(storm(0, seed=1)))
    yield str(asyncio.run(storm(OUTAGES, seed=1)))


async def storm(outages: int, seed: int) -> Storm:
    """Play the year in ticks of 20 minutes; each outage is 1 to 40 hours, then a restart."""
    clock = FakeClock(datetime(START.year, START.month, START.day, tzinfo=UTC))
    storage = MemoryStorage(clock)
    postbox = Postbox(storage, clock)
    adapters = {"telegram": FakeAdapter("telegram")}
    morning = Morning(storage, postbox, adapters, clock=clock)
    await _settle(storage, clock)
    down = _outages(outages, random.Random(seed))
    owed: set[date] = set()
    zone = "Europe/Dublin"
    while clock.now.date() < START + DAYS * DAY:
        clock.now += TICK
        if (to := ZONES.get(clock.now.date())) and to != zone:
            zone = to
            await _moves(storage, clock, zone)
        if any(first <= clock.now < last for first, last in down):
            morning = Morning(storage, postbox, adapters, clock=clock)
            continue
        if day := _owed(clock.now, zone):
            owed.add(day)
        await morning.tick()
    async with storage.begin(ANN) as work:
        digests = list(work.book.all(Digest))
    reminders = Counter(each.id for each in postbox.sent if each.kind is Kind.NOTICE)
    late = sum(each.late_since is not None for each in digests)
    days = Counter(each.day for each in digests)
    return Storm(outages, owed, days, reminders, late)


def _outages(number: int, chance: random.Random) -> list[tuple[datetime, datetime]]:
    begin = datetime(START.year, START.month, START.day, tzinfo=UTC)
    firsts = [begin + timedelta(hours=chance.randrange(24 * DAYS)) for _ in range(number)]
    return [(first, first + timedelta(hours=chance.randrange(1, 41))) for first in firsts]


async def _settle(storage: MemoryStorage, clock: FakeClock) -> None:
    """Something to say on each morning, and something at an hour of each afternoon."""
    preferences = Preferences(zone="Europe/Dublin", home=str(HOME))
    async with storage.begin(ANN) as work:
        work.book.save(preferences)
        for offset in range(DAYS + 1):
            on = START + offset * DAY
            work.book.save(Reminder(id=f"m{offset}", contacts=(), on=on, about="water"))
            timed = Reminder(id=f"t{offset}", contacts=(), on=on, about="tea", at="15:30")
            work.book.save(timed)
        due = next_due(work.book, clock.now, None)
        await work.commit(Bound(ANN, HOME, clock.now), NextDue(ANN, due))


async def _moves(storage: MemoryStorage, clock: FakeClock, zone: str) -> None:
    """What the dispatcher does when the owner says where they are."""
    async with storage.begin(ANN) as work:
        work.book.save(structs.replace(work.book.preferences, zone=zone))
        closed = max((each.day for each in work.book.all(Digest)), default=None)
        await work.commit(NextDue(ANN, next_due(work.book, clock.now, closed)))


def _owed(now: datetime, zone: str) -> date | None:
    """The local day whose digest may be sent at ``now``, if the rules allow one."""
    preferences = Preferences(zone=zone)
    day = now.astimezone(ZoneInfo(zone)).date()
    opens = instant(day, preferences.nudge_time, ZoneInfo(zone))
    too_late = in_quiet_hours(preferences, now) and now - opens > LATE_AFTER
    return day if now >= opens and not too_late else None
