"""One digest a local day, whatever the clock, the zone, an outage or another replica does."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec import structs

from bot.delivery import Delivery
from bot.errors import AlreadyThere, NotSaved
from bot.model.calendar import MonthDay
from bot.model.document import (
    Contact,
    ContactId,
    Digest,
    Milestone,
    Occasion,
    OwnerId,
    Preferences,
)
from bot.morning import Morning
from bot.nudges.schedule import next_morning
from bot.ports import (
    Address,
    Attachment,
    Bound,
    Claim,
    Claimed,
    Kind,
    NextDue,
    Outgoing,
)
from bot.reply import File
from storage.fleeting.ledger import MemoryLedger
from storage.memory import MemoryStorage
from tests.fakes.adapter import FakeAdapter
from tests.fakes.clock import FakeClock

ANN = OwnerId("ann")
HOME, WORK = Address("telegram", "", "ann"), Address("slack", "T1", "ann")
START = datetime(2026, 3, 26, 6, tzinfo=UTC)  # Dublin's clocks change on the 29th
DUBLIN = Preferences(zone="Europe/Dublin", home=str(HOME))


class Postbox(Delivery):
    """Keeps what it is given to send."""

    def __init__(self, storage: MemoryStorage, clock: FakeClock) -> None:
        super().__init__(storage.ledger, {}, clock=clock, make_file=self.no_file)
        self.sent: list[Outgoing] = []

    @staticmethod
    async def no_file(owner: OwnerId, file: File) -> Attachment:
        raise AssertionError(file)

    async def deliver(self, outgoing: Outgoing) -> None:
        self.sent.append(outgoing)


class AwayLedger(MemoryLedger):
    """Does not answer about an owner while it is away."""

    is_away = False

    async def owner(self, owner: OwnerId) -> None:
        raise NotSaved("away")


class Town:
    """Ann, who has a birthday to think of on every day, and one process or more."""

    def __init__(self, start: datetime = START) -> None:
        self.clock = FakeClock(start)
        self.storage = MemoryStorage(self.clock)
        self.adapters = {name: FakeAdapter(name) for name in ("telegram", "slack")}
        self.postbox = Postbox(self.storage, self.clock)
        self.morning = self.process()

    def process(self) -> Morning:
        return Morning(self.storage, self.postbox, self.adapters, clock=self.clock)

    async def settle(self, preferences: Preferences = DUBLIN, *, birthdays: int = 40) -> "Town":
        first = self.clock.now.date() - timedelta(days=2)
        async with self.storage.begin(ANN) as work:
            for offset in range(birthdays):
                day = first + timedelta(days=offset)
                added = first - timedelta(days=3)
                work.book.save(Contact(id=f"c{offset}", name=f"Bob {offset}", added_on=added))
                work.book.save(
                    Milestone(
                        id=f"b{offset}",
                        contacts=(ContactId(f"c{offset}"),),
                        occasion=Occasion.BIRTHDAY,
                        on=MonthDay(day.month, day.day),
                    )
                )
            await work.commit(*(Bound(ANN, each, self.clock.now) for each in (HOME, WORK)))
        await self.wishes(preferences)
        return self

    async def wishes(self, preferences: Preferences) -> None:
        """What the dispatcher does when the owner changes a setting."""
        async with self.storage.begin(ANN) as work:
            closed = max((each.day for each in work.book.all(Digest)), default=None)
            work.book.save(preferences)
            await work.commit(NextDue(ANN, next_morning(preferences, self.clock.now, closed)))

    async def passes(
        self, *, ticks_every: timedelta = timedelta(minutes=5), **by: float
    ) -> None:
        until = self.clock.now + timedelta(**by)
        while self.clock.now < until:
            self.clock.now = min(self.clock.now + ticks_every, until)
            await self.morning.tick()

    async def is_down(self, **by: float) -> None:
        self.clock.passes(**by)
        await self.morning.tick()

    async def due(self) -> datetime | None:
        row = await self.storage.ledger.owner(ANN)
        assert row
        return row.next_due

    async def digests(self) -> list[Digest]:
        async with self.storage.begin(ANN) as work:
            return list(work.book.all(Digest))

    @property
    def said(self) -> list[str]:
        return [outgoing.reply.lines[0].text for outgoing in self.postbox.sent]


async def test_a_digest_comes_at_the_hour_of_every_local_day() -> None:
    town = await Town().settle()
    moments: list[str] = []
    zone = ZoneInfo("Europe/Dublin")
    while len(moments) < 6:
        before = len(town.postbox.sent)
        await town.passes(minutes=30, ticks_every=timedelta(minutes=10))
        if len(town.postbox.sent) > before:
            moments.append(f"{town.clock.now.astimezone(zone):%d %H:%M}")
    assert moments == ["26 08:30", "27 08:30", "28 08:30", "29 08:30", "30 08:30", "31 08:30"]
    assert {(each.to, each.kind) for each in town.postbox.sent} == {(HOME, Kind.DIGEST)}


ZONES = "Europe/Dublin Pacific/Apia Pacific/Kiritimati America/Adak Africa/Cairo UTC".split()
WISHES = some.builds(
    Preferences,
    zone=some.sampled_from(ZONES),
    nudge_time=some.sampled_from(["00:00", "01:30", "08:30", "13:00", "23:30"]),
    quiet_days=some.sampled_from([(), (5, 6)]),
    home=some.none() | some.just(str(HOME)),
)
EVENTS = some.lists(
    some.tuples(some.just("wish"), WISHES)
    | some.tuples(some.sampled_from(["up", "down", "restart", "race"]), some.integers(1, 30)),
    min_size=3,
    max_size=12,
)
STARTS = some.sampled_from(
    [START, datetime(2026, 10, 24, 6, tzinfo=UTC), datetime(2011, 12, 28, 6, tzinfo=UTC)]
)


@settings(max_examples=40)
@given(STARTS, EVENTS)
def test_never_two_digests_for_one_local_day(
    start: datetime, events: list[tuple[str, Preferences | int]]
) -> None:
    async def play() -> None:
        town = await Town(start).settle()
        for event, how in events:
            await _happens(town, event, how)
        digests = await town.digests()
        days = Counter(each.day for each in digests)
        assert set(days.values()) <= {1}
        assert sorted(o.id for o in town.postbox.sent) == sorted(d.id for d in digests)

    asyncio.run(play())


async def _happens(town: Town, event: str, how: Preferences | int) -> None:
    if isinstance(how, Preferences):
        await town.wishes(how)
    elif event == "up":
        await town.passes(hours=how, ticks_every=timedelta(hours=1))
    elif event == "down":
        await town.is_down(hours=how)
    elif event == "restart":
        town.morning = town.process()
        await town.is_down(hours=how)
    else:
        town.clock.passes(hours=how)
        await asyncio.gather(town.morning.tick(), town.process().tick(), town.process().tick())


async def test_a_day_that_was_sent_stays_closed_when_the_hour_is_moved_later() -> None:
    town = await Town().settle()
    await town.passes(hours=3)
    await town.wishes(structs.replace(DUBLIN, nudge_time="11:00"))
    await town.passes(hours=6)
    assert len(town.postbox.sent) == 1
    assert await town.due() == datetime(2026, 3, 27, 11, tzinfo=UTC)


async def test_a_silent_day_is_open_again_when_the_hour_is_moved_later() -> None:
    town = await Town().settle(structs.replace(DUBLIN, paused_until=date(2026, 3, 27)))
    await town.passes(hours=3)
    assert town.postbox.sent == []
    await town.wishes(structs.replace(DUBLIN, nudge_time="11:00"))
    await town.passes(hours=3)
    assert len(town.postbox.sent) == 1


async def test_a_morning_with_nothing_is_silent_and_the_next_day_is_due() -> None:
    town = await Town().settle(birthdays=0)
    await town.passes(hours=3)
    assert (town.postbox.sent, await town.digests()) == ([], [])
    assert await town.due() == datetime(2026, 3, 27, 8, 30, tzinfo=UTC)


async def test_after_an_outage_the_digest_comes_late_and_says_so_once() -> None:
    town = await Town().settle()
    await town.passes(hours=1, minutes=50)
    await town.is_down(hours=3, minutes=30)
    await town.passes(hours=3)
    (said,) = town.said
    assert said.startswith("Good morning, late: I was down from 07:50 to 11:20.")


async def test_a_process_that_never_noticed_its_outage_says_since_when_it_is_late() -> None:
    town = await Town().settle()
    await town.is_down(hours=5, minutes=20)
    (said,) = town.said
    assert said.startswith("Good morning, late: I was down from 08:30 to 11:20.")


async def test_a_few_minutes_are_not_late() -> None:
    town = await Town().settle()
    await town.passes(hours=2, minutes=25)
    await town.is_down(minutes=20)
    (said,) = town.said
    assert said.startswith("Good morning. ")


async def test_nothing_comes_late_in_quiet_hours_or_on_another_day() -> None:
    town = await Town().settle()
    await town.passes(hours=2)
    await town.is_down(hours=13, minutes=30)  # it is 21:30
    assert town.postbox.sent == []
    await town.is_down(hours=9)  # it is 06:30 of the next day
    assert town.postbox.sent == []
    assert await town.due() == datetime(2026, 3, 27, 8, 30, tzinfo=UTC)


async def test_a_digest_is_not_shown_after_quiet_hours_begin_or_the_day_ends() -> None:
    town = await Town().settle()
    await town.passes(hours=3)
    await town.wishes(structs.replace(DUBLIN, nudge_time="22:00"))
    await town.passes(days=2, ticks_every=timedelta(minutes=30))
    assert [each.until for each in town.postbox.sent] == [
        datetime(2026, 3, 26, 21, tzinfo=UTC),
        datetime(2026, 3, 28, 0, tzinfo=UTC),
    ]


async def test_where_home_is_gone_or_closed_the_digest_goes_to_the_next_address() -> None:
    town = await Town().settle()
    await town.storage.ledger.mark_gone(HOME, gone=True)
    await town.passes(hours=3)
    town.adapters["telegram"].closed_to = {HOME}
    await town.storage.ledger.mark_gone(HOME, gone=False)
    await town.passes(days=1)
    assert [each.to for each in town.postbox.sent] == [WORK, WORK]


async def test_where_nothing_is_reached_the_day_stays_open_until_something_is() -> None:
    town = await Town().settle()
    for adapter in town.adapters.values():
        adapter.closed_to = {HOME, WORK}
    await town.passes(hours=3)
    assert (town.postbox.sent, await town.digests()) == ([], [])
    town.adapters["telegram"].closed_to = set()
    await town.passes(minutes=5)
    assert [each.to for each in town.postbox.sent] == [HOME]


async def test_a_claim_that_is_lost_at_the_last_moment_sends_nothing() -> None:
    town = await Town().settle()
    day = Claim(ANN, date(2026, 3, 26), "morning")

    class Raced(MemoryStorage):
        """Another replica is a little faster with this day."""

        async def is_claimed(self, claim: Claim) -> bool:
            answer = await super().is_claimed(claim)
            if not answer:
                await super().write((), [Claimed(claim)])
            return answer

    raced = Raced(town.clock)
    raced._state = town.storage.state
    town.storage = raced
    town.morning = town.process()
    await town.passes(hours=3)
    assert town.postbox.sent == []
    assert day in raced.state.claims
    with pytest.raises(AlreadyThere):
        await raced.write((), [Claimed(day)])


async def test_a_storage_that_does_not_answer_leaves_the_morning_for_later(
    caplog: pytest.LogCaptureFixture,
) -> None:
    town = await Town().settle()
    answers = town.storage.ledger
    town.storage.ledger = AwayLedger(town.storage)
    await town.passes(hours=3)
    assert town.postbox.sent == []
    assert "a morning waits for the storage: NotSaved" in caplog.text
    town.storage.ledger = answers
    await town.passes(minutes=10)
    assert len(town.postbox.sent) == 1


async def test_an_owner_who_has_left_has_no_morning() -> None:
    town = await Town().settle()

    class Empty(MemoryLedger):
        async def owner(self, owner: OwnerId) -> None:
            return None

    town.storage.ledger = Empty(town.storage)
    await town.passes(hours=3)
    assert town.postbox.sent == []


async def test_everybody_is_served_however_many_are_due_at_once() -> None:
    town = Town()
    day = MonthDay(3, 26)
    for number in range(45):
        owner = OwnerId(f"o{number}")
        async with town.storage.begin(owner) as work:
            work.book.save(DUBLIN)
            work.book.save(Contact(id="c", name="Bob", added_on=date(2026, 3, 2)))
            work.book.save(
                Milestone(
                    id="b", contacts=(ContactId("c"),), occasion=Occasion.BIRTHDAY, on=day
                )
            )
            due = next_morning(DUBLIN, town.clock.now)
            home = Address("telegram", "", owner)
            await work.commit(Bound(owner, home, town.clock.now), NextDue(owner, due))
    await town.is_down(hours=2, minutes=30)
    assert len({each.owner for each in town.postbox.sent}) == len(town.postbox.sent) == 45
