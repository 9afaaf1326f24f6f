"""TinyDB over rows in one SQLite file: for one process, a laptop or a small server."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager, closing
from functools import partial
from pathlib import Path
from secrets import token_bytes
from sqlite3 import Connection
from typing import TypeVar

from bot.clock import Clock, system_clock
from bot.errors import StorageError
from bot.model.book import Book
from bot.model.document import OwnerId
from bot.ports import Claim, Commons, Copying, Dump, Hit, OwnerGone, Row
from bot.secret import Secret
from storage.copying import refuse_unfinished
from storage.embedded import traces
from storage.embedded.books import load_book
from storage.embedded.checking import problems
from storage.embedded.commit import Commit
from storage.embedded.connections import failures
from storage.embedded.dump import adopt, adopt_commons, at_one_moment, commons, copy_of, dump
from storage.embedded.file import DataFile, open_file
from storage.embedded.ledger import EmbeddedLedger
from storage.embedded.outbox import take_over
from storage.embedded.place import Place, place_of
from storage.embedded.trouble import told
from storage.embedded.vault import EmbeddedVault
from storage.embedded.writer import Scrub, Writer, seen_through
from storage.text import KEY_BYTES, Codec, Plain, Text
from storage.word_index import WordIndex
from storage.work import Entry, Shown, Turns, Work

T = TypeVar("T")

EXPIRE = {"changes", "questions", "corrections", "digests"}
"""Tables whose documents go by themselves when their time is over. Whatever else is deleted
was meant to be forgotten: it leaves the write-ahead log at once, and the file's last traces of
it go with the next purge. With an owner they go at once."""

KEPT = 14
"""Backups, unless somebody says how many."""

PERSISTS = True
"""Whether what was committed is there when the same url is opened again."""


async def open_storage(
    url: str,
    *,
    clock: Clock = system_clock,
    read_only: bool = False,
    codec: Codec | None = None,
    open_books: int = 128,
    key: Secret | None = None,
    backups: Path | None = None,
    copying: Copying | None = None,
) -> "TinyStorage":
    """The storage in the folder that follows "tinydb:", made if it is not there.

    ``read_only`` reads beside a process that writes. ``open_books`` is how many owners' books
    stay in memory. ``key`` is the passphrase of a file that is encrypted. ``backups`` is the
    folder of its backups, where it is not the one beside the file. ``copying`` FROM reads,
    and lets nobody write meanwhile; INTO takes an unfinished copy as well.

    Raises:
        InUse: if another process has it open for writing.
        StorageError: if it is damaged, of another format, or an unfinished copy; it is left as
            it is then.
    """
    place = place_of(url, backups=backups, key=key)
    read_only = read_only or copying is Copying.FROM
    opening = partial(_open, place, codec or Plain(), read_only=read_only, copying=copying)
    file, text = await asyncio.to_thread(opening)
    return TinyStorage(file, text, clock, 0 if read_only else open_books)


def open_vault(
    url: str,
    *,
    clock: Clock = system_clock,
    key: Secret | None = None,
    backups: Path | None = None,
    kept: int = KEPT,
) -> EmbeddedVault:
    """The backups of the storage in the folder that follows "tinydb:"."""
    return EmbeddedVault(place_of(url, backups=backups, key=key), kept, clock)


def _open(
    place: Place, codec: Codec, *, read_only: bool, copying: Copying | None
) -> tuple[DataFile, Text]:
    with ExitStack() as undo:
        alone = not read_only or copying is Copying.FROM
        file = open_file(place, read_only=read_only, alone=alone)
        undo.callback(file.close)
        undo.enter_context(told(place))
        connection = undo.enter_context(closing(file.connect(read_only=read_only)))
        text = Text(codec, _hash_key(connection, codec, read_only=read_only))
        if copying is not Copying.INTO and (origin := copy_of(connection, text)) is not None:
            raise refuse_unfinished(origin)
        if not read_only:
            take_over(connection)
        connection.close()
        undo.pop_all()
    return file, text


def _hash_key(connection: Connection, codec: Codec, *, read_only: bool) -> bytes:
    """The key of the file's hashes, made with the file."""
    if not read_only:
        made = codec.seal(token_bytes(KEY_BYTES))
        connection.execute("INSERT OR IGNORE INTO meta VALUES ('hash key', ?)", (made,))
    found = connection.execute("SELECT value FROM meta WHERE name = 'hash key'").fetchone()
    return codec.unseal(found[0]) if found else b""


