"""Faults that reminders of other programs are reported to have; each is right here."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from bot.model.calendar import MonthDay
from bot.model.document import (
    Contact,
    Digest,
    Milestone,
    Occasion,
    OwnerId,
    Preferences,
    Reminder,
)
from bot.nudges.digest import compose
from bot.nudges.occasions import occasions
from bot.ports import Address, Bound, NextDue
from tests.nudges.life import WEDNESDAY, Life, at
from tests.test_morning import ANN, DUBLIN, HOME, Town

DAY = timedelta(days=1)
B = Occasion.BIRTHDAY


async def test_a_missed_hour_is_not_missed_for_good() -> None:
    town = await Town().settle()
    await town.is_down(hours=9)
    assert len(town.postbox.sent) == 1


async def test_a_new_plan_right_after_midnight_is_not_of_today_again() -> None:
    town = await Town().settle(structs.replace(DUBLIN, nudge_time="00:00"))
    await town.passes(days=3, ticks_every=timedelta(minutes=7))
    days = Counter(each.day for each in await town.digests())
    assert set(days.values()) == {1}


async def test_one_owners_plan_leaves_anothers_alone() -> None:
    town = await Town().settle()
    bob, due = OwnerId("bob"), town.clock.now + timedelta(hours=5)
    async with town.storage.begin(bob) as work:
        work.book.save(DUBLIN)
        home = Address("telegram", "", "bob")
        await work.commit(Bound(bob, home, town.clock.now), NextDue(bob, due))
    await town.passes(hours=4)
    row = await town.storage.ledger.owner(bob)
    assert row
    assert row.next_due == due


def test_a_talk_that_was_logged_resets_the_clock() -> None:
    life = Life()
    life.knows("Ana", cadence_days=30)
    assert life.who(WEDNESDAY) == ["ana"]
    life.talked("ana", WEDNESDAY)
    assert life.who(WEDNESDAY + DAY) == []
    assert life.who(WEDNESDAY + 29 * DAY) == []
    assert life.who(WEDNESDAY + 30 * DAY) == ["ana"]


@pytest.mark.parametrize("anchor", [MonthDay(2, 29), date(2000, 2, 29)])
def test_the_29th_of_february_comes_every_year_and_stays(anchor: MonthDay | date) -> None:
    life = Life()
    life.knows("Leah")
    life.has("leah", B, anchor)
    found = [each.on for each in occasions(life.book, date(2026, 1, 1), date(2032, 12, 31))]
    common = [date(year, 2, 28) for year in (2026, 2027, 2029, 2030, 2031)]
    assert found == sorted([*common, date(2028, 2, 29), date(2032, 2, 29)])


def test_every_so_many_days_means_so_many() -> None:
    for days in (10, 45, 200):
        life = Life()
        life.knows("Ana", cadence_days=days, added_on=WEDNESDAY)
        first = next(n for n in range(400) if life.wakes(WEDNESDAY + n * DAY))
        assert first == days


async def test_a_second_address_changes_nothing_about_the_day() -> None:
    days = []
    for addresses in ((HOME,), (HOME, Address("slack", "T1", "ann"))):
        town = await Town(datetime(2026, 3, 26, 0, 30, tzinfo=UTC)).settle(
            structs.replace(DUBLIN, zone="America/New_York", nudge_time="20:45")
        )
        async with town.storage.begin(ANN) as work:
            await work.commit(*(Bound(ANN, each, town.clock.now) for each in addresses))
        await town.passes(days=2, ticks_every=timedelta(minutes=15))
        days.append([each.day for each in await town.digests()])
    assert days[0] == days[1]


@pytest.mark.parametrize("start", [date(2026, 3, 27), date(2026, 10, 23)])
async def test_the_hour_stays_through_a_change_of_the_clocks(start: date) -> None:
    town = await Town(at(start, 6)).settle(birthdays=0)
    zone = ZoneInfo("Europe/Dublin")
    async with town.storage.begin(ANN) as work:
        for offset in range(5):
            on = start + offset * DAY
            reminder = Reminder(id=f"r{offset}", contacts=(), on=on, about="water", at="15:00")
            work.book.save(reminder)
        await work.commit(NextDue(ANN, town.clock.now))
    hours: list[str] = []
    while town.clock.now.date() < start + 5 * DAY:
        before = len(town.postbox.sent)
        await town.passes(minutes=10, ticks_every=timedelta(minutes=10))
        new = [o for o in town.postbox.sent[before:] if o.reply.discreet == "A reminder"]
        hours += [f"{town.clock.now.astimezone(zone):%H:%M}" for _ in new]
    assert hours == ["15:00"] * 5


def test_a_day_that_is_today_counts_today() -> None:
    life = Life()
    life.knows("Ana")
    life.has("ana", B, MonthDay(3, 18))
    life.reminds("ana", WEDNESDAY, "the deck")
    assert life.morning(WEDNESDAY) == ["🎂 Ana · birthday today. Also: the deck."]


async def test_after_ten_days_off_one_message_comes_and_not_ten() -> None:
    town = await Town().settle()
    await town.is_down(days=10, hours=3)
    await town.passes(hours=6)
    assert len(town.postbox.sent) == 1


async def test_a_failed_send_deletes_nothing() -> None:
    town = await Town().settle()
    for adapter in town.adapters.values():
        adapter.closed_to = {HOME, Address("slack", "T1", "ann")}
    await town.storage.ledger.mark_gone(HOME, gone=True)
    async with town.storage.begin(ANN) as work:
        before = [work.book.count(kind) for kind in (Contact, Milestone, Preferences)]
    await town.passes(days=3, ticks_every=timedelta(hours=1))
    async with town.storage.begin(ANN) as work:
        assert [work.book.count(kind) for kind in (Contact, Milestone, Preferences)] == before
    assert town.postbox.sent == []


async def test_setting_up_a_channel_again_adds_no_second_message() -> None:
    town = await Town().settle()
    for _ in range(3):
        await town.wishes(DUBLIN)
    await town.passes(days=2, ticks_every=timedelta(minutes=30))
    assert len(town.postbox.sent) == 2


def test_a_birthday_that_was_moved_or_deleted_leaves_nothing_behind() -> None:
    life = Life()
    life.knows("Ana")
    day = life.has("ana", B, MonthDay(3, 20))
    life.book.save(structs.replace(day, on=MonthDay(5, 1)))
    assert all(not life.wakes(WEDNESDAY + n * DAY) for n in range(10))
    moved = life.book.get(Milestone, day.id)
    assert moved
    life.book.delete(moved)
    assert occasions(life.book, date(2026, 1, 1), date(2027, 1, 1)) == ()


def test_a_line_says_why_and_can_be_answered() -> None:
    life = Life()
    life.knows("Ana", cadence_days=10)
    life.talked("ana", date(2026, 3, 1), place="Lisbon", topics=("sailing",))
    digest = life.wakes(WEDNESDAY)
    assert isinstance(digest, Digest)
    line = compose(digest, life.book, WEDNESDAY, platform="telegram").lines[1]
    assert line.text == "1  Ana · since Lisbon on 1 March; you talked about sailing."
    assert [each.label for each in line.choices] == ["Done", "Later", "Someone else", "Draft"]
