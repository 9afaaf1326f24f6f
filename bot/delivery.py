"""Sending what is in the outbox: nearly once, never blindly twice."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import structs

from bot.clock import Clock
from bot.errors import Gone, Refused, RetryAt, StorageError, Unsure
from bot.log import logger, trace
from bot.model.document import OwnerId
from bot.ports import Adapter, Address, Attachment, Kind, Ledger, Outcome, Outgoing
from bot.reply import File

LEASE = timedelta(minutes=2)
PATIENCE = timedelta(seconds=30)
TRY_AGAIN_IN = timedelta(minutes=1)
WITHOUT_ADAPTER = timedelta(minutes=5)
AT_ONCE = 20
BETWEEN_UNASKED = timedelta(seconds=1 / 20)
BETWEEN_TO_ONE = timedelta(seconds=1)
"""What is unasked keeps these distances, for all processes together: on one platform, and to
one address. Telegram lets a bot send 30 a second, and one a second to a chat."""
log = logger("delivery")

MakeFile = Callable[[OwnerId, File], Awaitable[Attachment]]


class Delivery:
    """Hands outbox rows to their adapters and settles them.

    A reply that a platform wants later is waited for, if not for long, so that a chat's
    answers stay in order; anything else is left in the outbox for a later ``sweep``.
    """

    def __init__(
        self,
        ledger: Ledger,
        adapters: Mapping[str, Adapter],
        *,
        clock: Clock,
        make_file: MakeFile,
        between_unasked: timedelta = BETWEEN_UNASKED,
    ) -> None:
        self._ledger = ledger
        self._adapters = adapters
        self._clock = clock
        self._make_file = make_file
        self._between_unasked = between_unasked

    async def deliver(self, outgoing: Outgoing) -> None:
        """Send one row, leased to us, and settle it."""
        now = self._clock()
        if outgoing.until and now > outgoing.until:
            await self._settle(outgoing, Outcome.EXPIRED)
            return
        adapter = self._adapters.get(outgoing.to.platform)
        if adapter is None:
            await self._postpone(outgoing, now + WITHOUT_ADAPTER)
            return
        try:
            if outgoing.kind is not Kind.REPLY and self._between_unasked:
                await self._keep_pace(outgoing.to)
            await self._send(adapter, outgoing)
        except StorageError as error:
            log.error("a send waits for the storage: %s", trace(error))
            await self._postpone(outgoing, self._clock() + TRY_AGAIN_IN)

    async def sweep(self) -> None:
        """Send what waits in the outbox and has come due, or whose sender has died."""
        rows = await self._next_rows()
        while rows:
            await asyncio.gather(*(self.deliver(row) for row in rows))
            rows = await self._next_rows() if len(rows) == AT_ONCE else ()

    async def _next_rows(self) -> Sequence[Outgoing]:
        now = self._clock()
        return await self._ledger.sendable(now, lease_until=now + LEASE, limit=AT_ONCE)

    async def _send(self, adapter: Adapter, outgoing: Outgoing) -> None:
        try:
            files = [await self._file(outgoing, file) for file in outgoing.reply.files]
            sent_as = await adapter.send(outgoing, files)
        except RetryAt as error:
            await self._later(adapter, outgoing, error.at)
        except Gone:
            await self._ledger.mark_gone(outgoing.to, gone=True)
            await self._settle(outgoing, Outcome.GONE)
        except Unsure as error:
            log.warning("unsure of a send to %s: %s", outgoing.to.platform, trace(error))
            await self._settle(outgoing, Outcome.UNSURE)
        except Refused as error:
            log.error("%s refused a message: %s", outgoing.to.platform, trace(error))
            await self._settle(outgoing, Outcome.REFUSED)
        else:
            await self._settle(outgoing, Outcome.SENT, sent_as)

    async def _later(self, adapter: Adapter, outgoing: Outgoing, at: datetime) -> None:
        pause = at - self._clock()
        if outgoing.kind is Kind.REPLY and pause < PATIENCE and outgoing.attempts == 0:
            await asyncio.sleep(max(pause.total_seconds(), 0))
            await self._send(adapter, structs.replace(outgoing, attempts=1))
        else:
            await self._postpone(outgoing, at)

    async def _file(self, outgoing: Outgoing, file: File) -> Attachment:
        if outgoing.owner is None:
            raise Refused("a file needs an owner")
        return await self._make_file(outgoing.owner, file)

    async def _settle(
        self, outgoing: Outgoing, outcome: Outcome, sent_as: str | None = None
    ) -> None:
        if outgoing.owner is None:
            return  # to a stranger, or unsaved: it is in no outbox
        try:
            await self._ledger.settle(outgoing.id, outcome, at=self._clock(), sent_as=sent_as)
        except StorageError as error:
            log.error("could not settle a send: %s", trace(error))

    async def _postpone(self, outgoing: Outgoing, until: datetime) -> None:
        if outgoing.owner is None:
            return
        try:
            await self._ledger.postpone(outgoing.id, until)
        except StorageError as error:
            log.error("could not postpone a send: %s", trace(error))

    async def _keep_pace(self, to: Address) -> None:
        """Spread what is unasked, so that a platform's limit is left to answers."""
        queues = (str(to), BETWEEN_TO_ONE), (to.platform, self._between_unasked)
        for queue, spacing in queues:
            wait = await self._ledger.slot(queue, spacing)
            await asyncio.sleep(wait.total_seconds())
