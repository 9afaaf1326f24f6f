"""The door: what comes in is written down, then acknowledged, then worked on in order."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.command import Commands
from bot.delivery import Delivery
from bot.dispatcher import Dispatcher, NotAnswered
from bot.errors import NotSaved, StorageError
from bot.lanes import Lanes
from bot.log import logger, trace
from bot.model.document import Contact
from bot.notices import missed
from bot.ports import Adapter, Address, MenuEntry, Message, Storage

WRITE_WITHIN = 2.0
AT_ONCE = 48
PARK_AFTER = 5
log = logger("intake")


class Intake:
    """Implements the port Door.

    Messages of one conversation are worked on one after the other, conversations side by
    side. A row whose process died is worked on at the next ``recover``.
    """

    def __init__(
        self,
        storage: Storage,
        dispatcher: Dispatcher,
        delivery: Delivery,
        *,
        commands: Commands,
        adapters: Mapping[str, Adapter],
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._dispatcher = dispatcher
        self._delivery = delivery
        self._commands = commands
        self._adapters = adapters
        self._clock = clock
        self._lanes = Lanes()
        self._tasks: set[asyncio.Task[None]] = set()
        self._working: set[str] = set()
        self._unsaid: set[str] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def receive(self, message: Message) -> bool:
        """Make the inbox row durable; False for a redelivery."""
        if message.id in self._unsaid:
            raise NotSaved("an earlier write of this message is not settled yet")
        writing = asyncio.ensure_future(self._storage.ledger.receive(message))
        try:
            async with asyncio.timeout(WRITE_WITHIN):
                return await asyncio.shield(writing)
        except TimeoutError:
            self._unsaid.add(message.id)
            self._start(self._forget_late(message.id, writing))
            raise NotSaved("the inbox row took too long") from None

    def work(self, message: Message) -> None:
        """Answer a received message in the background, in order within its conversation."""
        if message.id not in self._working:
            self._working.add(message.id)
            self._start(self._work(message))

    def menu(self) -> Sequence[MenuEntry]:
        """The commands that this bot has."""
        return [
            MenuEntry(each.verb, each.usage, each.summary)
            for each in self._commands.all
            if each.in_menu
        ]

    async def completions(self, address: Address) -> Sequence[str]:
        """Verbs, and names of the contacts of whoever has this address."""
        verbs = [each.verb for each in self._commands.all if each.in_menu]
        owner = await self._storage.ledger.owner_of(address)
        if owner is None:
            return verbs
        async with self._storage.begin(owner) as work:
            return verbs + [contact.name for contact in work.book.all(Contact)]

    async def is_owner(self, address: Address) -> bool:
        """Whether this address is anybody's."""
        return await self._storage.ledger.owner_of(address) is not None

    async def heard_from(self, platform: str, at: datetime) -> None:
        """The platform answered at ``at``; says what was missed if it was long away."""
        before = await self._storage.ledger.heartbeat(platform, at)
        keeps = timedelta(hours=self._adapters[platform].keeps_hours)
        if before is not None and keeps and at - before > keeps:
            await missed(self._storage, platform, before, at, keeps)

    async def recover(self) -> None:
        """Work on what was received and never finished, and is in nobody's hands.

        What a process died of several times is parked, so that it cannot keep it from starting.
        """
        ledger = self._storage.ledger
        for message in await ledger.unfinished():
            if message.id in self._unsaid or message.id in self._working:
                continue
            if await ledger.fail(message.id, park_after=PARK_AFTER):
                log.error("a message was parked after %d tries", PARK_AFTER)
            else:
                self.work(message)

    async def drain(self, seconds: float) -> None:
        """Wait for the work in hand, at most this long; what is left stays in the inbox."""
        try:
            async with asyncio.timeout(seconds):
                await self.idle()
        except TimeoutError:
            for task in self._tasks:
                task.cancel()

    async def idle(self) -> None:
        """Wait until nothing is in hand."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _work(self, message: Message) -> None:
        lane = f"{message.sender.platform}/{message.where.id}/{message.sender.user}"
        try:
            async with self._lanes.lane(lane), self._slots:
                try:
                    outgoing = await self._dispatcher.answer(message)
                except NotAnswered as error:
                    outgoing = error.outgoing
                    self._unsaid.add(message.id)
                    self._start(self._forget(message.id))
                if outgoing:
                    await self._delivery.deliver(outgoing)
        finally:
            self._working.discard(message.id)

    async def _forget_late(self, message_id: str, writing: asyncio.Future[bool]) -> None:
        """Drop a row that was written after it was called unsaved; an earlier one stays."""
        try:
            if await writing:
                await self._forget(message_id)
        except StorageError as error:
            log.warning("storage: %s", trace(error))  # nothing was written
        finally:
            self._unsaid.discard(message_id)

    async def _forget(self, message_id: str) -> None:
        """Drop the row of a message that was called unsaved, as soon as that is possible."""
        pause = 0.1
        while True:
            try:
                await self._storage.ledger.drop(message_id)
                break
            except StorageError as error:
                log.warning("storage: %s", trace(error))
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30)
        self._unsaid.discard(message_id)

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a task ended: %s", trace(error))
