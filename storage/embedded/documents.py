"""TinyDB over rows: one owner's documents, of which only those that changed are written.

TinyDB hands its storage the whole database at each write. The table here overrides
``_update_table``, a private method, to hand over single documents; the pin of tinydb in
pyproject.toml and a test guard it.
"""

from collections.abc import Callable, Iterator, MutableMapping
from sqlite3 import Connection
from typing import Any, cast

import msgspec
import tinydb
from tinydb.storages import Storage as TinyStorage
from tinydb.table import Table

from bot.model.document import Document, OwnerId
from storage.text import Text

Fields = dict[str, Any]
"""A document as TinyDB has it."""

_LAST = "(SELECT coalesce(max(seq), 0) + 1 FROM documents)"
_SHOWN = "owner = ? AND kind = ? AND body IS NOT NULL AND NOT hidden"

# That "seq" is not even named here matters: SQLite writes every index of a row anew whose
# place may have changed.
_UPDATE = f"UPDATE documents SET version = ?, body = ? WHERE {_SHOWN} AND id = ?"  # noqa: S608
# What was deleted, or waits in a batch, and is saved again comes last, as in a dict.
_INSERT = f"""
    INSERT INTO documents (version, body, owner, kind, id) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (owner, kind, id) DO UPDATE SET
        version = excluded.version,
        body = excluded.body,
        seq = {_LAST},
        hidden = 0
"""  # noqa: S608 - nothing in it comes from outside
_STAGE = f"""
    INSERT INTO documents (owner, kind, id, version, body, batch, hidden)
    VALUES (?, ?, ?, ?, ?, ?, 1)
    ON CONFLICT (owner, kind, id) DO UPDATE SET
        version = excluded.version,
        body = excluded.body,
        batch = excluded.batch,
        seq = {_LAST},
        hidden = 1
"""  # noqa: S608 - nothing in it comes from outside
_DELETE = """
    UPDATE documents SET version = ?, body = NULL
    WHERE owner = ? AND kind = ? AND id = ?
"""


class Rows(MutableMapping[str, Fields]):
    """One kind's documents by id, read when asked for; knows which were written."""

    def __init__(self, storage: "OwnerRows", kind: str) -> None:
        self._storage = storage
        self._kind = kind
        self._read: dict[str, bytes] = {}
        self._now: dict[str, Fields | None] = {}

    def __getitem__(self, id: str) -> Fields:
        if id not in self._now:
            body = self._storage.body(self._kind, id)
            if body is None:
                raise KeyError(id)
            self._read[id] = body
            self._now[id] = msgspec.json.decode(body)
        fields = self._now[id]
        if fields is None:
            raise KeyError(id)
        return fields

    def __setitem__(self, id: str, fields: Fields) -> None:
        self._now[id] = fields

    def __delitem__(self, id: str) -> None:
        self[id]
        self._now[id] = None

    def __iter__(self) -> Iterator[str]:
        stored = self._storage.ids(self._kind)
        yield from (id for id in stored if self._now.get(id, {}) is not None)
        known = set(stored)
        yield from (id for id, now in self._now.items() if now is not None and id not in known)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def written(self) -> Iterator[tuple[str, bytes | None]]:
        """Ids and bodies of what was set, altered or (None) deleted since it was read."""
        for id, fields in self._now.items():
            body = None if fields is None else msgspec.json.encode(fields)
            if body is None or body != self._read.get(id):
                yield id, body


