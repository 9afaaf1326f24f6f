"""All that a storage keeps, as plain dicts of frozen values, and what a commit does to them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import AlreadyThere
from bot.model.document import TABLE_OF, Document, OwnerId
from bot.ports import (
    Address,
    Bound,
    Claim,
    Claimed,
    Code,
    CodeMade,
    CodeUsed,
    Done,
    Forgotten,
    Message,
    NextDue,
    Outgoing,
    OwnerGone,
    OwnerRow,
    Queued,
    Row,
)
from storage.forgotten import key_of
from storage.text import Text
from storage.work import Entry, Shown, Staged, Turned

Key = tuple[str, str]
"""A document's table and id."""


class Kept(Struct, frozen=True):
    """A stored document, or its tombstone where ``document`` is None."""

    document: Document | None
    version: int
    batch: str | None = None
    hidden: bool = False


class Received(Struct, frozen=True):
    """An inbox row: it has its message until that is done or parked.

    ``sender`` is the hash of whose message it is.
    """

    at: datetime
    message: Message | None
    sender: bytes | None
    state: str = "received"
    failures: int = 0


class Sending(Struct, frozen=True):
    """An outbox row: it has its reply until that is settled.

    ``begun`` counts sends, ``lapsed`` the leases that ran out during one. ``cause`` is the
    hash of the message that it answers.
    """

    outgoing: Outgoing | None
    owner: OwnerId | None
    cause: bytes | None
    state: str
    visible_at: datetime
    begun: int = 0
    lapsed: int = 0
    sent_as: str | None = None


class Known(Struct, frozen=True):
    """An owner's row: the version of the book, and when the next morning is."""

    created_at: datetime
    version: int = 0
    next_due: datetime | None = None
    lease_until: datetime | None = None


class Reachable(Struct, frozen=True):
    """An address's row."""

    owner: OwnerId
    gone: bool = False


