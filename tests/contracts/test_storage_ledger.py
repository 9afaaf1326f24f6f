"""What every storage promises about mornings, owners, addresses and codes."""

from datetime import date, timedelta

import pytest

from bot.errors import AlreadyThere
from bot.model.document import OwnerId
from bot.ports import (
    Bound,
    Claim,
    Claimed,
    Code,
    CodeKind,
    CodeMade,
    CodeUsed,
    Done,
    Due,
    Ledger,
    NextDue,
    Outcome,
    OwnerRow,
    Queued,
    Storage,
)
from tests.contracts.storages import (
    ANA,
    BEN,
    MINUTE,
    NOON,
    Place,
    address,
    claim_due,
    commit,
    counts,
    message,
    outgoing,
)

CLAIM = Claim(ANA, date(2026, 3, 18), "morning")
CODE = Code("digest", CodeKind.INVITATION, NOON + MINUTE, ANA)


# Mornings


async def test_a_due_owner_is_claimed_once(opened: Storage) -> None:
    await commit(opened, NextDue(ANA, NOON), NextDue(BEN, NOON + 2 * MINUTE))
    assert await claim_due(opened.ledger, -1) == []
    assert await claim_due(opened.ledger) == [Due(ANA, NOON, NOON + MINUTE)]
    assert await claim_due(opened.ledger) == []
    assert (await opened.ledger.tally())["due"] == 1


async def test_the_earliest_are_claimed_first(opened: Storage) -> None:
    await commit(opened, NextDue(ANA, NOON), NextDue(BEN, NOON - MINUTE))
    assert [due.owner for due in await claim_due(opened.ledger, limit=1)] == [BEN]
    assert [due.owner for due in await claim_due(opened.ledger, limit=1)] == [ANA]


async def test_a_lease_that_ran_out_is_claimed_again(opened: Storage) -> None:
    await commit(opened, NextDue(ANA, NOON))
    await claim_due(opened.ledger)
    assert [due.due_at for due in await claim_due(opened.ledger, 1)] == [NOON]


async def test_a_lease_is_given_back_with_the_next_time(opened: Storage) -> None:
    await commit(opened, NextDue(ANA, NOON))
    (due,) = await claim_due(opened.ledger)
    await opened.ledger.release(due, NOON + 5 * MINUTE)
    assert await claim_due(opened.ledger, 4) == []
    (due,) = await claim_due(opened.ledger, 5)
    await opened.ledger.release(due, None)
    assert await claim_due(opened.ledger, 60) == []


async def test_a_lease_of_somebody_else_s_is_not_given_back(opened: Storage) -> None:
    await commit(opened, NextDue(ANA, NOON))
    (late,) = await claim_due(opened.ledger)
    (current,) = await claim_due(opened.ledger, 1)
    await opened.ledger.release(late, None)
    await opened.ledger.release(current, NOON + 9 * MINUTE)
    assert len(await claim_due(opened.ledger, 9)) == 1


async def test_a_new_time_ends_the_lease_on_the_old_one(opened: Storage) -> None:
    await commit(opened, NextDue(ANA, NOON))
    (due,) = await claim_due(opened.ledger)
    await commit(opened, NextDue(ANA, NOON + MINUTE / 2))
    await opened.ledger.release(due, None)
    row = await opened.ledger.owner(ANA)
    assert row is not None
    assert row.next_due == NOON + MINUTE / 2
    await commit(opened, NextDue(ANA, None))
    assert await claim_due(opened.ledger, 60) == []


async def test_a_claim_is_won_once(opened: Storage) -> None:
    async with opened.begin(ANA) as work:
        assert not await work.is_claimed(CLAIM)
        await work.commit(Claimed(CLAIM))
        assert await work.is_claimed(CLAIM)
    with pytest.raises(AlreadyThere):
        await commit(opened, Claimed(CLAIM))
    for other in (Claim(BEN, CLAIM.day, "morning"), Claim(ANA, CLAIM.day, "evening")):
        await commit(opened, Claimed(other))


# Addresses and owners


async def test_an_address_has_one_owner(opened: Storage) -> None:
    await commit(opened, Bound(ANA, address(), NOON))
    await commit(opened, Bound(ANA, address(), NOON + MINUTE))
    with pytest.raises(AlreadyThere):
        await commit(opened, Bound(BEN, address(), NOON))
    assert await opened.ledger.owner_of(address()) == ANA
    assert await opened.ledger.owner_of(address("u2")) is None
    assert await opened.ledger.owner(BEN) is None


async def test_an_owner_has_a_row_with_every_address(opened: Storage) -> None:
    both = Bound(ANA, address("u2"), NOON), Bound(ANA, address("u1"), NOON + MINUTE)
    await commit(opened, *both, NextDue(ANA, NOON))
    addresses = (address("u2"), address("u1"))
    assert await opened.ledger.owner(ANA) == OwnerRow(ANA, NOON, addresses, NOON)


async def test_owners_are_listed_oldest_first(opened: Storage) -> None:
    names = [OwnerId(f"owner{count * 7 % 450}") for count in range(450)]
    rows = [Bound(name, address(name), NOON) for name in names]
    await commit(opened, *rows)
    assert [row.owner async for row in opened.ledger.owners()] == names