class OwnerRows(TinyStorage):
    """One owner's rows as a storage of TinyDB's; what is written carries ``version``."""

    def __init__(
        self, connection: Connection, text: Text, owner: OwnerId, version: int = 0
    ) -> None:
        self._connection = connection
        self._text = text
        self._owner = owner
        self._version = version

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every table, each a mapping that reads its documents when asked for them."""
        kinds = self._connection.execute(
            "SELECT DISTINCT kind FROM documents WHERE owner = ? AND body IS NOT NULL",
            (self._owner,),
        )
        return {kind: cast("dict[str, Any]", self.rows(kind)) for (kind,) in kinds.fetchall()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put ``data`` in the place of everything; what dropping tables comes down to."""
        for kind in (self.read() or {}).keys() | data.keys():
            rows = self.rows(kind)
            wanted = dict(data.get(kind, {}))
            for id in rows.keys() - wanted.keys():
                del rows[id]
            rows.update(wanted)
            self.save(kind, rows)

    def rows(self, kind: str) -> Rows:
        """One table's documents."""
        return Rows(self, kind)

    def body(self, kind: str, id: str) -> bytes | None:
        """A document's JSON, or None where there is none to be seen."""
        row = self._connection.execute(
            f"SELECT body FROM documents WHERE {_SHOWN} AND id = ?",  # noqa: S608
            (self._owner, kind, id),
        ).fetchone()
        return self._text.opened(row[0]) if row else None

    def ids(self, kind: str) -> list[str]:
        """The ids of a table, oldest first."""
        found = self._connection.execute(
            f"SELECT id FROM documents WHERE {_SHOWN} ORDER BY seq",  # noqa: S608
            (self._owner, kind),
        )
        return [id for (id,) in found]

    def save(self, kind: str, rows: Rows) -> None:
        """Write those of the rows that changed."""
        for id, body in rows.written():
            if body is None:
                self._connection.execute(_DELETE, (self._version, self._owner, kind, id))
            else:
                given = (self._version, self._text.sealed(body), self._owner, kind, id)
                if not self._connection.execute(_UPDATE, given).rowcount:
                    self._connection.execute(_INSERT, given)

    def stage(self, kind: str, document: Document, batch: str) -> None:
        """Write a document that is not to be seen until its batch is turned on."""
        body = self._text.seal(document)
        key = (self._owner, kind, document.id, self._version, body, batch)
        self._connection.execute(_STAGE, key)

    def turn(self, batch: str, *, on: bool) -> list[tuple[str, str, bytes | None]]:
        """Show or hide a batch; the kinds, ids and bodies of what is in it."""
        self._connection.execute(
            "UPDATE documents SET hidden = ?, version = ? WHERE owner = ? AND batch = ?",
            (not on, self._version, self._owner, batch),
        )
        found = self._connection.execute(
            "SELECT kind, id, body FROM documents WHERE owner = ? AND batch = ? ORDER BY seq",
            (self._owner, batch),
        )
        return found.fetchall()


class DocumentTable(Table):
    """A table whose ids are the documents' own, and whose updates write what changed."""

    document_id_class = str  # type: ignore[assignment]  # tinydb declares int, and means any

    @property
    def _rows(self) -> OwnerRows:
        return cast("OwnerRows", self.storage)

    def put(self, changes: dict[str, Document | None]) -> None:
        """Save documents by id, or delete those that are None."""

        def updater(table: Any) -> None:
            for id, document in changes.items():
                if document is not None:
                    table[id] = msgspec.to_builtins(document)
                else:
                    table.pop(id, None)

        self._update_table(updater)

    def _read_table(self) -> Any:
        return self._rows.rows(self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        rows = self._rows.rows(self.name)
        updater(rows)
        self._rows.save(self.name, rows)
        self.clear_cache()


class Documents(tinydb.TinyDB):
    """One owner's documents as a TinyDB database.

    Queries, updates and removals of TinyDB's own work on it; whoever has the connection
    decides when they are committed.
    """

    table_class = DocumentTable

    def __init__(
        self, connection: Connection, text: Text, owner: OwnerId, version: int = 0
    ) -> None:
        super().__init__(connection, text, owner, version, storage=OwnerRows)

    @property
    def rows(self) -> OwnerRows:
        """The rows below."""
        return cast("OwnerRows", self.storage)

    def put(self, kind: str, changes: dict[str, Document | None]) -> None:
        """Save documents of one kind by id, or delete those that are None."""
        cast("DocumentTable", self.table(kind)).put(changes)
