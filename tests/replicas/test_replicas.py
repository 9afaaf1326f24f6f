"""Several replicas on one PostgreSQL: nobody overwrites, sends or polls beside another."""

import asyncio
from datetime import timedelta

import pytest

from bot.errors import AlreadyThere, NotSaved
from bot.model.document import Contact, Note, OwnerId, Preferences
from bot.ports import Bound, Claim, Claimed, NextDue, Queued, Storage
from storage.postgresql import PostgresStorage
from tests.contracts.storages import (
    ANA,
    MINUTE,
    NOON,
    address,
    contact,
    message,
    note,
    outgoing,
)
from tests.processes import until
from tests.replicas.opening import Opens, ask, fall_silent, save, until_true

CLAIM = Claim(ANA, NOON.date(), "morning")


async def test_replicas_that_start_at_once_set_the_database_up_once(
    another: Opens, url: str
) -> None:
    await asyncio.gather(*(another() for _ in range(6)))
    assert await ask(url, "SELECT count(*) FROM format") == [(1,)]
    assert await ask(url, "SELECT count(*) FROM meta") == [(1,)]
    assert await ask(url, "SELECT count(*) FROM replicas") == [(6,)]


async def test_replicas_do_not_overwrite_each_other(
    one: PostgresStorage, two: PostgresStorage
) -> None:
    async def count_up(storage: Storage) -> None:
        async with storage.begin(ANA) as work:
            count = int(work.book.preferences.nudge_time)
            work.book.save(Preferences(nudge_time=str(count + 1)))
            work.book.save(contact(str(count)))
            await work.commit()

    await save(one, Preferences(nudge_time="0"))
    await asyncio.gather(*(count_up(storage) for storage in (one, two) * 10))
    for storage in (one, two):
        async with storage.begin(ANA) as work:
            assert work.book.preferences.nudge_time == "20"
            assert [each.id for each in work.book.all(Contact)] == [str(n) for n in range(20)]


async def test_an_owner_who_is_new_to_both_is_made_once(
    one: PostgresStorage, two: PostgresStorage
) -> None:
    await asyncio.gather(*(save(each, contact(str(n))) for n, each in enumerate((one, two))))
    async with one.begin(ANA) as work:
        assert work.book.version == 2
        assert {each.id for each in work.book.all(Contact)} == {"0", "1"}


async def test_a_cached_book_is_caught_up_and_not_read_anew(
    one: PostgresStorage, two: PostgresStorage
) -> None:
    await save(one, contact("1"), contact("2"), contact("3"))
    async with one.begin(ANA) as work:
        cached = work.book
    async with two.begin(ANA) as work:
        work.book.delete(contact("2"))
        work.book.save(contact("1", "Ana Lima"))
        work.book.save(note("n", "chess"))
        await work.commit()
    await save(two, contact("2"))
    async with one.begin(ANA) as work:
        assert work.book is cached
        assert work.book.version == 3
        found = [(each.id, each.name) for each in work.book.all(Contact)]
        assert found == [("1", "Ana Lima"), ("3", "Sarah Chen"), ("2", "Sarah Chen")]
        assert [each.text for each in work.book.all(Note)] == ["chess"]
        assert work.book.version_of("contacts", "2") == 3


async def test_a_batch_that_another_turned_on_stands_where_it_was_staged(
    one: PostgresStorage, two: PostgresStorage
) -> None:
    async with one.begin(ANA) as work:
        work.stage("import", contact("1"))
        await work.commit()
    await save(one, contact("2"))
    async with two.begin(ANA) as work:
        work.turn_on("import")
        await work.commit()
    async with one.begin(ANA) as work:
        assert [each.id for each in work.book.all(Contact)] == ["1", "2"]


async def test_a_unit_whose_book_another_wrote_to_after_its_first_commit_is_not_saved(
    one: PostgresStorage, two: PostgresStorage
) -> None:
    async with one.begin(ANA) as work:
        work.book.save(contact("1"))
        await work.commit()
        await save(two, contact("2"))
        work.book.save(contact("3"))
        with pytest.raises(NotSaved):
            await work.commit()
    async with one.begin(ANA) as work:
        assert {each.id for each in work.book.all(Contact)} == {"1", "2"}


async def test_only_a_few_books_stay_open(one: PostgresStorage) -> None:
    one._open_books = 2
    for owner in "abc":
        await save(one, contact("1"), owner=OwnerId(owner))
    assert list(one._books) == ["b", "c"]


async def test_a_morning_is_one_replica_s(one: PostgresStorage, two: PostgresStorage) -> None:
    owners = [OwnerId(f"owner{count}") for count in range(30)]
    async with one.begin() as work:
        await work.commit(*(NextDue(owner, NOON) for owner in owners))
    claimed = await asyncio.gather(
        *(
            storage.ledger.claim_due(NOON, lease_until=NOON + MINUTE, limit=100)
            for storage in (one, two) * 2
        )
    )
    assert max(len(dues) for dues in claimed) == 20
    assert sorted(due.owner for dues in claimed for due in dues) == sorted(owners)


