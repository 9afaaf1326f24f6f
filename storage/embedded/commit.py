"""What a commit writes, inside the transaction that the writer has opened."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from sqlite3 import Connection

from bot.errors import AlreadyThere
from bot.model.codec import decode
from bot.model.document import TABLE_OF, Document, OwnerId
from bot.ports import (
    Bound,
    Claim,
    Claimed,
    Code,
    CodeMade,
    CodeUsed,
    Done,
    Forgotten,
    NextDue,
    OwnerGone,
    Queued,
    Row,
)
from storage.embedded.connections import refusals
from storage.embedded.documents import Documents
from storage.forgotten import key_of
from storage.text import Text, stamp
from storage.work import Entry, Shown, Staged, Turned, cause_of, in_turn


class Commit:
    """One event's rows, written through a connection at one moment."""

    def __init__(self, connection: Connection, text: Text, now: datetime) -> None:
        self._connection = connection
        self._execute = connection.execute
        self._text = text
        self._now = now

    def write(self, entries: Sequence[Entry], rows: Sequence[Row]) -> list[Shown]:
        """All of an event; what turning batches did.

        Raises:
            AlreadyThere: if a claim, a code or an address was taken before.
        """
        shown = [each for entry in entries for each in self._enter(entry)]
        message = cause_of(rows)
        cause = None if message is None else self._text.hash(message)
        for row in in_turn(rows):
            self._apply(row, cause)
        return shown

    def _enter(self, entry: Entry) -> list[Shown]:
        update = "UPDATE owners SET version = ? WHERE owner = ?"
        if not self._execute(update, (entry.version, entry.owner)).rowcount:
            self._know(entry.owner, self._now)
            self._execute(update, (entry.version, entry.owner))
        documents = Documents(self._connection, self._text, entry.owner, entry.version)
        by_table: defaultdict[str, dict[str, Document | None]] = defaultdict(dict)
        for changed in entry.changes:
            by_table[changed.table][changed.id] = changed.after
        for table, changes in by_table.items():
            documents.put(table, changes)
        shown: list[Shown] = []
        for each in entry.batches:
            if isinstance(each, Staged):
                table = TABLE_OF[type(each.document)]
                documents.rows.stage(table, each.document, each.batch)
            else:
                shown += self._turn(documents, entry.owner, each)
        return shown

    def _turn(self, documents: Documents, owner: OwnerId, turned: Turned) -> list[Shown]:
        return [
            Shown(
                owner,
                kind,
                id,
                decode(kind, self._text.opened(body)) if turned.on and body else None,
            )
            for kind, id, body in documents.rows.turn(turned.batch, on=turned.on)
        ]

    def _apply(self, row: Row, cause: bytes | None) -> None:
        match row:
            case Done(message_id):
                self._finish(message_id)
            case Queued():
                self._queue(row, cause)
            case NextDue(owner, at):
                self._plan(owner, at)
            case Claimed(claim):
                self._claim(claim)
            case Bound():
                self._bind(row)
            case CodeMade(code):
                self._make(code)
            case CodeUsed(digest):
                self._use(digest)
            case OwnerGone(owner):
                self._remove(owner)
            case Forgotten():
                self._execute(
                    "INSERT OR REPLACE INTO forgotten VALUES (?, ?)",
                    (key_of(self._text, row), stamp(self._now)),
                )

    def _know(self, owner: OwnerId, at: datetime) -> None:
        self._execute(
            "INSERT INTO owners (owner, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (owner, stamp(at)),
        )

    def _finish(self, message_id: str) -> None:
        self._execute(
            "INSERT INTO inbox (key, at, state) VALUES (?, ?, 'done') ON CONFLICT (key) "
            "DO UPDATE SET at = excluded.at, state = 'done', body = NULL",
            (self._text.hash(message_id), stamp(self._now)),
        )

    def _queue(self, row: Queued, cause: bytes | None) -> None:
        outgoing = row.outgoing
        is_leased = not row.waits and row.lease_until > self._now
        self._execute(
            "INSERT INTO outbox (key, owner, cause, state, visible_at, begun, body) "
            "VALUES (?, (SELECT owner FROM owners WHERE owner = ?), ?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (
                self._text.hash(outgoing.id),
                outgoing.owner,
                cause,
                "sending" if is_leased else "queued",
                stamp(row.lease_until),
                is_leased,
                self._text.seal(outgoing),
            ),
        )

    def _plan(self, owner: OwnerId, at: datetime | None) -> None:
        self._know(owner, self._now)
        self._execute(
            "UPDATE owners SET next_due = ?, lease_until = 0 WHERE owner = ?",
            (None if at is None else stamp(at), owner),
        )

    def _claim(self, claim: Claim) -> None:
        try:
            self._execute(
                "INSERT INTO claims VALUES (?, ?, ?)",
                (claim.owner, claim.day.isoformat(), claim.kind),
            )
        except refusals():
            raise AlreadyThere("this day is claimed already") from None

    def _bind(self, row: Bound) -> None:
        key = self._text.hash(row.address)
        found = self._execute("SELECT owner FROM addresses WHERE key = ?", (key,)).fetchone()
        if found is not None and found[0] != row.owner:
            raise AlreadyThere("this address is somebody else's")
        self._know(row.owner, row.at)
        self._execute(
            "INSERT INTO addresses (key, owner, body) VALUES (?, ?, ?) "
            "ON CONFLICT (key) DO UPDATE SET gone = 0",
            (key, row.owner, self._text.seal(row.address)),
        )

    def _make(self, code: Code) -> None:
        self._execute(
            "INSERT OR REPLACE INTO codes VALUES (?, ?, ?, ?)",
            (code.digest, code.kind.value, stamp(code.expires_at), code.owner),
        )

    def _use(self, digest: str) -> None:
        if not self._execute("DELETE FROM codes WHERE digest = ?", (digest,)).rowcount:
            raise AlreadyThere("this code is used already")

    def _remove(self, owner: OwnerId) -> None:
        """Everything of an owner goes. That their messages were done stays, without a name."""
        theirs = "sender IN (SELECT key FROM addresses WHERE owner = ?)"
        self._execute(f"DELETE FROM inbox WHERE body IS NOT NULL AND {theirs}", (owner,))  # noqa: S608
        self._execute(f"UPDATE inbox SET sender = NULL WHERE {theirs}", (owner,))  # noqa: S608
        for table in ("addresses", "documents", "outbox", "claims", "codes", "owners"):
            self._execute(f"DELETE FROM {table} WHERE owner = ?", (owner,))  # noqa: S608
