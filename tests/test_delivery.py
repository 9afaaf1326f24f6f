"""What is in the outbox is sent nearly once, and how it ended is written down."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

import pytest
from msgspec import structs

from bot.delivery import LEASE, Delivery
from bot.errors import Gone, NotSaved, Refused, RetryAt, Unsure
from bot.model.document import OwnerId
from bot.ports import (
    Address,
    Attachment,
    Bound,
    Kind,
    Outcome,
    Outgoing,
    Queued,
)
from bot.reply import File, say
from storage.fleeting.ledger import MemoryLedger
from storage.memory import MemoryStorage
from tests.fakes.adapter import FakeAdapter
from tests.fakes.clock import FakeClock

ANN = OwnerId("ann")
HOME = Address("telegram", "", "ann")
BOOK = File("people.json", "json")


class FullLedger(MemoryLedger):
    """Cannot write, while ``is_full``, how a send ended."""

    is_full = True

    async def settle(self, *args: object, **more: object) -> None:
        raise NotSaved("disk full")

    async def postpone(self, *args: object, **more: object) -> None:
        raise NotSaved("disk full")


class PostOffice:
    """A delivery with one platform, an outbox and a clock."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.storage = MemoryStorage(self.clock)
        self.telegram = FakeAdapter("telegram")
        self.made: list[tuple[OwnerId, File]] = []
        self.storage_fails = False
        self.delivery = self.staffed()

    def staffed(self) -> Delivery:
        return Delivery(
            self.storage.ledger,
            {"telegram": self.telegram},
            clock=self.clock,
            make_file=self.make_file,
        )

    async def make_file(self, owner: OwnerId, file: File) -> Attachment:
        if self.storage_fails:
            raise NotSaved("away")
        self.made.append((owner, file))
        return Attachment(file.name, "application/json", b"{}")

    async def queue(self, outgoing: Outgoing, *, waits: bool = False) -> Outgoing:
        async with self.storage.begin(ANN) as work:
            lease = self.clock.now + LEASE
            await work.commit(
                Bound(ANN, HOME, self.clock.now), Queued(outgoing, lease, waits=waits)
            )
        return outgoing

    async def deliver(self, outgoing: Outgoing) -> None:
        await self.delivery.deliver(await self.queue(outgoing))

    async def ended(self) -> dict[str, int]:
        tally = await self.storage.ledger.tally()
        return {
            name.removeprefix("outbox_"): count
            for name, count in tally.items()
            if count and name.startswith("outbox_")
        }

    @property
    def shown(self) -> Sequence[str]:
        return [outgoing.reply.text for outgoing, _ in self.telegram.sent]


def reply(words: str = "Saved", **more: object) -> Outgoing:
    return structs.replace(Outgoing(f"o {words}", ANN, HOME, say(words)), **more)


