"""What every storage promises about what comes in and what goes out."""

import pytest

from bot.ports import (
    Bound,
    Done,
    Ledger,
    NextDue,
    Outcome,
    Queued,
    Storage,
)
from tests.contracts.storages import (
    ANA,
    MINUTE,
    NOON,
    Place,
    address,
    claim_due,
    commit,
    counts,
    message,
    outgoing,
    sendable,
)

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
