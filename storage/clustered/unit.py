"""One unit of work's transaction: locks its owners, and is committed once or rolled back."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.clock import Clock
from bot.errors import NotSaved, StorageError
from bot.model.book import Book
from bot.model.document import OwnerId
from bot.ports import Claim, Hit, Row
from storage.clustered.commit import Commit
from storage.clustered.fate import Trace, went_through
from storage.clustered.search import Wanted, search
from storage.clustered.server import TROUBLE, Connection, Server, told_as
from storage.text import Text
from storage.work import Entry, Shown

_VERSION = "SELECT version FROM books WHERE owner = $1"
_LOCK = f"{_VERSION} FOR UPDATE"
_LOCK_NOBODY = "SELECT pg_advisory_xact_lock($1)"


class Unit:
    """The backend of one unit of work, on a connection of its own.

    ``replica`` is who leases what it queues. Where nothing can be written, nothing is locked.
    """

    def __init__(
        self, connection: Connection, server: Server, text: Text, clock: Clock, replica: str
    ) -> None:
        self._connection = connection
        self._server = server
        self._text = text
        self._clock = clock
        self._replica = replica
        self._is_open = False

    async def start(
        self, owners: Sequence[OwnerId], *, read_only: bool
    ) -> Mapping[OwnerId, int]:
        """Begin, with the owners locked in the order of their ids; their books' versions."""
        with told_as(StorageError):
            await self._begin("REPEATABLE READ" if read_only else "READ COMMITTED")
            return {
                owner: await self._read(owner) if read_only else await self._lock(owner)
                for owner in sorted(set(owners))
            }

    async def end(self) -> None:
        """Forget what was not committed."""
        if self._is_open:
            self._is_open = False
            with suppress(*TROUBLE):  # without its connection nothing of it is left anyway
                await self._connection.execute("ROLLBACK")

    async def write(self, entries: Sequence[Entry], rows: Sequence[Row]) -> Sequence[Shown]:
        """One event in one transaction."""
        now = self._clock()
        try:
            with told_as(NotSaved):
                if not self._is_open:
                    await self._begin("READ COMMITTED")  # a second commit of the same unit
                commit = Commit(self._connection, self._text, now, self._replica)
                shown = await commit.write(entries, rows)
                trace = await commit.trace(rows)
        except StorageError:
            await self.end()
            raise
        await self._commit(trace)
        return shown

    async def is_done(self, message_id: str) -> bool:
        """Whether the inbox says so."""
        query = "SELECT 1 FROM inbox WHERE key = $1 AND state = 'done'"
        with told_as(StorageError):
            found = await self._connection.fetchval(query, self._text.hash(message_id))
        return found is not None

    async def is_claimed(self, claim: Claim) -> bool:
        """Whether such a claim was committed."""
        query = "SELECT 1 FROM claims WHERE owner = $1 AND day = $2 AND kind = $3"
        with told_as(StorageError):
            found = await self._connection.fetchval(query, claim.owner, claim.day, claim.kind)
        return found is not None

    async def search(self, book: Book, words: str, limit: int) -> Sequence[Hit]:
        """By the database's index, and then by a look at what it found and what is new."""
        with told_as(StorageError):
            return await search(self._connection, self._text, Wanted(book, words, limit))

    async def _begin(self, isolation: str) -> None:
        await self._connection.execute(f"BEGIN ISOLATION LEVEL {isolation}")
        self._is_open = True

    async def _read(self, owner: OwnerId) -> int:
        return await self._connection.fetchval(_VERSION, owner) or 0

    async def _lock(self, owner: OwnerId) -> int:
        """The version of a book that nobody else can write now; 0 if there is none."""
        version = await self._connection.fetchval(_LOCK, owner)
        if version is None:
            nobody = int.from_bytes(self._text.hash(f"owner {owner}")[:8], "big", signed=True)
            await self._connection.execute(_LOCK_NOBODY, nobody)
            version = await self._connection.fetchval(_LOCK, owner)
        return version or 0

    async def _commit(self, trace: Trace | None) -> None:
        """Commit. Where the answer got lost, ask what became of it."""
        try:
            await self._connection.execute("COMMIT")
        except TROUBLE as error:
            await self.end()
            if trace is None or not await went_through(self._server, trace):
                raise NotSaved(f"The commit was cut off ({type(error).__name__}).") from error
        self._is_open = False
