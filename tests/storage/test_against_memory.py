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
from bot.model.document import Contact, Document, Note, OwnerId
from bot.ports import (
    Bound,
    Claim,
    Claimed,
    Code,
    CodeKind,
    CodeMade,
    CodeUsed,
    Done,
    Due,
    NextDue,
    Outcome,
    OwnerGone,
    Queued,
    Row,
    Storage,
)
from storage import memory, tinydb
from storage.work import Work
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


def do(work: Work, step: tuple[Any, ...]) -> None:
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
    """The same on both sides, after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.clock = FakeClock()
        self.runner = asyncio.Runner()
        self.run = self.runner.run
        self.reference: Storage = self.run(memory.open_storage("memory:", clock=self.clock))
        self.embedded: Storage = self.run(self.opened())
        self.due: list[Due] = []

    def opened(self) -> Coroutine[Any, Any, Storage]:
        url = f"tinydb:{self.folder.name}"
        return tinydb.open_storage(url, clock=self.clock, open_books=1)

    def teardown(self) -> None:
        self.run(self.embedded.close())
        self.runner.close()
        self.folder.cleanup()

    def same(self, ask: Any) -> Any:
        expected, answer = self.run(ask(self.reference)), self.run(ask(self.embedded))
        assert answer == expected
        return answer

    @rule(owner=owners, steps=steps, rows=some.lists(rows, max_size=3), commits=some.booleans())
    def work(
        self, owner: OwnerId, steps: list[tuple[Any, ...]], rows: list[Row], commits: bool
    ) -> None:
        async def ask(storage: Storage) -> object:
            async with storage.begin(owner) as work:
                for step in steps:
                    do(work, step)  # type: ignore[arg-type]
                if not commits:
                    return None
                try:
                    await work.commit(*rows)
                except AlreadyThere:
                    return "already there"
                ids = {each.id for kind in (Contact, Note) for each in work.book.all(kind)}
                return work.book.version, ids

        self.same(ask)

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

    @precondition(lambda self: not self.run(self.reference.ledger.tally())["outbox_sending"])
    @rule()
    def reopen(self) -> None:
        """Leases of the one that was closed are over; so only where there are none."""
        if any(due.lease_until > self.clock.now for due in self.due):
            return
        self.run(self.embedded.close())
        self.embedded = self.run(self.opened())

    @rule()
    def compare(self) -> None:
        self.same(everything)


async def everything(storage: Storage) -> object:
    """All that can be seen of a storage."""
    ledger = storage.ledger
    books: list[tuple[int, list[tuple[Document, int]], object]] = []
    for owner in (ANA, BEN):
        async with storage.begin(owner) as work:
            found = [
                (each, work.book.version_of(table, each.id))
                for table, kind in (("contacts", Contact), ("notes", Note))
                for each in work.book.all(kind)
            ]
            books.append((work.book.version, found, await work.search("a")))
    return (
        books,
        await ledger.unfinished(),
        [row async for row in ledger.owners()],
        [await ledger.owner_of(address(user)) for user in "abc"],
        [await ledger.code(digest, NOON - MINUTE) for digest in "abc"],
        await ledger.tally(),
        await ledger.tally(ANA),
    )


Sides.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
test_both_sides_give_the_same_answers = Sides.TestCase
