"""What every storage promises about handing over what it holds, to any other."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from bot.errors import AlreadyThere
from bot.model.document import Before, Change, Contact, ContactId, OwnerId, Question
from bot.ports import (
    Bound,
    Claim,
    Claimed,
    Code,
    CodeKind,
    CodeMade,
    Commons,
    Done,
    Dump,
    Forgotten,
    Hit,
    NextDue,
    Outcome,
    OwnerGone,
    Queued,
    Storage,
    checksum,
)
from tests.contracts.storages import (
    ANA,
    BEN,
    MINUTE,
    NOON,
    STORAGES,
    Place,
    address,
    claim_due,
    commit,
    contact,
    contacts,
    counts,
    message,
    note,
    outgoing,
    place_of,
    save,
    sendable,
)

TODAY = Claim(ANA, date(2026, 3, 18), "morning")


@pytest.fixture(params=STORAGES, ids=lambda module: f"into {module.__name__}")
async def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Storage]:
    module: ModuleType = request.param
    async for place in place_of(module, tmp_path / "other"):
        yield await place.open()


async def fill(storage: Storage) -> None:
    """Two owners with everything that an owner can have, and something of nobody's."""
    await fill_book(storage)
    ledger = storage.ledger
    for id in ("done", "parked", "waiting"):
        await ledger.receive(message(id))
    await ledger.receive(message("stranger", "hello", address("nobody")))
    await ledger.fail("parked", park_after=1)
    await ledger.fail("waiting", park_after=2)
    async with storage.begin(ANA) as work:
        await work.commit(
            *(Bound(ANA, address(), NOON), Bound(ANA, address("u2"), NOON)),
            *(Done("done"), NextDue(ANA, NOON + 5 * MINUTE), Claimed(TODAY)),
            CodeMade(Code("invitation", CodeKind.INVITATION, NOON + MINUTE, ANA)),
            Queued(outgoing("in hand"), NOON + MINUTE),
            Queued(outgoing("sent"), NOON + MINUTE),
            Queued(outgoing("later"), NOON + 3 * MINUTE, waits=True),
        )
    await ledger.mark_gone(address("u2"), gone=True)
    await ledger.settle("sent", Outcome.SENT, at=NOON, sent_as="77")
    claim = Code("claim", CodeKind.CLAIM, NOON + MINUTE)
    strangers = Queued(outgoing("to a stranger", None), NOON + MINUTE)
    await commit(storage, Forgotten(ANA, ContactId("2")), Forgotten(OwnerId("gone")))
    await commit(storage, CodeMade(claim), strangers, Bound(BEN, address("ben"), NOON))
    await ledger.heartbeat("telegram", NOON - MINUTE)
    await save(storage, BEN, contact("1", "Bob Okafor"))


async def fill_book(storage: Storage) -> None:
    await save(storage, ANA, contact("2", "Zoë"), contact("1"), note("n", "plays chess"))
    async with storage.begin(ANA) as work:
        work.book.delete(contact("2"))
        work.stage("import", contact("4", "Mei"))
        work.stage("other", contact("5", "Jon"))
        work.turn_on("other")
        made = Before("contacts", "1", None, 1)
        work.book.save(Change(id="c", message="m", at=NOON, said="Sarah", documents=(made,)))
        work.book.save(
            Question(
                id="q",
                conversation="c1",
                asked_at=NOON,
                said_at=NOON,
                words="met Sara",
                name="Sara",
                options=(),
            )
        )
        await work.commit()


async def dumps(storage: Storage) -> list[Dump | Commons | None]:
    owners = [row.owner async for row in storage.ledger.owners()]
    return [await storage.dump_commons(), *[await storage.dump(each) for each in owners]]


async def hand_over(storage: Storage, to: Storage) -> None:
    for part in await dumps(storage):
        assert part
        await to.adopt(part)


async def test_what_was_adopted_is_dumped_as_it_was(opened: Storage, fresh: Storage) -> None:
    await fill(opened)
    before = await dumps(opened)
    await hand_over(opened, fresh)
    assert await dumps(fresh) == before
    assert len(before) == 3
    assert await counts(fresh) == await counts(opened)


async def test_equal_dumps_have_equal_checksums_and_others_have_not(
    opened: Storage, fresh: Storage
) -> None:
    await fill(opened)
    await hand_over(opened, fresh)
    there, here = [[checksum(p) for p in await dumps(each) if p] for each in (fresh, opened)]
    assert there == here
    assert len(set(here)) == 3
    await save(fresh, ANA, contact("1", "Sarah Diaz"))
    changed = await fresh.dump(ANA)
    assert changed
    assert checksum(changed) not in here


async def test_adopting_twice_changes_nothing(opened: Storage, fresh: Storage) -> None:
    await fill(opened)
    await hand_over(opened, fresh)
    await hand_over(opened, fresh)
    assert await dumps(fresh) == await dumps(opened)


