"""A message in, a reply out, one unit of work, and the one broad except."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from bot import changes
from bot.clock import Clock
from bot.codes import new_code
from bot.command import Commands, Turn, new_id
from bot.errors import Refusal, StorageError
from bot.gate import Gate, greeted, stranger
from bot.interpreter import IN_PUBLIC, Interpreter
from bot.log import logger, trace
from bot.model.book import Book
from bot.model.document import Digest, OwnerId
from bot.nudges.moments import next_due
from bot.ports import (
    Address,
    Done,
    Message,
    NextDue,
    Outgoing,
    Profile,
    Queued,
    Row,
    Storage,
)
from bot.reply import Reply, say

LEASE = timedelta(minutes=2)
TIDY_EVERY = 32
"""At how many of an owner's events what is past its time is dropped."""
NOT_SAVED = (
    "I couldn't save that: my storage isn't answering. Nothing was lost; "
    "please send it again in a few minutes."
)
log = logger("dispatcher")
_TIMED = {"drafts", "reminders", "events", "preferences"}
"""The tables that decide when something comes unasked."""


class NotAnswered(StorageError):
    """Nothing of a message was saved; ``outgoing`` says so, and is in no outbox."""

    def __init__(self, outgoing: Outgoing) -> None:
        self.outgoing = outgoing
        super().__init__("not saved")


class Profiles(Protocol):
    """Tells what a platform knows of somebody."""

    def __call__(self, address: Address, /) -> Awaitable[Profile]:
        """An empty profile where nothing is known."""


class Dispatcher:
    """Answers messages, each in one unit of work of its owner's."""

    def __init__(
        self,
        storage: Storage,
        commands: Commands,
        gate: Gate,
        *,
        clock: Clock,
        profiles: Profiles,
        new_code: Callable[[], str] = new_code,
    ) -> None:
        self._storage = storage
        self._commands = commands
        self._gate = gate
        self._clock = clock
        self._profiles = profiles
        self._new_code = new_code
        self._interpreter = Interpreter(commands)

    async def answer(self, message: Message) -> Outgoing | None:
        """The reply to ``message``, committed with all that it changes.

        None if it was answered before. A mistake of ours is told to the sender, and changes
        nothing.

        Raises:
            NotAnswered: if the storage did not answer, with what to tell the sender.
        """
        try:
            owner = await self._storage.ledger.owner_of(message.sender)
            if owner is None:
                owner = await self._admit(message)
                if owner is None:
                    await self._storage.ledger.drop(message.id)
                    return _outgoing(message, None, stranger())
                message = greeted(message)
            return await self._work(owner, message)
        except StorageError as error:
            log.error("storage: %s", trace(error))
            raise NotAnswered(_outgoing(message, None, say(NOT_SAVED))) from error
        except Exception as error:  # noqa: BLE001 (the one place that nothing gets past)
            return await self._our_fault(message, error)

    async def _admit(self, message: Message) -> OwnerId | None:
        return await self._gate.admit(message, await self._profiles(message.sender))

    async def _work(self, owner: OwnerId, message: Message) -> Outgoing | None:
        async with self._storage.begin(owner) as work:
            if await work.is_done(message.id):
                return None
            turn = self._turn(work.book, message)
            try:
                reply = await self._interpreter.reply(turn, message, work)
            except Refusal as refusal:
                work.book.take_back()
                turn.rows.clear()
                reply = refusal.reply() if message.where.private else say(IN_PUBLIC)
            if work.book.version % TIDY_EVERY == 0:
                changes.drop_old(turn)
            outgoing = _outgoing(message, owner, reply)
            rows: list[Row] = [Done(message.id), *turn.rows]
            rows.append(Queued(outgoing, self._clock() + LEASE))
            moved = {each.table for each in work.book.changes()} & _TIMED
            if moved:
                rows.append(self._next_due(owner, work.book))
            await work.commit(*rows)
        return outgoing

    def _turn(self, book: Book, message: Message) -> Turn:
        return Turn(
            book,
            message_id=message.id,
            said_at=message.at,
            now=self._clock(),
            sender=message.sender,
            where=message.where,
            new_code=self._new_code,
            commands=self._commands,
        )

    def _next_due(self, owner: OwnerId, book: Book) -> NextDue:
        closed = max((digest.day for digest in book.all(Digest)), default=None)
        return NextDue(owner, next_due(book, self._clock(), closed))

    async def _our_fault(self, message: Message, error: Exception) -> Outgoing:
        """Say so with a reference, log the frames without their words, count it as done."""
        reference = new_id(message.id, 0)[:6]
        log.error("ref %s: %s", reference, trace(error))
        reply = say(
            f"Something went wrong on my side and nothing was changed. (ref {reference})"
        )
        outgoing = _outgoing(message, None, reply)
        try:
            async with self._storage.begin() as work:
                await work.commit(Done(message.id))
        except StorageError as storage_error:
            log.error("storage: %s", trace(storage_error))
        return outgoing


def _outgoing(message: Message, owner: OwnerId | None, reply: Reply) -> Outgoing:
    return Outgoing(
        id=new_id(f"reply {message.id}", 0),
        owner=owner,
        to=message.sender,
        reply=reply,
        where=message.where,
    )
