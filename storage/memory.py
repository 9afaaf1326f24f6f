"""Everything in plain dicts, gone when the process ends: the reference for every storage."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from secrets import token_bytes

from bot.clock import Clock, system_clock
from bot.model.book import Book
from bot.model.document import TABLES, OwnerId
from bot.ports import Claim, Commons, Copying, Dump, Hit, Row
from storage.fleeting.dump import adopt, adopt_commons, commons, dump
from storage.fleeting.ledger import MemoryLedger
from storage.fleeting.state import State
from storage.search import scan
from storage.text import KEY_BYTES, Plain, Text
from storage.work import Entry, Shown, Turns, Work, cause_of, in_turn

PERSISTS = False
"""Whether what was committed is there when the same url is opened again."""


async def open_storage(
    url: str,  # noqa: ARG001 - every storage has one; here there is nothing to find
    *,
    clock: Clock = system_clock,
    read_only: bool = False,  # noqa: ARG001 - there is nothing that could be overwritten
    copying: Copying | None = None,  # noqa: ARG001 - there is nobody else
) -> "MemoryStorage":
    """An empty storage; what follows "memory:" is ignored."""
    return MemoryStorage(clock)


class MemoryStorage:
    """Books and ledger in one state. Nothing here waits, so that nothing comes in between."""

    def __init__(self, clock: Clock) -> None:
        self._state = State(Text(Plain(), token_bytes(KEY_BYTES)))
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

    async def dump(self, owner: OwnerId) -> Dump | None:
        """Everything of one owner; None if there is no such owner."""
        return dump(self._state, owner)

    async def dump_commons(self) -> Commons:
        """What belongs to no owner."""
        return commons(self._state)

    async def adopt(self, part: Dump | Commons) -> None:
        """Take in what a storage handed over, in the place of what is here of it.

        Raises:
            StorageError: if the keys of what is here were made with another hash key.
        """
        if isinstance(part, Dump):
            self._state = adopt(self._state, part)
        else:
            self._state = adopt_commons(self._state, part)

    async def write(self, entries: Sequence[Entry], rows: Sequence[Row]) -> Sequence[Shown]:
        """Write to a copy, which becomes the state if nothing was there already."""
        draft = self._state.copy([entry.owner for entry in entries])
        now, message = self._clock(), cause_of(rows)
        cause = None if message is None else draft.text.hash(message)
        shown = [each for entry in entries for each in draft.enter(entry, now)]
        for row in in_turn(rows):
            draft.apply(row, now, cause)
        self._state = draft
        return shown

    async def is_done(self, message_id: str) -> bool:
        """Whether the inbox says so."""
        row = self._state.inbox.get(self._state.text.hash(message_id))
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