class State(Struct):
    """Every table. A commit works on a copy, which takes the place of this if all went well.

    What is looked up by an id that others made is found by its hash, as in every storage.
    """

    text: Text
    owners: dict[OwnerId, Known] = {}
    books: dict[OwnerId, dict[Key, Kept]] = {}
    addresses: dict[Address, Reachable] = {}
    inbox: dict[bytes, Received] = {}
    outbox: dict[bytes, Sending] = {}
    claims: set[Claim] = set()
    codes: dict[str, Code] = {}
    heartbeats: dict[str, datetime] = {}
    forgotten: dict[bytes, datetime] = {}
    copy_of: str | None = None

    def row_of(self, owner: OwnerId) -> OwnerRow | None:
        """An owner's row with the addresses."""
        known = self.owners.get(owner)
        if known is None:
            return None
        theirs = {a: r for a, r in self.addresses.items() if r.owner == owner}
        gone = tuple(address for address, reachable in theirs.items() if reachable.gone)
        return OwnerRow(owner, known.created_at, tuple(theirs), known.next_due, gone)

    def senders_of(self, owner: OwnerId) -> set[bytes]:
        """The hashes of an owner's addresses, which inbox rows name their senders by."""
        return {self.text.hash(a) for a, r in self.addresses.items() if r.owner == owner}

    def copy(self, books: Sequence[OwnerId]) -> "State":
        """A state that can be written to; of the books only those that are named."""
        return State(
            self.text,
            dict(self.owners),
            self.books | {owner: dict(self.books.get(owner, {})) for owner in books},
            dict(self.addresses),
            dict(self.inbox),
            dict(self.outbox),
            set(self.claims),
            dict(self.codes),
            dict(self.heartbeats),
            dict(self.forgotten),
            self.copy_of,
        )

    def enter(self, entry: Entry, now: datetime) -> Iterator[Shown]:
        """Write one book's part of an event; yields what turning batches did."""
        known = self.owners.get(entry.owner, Known(now))
        self.owners[entry.owner] = replace(known, version=entry.version)
        book = self.books[entry.owner]
        for changed in entry.changes:
            key = changed.table, changed.id
            was = book.get(key)
            if was is not None and changed.before is None:
                del book[key]  # what comes again comes last
            batch = was.batch if was else None
            book[key] = Kept(changed.after, entry.version, batch)
        for each in entry.batches:
            if isinstance(each, Staged):
                key = TABLE_OF[type(each.document)], each.document.id
                book.pop(key, None)
                book[key] = Kept(each.document, entry.version, each.batch, hidden=True)
            else:
                yield from self._turn(entry, each)

    def _turn(self, entry: Entry, turned: Turned) -> Iterator[Shown]:
        book = self.books[entry.owner]
        for (table, id), kept in list(book.items()):
            if kept.batch == turned.batch:
                book[table, id] = replace(kept, version=entry.version, hidden=not turned.on)
                yield Shown(entry.owner, table, id, kept.document if turned.on else None)

    def apply(self, row: Row, now: datetime, cause: bytes | None) -> None:
        """Write one row of a commit; ``cause`` is the hash of the message that it answers.

        Raises:
            AlreadyThere: if a claim, a code or an address was taken before.
        """
        match row:
            case Done(id):
                self._finish(id, now)
            case Queued():
                self._queue(row, now, cause)
            case NextDue(owner, at):
                known = self.owners.get(owner, Known(now))
                self.owners[owner] = replace(known, next_due=at, lease_until=None)
            case Claimed(claim):
                self._claim(claim)
            case Bound():
                self._bind(row)
            case CodeMade(code):
                self.codes[code.digest] = code
            case CodeUsed(digest):
                self._use(digest)
            case OwnerGone(owner):
                self._remove(owner)
            case Forgotten():
                self.forgotten[key_of(self.text, row)] = now

    def _finish(self, id: str, now: datetime) -> None:
        key = self.text.hash(id)
        sender = self.inbox[key].sender if key in self.inbox else None
        self.inbox[key] = Received(now, None, sender, "done")

    def _claim(self, claim: Claim) -> None:
        if claim in self.claims:
            raise AlreadyThere("this day is claimed already")
        self.claims.add(claim)

    def _use(self, digest: str) -> None:
        if self.codes.pop(digest, None) is None:
            raise AlreadyThere("this code is used already")

    def _queue(self, row: Queued, now: datetime, cause: bytes | None) -> None:
        outgoing = row.outgoing
        owner = outgoing.owner if outgoing.owner in self.owners else None
        is_leased = not row.waits and row.lease_until > now
        state = "sending" if is_leased else "queued"
        visible_at = row.lease_until
        sending = Sending(outgoing, owner, cause, state, visible_at, begun=int(is_leased))
        self.outbox.setdefault(self.text.hash(outgoing.id), sending)

    def _bind(self, row: Bound) -> None:
        reachable = self.addresses.get(row.address)
        if reachable is not None and reachable.owner != row.owner:
            raise AlreadyThere("this address is somebody else's")
        self.owners.setdefault(row.owner, Known(row.at))
        self.addresses[row.address] = Reachable(row.owner)

    def _remove(self, owner: OwnerId) -> None:
        """Everything of an owner goes. That their messages were done stays, without a name."""
        theirs = self.senders_of(owner)
        self.addresses = {a: r for a, r in self.addresses.items() if r.owner != owner}
        self.inbox = {
            key: replace(row, sender=None) if row.sender in theirs else row
            for key, row in self.inbox.items()
            if row.message is None or row.sender not in theirs
        }
        self.outbox = {key: row for key, row in self.outbox.items() if row.owner != owner}
        self.claims = {claim for claim in self.claims if claim.owner != owner}
        self.codes = {d: code for d, code in self.codes.items() if code.owner != owner}
        self.owners.pop(owner, None)
        self.books.pop(owner, None)
