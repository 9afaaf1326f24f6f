"""One owner's documents in memory, indexed, with what an event changed in them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar, cast

from msgspec import Struct

from bot.model.document import TABLE_OF, TABLES, Document, OwnerId, Preferences

D = TypeVar("D", bound=Document)
V = TypeVar("V", bound="View")


class Changed(Struct, frozen=True):
    """One document that an event made (no ``before``), altered, or deleted (no ``after``).

    ``version_before`` is 0 for a document that was not there.
    """

    table: str
    id: str
    before: Document | None
    after: Document | None
    version_before: int


class View(Protocol):
    """An index over a book, told of every change and taken back with it."""

    def replace(self, before: Document | None, after: Document | None) -> None:
        """Take ``before`` out of the index and put ``after`` in."""


class Book:
    """One owner's documents. Changes show at once and stay until kept or taken back.

    ``version`` counts the owner's committed events; each document carries the version that
    wrote it.
    """

    def __init__(self, owner: OwnerId, version: int = 0) -> None:
        self.owner = owner
        self.version = version
        self._tables: dict[type[Document], dict[str, Document]] = {k: {} for k in TABLE_OF}
        self._versions: dict[str, dict[str, int]] = {table: {} for table in TABLES}
        self._before: dict[tuple[type[Document], str], Document | None] = {}
        self._orders: dict[type[Document], list[str]] = {}
        self._views: dict[Callable[[Book], View], View] = {}

    def load(self, document: Document, version: int) -> None:
        """Put in a document as storage holds it."""
        self._put(type(document), document.id, document)
        self._versions[TABLE_OF[type(document)]][document.id] = version

    def fill(self, table: str, documents: Sequence[Document], versions: Sequence[int]) -> None:
        """Load many documents of one table into a book that nobody has looked at yet."""
        ids = [document.id for document in documents]
        self._tables[TABLES[table]].update(zip(ids, documents, strict=True))
        self._versions[table].update(zip(ids, versions, strict=True))

    def unload(self, kind: type[Document], id: str, version: int) -> None:
        """Take out a document that storage says was deleted at ``version``."""
        self._put(kind, id, None)
        self._versions[TABLE_OF[kind]][id] = version

    def get(self, kind: type[D], id: str) -> D | None:
        """The document with this id, or None."""
        return cast("D | None", self._tables[kind].get(id))

    def all(self, kind: type[D]) -> Iterator[D]:
        """Every document of a kind, oldest first."""
        return iter(cast("list[D]", list(self._tables[kind].values())))

    def count(self, kind: type[Document]) -> int:
        """How many documents of a kind there are."""
        return len(self._tables[kind])

    def version_of(self, table: str, id: str) -> int:
        """The owner's version that last wrote or deleted this document; 0 if none did."""
        return self._versions[table].get(id, 0)

    def save(self, document: Document) -> None:
        """Add a document, or put it in the place of the one with its id."""
        self._change(type(document), document.id, document)

    def delete(self, document: Document) -> None:
        """Take a document out; one that is not there is no mistake."""
        self._change(type(document), document.id, None)

    @property
    def preferences(self) -> Preferences:
        """How this owner wants it."""
        return self.get(Preferences, "preferences") or Preferences()

    def view(self, make: Callable[["Book"], V]) -> V:
        """The index that ``make`` builds, built once and then kept up to date."""
        if make not in self._views:
            self._views[make] = make(self)
        return cast("V", self._views[make])

    def changes(self) -> tuple[Changed, ...]:
        """What has changed since the last ``keep`` or ``take_back``, in order."""
        return tuple(
            Changed(table, id, before, after, self.version_of(table, id))
            for (kind, id), before in self._before.items()
            for table in (TABLE_OF[kind],)
            if (after := self._tables[kind].get(id)) != before
        )

    def keep(self, version: int) -> None:
        """Take the changes as stored under ``version``."""
        for changed in self.changes():
            self._versions[changed.table][changed.id] = version
        self._before.clear()
        self._orders.clear()
        self.version = version

    def take_back(self) -> None:
        """Forget every change since the last ``keep``."""
        for (kind, id), before in reversed(self._before.items()):
            self._put(kind, id, before)
        self._before.clear()
        if self._orders:
            self._restore_order()

    def _restore_order(self) -> None:
        """Let what was deleted and put back stand where it stood, instead of last."""
        for kind, ids in self._orders.items():
            table = self._tables[kind]
            self._tables[kind] = {id: table[id] for id in ids if id in table}
        self._orders.clear()
        self._views.clear()  # an index may hold an order of its own

    def _change(self, kind: type[Document], id: str, after: Document | None) -> None:
        table = self._tables[kind]
        self._before.setdefault((kind, id), table.get(id))
        if after is None and id in table:
            self._orders.setdefault(kind, list(table))
        self._put(kind, id, after)

    def _put(self, kind: type[Document], id: str, after: Document | None) -> None:
        before = self._tables[kind].get(id)
        if after is None:
            self._tables[kind].pop(id, None)
        else:
            self._tables[kind][id] = after
        if before is not after:
            for view in self._views.values():
                view.replace(before, after)
