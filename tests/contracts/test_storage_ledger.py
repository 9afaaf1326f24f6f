"""What every storage promises about messages, mornings, addresses and codes."""

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
    Outgoing,
    OwnerRow,
    Queued,
    Row,
    Storage,
)
from tests.contracts.storages import (
    ANA,
    BEN,
    MINUTE,
    NOON,
    Place,
    address,
    message,
    outgoing,
)

CLAIM = Claim(ANA, date(2026, 3, 18), "morning")
CODE = Code("digest", CodeKind.INVITATION, NOON + MINUTE, ANA)


async def commit(storage: Storage, *rows: Row) -> None:
    async with storage.begin() as work:
        await work.commit(*rows)


async def counts(storage: Storage) -> dict[str, int]:
    return {name: count for name, count in (await storage.ledger.tally()).items() if count}


async def sendable(ledger: Ledger, minutes: int = 0, limit: int = 10) -> list[Outgoing]:
    """What can be sent some minutes past noon, leased for a minute."""
    now = NOON + minutes * MINUTE
    return list(await ledger.sendable(now, lease_until=now + MINUTE, limit=limit))


async def claim_due(ledger: Ledger, minutes: int = 0, limit: int = 10) -> list[Due]:
    now = NOON + minutes * MINUTE
    return list(await ledger.claim_due(now, lease_until=now + MINUTE, limit=limit))


# The inbox


async def test_a_redelivery_is_recognised(ledger: Ledger) -> None:
    assert await ledger.receive(message("m", "met Sarah"))
    assert not await ledger.receive(message("m", "met Sarah"))
    assert await ledger.unfinished() == [message("m")]


async def test_a_redelivery_is_recognised_when_all_is_done(opened: Storage) -> None:
    await opened.ledger.receive(message("m"))
    await commit(opened, Done("m"))
    assert not await opened.ledger.receive(message("m"))
    assert await opened.ledger.unfinished() == []


async def test_a_message_is_known_as_done_once_it_was_committed(opened: Storage) -> None:
    await opened.ledger.receive(message("m"))
    async with opened.begin(ANA) as work:
        assert not await work.is_done("m")
        await work.commit(Done("m"))
        assert await work.is_done("m")
        assert not await work.is_done("n")


async def test_a_message_that_never_was_received_can_be_done(opened: Storage) -> None:
    await commit(opened, Done("m"))
    assert not await opened.ledger.receive(message("m"))


async def test_unfinished_messages_come_oldest_first(ledger: Ledger) -> None:
    for id in ("b", "a", "c"):
        await ledger.receive(message(id))
    assert [each.id for each in await ledger.unfinished()] == ["b", "a", "c"]


async def test_a_message_is_parked_after_so_many_failures(opened: Storage) -> None:
    ledger = opened.ledger
    await ledger.receive(message("m"))
    assert [await ledger.fail("m", park_after=3) for _ in range(4)] == [
        False,
        False,
        True,
        True,
    ]
    assert await ledger.unfinished() == []
    assert not await ledger.receive(message("m"))
    assert await counts(opened) == {"inbox_parked": 1}


async def test_a_message_that_nobody_received_does_not_fail(ledger: Ledger) -> None:
    assert not await ledger.fail("m", park_after=1)


async def test_nothing_of_a_dropped_message_is_kept(opened: Storage) -> None:
    await opened.ledger.receive(message("m"))
    await opened.ledger.receive(message("n"))
    await commit(opened, Done("m"), Queued(outgoing("o", None), NOON))
    await opened.ledger.drop("m")
    await opened.ledger.drop("unheard of")
    assert await counts(opened) == {"inbox_received": 1}
    assert await opened.ledger.receive(message("m"))


# The outbox


async def test_a_queued_row_is_leased_to_whoever_queued_it(opened: Storage) -> None:
    await commit(opened, Queued(outgoing("o"), NOON + MINUTE))
    assert await sendable(opened.ledger) == []


async def test_a_row_whose_lease_is_over_waits_for_anybody(opened: Storage) -> None:
    await commit(opened, Bound(ANA, address(), NOON), Queued(outgoing("o"), NOON))
    assert await sendable(opened.ledger) == [outgoing("o")]
    assert await sendable(opened.ledger) == []


