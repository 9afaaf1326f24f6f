"""What keeps the books: units of work, all or nothing."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from msgspec import Struct

from bot.model.book import Book
from bot.model.document import Document, OwnerId
from bot.ports.dump import Commons, Dump
from bot.ports.ledger import Claim, Ledger
from bot.ports.rows import Row


class Hit(Struct, frozen=True):
    """A document whose words were searched for."""

    table: str
    id: str


class UnitOfWork(Protocol):
    """Some owners' books and what goes with them, committed all or nothing.

    Leaving without ``commit`` forgets everything, in the books too.
    """

    @property
    def book(self) -> Book:
        """The book of the first owner named in ``begin``."""

    @property
    def books(self) -> dict[OwnerId, Book]:
        """Every book that this unit holds."""

    async def is_done(self, message_id: str) -> bool:
        """Whether this message has been worked on and committed before."""

    async def search(self, words: str, limit: int = 20) -> Sequence[Hit]:
        """Documents of the first owner in which every one of ``words`` occurs."""

    async def is_claimed(self, claim: Claim) -> bool:
        """Whether this owner, day and kind have been claimed before."""

    def stage(self, batch: str, document: Document) -> None:
        """Save a document under ``batch``: stored, and invisible until that is turned on."""

    def turn_on(self, batch: str) -> None:
        """Make a batch visible with this commit."""

    def turn_off(self, batch: str) -> None:
        """Make a batch invisible again with this commit."""

    async def commit(self, *rows: Row) -> None:
        """Make the books' changes and ``rows`` durable, in one transaction.

        Raises:
            AlreadyThere: if a claim was won before, or an address has another owner.
            NotSaved: if the storage could not write; nothing has changed then.
        """


class Storage(Protocol):
    """Keeps everything. ``storage/x.py`` has ``open_storage(url)``, which gives one."""

    @property
    def ledger(self) -> Ledger:
        """The rows that are not in a book."""

    def begin(self, *owners: OwnerId) -> AbstractAsyncContextManager[UnitOfWork]:
        """These owners' books, exclusively, in the order of their ids.

        An owner that does not exist yet has an empty book.
        """

    async def lead(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run ``work`` while no other process on this storage does so under ``name``.

        Waits until that is so. Should the lead be lost, ``work`` is cancelled, and run once
        more when it is back. Returns when ``work`` does.
        """

    async def check(self) -> Sequence[str]:
        """What is wrong with what is stored, a sentence each, without words of anybody's.

        Reads everything: whether all of it can be read, and belongs to somebody.
        """

    async def dump(self, owner: OwnerId) -> Dump | None:
        """Everything of one owner as of one moment; None if there is no such owner."""

    async def dump_commons(self) -> Commons:
        """What belongs to no owner, as of one moment."""

    async def adopt(self, part: Dump | Commons) -> None:
        """Take in what a storage handed over, in one transaction.

        It takes the place of what is here of the same owner, or of nobody. The commons come
        first. Books that are open meanwhile are not told.

        Raises:
            StorageError: if this storage keeps anything already that was hashed with another
                key than the commons'.
            NotSaved: if it could not be written; nothing has changed then.
        """

    async def close(self) -> None:
        """Let go of everything; what was committed stays."""
