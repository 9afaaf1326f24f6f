"""Whatever is done to it, the embedded storage gives the same answers as the reference."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from bot.errors import AlreadyThere
from bot.model.document import Contact, Note, OwnerId
from bot.ports import (
    Bound,
    Claim,
    Claimed,
    Code,
    CodeKind,
    CodeMade,
    CodeUsed,
    Commons,
    Done,
    Due,
    Dump,
    NextDue,
    Outcome,
    OwnerGone,
    Queued,
    Row,
    Storage,
    UnitOfWork,
)
from storage import memory, tinydb
from tests.contracts.storages import (
    ANA,
    BEN,
    MINUTE,
    NOON,
    FakeClock,
    address,
    contact,
    message,
    note,
    outgoing,
)

owners = some.sampled_from([ANA, BEN])
ids = some.sampled_from("abc")
minutes = some.integers(-3, 6)
documents = some.builds(contact, ids, ids) | some.builds(note, ids, ids)
batches = some.sampled_from(["x", "y"])
rows = some.one_of(
    some.builds(Done, ids),
    some.builds(
        Queued,
        some.builds(outgoing, ids, some.none() | owners),
        minutes.map(lambda count: NOON + count * MINUTE),
        some.booleans(),
    ),
    some.builds(
        NextDue, owners, some.none() | minutes.map(lambda count: NOON + count * MINUTE)
    ),
    some.builds(Claimed, some.builds(Claim, owners, some.just(NOON.date()), ids)),
    some.builds(Bound, owners, ids.map(address), some.just(NOON)),
    some.builds(CodeMade, some.builds(Code, ids, some.sampled_from(CodeKind), some.just(NOON))),
    some.builds(CodeUsed, ids),
    some.builds(OwnerGone, owners),
)
steps = some.lists(
    some.one_of(
        some.tuples(some.just("save"), documents),
        some.tuples(some.just("delete"), documents),
        some.tuples(some.just("stage"), batches, documents),
        some.tuples(some.just("turn"), batches, some.booleans()),
    ),
    max_size=6,
)


def do(work: UnitOfWork, step: tuple[Any, ...]) -> None:
    match step:
        case ("save", document):
            work.book.save(document)
        case ("delete", document):
            work.book.delete(document)
        case ("stage", batch, document):
            if work.book.get(type(document), document.id) is None:
                work.stage(batch, document)
        case ("turn", batch, True):
            work.turn_on(batch)
        case ("turn", batch, False):
            work.turn_off(batch)


class Sides(RuleBasedStateMachine):
    """Both storages, to which the same is done."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock = FakeClock()
        self.runner = asyncio.Runner()
        self.run = self.runner.run
        self.reference: Storage = self.run(memory.open_storage("memory:", clock=self.clock))
        self.embedded: Storage = self.run(self.opened())
        self.beside: Storage = self.run(self.opened(read_only=True))

    def opened(self, *, read_only: bool = False) -> Coroutine[Any, Any, Storage]:
        url = f"tinydb:{self.folder.name}"
        return tinydb.open_storage(url, clock=self.clock, read_only=read_only)

    def teardown(self) -> None:
        self.run(self.beside.close())
        self.run(self.embedded.close())
        self.runner.close()
        self.folder.cleanup()

    def same(self, ask: Any) -> Any:
        expected, answer = self.run(ask(self.reference)), self.run(ask(self.embedded))
        assert answer == expected
        return answer

    def committed(self, owner: OwnerId, steps: list[tuple[Any, ...]], rows: list[Row]) -> None:
        async def ask(storage: Storage) -> object:
            async with storage.begin(owner) as work:
                for step in steps:
                    do(work, step)
                try:
                    await work.commit(*rows)
                except AlreadyThere:
                    return "already there"
                return await seen_in(work)

        self.same(ask)
        self.look(owner)

    def look(self, owner: OwnerId) -> None:
        """What is in memory and what is in the file are the same."""

        async def ask(storage: Storage) -> object:
            async with storage.begin(owner) as work:
                return await seen_in(work)

        assert self.same(ask) == self.run(ask(self.beside))

    def reopen(self) -> None:
        self.run(self.embedded.close())
        self.embedded = self.run(self.opened())

    def start_over(self) -> None:
        """The reference is made anew of what the other storage hands over."""
        anew = self.run(memory.open_storage("memory:", clock=self.clock))
        handed = self.run(hand_over(self.embedded, anew))
        assert self.run(dumps_of(anew)) == handed
        self.reference = anew


class Books(Sides):
    """Documents and batches."""

    @rule(owner=owners, steps=steps)
    def work(self, owner: OwnerId, steps: list[tuple[Any, ...]]) -> None:
        self.committed(owner, steps, [])

    @rule(owner=owners, steps=steps)
    def forget(self, owner: OwnerId, steps: list[tuple[Any, ...]]) -> None:
        async def ask(storage: Storage) -> None:
            async with storage.begin(owner) as work:
                for step in steps:
                    do(work, step)

        self.same(ask)

    @rule(owner=owners)
    def go(self, owner: OwnerId) -> None:
        self.committed(owner, [], [OwnerGone(owner)])

    @rule()
    def close_and_open(self) -> None:
        self.reopen()

    @rule()
    def hand_over(self) -> None:
        self.start_over()

    @rule(owner=owners)
    def compare(self, owner: OwnerId) -> None:
        self.look(owner)