async def test_what_is_adopted_takes_the_place_of_what_was_there(
    opened: Storage, fresh: Storage
) -> None:
    await fill(opened)
    await hand_over(opened, fresh)
    await save(fresh, ANA, contact("9", "Not there"))
    await fresh.ledger.receive(message("late"))
    await commit(opened, Done("waiting"), Done("stranger"), OwnerGone(BEN))
    async with opened.begin(ANA) as work:
        work.book.delete(contact("1"))
        await work.commit(Bound(ANA, address("ben"), NOON))
    await hand_over(opened, fresh)
    assert await fresh.dump(ANA) == await opened.dump(ANA)
    assert await contacts(fresh) == await contacts(opened)
    assert await fresh.ledger.owner_of(address("ben")) == ANA


async def test_a_book_works_on_where_it_was_adopted(opened: Storage, fresh: Storage) -> None:
    await fill(opened)
    await hand_over(opened, fresh)
    async with fresh.begin(ANA) as work:
        assert [each.name for each in work.book.all(Contact)] == ["Sarah Chen", "Jon"]
        assert await work.search("chess") == [Hit("notes", "n")]
        assert work.book.version == 2
        assert work.book.version_of("contacts", "2") == 2, "the tombstone is known"
        assert work.book.version_of("contacts", "1") == 1, "as undo wants it"
        work.turn_on("import")
        work.book.save(note("n", "climbs"))
        await work.commit()
    async with fresh.begin(ANA) as work:
        assert [each.id for each in work.book.all(Contact)] == ["1", "4", "5"]
        assert await work.search("chess") == []
        assert await work.search("mei") == [Hit("contacts", "4")]
    assert [each.name for each in await contacts(fresh, BEN)] == ["Bob Okafor"]


async def test_mornings_go_on_where_they_were_adopted(opened: Storage, fresh: Storage) -> None:
    await fill(opened)
    assert [each.owner for each in await claim_due(opened.ledger, 6)] == [ANA]
    await hand_over(opened, fresh)
    assert await claim_due(fresh.ledger, 4) == []
    assert [each.owner for each in await claim_due(fresh.ledger, 6)] == [ANA], "nobody's lease"
    with pytest.raises(AlreadyThere):
        await commit(fresh, Claimed(TODAY))


async def test_nothing_happens_twice_where_it_was_adopted(
    opened: Storage, fresh: Storage
) -> None:
    await fill(opened)
    await hand_over(opened, fresh)
    ledger = fresh.ledger
    assert {each.id for each in await ledger.unfinished()} == {"waiting", "stranger"}
    for id in ("done", "parked", "waiting", "stranger"):
        assert not await ledger.receive(message(id))
    async with fresh.begin(ANA) as work:
        assert await work.is_done("done")
        assert not await work.is_done("waiting")
    assert await ledger.fail("waiting", park_after=2)
    assert {(each.id, each.attempts) for each in await sendable(ledger)} == {
        ("in hand", 1),
        ("to a stranger", 1),
    }
    await ledger.settle("in hand", Outcome.SENT, at=NOON)
    assert [each.id for each in await sendable(ledger, 3)] == ["later"]


async def test_addresses_codes_and_heartbeats_are_adopted(
    opened: Storage, fresh: Storage
) -> None:
    await fill(opened)
    await hand_over(opened, fresh)
    ledger = fresh.ledger
    assert await ledger.owner_of(address("ben")) == BEN
    row = await ledger.owner(ANA)
    assert row
    assert row.gone == (address("u2"),)
    assert await ledger.code("claim", NOON) == Code("claim", CodeKind.CLAIM, NOON + MINUTE)
    assert await ledger.code("invitation", NOON)
    assert await ledger.heartbeat("telegram", NOON) == NOON - MINUTE
    assert [at for _, at in (await fresh.dump_commons()).forgotten] == [NOON, NOON]


async def test_owners_keep_the_order_in_which_they_came(
    opened: Storage, fresh: Storage
) -> None:
    late, early = OwnerId("a"), OwnerId("z")
    for owner in (early, late):
        await commit(opened, Bound(owner, address(owner), NOON))
    await hand_over(opened, fresh)
    dump = await opened.dump(early)
    assert dump
    await fresh.adopt(dump)
    assert [row.owner async for row in fresh.ledger.owners()] == [early, late]


async def test_nobody_has_no_dump(opened: Storage) -> None:
    await fill(opened)
    assert await opened.dump(OwnerId("nobody")) is None


async def test_the_memory_of_one_is_not_mixed_with_that_of_another(
    opened: Storage, fresh: Storage
) -> None:
    await fill(opened)
    await commit(fresh, Bound(BEN, address(), NOON))
    before = await dumps(fresh)
    with pytest.raises(AlreadyThere, match="empty"):
        await fresh.adopt(await opened.dump_commons())
    assert await dumps(fresh) == before


async def test_what_was_adopted_is_there_when_it_is_opened_again(lasting: Place) -> None:
    storage = await lasting.open()
    await fill(storage)
    before = await dumps(storage)
    other = Place(lasting.module, lasting.folder.parent / "again")
    try:
        await hand_over(storage, await other.open())
        again = await other.reopen()
        assert await dumps(again) == before
        assert not await again.ledger.receive(message("done"))
        known = await again.ledger.owner(ANA)
        assert known
        assert known.created_at - NOON == timedelta(0)
    finally:
        await other.close()
