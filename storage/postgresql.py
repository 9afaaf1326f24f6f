"""PostgreSQL: for several replicas of the bot, which hold no state that matters."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from secrets import token_bytes

from bot.clock import Clock, system_clock
from bot.errors import StorageError
from bot.model.book import Book
from bot.model.document import OwnerId
from storage.clustered.books import catch_up, load
from storage.clustered.checking import problems
from storage.clustered.ledger import ClusteredLedger
from storage.clustered.migrations import check, migrate
from storage.clustered.replica import ALIVE_FOR
from storage.clustered.server import PATIENCE, Connection, Server, told_as
from storage.clustered.unit import Unit
from storage.text import Codec, Plain, Text
from storage.work import Turns, Work

PERSISTS = True
"""Whether what was committed is there when the same url is opened again."""

CONNECTIONS = 10
SPARE = 3
"""Connections that units of work leave to the ledger, on which they may wait."""


async def open_storage(
    url: str,
    *,
    clock: Clock = system_clock,
    read_only: bool = False,
    codec: Codec | None = None,
    open_books: int = 128,
    alive_for: timedelta = ALIVE_FOR,
    patience: float = PATIENCE,
) -> "PostgresStorage":
    """The storage in the database of "postgresql://user:password@host/database".

    "?search_path=name" keeps it in a schema of its own. ``open_books`` is how many owners'
    books stay in memory. A replica that is silent for ``alive_for`` is taken for dead. A call
    waits ``patience`` seconds for a database that is away.

    Raises:
        StorageError: if the database does not answer, does not let us in, or is of another
            format.
    """
    server = Server(url, read_only=read_only, connections=CONNECTIONS, patience=patience)
    await server.open()
    try:
        if read_only:
            await check(server)
        else:
            await migrate(server, partial(_make_key, codec or Plain()))
        text = Text(codec or Plain(), await _hash_key(server, codec or Plain()))
        ledger = ClusteredLedger(server, text, clock, alive_for=alive_for)
        if not read_only:
            await ledger.replica.enlist()
    except BaseException:
        await server.close()
        raise
    return PostgresStorage(server, text, clock, ledger, 0 if read_only else open_books)


async def _make_key(codec: Codec, connection: Connection) -> None:
    """The key of the database's hashes, made with the database."""
    query = "INSERT INTO meta VALUES ('hash key', $1) ON CONFLICT DO NOTHING"
    await connection.execute(query, codec.seal(token_bytes(32)))


async def _hash_key(server: Server, codec: Codec) -> bytes:
    async with server.connection() as connection:
        with told_as(StorageError):
            sealed = await connection.fetchval("SELECT value FROM meta WHERE name = 'hash key'")
    return codec.unseal(sealed)


class PostgresStorage:
    """Books and ledger in one database. ``open_books`` 0 is for reading only.

    An event locks its owner's book, whose version tells whether the cached one is still true.
    """

    def __init__(
        self,
        server: Server,
        text: Text,
        clock: Clock,
        ledger: ClusteredLedger,
        open_books: int,
    ) -> None:
        self._server = server
        self._text = text
        self._clock = clock
        self._open_books = open_books
        self._books: OrderedDict[OwnerId, Book] = OrderedDict()
        self._turns = Turns()
        self._places = asyncio.Semaphore(CONNECTIONS - SPARE)
        self.ledger = ledger

    @asynccontextmanager
    async def begin(self, *owners: OwnerId) -> AsyncIterator[Work]:
        """These owners' books, exclusively among all replicas."""
        async with (
            self._turns.take(owners),
            self._places,
            self._server.connection() as connection,
        ):
            replica = self.ledger.replica.id
            unit = Unit(connection, self._server, self._text, self._clock, replica)
            try:
                versions = await unit.start(owners, read_only=not self._open_books)
                books = {
                    owner: await self._take(connection, owner, versions[owner])
                    for owner in owners
                }
                work = Work(books, unit)
                try:
                    yield work
                finally:
                    for book in work.leave():
                        self._put_back(book)
            finally:
                await unit.end()

    async def lead(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run ``work`` while no other replica does; again after the lead was lost."""
        key = int.from_bytes(self._text.hash(f"lead {name}")[:8], "big", signed=True)
        await self.ledger.replica.lead(key, work)

    async def check(self) -> Sequence[str]:
        """What is wrong with what is stored; all of it is read, some rows at a time."""
        async with self._server.connection() as connection:
            with told_as(StorageError):
                return [each async for each in problems(connection, self._text)]

    async def close(self) -> None:
        """Give back what is leased, and let go of the database; what was committed stays."""
        if self._open_books:
            await self.ledger.replica.leave()
        await self._server.close()

    async def _take(self, connection: Connection, owner: OwnerId, version: int) -> Book:
        book = self._books.pop(owner, None)
        if version == 0:
            return Book(owner)
        with told_as(StorageError):
            if book is not None:
                book.take_back()  # whoever kept a book beyond its unit has changed nothing
                if book.version == version:
                    return book
                if book.version < version and await catch_up(
                    connection, self._text, book, version
                ):
                    return book
            return await load(connection, self._text, owner, version)

    def _put_back(self, book: Book) -> None:
        if self._open_books:
            self._books[book.owner] = book
        while len(self._books) > self._open_books:
            self._books.popitem(last=False)
