"""PostgreSQL: for several replicas of the bot, which hold no state that matters."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from secrets import token_bytes

from bot.clock import Clock, system_clock
from bot.errors import NotSaved, StorageError
from bot.model.book import Book
from bot.model.document import OwnerId
from bot.ports import Commons, Copying, Dump
from storage.clustered.books import catch_up, load
from storage.clustered.checking import problems
from storage.clustered.company import Alone, be_alone, while_nobody_copies
from storage.clustered.dump import adopt, adopt_commons, commons, copy_of, dump
from storage.clustered.ledger import ClusteredLedger
from storage.clustered.migrations import check, migrate
from storage.clustered.replica import ALIVE_FOR
from storage.clustered.server import PATIENCE, Connection, Server, told_as
from storage.clustered.transactions import (
    AT_ONE_MOMENT,
    TO_WRITE,
    patient_connection,
    transaction,
)
from storage.clustered.unit import Unit
from storage.copying import refuse_unfinished
from storage.text import KEY_BYTES, Codec, Plain, Text
from storage.work import Turns, Work

PERSISTS = True
"""Whether what was committed is there when the same url is opened again."""

_KEY = "SELECT value FROM meta WHERE name = 'hash key'"
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
    copying: Copying | None = None,
) -> "PostgresStorage":
    """The storage in the database of "postgresql://user:password@host/database".

    "?search_path=name" keeps it in a schema of its own. ``open_books`` is how many owners'
    books stay in memory. A replica that is silent for ``alive_for`` is taken for dead. A call
    waits ``patience`` seconds for a database that is away. ``copying`` FROM reads, and lets
    nobody write meanwhile; INTO takes an unfinished copy as well.

    Raises:
        InUse: if it is being copied, or is to be and somebody works on it.
        StorageError: if the database does not answer, does not let us in, is of another format
            or an unfinished copy.
    """
    read_only = read_only or copying is Copying.FROM
    codec = codec or Plain()
    server = Server(url, read_only=read_only, connections=CONNECTIONS, patience=patience)
    await server.open()
    try:
        if read_only:
            await check(server)
        else:
            await migrate(server, partial(_make_key, codec))
        text = Text(codec, await _hash_key(server, codec))
        ledger = ClusteredLedger(server, text, clock, alive_for=alive_for)
        alone = await _take_up(server, ledger, text, read_only=read_only, copying=copying)
    except BaseException:
        await server.close()
        raise
    return PostgresStorage(
        server, text, clock, ledger, open_books=0 if read_only else open_books, alone=alone
    )


async def _take_up(
    server: Server,
    ledger: ClusteredLedger,
    text: Text,
    *,
    read_only: bool,
    copying: Copying | None,
) -> Alone | None:
    """Be one of those who work on the database, or alone with it, or only look."""
    if copying is Copying.INTO:
        return await be_alone(server, copying)
    async with server.connection() as connection:
        with told_as(StorageError):
            origin = await copy_of(connection, text)
        if origin is not None:
            raise refuse_unfinished(origin)
        if copying is Copying.FROM:
            return await be_alone(server, copying)
        if not read_only:
            async with while_nobody_copies(connection):
                await ledger.replica.enlist()
    return None


async def _make_key(codec: Codec, connection: Connection) -> None:
    """The key of the database's hashes, made with the database."""
    if await connection.fetchval(_KEY) is None:
        query = "INSERT INTO meta VALUES ('hash key', $1)"
        await connection.execute(query, codec.seal(token_bytes(KEY_BYTES)))


async def _hash_key(server: Server, codec: Codec) -> bytes:
    async with server.connection() as connection:
        with told_as(StorageError):
            sealed = await connection.fetchval(_KEY)
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
        *,
        open_books: int,
        alone: Alone | None = None,
    ) -> None:
        self._server = server
        self._text = text
        self._clock = clock
        self._open_books = open_books
        self._alone = alone
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

    async def dump(self, owner: OwnerId) -> Dump | None:
        """Everything of one owner; None if there is no such owner."""
        self._see_that_we_are_alone()
        async with (
            self._server.connection() as connection,
            transaction(connection, AT_ONE_MOMENT, StorageError),
        ):
            return await dump(connection, self._text, owner)

    async def dump_commons(self) -> Commons:
        """What belongs to no owner."""
        self._see_that_we_are_alone()
        async with (
            self._server.connection() as connection,
            transaction(connection, AT_ONE_MOMENT, StorageError),
        ):
            return await commons(connection, self._text)

    async def adopt(self, part: Dump | Commons) -> None:
        """Take in what a storage handed over, in the place of what is here of it.

        Raises:
            StorageError: if the keys of what is here were made with another hash key.
        """
        self._see_that_we_are_alone()
        if isinstance(part, Dump):
            async with (
                self._server.connection() as connection,
                transaction(connection, TO_WRITE, NotSaved),
            ):
                await adopt(connection, self._text, part)
            self._books.pop(part.row.owner, None)
        else:
            async with (
                patient_connection(self._server) as connection,
                transaction(connection, TO_WRITE, NotSaved),
            ):
                await adopt_commons(connection, self._text, part)
            self._text.rekey(part.hash_key)

    def _see_that_we_are_alone(self) -> None:
        """Nobody can have come between, where that was promised."""
        if self._alone is not None:
            self._alone.check()

    async def close(self) -> None:
        """Give back what is leased, and let go of the database; what was committed stays."""
        if self._alone is not None:
            await self._alone.close()
        elif self._open_books:
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