async def test_what_was_shown_is_settled() -> None:
    office = PostOffice()
    await office.deliver(reply())
    assert office.shown == ["Saved"]
    assert await office.ended() == {"sent": 1}
    await office.delivery.sweep()
    assert office.shown == ["Saved"]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Unsure("timeout"), Outcome.UNSURE),
        (Refused("too long"), Outcome.REFUSED),
        (Gone("blocked"), Outcome.GONE),
    ],
)
async def test_what_may_have_been_shown_or_never_can_be_is_not_sent_again(
    error: Unsure | Refused | Gone, outcome: Outcome, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    office = PostOffice()
    office.telegram.fails = [error]
    await office.deliver(reply())
    office.clock.passes(hours=1)
    await office.delivery.sweep()
    assert office.shown == []
    assert await office.ended() == {outcome.value: 1}


async def test_an_address_that_is_gone_is_marked_so() -> None:
    office = PostOffice()
    office.telegram.fails = [Gone("blocked")]
    await office.deliver(reply())
    row = await office.storage.ledger.owner(ANN)
    assert row
    assert row.gone == (HOME,)


async def test_a_short_pause_is_waited_for_so_that_answers_stay_in_order() -> None:
    office = PostOffice()
    office.telegram.fails = [RetryAt(office.clock.now + timedelta(seconds=0.01))]
    await office.deliver(reply())
    assert office.shown == ["Saved"]


async def test_a_second_pause_is_left_to_a_later_sweep() -> None:
    office = PostOffice()
    soon = office.clock.now + timedelta(seconds=0.01)
    office.telegram.fails = [RetryAt(soon), RetryAt(soon)]
    await office.deliver(reply())
    assert await office.ended() == {"queued": 1}
    office.clock.passes(seconds=1)
    await office.delivery.sweep()
    assert office.shown == ["Saved"]


@pytest.mark.parametrize(("kind", "pause"), [(Kind.REPLY, 31), (Kind.DIGEST, 1)])
async def test_a_long_pause_or_something_unasked_waits_in_the_outbox(
    kind: Kind, pause: int
) -> None:
    office = PostOffice()
    office.telegram.fails = [RetryAt(office.clock.now + timedelta(seconds=pause))]
    await office.deliver(reply(kind=kind))
    assert (office.shown, await office.ended()) == ([], {"queued": 1})
    office.clock.passes(seconds=pause - 1)
    await office.delivery.sweep()
    assert office.shown == []
    office.clock.passes(seconds=1)
    await office.delivery.sweep()
    assert office.shown == ["Saved"]


async def test_what_is_too_late_is_not_shown() -> None:
    office = PostOffice()
    until = office.clock.now + timedelta(hours=1)
    await office.queue(reply("a digest", until=until), waits=True)
    await office.queue(reply("another", until=until + timedelta(hours=2)), waits=True)
    office.clock.passes(hours=1, seconds=1)
    await office.delivery.sweep()
    assert office.shown == ["another"]
    assert await office.ended() == {"sent": 1, "expired": 1}


async def test_what_is_for_a_platform_that_is_not_there_waits() -> None:
    office = PostOffice()
    await office.deliver(reply(to=Address("slack", "", "ann")))
    assert await office.ended() == {"queued": 1}
    office.clock.passes(minutes=5)
    await office.delivery.sweep()
    assert await office.ended() == {"queued": 1}


async def test_a_sender_that_died_is_taken_over_after_its_lease_and_only_once() -> None:
    office = PostOffice()
    await office.queue(reply())
    await office.delivery.sweep()
    assert office.shown == []
    office.clock.passes(seconds=LEASE.total_seconds())
    await asyncio.gather(office.delivery.sweep(), office.delivery.sweep())
    assert office.shown == ["Saved"]


async def test_what_goes_to_a_stranger_is_in_no_outbox() -> None:
    office = PostOffice()
    for fails in (
        [],
        [RetryAt(office.clock.now + timedelta(hours=1))],
        [Gone("blocked")],
    ):
        office.telegram.fails = list(fails)
        await office.delivery.deliver(reply(owner=None))
    assert office.shown == ["Saved"]
    assert await office.ended() == {}


async def test_files_are_made_when_they_are_sent() -> None:
    office = PostOffice()
    await office.deliver(reply("Here", reply=structs.replace(say("Here"), files=(BOOK,))))
    assert office.made == [(ANN, BOOK)]
    ((_, files),) = office.telegram.sent
    assert list(files) == [Attachment("people.json", "application/json", b"{}")]


async def test_a_file_of_nobodys_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    office = PostOffice()
    outgoing = reply(owner=None, reply=structs.replace(say("Here"), files=(BOOK,)))
    await office.delivery.deliver(outgoing)
    assert office.shown == []
    assert "telegram refused a message: Refused at" in caplog.text
    assert "a file needs an owner" not in caplog.text


async def test_a_file_that_cannot_be_made_now_is_sent_later() -> None:
    office = PostOffice()
    office.storage_fails = True
    await office.deliver(reply("Here", reply=structs.replace(say("Here"), files=(BOOK,))))
    assert await office.ended() == {"queued": 1}
    office.storage_fails = False
    office.clock.passes(minutes=1)
    await office.delivery.sweep()
    assert office.shown == ["Here"]


@pytest.mark.parametrize("fails", [[], [RetryAt(FakeClock().now + timedelta(hours=1))]])
async def test_a_storage_that_cannot_write_how_it_ended_is_logged_and_nothing_breaks(
    fails: list[RetryAt], caplog: pytest.LogCaptureFixture
) -> None:
    office = PostOffice()
    office.storage.ledger = FullLedger(office.storage)
    office.delivery = office.staffed()
    office.telegram.fails = list(fails)
    await office.deliver(reply())
    assert len(office.shown) == 1 - len(fails)
    assert "NotSaved" in caplog.text
    assert "disk full" not in caplog.text


async def test_what_is_unasked_is_spread_and_an_answer_does_not_wait_for_it() -> None:
    office = PostOffice()
    kinds = (Kind.NOTICE, Kind.DIGEST, Kind.NOTICE, Kind.REPLY)
    rows = [await office.queue(reply(f"{n} {kind}", kind=kind)) for n, kind in enumerate(kinds)]
    began = asyncio.get_running_loop().time()
    await asyncio.gather(*(office.delivery.deliver(row) for row in rows))
    assert asyncio.get_running_loop().time() - began >= 0.14
    assert office.shown == ["3 reply", "0 notice", "1 digest", "2 notice"]