class Ledgers(Sides):
    """Messages, mornings, addresses, codes."""

    def __init__(self) -> None:
        super().__init__()
        self.due: list[Due] = []

    @rule(owner=owners, rows=some.lists(rows, max_size=3))
    def commit(self, owner: OwnerId, rows: list[Row]) -> None:
        self.committed(owner, [], rows)

    @rule(id=ids, sender=ids)
    def receive(self, id: str, sender: str) -> None:
        self.same(lambda storage: storage.ledger.receive(message(id, sender=address(sender))))

    @rule(id=ids)
    def fail(self, id: str) -> None:
        self.same(lambda storage: storage.ledger.fail(id, park_after=2))

    @rule(id=ids)
    def drop(self, id: str) -> None:
        self.same(lambda storage: storage.ledger.drop(id))

    @rule(limit=some.integers(1, 3))
    def send(self, limit: int) -> None:
        now = self.clock.now
        self.same(
            lambda storage: storage.ledger.sendable(now, lease_until=now + MINUTE, limit=limit)
        )

    @rule(id=ids, outcome=some.sampled_from(Outcome))
    def settle(self, id: str, outcome: Outcome) -> None:
        self.same(lambda storage: storage.ledger.settle(id, outcome, at=self.clock.now))

    @rule(id=ids, count=minutes)
    def postpone(self, id: str, count: int) -> None:
        self.same(lambda storage: storage.ledger.postpone(id, self.clock.now + count * MINUTE))

    @rule(limit=some.integers(1, 2))
    def claim(self, limit: int) -> None:
        now = self.clock.now
        self.due += self.same(
            lambda storage: storage.ledger.claim_due(now, lease_until=now + MINUTE, limit=limit)
        )

    @precondition(lambda self: self.due)
    @rule(count=some.none() | minutes)
    def release(self, count: int | None) -> None:
        due = self.due.pop()
        later = None if count is None else self.clock.now + count * MINUTE
        self.same(lambda storage: storage.ledger.release(due, later))

    @rule(user=ids, gone=some.booleans())
    def mark_gone(self, user: str, gone: bool) -> None:
        self.same(lambda storage: storage.ledger.mark_gone(address(user), gone=gone))

    @rule(count=some.integers(1, 3) | some.just(60 * 24 * 31))
    def wait(self, count: int) -> None:
        self.clock.now += count * MINUTE

    @rule(days=some.integers(0, 40))
    def purge(self, days: int) -> None:
        before = self.clock.now - timedelta(days=days)
        self.same(lambda storage: storage.ledger.purge(before))

    @precondition(lambda self: not self.has_leases())
    @rule()
    def close_and_open(self) -> None:
        self.reopen()

    @precondition(lambda self: not self.has_leases())
    @rule()
    def hand_over(self) -> None:
        self.start_over()

    def has_leases(self) -> bool:
        """Leases end when the embedded storage is closed, and go on in memory."""
        is_sending = self.run(self.reference.ledger.tally())["outbox_sending"]
        return bool(is_sending) or any(due.lease_until > self.clock.now for due in self.due)

    @rule()
    def compare(self) -> None:
        self.same(rows_of)


async def seen_in(work: UnitOfWork) -> object:
    """All that can be seen of a book but the order, which a contract has a test of its own for.

    One that is deleted and saved again by the same event is last in memory only.
    """
    book = work.book
    return (
        book.version,
        {
            (table, each.id): each
            for table, kind in (("contacts", Contact), ("notes", Note))
            for each in book.all(kind)
        },
        [book.version_of(table, id) for table in ("contacts", "notes") for id in "abc"],
        await work.search("a"),
    )


async def rows_of(storage: Storage) -> object:
    """All that can be seen of a ledger."""
    ledger = storage.ledger
    return (
        await ledger.unfinished(),
        [row async for row in ledger.owners()],
        [await ledger.owner_of(address(user)) for user in "abc"],
        [await ledger.code(digest, NOON - MINUTE) for digest in "abc"],
        await ledger.tally(),
        await ledger.tally(ANA),
    )


async def dumps_of(storage: Storage) -> list[Dump | Commons | None]:
    """All that a storage holds."""
    owned = [await storage.dump(row.owner) async for row in storage.ledger.owners()]
    return [await storage.dump_commons(), *owned]


async def hand_over(storage: Storage, to: Storage) -> list[Dump | Commons | None]:
    """Let a storage take in all that another holds; what that was."""
    handed = await dumps_of(storage)
    for part in handed:
        if part is not None:
            await to.adopt(part)
    return handed


SHORT = settings(max_examples=25, stateful_step_count=20, deadline=None, derandomize=True)
Books.TestCase.settings = SHORT
Ledgers.TestCase.settings = SHORT
test_books_are_the_same = Books.TestCase
test_ledgers_are_the_same = Ledgers.TestCase
