"""What comes in is written down first, and worked on in order."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from bot.command import Command, Commands
from bot.delivery import Delivery
from bot.dispatcher import Dispatcher, NotAnswered
from bot.errors import NotSaved
from bot.gate import Gate
from bot.intake import Intake
from bot.model.document import Contact, OwnerId, Preferences
from bot.ports import (
    Address,
    Attachment,
    Bound,
    Conversation,
    Done,
    MenuEntry,
    Message,
    Outgoing,
    Profile,
    Words,
)
from bot.reply import File, say
from bot.settings import Join
from storage.fleeting.ledger import MemoryLedger
from storage.memory import MemoryStorage
from tests.fakes.adapter import FakeAdapter
from tests.fakes.clock import FakeClock
from tests.fakes.commands import nod, wave

ANN = OwnerId("ann")
HOME = Address("telegram", "", "ann")


class SlowLedger(MemoryLedger):
    """Writes and drops when it is let; fails as it is told to."""

    def __init__(self, storage: MemoryStorage) -> None:
        super().__init__(storage)
        self.may_write = asyncio.Event()
        self.may_write.set()
        self.fails_writing: set[str] = set()
        self.fails_dropping = 0
        self.dropped: list[str] = []

    async def receive(self, message: Message) -> bool:
        await self.may_write.wait()
        if message.id in self.fails_writing:
            raise NotSaved("disk full")
        return await super().receive(message)

    async def drop(self, message_id: str) -> None:
        if self.fails_dropping:
            self.fails_dropping -= 1
            raise NotSaved("disk full")
        self.dropped.append(message_id)
        await super().drop(message_id)


class Slowly(Dispatcher):
    """Says what it was told, when it is let; counts how many are in hand."""

    def __init__(self, storage: MemoryStorage, clock: FakeClock) -> None:
        defaults = Preferences()
        gate = Gate(storage, join=Join.OPEN, clock=clock, defaults=defaults)
        super().__init__(storage, Commands(()), gate, clock=clock, profiles=self.nothing)
        self._kept = storage
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.in_hand: Counter[str] = Counter()
        self.most_at_once: Counter[str] = Counter()
        self.answered: list[str] = []
        self.error: Exception | None = None

    @staticmethod
    async def nothing(address: Address) -> Profile:
        return Profile()

    async def answer(self, message: Message) -> Outgoing | None:
        for key in (message.where.id, "all"):
            self.in_hand[key] += 1
            self.most_at_once[key] = max(self.most_at_once[key], self.in_hand[key])
        await self.may_answer.wait()
        await asyncio.sleep(0)
        for key in (message.where.id, "all"):
            self.in_hand[key] -= 1
        outgoing = Outgoing(f"re {message.id}", None, message.sender, say(f"{message.id}!"))
        if self.error:
            raise self.error
        if message.id in self.answered:
            return None
        self.answered.append(message.id)
        async with self._kept.begin() as work:
            await work.commit(Done(message.id))
        return outgoing


class Doorway:
    """An intake over the memory storage, with a slow ledger and a dispatcher to hold."""

    def __init__(self, *commands: Command) -> None:
        self.clock = FakeClock()
        self.storage = MemoryStorage(self.clock)
        self.ledger = self.storage.ledger = SlowLedger(self.storage)
        self.telegram = FakeAdapter("telegram")
        self.dispatcher = Slowly(self.storage, self.clock)
        adapters = {"telegram": self.telegram}
        self.intake = Intake(
            self.storage,
            self.dispatcher,
            Delivery(self.ledger, adapters, clock=self.clock, make_file=no_file),
            commands=Commands(commands),
            adapters=adapters,
            clock=self.clock,
        )

    async def bring(self, *messages: Message) -> None:
        for message in messages:
            assert await self.intake.receive(message)
            self.intake.work(message)

    @property
    def shown(self) -> list[str]:
        return [outgoing.reply.text for outgoing, _ in self.telegram.sent]

    async def inbox(self) -> dict[str, int]:
        tally = await self.ledger.tally()
        return {
            name.removeprefix("inbox_"): count
            for name, count in tally.items()
            if count and name.startswith("inbox_")
        }


async def no_file(owner: OwnerId, file: File) -> Attachment:
    raise AssertionError(file)


def message(id: str, where: str = "c1") -> Message:
    return Message(id, HOME, FakeClock().now, Words("hello"), Conversation(where))


async def test_a_message_is_written_down_and_then_answered() -> None:
    door = Doorway()
    assert await door.intake.receive(message("a"))
    assert await door.inbox() == {"received": 1}
    door.intake.work(message("a"))
    await door.intake.idle()
    assert (door.shown, await door.inbox()) == (["a!"], {"done": 1})


async def test_a_redelivery_is_told_from_something_new() -> None:
    door = Doorway()
    assert [await door.intake.receive(message("a")) for _ in range(2)] == [True, False]
    door.intake.work(message("a"))
    door.intake.work(message("a"))
    await door.intake.idle()
    door.intake.work(message("a"))
    await door.intake.idle()
    assert door.shown == ["a!"]


async def test_a_conversation_is_in_order_and_conversations_are_side_by_side() -> None:
    door = Doorway()
    door.dispatcher.may_answer.clear()
    await door.bring(*(message(f"{n}{where}", where) for n in range(5) for where in "xyz"))
    await asyncio.sleep(0.01)
    door.dispatcher.may_answer.set()
    await door.intake.idle()
    for where in "xyz":
        order = [id for id in door.dispatcher.answered if id.endswith(where)]
        assert order == [f"{n}{where}" for n in range(5)]
        assert door.dispatcher.most_at_once[where] == 1
    assert door.dispatcher.most_at_once["all"] == 3


async def test_not_more_are_in_hand_than_a_machine_can_do_and_all_get_their_turn() -> None:
    door = Doorway()
    door.dispatcher.may_answer.clear()
    await door.bring(*(message(f"m{n}", f"c{n}") for n in range(100)))
    await asyncio.sleep(0.01)
    door.dispatcher.may_answer.set()
    await door.intake.idle()
    assert door.dispatcher.most_at_once["all"] == 48
    assert len(door.shown) == 100


async def test_a_row_is_written_within_two_seconds_or_not_saved() -> None:
    door = Doorway()
    assert await door.intake.receive(message("earlier"))
    door.ledger.may_write.clear()
    began = asyncio.get_running_loop().time()

    async def is_not_saved(id: str) -> None:
        with pytest.raises(NotSaved):
            await door.intake.receive(message(id))

    door.ledger.fails_writing = {"lost"}
    await asyncio.gather(*(is_not_saved(id) for id in ("late", "earlier", "lost")))
    assert 1.9 < asyncio.get_running_loop().time() - began < 4

    # While it is not known how the write will end, it is neither taken again nor worked on.
    await is_not_saved("late")
    await door.intake.recover()
    assert door.dispatcher.in_hand["all"] == 0

    # The late row goes, since it was called unsaved; the row that was there stays; and a
    # write that failed in the end left nothing to drop.
    door.ledger.may_write.set()
    await door.intake.idle()
    assert door.ledger.dropped == ["late"]
    assert await door.inbox() == {"received": 1}
    door.ledger.fails_writing.clear()
    for id, is_new in (("late", True), ("earlier", False), ("lost", True)):
        assert await door.intake.receive(message(id)) is is_new


async def test_a_write_that_fails_at_once_is_told_at_once() -> None:
    door = Doorway()
    door.ledger.fails_writing = {"a"}
    with pytest.raises(NotSaved):
        await door.intake.receive(message("a"))
    door.ledger.fails_writing.clear()
    assert await door.intake.receive(message("a"))


async def test_what_could_not_be_saved_is_said_and_forgotten_as_soon_as_possible() -> None:
    door = Doorway()
    sorry = Outgoing("o", None, HOME, say("I couldn't save that"))
    door.dispatcher.error = NotAnswered(sorry)
    door.ledger.fails_dropping = 1
    await door.bring(message("a"))
    await asyncio.sleep(0.01)
    assert door.shown == ["I couldn't save that"]
    await door.intake.recover()  # it was told unsaved: nobody works on it meanwhile
    await door.intake.idle()
    assert (len(door.shown), await door.inbox()) == (1, {})


async def test_what_was_never_finished_is_worked_on_by_the_next_process() -> None:
    door = Doorway()
    assert await door.intake.receive(message("a"))
    await door.intake.recover()
    await door.intake.recover()
    await door.intake.idle()
    assert door.shown == ["a!"]
    await door.intake.recover()
    await door.intake.idle()
    assert door.shown == ["a!"]


async def test_what_is_in_hand_is_left_in_the_inbox_when_time_is_up() -> None:
    door = Doorway()
    door.dispatcher.may_answer.clear()
    await door.bring(message("a"))
    await door.intake.drain(0.01)
    await door.intake.idle()
    assert (door.shown, await door.inbox()) == ([], {"received": 1})


async def test_what_is_in_hand_is_finished_when_there_is_time() -> None:
    door = Doorway()
    await door.bring(message("a"))
    await door.intake.drain(5)
    assert door.shown == ["a!"]
    await door.intake.drain(5)


async def test_a_task_that_ends_badly_is_logged_without_words_and_holds_up_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    door = Doorway()
    door.dispatcher.error = KeyError("Sarah")
    await door.bring(message("a"))
    await door.intake.idle()
    assert "a task ended: KeyError at" in caplog.text
    assert "Sarah" not in caplog.text
    door.dispatcher.error = None
    await door.bring(message("b"))
    await door.intake.idle()
    assert door.shown == ["b!"]


async def test_the_menu_has_what_is_meant_to_be_typed() -> None:
    menu = Doorway(wave, nod).intake.menu()
    assert menu == [MenuEntry("wave", "wave [at <people>]", "Say hello")]


async def test_an_owner_is_offered_verbs_and_the_names_of_their_people() -> None:
    door = Doorway(wave, nod)
    assert not await door.intake.is_owner(HOME)
    assert await door.intake.completions(HOME) == ["wave"]
    async with door.storage.begin(ANN) as work:
        sarah = Contact(id="c", name="Sarah Chen", added_on=door.clock.now.date())
        work.book.save(sarah)
        await work.commit(Bound(ANN, HOME, door.clock.now))
    assert await door.intake.is_owner(HOME)
    assert await door.intake.completions(HOME) == ["wave", "Sarah Chen"]


@pytest.mark.parametrize(("hours", "told"), [(24, 0), (25, 1)])
async def test_only_an_absence_longer_than_the_platform_keeps_messages_is_told(
    hours: int, told: int
) -> None:
    door = Doorway()
    async with door.storage.begin(ANN) as work:
        await work.commit(Bound(ANN, HOME, door.clock.now))
    await door.intake.heard_from("telegram", door.clock.now)
    back = door.clock.now + timedelta(hours=hours)
    await door.intake.heard_from("telegram", back)
    assert (await door.ledger.tally())["outbox_queued"] == told