async def test_a_day_is_claimed_by_one_replica(
    one: PostgresStorage, two: PostgresStorage
) -> None:
    async def claim(storage: Storage) -> bool:
        async with storage.begin() as work:
            try:
                await work.commit(Claimed(CLAIM))
            except AlreadyThere:
                return False
            return True

    assert sum(await asyncio.gather(*(claim(each) for each in (one, two) * 3))) == 1


async def test_what_a_living_replica_holds_is_left_to_it(
    one: PostgresStorage, two: PostgresStorage
) -> None:
    await one.ledger.receive(message("m"))
    async with one.begin(ANA) as work:
        await work.commit(Bound(ANA, address(), NOON), Queued(outgoing("o"), NOON + MINUTE))
    await until(lambda: two.ledger.replica.trusts)
    later = NOON + 60 * MINUTE
    assert await two.ledger.unfinished() == []
    assert await two.ledger.sendable(later, lease_until=later + MINUTE, limit=9) == []
    assert await one.ledger.unfinished() == [message("m")]


async def test_what_a_dead_replica_held_is_taken_over_once(
    one: PostgresStorage, two: PostgresStorage, another: Opens
) -> None:
    await one.ledger.receive(message("m"))
    async with one.begin(ANA) as work:
        rows = Bound(ANA, address(), NOON), Queued(outgoing("o"), NOON + MINUTE)
        await work.commit(*rows, NextDue(ANA, NOON))
    assert await one.ledger.claim_due(NOON, lease_until=NOON + MINUTE, limit=9)
    assert not await two.ledger.unfinished()
    await fall_silent(one)

    await until(lambda: two.ledger.replica.trusts)
    await until_true(two.ledger.unfinished)
    assert await two.ledger.claim_due(NOON, lease_until=NOON + MINUTE, limit=9)
    (taken,) = await two.ledger.sendable(NOON, lease_until=NOON + MINUTE, limit=9)
    assert (taken.id, taken.attempts) == ("o", 1)

    three = await another()
    await fall_silent(two)
    await until(lambda: three.ledger.replica.trusts)

    async def is_given_up() -> bool:
        assert not await three.ledger.sendable(NOON, lease_until=NOON + MINUTE, limit=9)
        return bool((await three.ledger.tally())["outbox_unsure"])

    await until_true(is_given_up)


async def test_after_an_outage_nobody_is_taken_for_dead_at_once(one: PostgresStorage) -> None:
    replica = one.ledger.replica
    await until(lambda: replica.trusts)
    replica._heard_at -= 10  # as if the database had been away
    assert not replica.trusts
    await replica._renew()
    assert not replica.trusts
    await until(lambda: replica.trusts)


async def test_one_replica_leads_and_another_takes_over(
    one: PostgresStorage, two: PostgresStorage
) -> None:
    leading: list[str] = []

    async def lead(name: str) -> None:
        leading.append(name)
        await asyncio.Event().wait()

    first = asyncio.create_task(one.lead("polling", lambda: lead("one")))
    await until(lambda: leading == ["one"])
    second = asyncio.create_task(two.lead("polling", lambda: lead("two")))
    other = asyncio.create_task(two.lead("something else", lambda: lead("other")))
    await until(lambda: leading == ["one", "other"])
    first.cancel()
    await until(lambda: leading == ["one", "other", "two"])
    for task in (second, other):
        task.cancel()
    await asyncio.gather(first, second, other, return_exceptions=True)


async def test_who_lost_the_lead_stops_and_waits_for_it(one: PostgresStorage, url: str) -> None:
    told: list[str] = []

    async def work() -> None:
        told.append("begins")
        try:
            await asyncio.Event().wait()
        finally:
            told.append("ends")

    leading = asyncio.create_task(one.lead("polling", work))
    await until(lambda: told == ["begins"])
    locks = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
    await ask(url, locks)
    await until(lambda: told == ["begins", "ends", "begins"])
    leading.cancel()
    await asyncio.gather(leading, return_exceptions=True)


async def test_leading_ends_with_the_work_and_fails_with_it(one: PostgresStorage) -> None:
    async def fine() -> None:
        """Nothing to do."""

    async def fail() -> None:
        raise ZeroDivisionError

    await one.lead("polling", fine)
    with pytest.raises(ZeroDivisionError):
        await one.lead("polling", fail)


async def test_turns_to_send_are_shared(one: PostgresStorage, two: PostgresStorage) -> None:
    spacing = timedelta(seconds=10)
    waits = [
        await storage.ledger.slot(queue, spacing)
        for queue in ("telegram", "slack")
        for storage in (one, two, one)
    ]
    seconds = [round(wait.total_seconds()) for wait in waits]
    assert seconds == [0, 10, 20, 0, 10, 20]