class TinyStorage:
    """Books through TinyDB and the ledger beside them, written by one thread.

    Single rows are read on the event loop, which takes some 10 microseconds; books and
    lists are read by a thread of their own. ``open_books`` 0 is for reading only.
    """

    def __init__(self, file: DataFile, text: Text, clock: Clock, open_books: int) -> None:
        self._file = file
        self._text = text
        self._clock = clock
        self._open_books = open_books
        self._writer = Writer(file.connect(read_only=False)) if open_books else None
        self._looking = file.connect(read_only=True)
        self._studying = file.connect(read_only=True)
        self._student = ThreadPoolExecutor(1, thread_name_prefix="cordially-reader")
        self._books: OrderedDict[OwnerId, Book] = OrderedDict()
        self._turns = Turns()
        self.ledger = EmbeddedLedger(self, text, clock)

    @asynccontextmanager
    async def begin(self, *owners: OwnerId) -> AsyncIterator[Work]:
        """These owners' books, exclusively; from memory where they were open."""
        async with self._turns.take(owners):
            work = Work({owner: await self._take(owner) for owner in owners}, self)
            try:
                yield work
            finally:
                for book in work.leave():
                    self._put_back(book)

    async def lead(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run ``work`` at once: no other process can have this storage."""
        del name
        await work()

    async def check(self) -> Sequence[str]:
        """What is wrong with what is stored; all of it is read."""

        def read(rows: Connection) -> Sequence[str]:
            rows.execute("BEGIN")  # so that what is written meanwhile is not half of it
            try:
                return list(problems(rows, self._text))
            finally:
                rows.execute("ROLLBACK")

        return await self.study(read)

    async def close(self) -> None:
        """Let go of the file; what was committed stays."""
        if self._writer is not None:
            await self._writer.close()
        await asyncio.to_thread(self._student.shutdown)
        self._looking.close()
        self._studying.close()
        self._file.close()

    async def dump(self, owner: OwnerId) -> Dump | None:
        """Everything of one owner; None if there is no such owner."""
        return await self.study(at_one_moment(lambda rows: dump(rows, self._text, owner)))

    async def dump_commons(self) -> Commons:
        """What belongs to no owner."""
        return await self.study(at_one_moment(lambda rows: commons(rows, self._text)))

    async def adopt(self, part: Dump | Commons) -> None:
        """Take in what a storage handed over, in the place of what is here of it.

        Raises:
            StorageError: if the keys of what is here were made with another hash key.
        """
        if isinstance(part, Commons):
            await self.save(lambda rows: adopt_commons(rows, self._text, part))
            self._text.rekey(part.hash_key)
        else:
            async with self._turns.take([part.row.owner]):
                await self.save(lambda rows: adopt(rows, self._text, part))
                self._books.pop(part.row.owner, None)

    async def write(self, entries: Sequence[Entry], rows: Sequence[Row]) -> Sequence[Shown]:
        """One event in one transaction."""
        now = self._clock()
        scrubs = _scrubs(entries, rows)

        def change(connection: Connection) -> Sequence[Shown]:
            if scrubs:
                traces.leave(connection)
            return Commit(connection, self._text, now).write(entries, rows)

        return await self.save(change, scrubs)

    async def is_done(self, message_id: str) -> bool:
        """Whether the inbox says so."""
        key = (self._text.hash(message_id),)
        query = "SELECT 1 FROM inbox WHERE key = ? AND state = 'done'"
        return self.look(lambda rows: rows.execute(query, key).fetchone()) is not None

    async def is_claimed(self, claim: Claim) -> bool:
        """Whether such a claim was committed."""
        key = (claim.owner, claim.day.isoformat(), claim.kind)
        query = "SELECT 1 FROM claims WHERE owner = ? AND day = ? AND kind = ?"
        return self.look(lambda rows: rows.execute(query, key).fetchone()) is not None

    async def search(self, book: Book, words: str, limit: int) -> Sequence[Hit]:
        """By an index of words, which is made at a book's first search and then kept."""
        index = await self._in_thread(lambda: book.view(WordIndex))
        return index.find(book, words, limit)

    async def save(self, change: Callable[[Connection], T], scrubs: Scrub = Scrub.NOTHING) -> T:
        """Write something in a transaction of its own; what ``change`` returned."""
        if self._writer is None:
            raise StorageError("This storage was opened for reading only.")
        return await self._writer.run(change, scrubs)

    def look(self, query: Callable[[Connection], T]) -> T:
        """Read a few rows, at once."""
        return _read(self._looking, query)

    async def study(self, query: Callable[[Connection], T]) -> T:
        """Read many rows, off the event loop."""
        return await self._in_thread(lambda: _read(self._studying, query))

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await seen_through(
            asyncio.get_running_loop().run_in_executor(self._student, call)
        )

    async def _take(self, owner: OwnerId) -> Book:
        book = self._books.pop(owner, None)
        if book is None:
            query = "SELECT 1 FROM owners WHERE owner = ?"
            if self.look(lambda rows: rows.execute(query, (owner,)).fetchone()) is None:
                return Book(owner)
            return await self.study(lambda rows: load_book(rows, self._text, owner))
        book.take_back()  # whoever kept a book beyond its unit has changed nothing
        return book

    def _put_back(self, book: Book) -> None:
        if self._open_books:
            self._books[book.owner] = book
        while len(self._books) > self._open_books:
            self._books.popitem(last=False)


def _scrubs(entries: Sequence[Entry], rows: Sequence[Row]) -> Scrub:
    """What is to be rid of traces after an event."""
    if any(isinstance(row, OwnerGone) for row in rows):
        return Scrub.FILE
    changes = [changed for entry in entries for changed in entry.changes]
    forgets = any(each.after is None and each.table not in EXPIRE for each in changes)
    return Scrub.LOG if forgets else Scrub.NOTHING


def _read(connection: Connection, query: Callable[[Connection], T]) -> T:
    try:
        return query(connection)
    except failures() as error:
        raise StorageError(f"the file cannot be read: {error}") from error
