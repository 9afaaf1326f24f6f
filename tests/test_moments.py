"""Reminders at a clock time, said once: over zones, their transitions, and downtime."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec import structs

from bot.model.document import Preferences, Reminder
from bot.nudges.moments import due_moments, next_due
from bot.nudges.schedule import in_quiet_hours, instant
from bot.ports import NextDue
from tests.nudges.life import Life
from tests.test_morning import ANN, DUBLIN, HOME, WORK, Town

ZONES = sorted(available_timezones() - {"localtime", "Factory", "posixrules"})
DAY = timedelta(days=1)
clocks = some.builds("{:02}:{:02}".format, some.integers(0, 23), some.integers(0, 59))
downtimes = some.lists(some.integers(1, 40), max_size=5)


@settings(max_examples=120)
@given(
    some.sampled_from(ZONES),
    some.dates(date(1950, 1, 1), date(2049, 12, 1)),
    clocks,
    some.integers(0, 47),
)
def test_a_reminder_is_due_on_its_own_day_and_no_other(
    zone: str, day: date, clock: str, hours: int
) -> None:
    life = Life()
    life.wants(zone=zone)
    life.book.save(Reminder(id="r", contacts=(), on=day, about="water", at=clock))
    at = instant(day, clock, ZoneInfo(zone))
    now = at + timedelta(hours=hours)
    due = due_moments(life.book, now)
    is_its_day = now.astimezone(ZoneInfo(zone)).date() == day
    is_on_time = hours == 0
    assert bool(due) == (is_its_day and (is_on_time or not _is_quiet(life, now)))
    before = next_due(life.book, at - timedelta(seconds=1), None)
    is_a_day = at.astimezone(ZoneInfo(zone)).date() == day
    assert before <= at or not is_a_day


def _is_quiet(life: Life, now: datetime) -> bool:
    return in_quiet_hours(life.book.preferences, now)


@settings(max_examples=25)
@given(
    some.sampled_from(
        "Europe/Dublin Africa/Cairo America/Santiago Australia/Lord_Howe Pacific/Apia".split()
    ),
    some.dates(date(2010, 1, 1), date(2030, 1, 1)),
    some.lists(clocks, min_size=1, max_size=4),
    downtimes,
)
def test_no_reminder_is_said_twice_whatever_was_down(
    zone: str, day: date, times: list[str], downtimes: list[int]
) -> None:
    async def play() -> None:
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        town = await Town(start).settle(Preferences(zone=zone), birthdays=0)
        async with town.storage.begin(ANN) as work:
            for number, clock in enumerate(times):
                on = day + (number % 3) * DAY
                work.book.save(Reminder(id=f"r{number}", contacts=(), on=on, at=clock))
            due = next_due(work.book, town.clock.now, None)
            await work.commit(NextDue(ANN, due))
        for hours in downtimes:
            await town.passes(hours=7, ticks_every=timedelta(hours=1))
            await town.is_down(hours=hours)
            town.morning = town.process()
        await town.passes(days=3, ticks_every=timedelta(hours=2))
        said = Counter(each.id for each in town.postbox.sent)
        assert set(said.values()) <= {1}
        spoken = [o for o in town.postbox.sent if o.reply.discreet == "A reminder"]
        assert len(spoken) <= len(times)

    asyncio.run(play())


async def test_two_at_one_minute_both_come_and_the_morning_too() -> None:
    town = await Town().settle()
    async with town.storage.begin(ANN) as work:
        for id in ("a", "b"):
            on = town.clock.now.date()
            work.book.save(Reminder(id=id, contacts=(), on=on, about=id, at="08:30"))
        await work.commit(NextDue(ANN, next_due(work.book, town.clock.now, None)))
    await town.passes(hours=3)
    assert town.said[:2] == ["Reminder: a", "Reminder: b"]
    assert town.said[2].startswith("Good morning.")
    assert len(town.said) == 3


async def test_the_review_comes_on_its_day_unless_paused() -> None:
    town = await Town().settle(structs.replace(DUBLIN, review_day=4), birthdays=0)  # Friday
    async with town.storage.begin(ANN) as work:
        await work.commit(NextDue(ANN, next_due(work.book, town.clock.now, None)))
    await town.passes(days=9, ticks_every=timedelta(minutes=30))
    assert [said[:9] for said in town.said] == ["Your week"] * 2
    await town.wishes(
        structs.replace(DUBLIN, review_day=4, paused_until=town.clock.now.date() + 30 * DAY)
    )
    await town.passes(days=9, ticks_every=timedelta(minutes=30))
    assert len(town.said) == 2


async def test_with_nowhere_to_say_it_a_reminder_waits_within_its_day() -> None:
    town = await Town().settle(birthdays=0)
    async with town.storage.begin(ANN) as work:
        on = town.clock.now.date()
        work.book.save(Reminder(id="a", contacts=(), on=on, about="a", at="09:00"))
        await work.commit(NextDue(ANN, next_due(work.book, town.clock.now, None)))
    for adapter in town.adapters.values():
        adapter.closed_to = {HOME, WORK}
    await town.passes(hours=5)
    assert town.said == []
    for adapter in town.adapters.values():
        adapter.closed_to = set()
    await town.passes(minutes=30)
    assert town.said == ["Reminder, late; it was for 09:00: a"]
