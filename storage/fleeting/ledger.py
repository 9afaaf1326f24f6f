"""The ledger over plain dicts, as the reference for every other."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from bot.model.document import OwnerId
from bot.ports import Address, Code, Due, Message, Outcome, Outgoing, OwnerRow
from storage.fleeting.state import Reachable, Received, State
from storage.work import COUNTED, REDELIVERED_FOR, Slots


class Memory(Protocol):
    """The storage that the ledger is a part of."""

    @property
    def state(self) -> State:
        """What is committed."""

    @property
    def now(self) -> datetime:
        """The clock's instant."""


class MemoryLedger:
    """The rows that are not in a book; see Ledger in bot.ports."""

    def __init__(self, storage: Memory) -> None:
        self._storage = storage
        self._slots = Slots()

    @property
    def _state(self) -> State:
        return self._storage.state

    async def receive(self, message: Message) -> bool:
        """Write the inbox row; False if a message of this id was received before."""
        hash = self._state.text.hash
        if (key := hash(message.id)) in self._state.inbox:
            return False
        row = Received(self._storage.now, message, hash(message.sender))
        self._state.inbox[key] = row
        return True

    async def unfinished(self) -> Sequence[Message]:
        """Messages received and neither done nor parked, oldest first."""
        return [row.message for row in self._state.inbox.values() if row.message is not None]

    async def fail(self, message_id: str, *, park_after: int) -> bool:
        """Count a failure of a message; True if it is parked now, for good."""
        key = self._state.text.hash(message_id)
        row = self._state.inbox.get(key)
        if row is None or row.message is None:
            return row is not None and row.state == "parked"
        row = replace(row, failures=row.failures + 1)
        if row.failures >= park_after:
            row = replace(row, at=self._storage.now, message=None, state="parked")
        self._state.inbox[key] = row
        return row.state == "parked"

    async def drop(self, message_id: str) -> None:
        """Remove an inbox row and its outbox rows: nothing of a stranger's is kept."""
        message = self._state.text.hash(message_id)
        self._state.inbox.pop(message, None)
        for key, row in list(self._state.outbox.items()):
            if row.cause == message and row.owner is None:
                del self._state.outbox[key]

    async def owner_of(self, address: Address) -> OwnerId | None:
        """Whose address this is."""
        reachable = self._state.addresses.get(address)
        return reachable.owner if reachable else None

    async def owner(self, owner: OwnerId) -> OwnerRow | None:
        """One owner's row."""
        return self._state.row_of(owner)

    async def owners(self) -> AsyncIterator[OwnerRow]:
        """Every owner's row, oldest first."""
        for owner in list(self._state.owners):
            if row := self._state.row_of(owner):
                yield row

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
        for key, row in list(self._state.outbox.items()):
            if row.outgoing is None or row.visible_at > now:
                continue
            lapsed = row.lapsed + (row.state == "sending")
            if lapsed > 1:
                self._close(key, Outcome.UNSURE, now, None)
            elif len(taken) < limit:
                taken.append(replace(row.outgoing, attempts=row.begun))
                begun = row.begun + 1
                self._state.outbox[key] = replace(
                    row, state="sending", visible_at=lease_until, begun=begun, lapsed=lapsed
                )
        return taken

    async def settle(
        self, outgoing_id: str, outcome: Outcome, *, at: datetime, sent_as: str | None = None
    ) -> None:
        """Close an outbox row and drop its reply; one that nobody owns goes altogether."""
        self._close(self._state.text.hash(outgoing_id), outcome, at, sent_as)

    def _close(self, key: bytes, outcome: Outcome, at: datetime, sent_as: str | None) -> None:
        row = self._state.outbox.get(key)
        if row is None or row.state == Outcome.SENT:
            return
        if row.owner is None:
            del self._state.outbox[key]
        else:
            closed = replace(
                row, outgoing=None, state=outcome.value, visible_at=at, sent_as=sent_as
            )
            self._state.outbox[key] = closed

    async def postpone(self, outgoing_id: str, until: datetime) -> None:
        """Let an outbox row be tried again, not before ``until``."""
        key = self._state.text.hash(outgoing_id)
        row = self._state.outbox.get(key)
        if row is not None and row.outgoing is not None:
            self._state.outbox[key] = replace(row, state="queued", visible_at=until)

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
        theirs = None if owner is None else state.senders_of(owner)
        for received in state.inbox.values():
            if theirs is None or received.sender in theirs:
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
            key: row
            for key, row in state.inbox.items()
            if row.message is not None or row.at >= known_until
        }
        state.outbox = {
            key: row
            for key, row in state.outbox.items()
            if row.outgoing is not None or row.visible_at >= before
        }
        state.claims = {claim for claim in state.claims if claim.day >= known_until.date()}
        state.codes = {d: code for d, code in state.codes.items() if code.expires_at >= before}