async def test_an_address_that_is_gone_can_come_back(opened: Storage) -> None:
    await commit(opened, Bound(ANA, address("u1"), NOON), Bound(ANA, address("u2"), NOON))
    await opened.ledger.mark_gone(address("u1"), gone=True)
    await opened.ledger.mark_gone(address("u3"), gone=True)
    row = await opened.ledger.owner(ANA)
    assert row is not None
    assert (row.gone, row.addresses) == ((address("u1"),), (address("u1"), address("u2")))
    await opened.ledger.mark_gone(address("u1"), gone=False)
    row = await opened.ledger.owner(ANA)
    assert row is not None
    assert row.gone == ()


async def test_being_bound_again_brings_an_address_back(opened: Storage) -> None:
    await commit(opened, Bound(ANA, address(), NOON))
    await opened.ledger.mark_gone(address(), gone=True)
    await commit(opened, Bound(ANA, address(), NOON))
    row = await opened.ledger.owner(ANA)
    assert row is not None
    assert row.gone == ()


# Codes, heartbeats, counts


async def test_a_code_is_used_once(opened: Storage) -> None:
    await commit(opened, CodeMade(CODE))
    assert await opened.ledger.code("digest", NOON) == CODE
    await commit(opened, CodeUsed("digest"))
    assert await opened.ledger.code("digest", NOON) is None
    with pytest.raises(AlreadyThere):
        await commit(opened, CodeUsed("digest"))


async def test_a_code_expires(opened: Storage) -> None:
    await commit(opened, CodeMade(CODE))
    assert await opened.ledger.code("digest", NOON + MINUTE) is None
    assert await opened.ledger.code("unheard of", NOON) is None


async def test_a_heartbeat_gives_the_one_before(ledger: Ledger) -> None:
    assert await ledger.heartbeat("telegram", NOON) is None
    assert await ledger.heartbeat("telegram", NOON + MINUTE) == NOON
    assert await ledger.heartbeat("slack", NOON) is None


async def test_a_tally_names_everything_that_it_counts(opened: Storage) -> None:
    everybody = await opened.ledger.tally()
    assert set(everybody.values()) == {0}
    assert everybody.keys() == (await opened.ledger.tally(ANA)).keys()


async def test_a_tally_of_one_owner_leaves_out_the_others(opened: Storage) -> None:
    for owner in (ANA, BEN):
        await commit(opened, Bound(owner, address(owner), NOON), NextDue(owner, NOON))
        await opened.ledger.receive(message(f"{owner}1", sender=address(owner)))
        await opened.ledger.receive(message(f"{owner}2", sender=address(owner)))
        await commit(opened, Done(f"{owner}1"), Queued(outgoing(f"{owner}3", owner), NOON))
    tally = await opened.ledger.tally(ANA)
    assert {name: count for name, count in tally.items() if count} == {
        "owners": 1,
        "due": 1,
        "inbox_received": 1,
        "inbox_done": 1,
        "outbox_queued": 1,
    }


async def test_purging_spares_what_is_open_and_what_may_come_again(
    place: Place, opened: Storage
) -> None:
    ledger = opened.ledger
    for id in ("open", "old"):
        await ledger.receive(message(id))
    await commit(opened, Bound(ANA, address(), NOON), CodeMade(CODE), Claimed(CLAIM))
    await commit(opened, Done("old"), Queued(outgoing("sent"), NOON))
    await commit(opened, Queued(outgoing("open"), NOON))
    await ledger.settle("sent", Outcome.SENT, at=NOON)

    place.clock.now = NOON + timedelta(days=29)
    await ledger.purge(place.clock.now)
    assert not await ledger.receive(message("old"))
    with pytest.raises(AlreadyThere):
        await commit(opened, Claimed(CLAIM))
    assert await ledger.code("digest", NOON) is None
    assert await counts(opened) == {
        "owners": 1,
        "inbox_received": 1,
        "inbox_done": 1,
        "outbox_queued": 1,
    }

    place.clock.now = NOON + timedelta(days=31)
    await ledger.purge(NOON - MINUTE)
    assert not await ledger.receive(message("old"))
    await ledger.purge(place.clock.now)
    assert await counts(opened) == {"owners": 1, "inbox_received": 1, "outbox_queued": 1}
    await commit(opened, Claimed(CLAIM))


# Where things last


async def test_reopening_finds_every_row(lasting: Place) -> None:
    storage = await lasting.open()
    await storage.ledger.receive(message("m1"))
    await storage.ledger.receive(message("m2"))
    await storage.ledger.fail("m2", park_after=2)
    await commit(storage, Bound(ANA, address(), NOON), NextDue(ANA, NOON), Claimed(CLAIM))
    await commit(storage, Done("m1"), CodeMade(CODE))
    await storage.ledger.mark_gone(address(), gone=True)
    await storage.ledger.heartbeat("telegram", NOON)
    before = await storage.ledger.tally()

    storage = await lasting.reopen()
    ledger = storage.ledger
    assert await ledger.tally() == before
    assert await ledger.unfinished() == [message("m2")]
    assert not await ledger.receive(message("m1"))
    assert await ledger.fail("m2", park_after=2)
    row = OwnerRow(ANA, NOON, (address(),), NOON, (address(),))
    assert await ledger.owner(ANA) == row
    assert await ledger.code("digest", NOON) == CODE
    assert await ledger.heartbeat("telegram", NOON) == NOON
    with pytest.raises(AlreadyThere):
        await commit(storage, Claimed(CLAIM))
