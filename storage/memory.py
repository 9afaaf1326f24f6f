"""Everything in plain dicts, gone when the process ends: the reference for every storage."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.clock import Clock, system_clock
from bot.model.book import Book
from bot.model.document import TABLES, OwnerId
from bot.ports import (
    Address,
    Claim,
    Code,
    Due,
    Hit,
    Message,
    Outcome,
    Outgoing,
    OwnerRow,
    Row,
)
from storage.search import scan
from storage.state import Known, Reachable, Received, State
from storage.work import (
    COUNTED,
    REDELIVERED_FOR,
    Entry,
    Shown,
    Slots,
    Turns,
    Work,
    cause_of,
    in_turn,
)

PERSISTS = False
"""Whether what was committed is there when the same url is opened again."""


async def open_storage(
    url: str,  # noqa: ARG001 - every storage has one; here there is nothing to find
    *,
    clock: Clock = system_clock,
    read_only: bool = False,  # noqa: ARG001 - there is nothing that could be overwritten
) -> "MemoryStorage":
    """An empty storage; what follows "memory:" is ignored."""
    return MemoryStorage(clock)


class MemoryStorage:
    """Books and ledger in one state. Nothing here waits, so that nothing comes in between."""

    def __init__(self, clock: Clock) -> None:
        self._state = State()
        self._clock = clock
        self._turns = Turns()
        self.ledger = MemoryLedger(self)

    @property
    def state(self) -> State:
        """What is committed."""
        return self._state

    @property
    def now(self) -> datetime:
        """The clock's instant."""
        return self._clock()

    @asynccontextmanager
    async def begin(self, *owners: OwnerId) -> AsyncIterator[Work]:
        """These owners' books, made afresh from what is committed."""
        async with self._turns.take(owners):
            work = Work({owner: self._book(owner) for owner in owners}, self)
            try:
                yield work
            finally:
                work.leave()

    async def lead(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run ``work`` at once: there is no other process."""
        del name
        await work()

    async def check(self) -> Sequence[str]:
        """Nothing: what is never written down cannot be read wrongly."""
        return ()

    async def close(self) -> None:
        """Nothing to let go of."""

    async def write(self, entries: Sequence[Entry], rows: Sequence[Row]) -> Sequence[Shown]:
        """Write to a copy, which becomes the state if nothing was there already."""
        draft = self._state.copy([entry.owner for entry in entries])
        now, cause = self._clock(), cause_of(rows)
        shown = [each for entry in entries for each in draft.enter(entry, now)]
        for row in in_turn(rows):
            draft.apply(row, now, cause)
        self._state = draft
        return shown

    async def is_done(self, message_id: str) -> bool:
        """Whether the inbox says so."""
        row = self._state.inbox.get(message_id)
        return row is not None and row.state == "done"

    async def is_claimed(self, claim: Claim) -> bool:
        """Whether such a claim was committed."""
        return claim in self._state.claims

    async def search(self, book: Book, words: str, limit: int) -> Sequence[Hit]:
        """By looking at every document."""
        return scan(book, words, limit)

    def _book(self, owner: OwnerId) -> Book:
        known = self._state.owners.get(owner)
        book = Book(owner, known.version if known else 0)
        for (table, id), kept in self._state.books.get(owner, {}).items():
            if kept.document is None or kept.hidden:
                book.unload(TABLES[table], id, kept.version)
            else:
                book.load(kept.document, kept.version)
        return book


class MemoryLedger:
    """The rows that are not in a book; see Ledger in bot.ports."""

    def __init__(self, storage: MemoryStorage) -> None:
        self._storage = storage
        self._slots = Slots()

    @property
    def _state(self) -> State:
        return self._storage.state

    async def receive(self, message: Message) -> bool:
        """Write the inbox row; False if a message of this id was received before."""
        if message.id in self._state.inbox:
            return False
        row = Received(self._storage.now, message, message.sender)
        self._state.inbox[message.id] = row
        return True

    async def unfinished(self) -> Sequence[Message]:
        """Messages received and neither done nor parked, oldest first."""
        return [row.message for row in self._state.inbox.values() if row.message is not None]

    async def fail(self, message_id: str, *, park_after: int) -> bool:
        """Count a failure of a message; True if it is parked now, for good."""
        row = self._state.inbox.get(message_id)
        if row is None or row.message is None:
            return row is not None and row.state == "parked"
        row = replace(row, failures=row.failures + 1)
        if row.failures >= park_after:
            row = replace(row, at=self._storage.now, message=None, state="parked")
        self._state.inbox[message_id] = row
        return row.state == "parked"

    async def drop(self, message_id: str) -> None:
        """Remove an inbox row and its outbox rows: nothing of a stranger's is kept."""
        self._state.inbox.pop(message_id, None)
        for id, row in list(self._state.outbox.items()):
            if row.cause == message_id and row.owner is None:
                del self._state.outbox[id]

    async def owner_of(self, address: Address) -> OwnerId | None:
        """Whose address this is."""
        reachable = self._state.addresses.get(address)
        return reachable.owner if reachable else None

    async def owner(self, owner: OwnerId) -> OwnerRow | None:
        """One owner's row."""
        known = self._state.owners.get(owner)
        return self._row(owner, known) if known else None

    async def owners(self) -> AsyncIterator[OwnerRow]:
        """Every owner's row, oldest first."""
        for owner, known in list(self._state.owners.items()):
            yield self._row(owner, known)

    def _row(self, owner: OwnerId, known: Known) -> OwnerRow:
        theirs = {a: r for a, r in self._state.addresses.items() if r.owner == owner}
        gone = tuple(address for address, reachable in theirs.items() if reachable.gone)
        return OwnerRow(owner, known.created_at, tuple(theirs), known.next_due, gone)

    async def claim_due(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> Sequence[Due]:
        """Owners whose morning has come and is leased to nobody, the earliest first."""
        due = [
            Due(owner, known.next_due, lease_until)
            for owner, known in self._state.owners.items()
            if known.next_due is not None and known.next_due <= now
            if known.lease_until is None or known.lease_until <= now
        ]
        claimed = sorted(due, key=lambda each: each.due_at)[:limit]
        for each in claimed:
            known = self._state.owners[each.owner]
            self._state.owners[each.owner] = replace(known, lease_until=lease_until)
        return claimed

    async def release(self, due: Due, next_due: datetime | None) -> None:
        """Give a lease back, if it is still the one that was claimed."""
        known = self._state.owners.get(due.owner)
        if known is not None and known.lease_until == due.lease_until:
            released = replace(known, next_due=next_due, lease_until=None)
            self._state.owners[due.owner] = released

    async def sendable(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> Sequence[Outgoing]:
        """Outbox rows to send now; one whose second lease ran out may have arrived twice."""
        taken: list[Outgoing] = []
        for id, row in list(self._state.outbox.items()):
            if row.outgoing is None or row.visible_at > now:
                continue
            lapsed = row.lapsed + (row.state == "sending")
            if lapsed > 1:
                await self.settle(id, Outcome.UNSURE, at=now)
            elif len(taken) < limit:
                taken.append(replace(row.outgoing, attempts=row.begun))
                begun = row.begun + 1
                self._state.outbox[id] = replace(
                    row, state="sending", visible_at=lease_until, begun=begun, lapsed=lapsed
                )
        return taken

    async def settle(
        self, outgoing_id: str, outcome: Outcome, *, at: datetime, sent_as: str | None = None
    ) -> None:
        """Close an outbox row and drop its reply; one that nobody owns goes altogether."""
        row = self._state.outbox.get(outgoing_id)
        if row is None or row.state == Outcome.SENT:
            return
        if row.owner is None:
            del self._state.outbox[outgoing_id]
        else:
            closed = replace(
                row, outgoing=None, state=outcome.value, visible_at=at, sent_as=sent_as
            )
            self._state.outbox[outgoing_id] = closed

    async def postpone(self, outgoing_id: str, until: datetime) -> None:
        """Let an outbox row be tried again, not before ``until``."""
        row = self._state.outbox.get(outgoing_id)
        if row is not None and row.outgoing is not None:
            self._state.outbox[outgoing_id] = replace(row, state="queued", visible_at=until)

    async def mark_gone(self, address: Address, *, gone: bool) -> None:
        """Note that nothing unasked can be sent to an address, or that it can again."""
        if address in self._state.addresses:
            owner = self._state.addresses[address].owner
            self._state.addresses[address] = Reachable(owner, gone)

    async def code(self, digest: str, now: datetime) -> Code | None:
        """A code that is neither used up nor expired."""
        code = self._state.codes.get(digest)
        return code if code is not None and code.expires_at > now else None

    async def heartbeat(self, name: str, at: datetime) -> datetime | None:
        """Note that ``name`` was alive at ``at``; the time noted before."""
        before = self._state.heartbeats.get(name)
        self._state.heartbeats[name] = at
        return before

    async def slot(self, queue: str, spacing: timedelta) -> timedelta:
        """How long to wait for the next turn in a queue."""
        return self._slots.take(queue, spacing)

    async def tally(self, owner: OwnerId | None = None) -> dict[str, int]:
        """Counts for status, of everybody or of one owner; see COUNTED for the names."""
        state, now = self._state, self._storage.now
        counts = Counter[str]()
        for each, known in state.owners.items():
            if owner in {None, each}:
                counts["owners"] += 1
                counts["due"] += known.next_due is not None and known.next_due <= now
        for received in state.inbox.values():
            whose = state.addresses.get(received.sender) if received.sender else None
            if owner is None or (whose and whose.owner == owner):
                counts[f"inbox_{received.state}"] += 1
        for sending in state.outbox.values():
            if owner in {None, sending.owner}:
                counts[f"outbox_{sending.state}"] += 1
        return {name: counts[name] for name in COUNTED}

    async def purge(self, before: datetime) -> None:
        """Remove settled rows from before ``before``; never one that may be redelivered."""
        state = self._state
        known_until = min(before, self._storage.now - REDELIVERED_FOR)
        state.inbox = {
            id: row
            for id, row in state.inbox.items()
            if row.message is not None or row.at >= known_until
        }
        state.outbox = {
            id: row
            for id, row in state.outbox.items()
            if row.outgoing is not None or row.visible_at >= before
        }
        state.claims = {claim for claim in state.claims if claim.day >= known_until.date()}
        state.codes = {d: code for d, code in state.codes.items() if code.expires_at >= before}
