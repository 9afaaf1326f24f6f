"""A unit of work over any backend: what it changed in the books, written all or nothing."""

from asyncio import CancelledError, Lock
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from time import monotonic
from typing import Protocol
from weakref import WeakValueDictionary

from msgspec import Struct

from bot.errors import StorageError
from bot.model.book import Book, Changed
from bot.model.document import TABLES, Document, OwnerId
from bot.ports import Bound, Claim, Done, Hit, Outcome, OwnerGone, Row

COUNTED = (
    "owners",
    "due",
    "inbox_received",
    "inbox_done",
    "inbox_parked",
    "outbox_queued",
    "outbox_sending",
    *(f"outbox_{outcome.value}" for outcome in Outcome),
)
"""What a tally counts: every name is there, with 0 where there is nothing."""


REDELIVERED_FOR = timedelta(days=30)
"""For how long a platform may deliver a message again, so that its id must be known."""


class Staged(Struct, frozen=True):
    """A document that waits, invisible, until its batch is turned on."""

    batch: str
    document: Document


class Turned(Struct, frozen=True):
    """A batch that becomes visible, or invisible again."""

    batch: str
    on: bool


class Entry(Struct, frozen=True):
    """What one event writes into one owner's book, under the version that it makes."""

    owner: OwnerId
    version: int
    changes: tuple[Changed, ...]
    batches: tuple[Staged | Turned, ...] = ()


class Shown(Struct, frozen=True):
    """A document that turning a batch made visible, or invisible where it is None."""

    owner: OwnerId
    table: str
    id: str
    document: Document | None


class Backend(Protocol):
    """What a unit of work asks of the storage that it is a part of."""

    async def write(self, entries: Sequence[Entry], rows: Sequence[Row]) -> Sequence[Shown]:
        """Make all of it durable in one transaction; what turning batches did.

        Raises:
            AlreadyThere: if a claim, a code or an address was taken before.
            NotSaved: if nothing of it could be written.
        """

    async def is_done(self, message_id: str) -> bool:
        """As UnitOfWork has it."""

    async def is_claimed(self, claim: Claim) -> bool:
        """As UnitOfWork has it."""

    async def search(self, book: Book, words: str, limit: int) -> Sequence[Hit]:
        """As UnitOfWork has it, in one book."""


class Work:
    """The unit of work of every storage here; see UnitOfWork in bot.ports."""

    def __init__(self, books: dict[OwnerId, Book], backend: Backend) -> None:
        self.books = books
        self._backend = backend
        self._batches: list[Staged | Turned] = []
        self._stale: set[OwnerId] = set()

    @property
    def book(self) -> Book:
        """The book of the first owner named in ``begin``."""
        return next(iter(self.books.values()))

    async def is_done(self, message_id: str) -> bool:
        """Whether this message has been worked on and committed before."""
        return await self._backend.is_done(message_id)

    async def search(self, words: str, limit: int = 20) -> Sequence[Hit]:
        """Documents of the first owner in which every one of ``words`` occurs."""
        return await self._backend.search(self.book, words, limit)

    async def is_claimed(self, claim: Claim) -> bool:
        """Whether this owner, day and kind have been claimed before."""
        return await self._backend.is_claimed(claim)

    def stage(self, batch: str, document: Document) -> None:
        """Save a document of the first owner, invisible until ``batch`` is turned on.

        Raises:
            ValueError: if the book shows a document of this id: a batch brings new ones only.
        """
        if self.book.get(type(document), document.id) is not None:
            raise ValueError(f"{document.id} is in the book already and cannot be staged")
        self._batches.append(Staged(batch, document))

    def turn_on(self, batch: str) -> None:
        """Make a batch visible with this commit."""
        self._batches.append(Turned(batch, on=True))

    def turn_off(self, batch: str) -> None:
        """Make a batch invisible again with this commit."""
        self._batches.append(Turned(batch, on=False))

    async def commit(self, *rows: Row) -> None:
        """Make the books' changes and ``rows`` durable, in one transaction.

        Raises:
            AlreadyThere: if a claim was won before, or an address has another owner.
            NotSaved: if the storage could not write; nothing has changed then.
        """
        gone = {row.owner for row in rows if isinstance(row, OwnerGone)}
        entries = tuple(self._entries(besides=gone))
        try:
            shown = await self._backend.write(entries, rows)
        except (StorageError, CancelledError):
            self._forget()
            self._stale.update(self.books)
            raise
        self._batches.clear()
        for entry in entries:
            self._keep(entry)
        for each in shown:
            self._show(each)
        for owner in gone & self.books.keys():
            self.books[owner] = Book(owner)
            self._stale.add(owner)

    def leave(self) -> Sequence[Book]:
        """Forget what was not committed; the books that are still exactly as stored."""
        self._forget()
        return [book for owner, book in self.books.items() if owner not in self._stale]

    def _entries(self, *, besides: set[OwnerId]) -> Iterator[Entry]:
        for owner, book in self.books.items():
            changes = book.changes()
            batches = tuple(self._batches_for(book)) if book is self.book else ()
            if (changes or batches) and owner not in besides:
                yield Entry(owner, book.version + 1, changes, batches)

    def _batches_for(self, book: Book) -> Iterator[Staged | Turned]:
        """The batches' part; what was saved after it was staged is not hidden by that."""
        for each in self._batches:
            if isinstance(each, Turned) or not book.get(type(each.document), each.document.id):
                yield each

    def _forget(self) -> None:
        self._batches.clear()
        for book in self.books.values():
            book.take_back()

    def _keep(self, entry: Entry) -> None:
        book = self.books[entry.owner]
        book.keep(entry.version)
        for each in entry.batches:
            if isinstance(each, Staged):
                book.unload(type(each.document), each.document.id, entry.version)

    def _show(self, shown: Shown) -> None:
        book = self.books[shown.owner]
        if shown.document is None:
            book.unload(TABLES[shown.table], shown.id, book.version)
        else:
            book.load(shown.document, book.version)
        self._stale.add(shown.owner)  # it belongs where it was staged, and comes last


class Turns:
    """One unit of work an owner at a time, owners side by side."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[OwnerId, Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def take(self, owners: Sequence[OwnerId]) -> AsyncIterator[None]:
        """Wait for these owners' turns, in the order of their ids so that nobody deadlocks."""
        async with AsyncExitStack() as held:
            for owner in sorted(set(owners)):
                lock = self._locks.setdefault(owner, Lock())
                await held.enter_async_context(lock)
            yield


class Slots:
    """Turns to send for a storage that only one process writes to."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}

    def take(self, queue: str, spacing: timedelta) -> timedelta:
        """How long to wait for the next turn; see Ledger in bot.ports."""
        now = monotonic()
        at = max(self._next.get(queue, now), now)
        self._next = {each: turn for each, turn in self._next.items() if turn > now}
        self._next[queue] = at + spacing.total_seconds()
        return timedelta(seconds=at - now)


def in_turn(rows: Sequence[Row]) -> list[Row]:
    """The rows of a commit as they are written.

    What is done first, so that its id outlives an owner who goes; then who goes, and who
    comes; then the rest as given.
    """
    order: dict[type[Row], int] = {Done: 0, OwnerGone: 1, Bound: 2}
    return sorted(rows, key=lambda row: order.get(type(row), 3))


def cause_of(rows: Sequence[Row]) -> str | None:
    """The message that a commit answers."""
    return next((row.message_id for row in rows if isinstance(row, Done)), None)
