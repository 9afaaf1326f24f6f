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
    Message,
    NextDue,
    Outgoing,
    OwnerGone,
    Queued,
    Row,
)
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
    """An inbox row: it has its message until that is done or parked."""

    at: datetime
    message: Message | None
    sender: Address | None
    state: str = "received"
    failures: int = 0


class Sending(Struct, frozen=True):
    """An outbox row: it has its reply until that is settled.

    ``begun`` counts sends, ``lapsed`` the leases that ran out during one. ``cause`` is the
    message that it answers.
    """

    outgoing: Outgoing | None
    owner: OwnerId | None
    cause: str | None
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
    """Every table. A commit works on a copy, which takes the place of this if all went well."""

    owners: dict[OwnerId, Known] = {}
    books: dict[OwnerId, dict[Key, Kept]] = {}
    addresses: dict[Address, Reachable] = {}
    inbox: dict[str, Received] = {}
    outbox: dict[str, Sending] = {}
    claims: set[Claim] = set()
    codes: dict[str, Code] = {}
    heartbeats: dict[str, datetime] = {}

    def copy(self, books: Sequence[OwnerId]) -> "State":
        """A state that can be written to; of the books only those that are named."""
        return State(
            dict(self.owners),
            self.books | {owner: dict(self.books.get(owner, {})) for owner in books},
            dict(self.addresses),
            dict(self.inbox),
            dict(self.outbox),
            set(self.claims),
            dict(self.codes),
            dict(self.heartbeats),
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

    def apply(self, row: Row, now: datetime, cause: str | None) -> None:
        """Write one row of a commit; ``cause`` is the message that the commit answers.

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

    def _finish(self, id: str, now: datetime) -> None:
        sender = self.inbox[id].sender if id in self.inbox else None
        self.inbox[id] = Received(now, None, sender, "done")

    def _claim(self, claim: Claim) -> None:
        if claim in self.claims:
            raise AlreadyThere("this day is claimed already")
        self.claims.add(claim)

    def _use(self, digest: str) -> None:
        if self.codes.pop(digest, None) is None:
            raise AlreadyThere("this code is used already")

    def _queue(self, row: Queued, now: datetime, cause: str | None) -> None:
        outgoing = row.outgoing
        owner = outgoing.owner if outgoing.owner in self.owners else None
        is_leased = not row.waits and row.lease_until > now
        state = "sending" if is_leased else "queued"
        visible_at = row.lease_until
        sending = Sending(outgoing, owner, cause, state, visible_at, begun=int(is_leased))
        self.outbox.setdefault(outgoing.id, sending)

    def _bind(self, row: Bound) -> None:
        reachable = self.addresses.get(row.address)
        if reachable is not None and reachable.owner != row.owner:
            raise AlreadyThere("this address is somebody else's")
        self.owners.setdefault(row.owner, Known(row.at))
        self.addresses[row.address] = Reachable(row.owner)

    def _remove(self, owner: OwnerId) -> None:
        """Everything of an owner goes. That their messages were done stays, without a name."""
        theirs = {a for a, reachable in self.addresses.items() if reachable.owner == owner}
        self.addresses = {a: r for a, r in self.addresses.items() if a not in theirs}
        self.inbox = {
            id: replace(row, sender=None) if row.sender in theirs else row
            for id, row in self.inbox.items()
            if row.message is None or row.sender not in theirs
        }
        self.outbox = {id: row for id, row in self.outbox.items() if row.owner != owner}
        self.claims = {claim for claim in self.claims if claim.owner != owner}
        self.codes = {d: code for d, code in self.codes.items() if code.owner != owner}
        self.owners.pop(owner, None)
        self.books.pop(owner, None)