async def test_a_row_that_waits_is_sent_at_its_time_as_if_new(lasting: Place) -> None:
    await commit(await lasting.open(), Queued(outgoing("o"), NOON + 60 * MINUTE, waits=True))
    ledger = (await lasting.reopen()).ledger
    assert await sendable(ledger, 59) == []
    assert await sendable(ledger, 60) == [outgoing("o")]


async def test_rows_are_sent_in_the_order_in_which_they_were_queued(opened: Storage) -> None:
    for id in ("b", "a", "c"):
        await commit(opened, Queued(outgoing(id), NOON))
    assert [each.id for each in await sendable(opened.ledger, limit=2)] == ["b", "a"]
    assert [each.id for each in await sendable(opened.ledger, limit=2)] == ["c"]


async def test_an_expired_lease_is_taken_over_once(opened: Storage) -> None:
    await commit(opened, Bound(ANA, address(), NOON), Queued(outgoing("o"), NOON + MINUTE))
    (taken,) = await sendable(opened.ledger, 1)
    assert taken.attempts == 1
    assert taken.reply == outgoing("o").reply
    assert await sendable(opened.ledger, 2) == []
    assert (await counts(opened))["outbox_unsure"] == 1


async def test_a_stranger_s_row_that_is_unsure_is_not_kept(opened: Storage) -> None:
    await commit(opened, Queued(outgoing("o", None), NOON + MINUTE))
    assert len(await sendable(opened.ledger, 1)) == 1
    assert await sendable(opened.ledger, 2) == []
    assert await counts(opened) == {}


async def test_the_same_cause_makes_one_row(opened: Storage) -> None:
    await commit(opened, Queued(outgoing("o", words="first"), NOON))
    await commit(opened, Queued(outgoing("o", words="second"), NOON))
    assert [each.reply.text for each in await sendable(opened.ledger)] == ["first"]


@pytest.mark.parametrize("outcome", list(Outcome))
async def test_a_settled_row_is_not_sent_again(opened: Storage, outcome: Outcome) -> None:
    await commit(opened, Bound(ANA, address(), NOON), Queued(outgoing("o"), NOON))
    await sendable(opened.ledger)
    await opened.ledger.settle("o", outcome, at=NOON, sent_as="17")
    await opened.ledger.postpone("o", NOON)
    assert await sendable(opened.ledger, 5) == []
    assert await counts(opened) == {"owners": 1, f"outbox_{outcome.value}": 1}


async def test_what_was_sent_stays_sent(opened: Storage) -> None:
    await commit(opened, Bound(ANA, address(), NOON), Queued(outgoing("o"), NOON))
    await opened.ledger.settle("o", Outcome.UNSURE, at=NOON)
    await opened.ledger.settle("o", Outcome.SENT, at=NOON)
    await opened.ledger.settle("o", Outcome.REFUSED, at=NOON)
    await opened.ledger.settle("unheard of", Outcome.SENT, at=NOON)
    assert await counts(opened) == {"owners": 1, "outbox_sent": 1}


async def test_a_settled_row_that_nobody_owns_goes(opened: Storage) -> None:
    await commit(opened, Queued(outgoing("o", None), NOON))
    await opened.ledger.settle("o", Outcome.SENT, at=NOON)
    assert await counts(opened) == {}


async def test_a_postponed_row_is_tried_again_as_often_as_needed(opened: Storage) -> None:
    await commit(opened, Queued(outgoing("o"), NOON + MINUTE))
    for minute in (3, 6, 9):
        await opened.ledger.postpone("o", NOON + minute * MINUTE)
        assert await sendable(opened.ledger, minute - 1) == []
        (taken,) = await sendable(opened.ledger, minute)
        assert taken.attempts == minute // 3


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


async def test_leases_of_a_process_that_ended_are_over_at_once(lasting: Place) -> None:
    storage = await lasting.open()
    await commit(storage, NextDue(ANA, NOON), Queued(outgoing("o"), NOON + MINUTE))
    assert len(await claim_due(storage.ledger)) == 1

    ledger = (await lasting.reopen()).ledger
    assert len(await claim_due(ledger)) == 1
    assert [each.attempts for each in await sendable(ledger)] == [1]

    ledger = (await lasting.reopen()).ledger
    assert await sendable(ledger) == []
    assert (await ledger.tally())["outbox_unsure"] == 1
