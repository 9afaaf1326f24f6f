"""What every storage promises about books. A storage is found by its file in storage/."""

import asyncio
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.errors import AlreadyThere
from bot.model.document import Contact, Document, OwnerId, Preferences
from bot.ports import (
    Bound,
    Claim,
    Claimed,
    Done,
    Hit,
    NextDue,
    Outcome,
    OwnerGone,
    Queued,
    Storage,
)
from tests.contracts.documents import documents
from tests.contracts.storages import (
    ANA,
    BEN,
    MINUTE,
    NOON,
    PERSISTENT,
    STORAGES,
    Place,
    address,
    contact,
    contacts,
    message,
    note,
    outgoing,
    place_of,
    save,
)


def test_there_are_storages_to_try() -> None:
    assert {module.__name__ for module in STORAGES} >= {"storage.memory", "storage.tinydb"}


async def test_an_owner_who_does_not_exist_yet_has_an_empty_book(opened: Storage) -> None:
    async with opened.begin(ANA) as work:
        assert work.book.owner == ANA
        assert work.book.version == 0
        assert work.book.preferences == Preferences()


async def test_what_was_committed_stays(opened: Storage) -> None:
    assert await save(opened, ANA, contact("1")) == 1
    assert await contacts(opened) == [contact("1")]


async def test_what_was_not_committed_goes(opened: Storage) -> None:
    await save(opened, ANA, contact("1"), contact("2"))
    async with opened.begin(ANA) as work:
        work.book.save(contact("1", "Sara Chan"))
        work.book.save(contact("3"))
        work.book.delete(contact("2"))
    assert await contacts(opened) == [contact("1"), contact("2")]


async def test_what_failed_halfway_goes(opened: Storage) -> None:
    async def fail() -> None:
        async with opened.begin(ANA) as work:
            work.book.save(contact("1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await contacts(opened) == []


async def test_a_commit_that_is_refused_changes_nothing_at_all(opened: Storage) -> None:
    claim = Claim(ANA, date(2026, 3, 18), "morning")
    async with opened.begin(ANA) as work:
        await work.commit(Claimed(claim))
    await opened.ledger.receive(message("m"))
    async with opened.begin(ANA) as work:
        work.book.save(contact("1"))
        with pytest.raises(AlreadyThere):
            await work.commit(
                Done("m"), NextDue(ANA, NOON), Queued(outgoing("o"), NOON), Claimed(claim)
            )
        assert work.book.changes() == ()
        assert not await work.is_done("m")
    assert await contacts(opened) == []
    assert [each.id for each in await opened.ledger.unfinished()] == ["m"]
    counts = await opened.ledger.tally()
    assert (counts["owners"], counts["due"], counts["outbox_queued"]) == (0, 0, 0)


async def test_documents_keep_the_order_in_which_they_were_made(opened: Storage) -> None:
    await save(opened, ANA, contact("2"), contact("1"), contact("3"))
    await save(opened, ANA, contact("1", "Ana Lima"))
    async with opened.begin(ANA) as work:
        work.book.delete(contact("2"))
        await work.commit()
    await save(opened, ANA, contact("2"))
    async with opened.begin(ANA) as work:
        work.book.delete(contact("3"))
    assert [each.id for each in await contacts(opened)] == ["1", "3", "2"]


async def test_owners_are_blind_to_each_other(opened: Storage) -> None:
    await save(opened, ANA, contact("1"), note("n", "likes chess"))
    await save(opened, BEN, contact("1", "Bob Okafor"))
    assert await contacts(opened, BEN) == [contact("1", "Bob Okafor")]
    async with opened.begin(BEN) as work:
        assert await work.search("sarah") == []
        assert await work.search("chess") == []
        work.book.delete(contact("1"))
        await work.commit()
    assert await contacts(opened, ANA) == [contact("1")]


async def test_two_units_of_one_owner_do_not_overwrite_each_other(opened: Storage) -> None:
    async def count_up() -> None:
        async with opened.begin(ANA) as work:
            count = int(work.book.preferences.nudge_time)
            await asyncio.sleep(0)
            work.book.save(Preferences(nudge_time=str(count + 1)))
            await work.commit()

    async with opened.begin(ANA) as work:
        work.book.save(Preferences(nudge_time="0"))
        await work.commit()
    await asyncio.gather(*(count_up() for _ in range(20)))
    async with opened.begin(ANA) as work:
        assert work.book.preferences.nudge_time == "20"


async def test_owners_are_worked_for_side_by_side(opened: Storage) -> None:
    async with asyncio.timeout(5), opened.begin(ANA), opened.begin(BEN) as work:
        await work.commit()


async def test_two_owners_named_in_any_order_never_wait_for_each_other(
    opened: Storage,
) -> None:
    async def both(*owners: OwnerId) -> None:
        async with opened.begin(*owners) as work:
            assert work.book.owner == owners[0]
            await asyncio.sleep(0)
            for owner in owners:
                work.books[owner].save(contact(f"{owners[0]}"))
            await work.commit()

    async with asyncio.timeout(5):
        await asyncio.gather(*(both(ANA, BEN) for _ in range(5)), both(BEN, ANA))
    assert {each.id for each in await contacts(opened, BEN)} == {"ana", "ben"}


async def test_a_unit_without_owners_can_write_rows(opened: Storage) -> None:
    await opened.ledger.receive(message("m"))
    async with opened.begin() as work:
        await work.commit(Done("m"))
        assert await work.is_done("m")
        assert work.books == {}


async def test_one_unit_can_commit_twice(opened: Storage) -> None:
    async with opened.begin(ANA) as work:
        work.book.save(contact("1"))
        await work.commit()
        work.book.save(contact("2"))
        await work.commit()
        work.book.save(contact("3"))
    assert [each.id for each in await contacts(opened)] == ["1", "2"]


async def test_every_document_carries_the_version_that_wrote_it(opened: Storage) -> None:
    await save(opened, ANA, contact("1"), contact("2"))
    await save(opened, ANA, contact("2", "Bob"))
    async with opened.begin(ANA) as work:
        book = work.book
        assert [book.version_of("contacts", id) for id in ("1", "2", "3")] == [1, 2, 0]
        assert book.version == 2


async def test_a_deletion_leaves_a_tombstone_with_its_version(opened: Storage) -> None:
    await save(opened, ANA, contact("1"))
    async with opened.begin(ANA) as work:
        work.book.delete(contact("1"))
        await work.commit()
    async with opened.begin(ANA) as work:
        assert work.book.get(Contact, "1") is None
        assert work.book.version_of("contacts", "1") == 2


async def test_a_commit_that_changes_no_document_makes_no_version(opened: Storage) -> None:
    await save(opened, ANA, contact("1"))
    assert await save(opened, ANA, contact("1")) == 1


async def test_a_book_that_was_kept_too_long_changes_nothing(opened: Storage) -> None:
    async with opened.begin(ANA) as work:
        kept = work.book
        kept.save(contact("1"))
        await work.commit()
    kept.save(contact("1", "Mallory"))
    kept.save(contact("2"))
    assert await contacts(opened) == [contact("1")]


async def test_a_cancelled_unit_leaves_either_all_or_nothing(opened: Storage) -> None:
    for count in range(6):
        writing = asyncio.ensure_future(save(opened, ANA, contact(f"{count}", "Bob")))
        for _ in range(count):
            await asyncio.sleep(0)
        writing.cancel()
        await asyncio.wait([writing])
        found = await contacts(opened)
        again = await contacts(opened)
        assert found == again
        assert writing.cancelled() or found[-1].id == f"{count}"


async def test_an_owner_who_is_gone_leaves_nothing(opened: Storage) -> None:
    await opened.ledger.receive(message("m1"))
    async with opened.begin(ANA) as work:
        work.book.save(contact("1"))
        rows = Bound(ANA, address(), NOON), NextDue(ANA, NOON), Queued(outgoing("o"), NOON)
        await work.commit(Done("m1"), *rows)
    await opened.ledger.receive(message("m2", "forget everyone 1"))
    await opened.ledger.receive(message("m3", "met Bob"))
    async with opened.begin(ANA) as work:
        await work.commit(OwnerGone(ANA), Done("m2"), Queued(outgoing("o2"), NOON + MINUTE))
        assert work.book.count(Contact) == 0
        assert work.book.version == 0
    ledger = opened.ledger
    assert await ledger.owner(ANA) is None
    assert await ledger.owner_of(address()) is None
    assert [each async for each in ledger.owners()] == []
    assert await ledger.unfinished() == []
    assert await contacts(opened) == []
    for id in ("m1", "m2"):
        assert not await ledger.receive(message(id)), "a redelivery would begin anew"
    await ledger.settle("o2", Outcome.SENT, at=NOON)
    assert {k for k, v in (await ledger.tally()).items() if v} == {"inbox_done"}
    async with opened.begin(BEN) as work:
        await work.commit(Bound(BEN, address(), NOON))
    assert {k for k, v in (await ledger.tally(BEN)).items() if v} == {"owners"}


async def test_a_change_saved_for_an_owner_who_goes_is_not_kept(opened: Storage) -> None:
    await save(opened, ANA, contact("1"))
    async with opened.begin(ANA) as work:
        work.book.save(contact("2"))
        await work.commit(OwnerGone(ANA))
    assert await contacts(opened) == []


async def test_an_address_can_move_when_its_owner_goes(opened: Storage) -> None:
    async with opened.begin(ANA) as work:
        await work.commit(Bound(ANA, address(), NOON))
    async with opened.begin(BEN, ANA) as work:
        await work.commit(Bound(BEN, address(), NOON), OwnerGone(ANA))
    assert await opened.ledger.owner_of(address()) == BEN


async def test_reopening_finds_every_document(lasting: Place) -> None:
    storage = await lasting.open()
    await save(storage, ANA, contact("2"), contact("1"), note("3", "chess"))
    await save(storage, BEN, contact("1", "Bob"))
    async with storage.begin(ANA) as work:
        work.book.delete(contact("2"))
        work.stage("import", contact("4"))
        await work.commit()
    storage = await lasting.reopen()
    async with storage.begin(ANA) as work:
        assert work.book.version == 2
        assert list(work.book.all(Contact)) == [contact("1")]
        assert work.book.version_of("contacts", "2") == 2
        assert await work.search("chess") == [Hit("notes", "3")]
        work.turn_on("import")
        await work.commit()
    storage = await lasting.reopen()
    assert await contacts(storage) == [contact("1"), contact("4")]
    assert await contacts(storage, BEN) == [contact("1", "Bob")]


@pytest.mark.parametrize("module", PERSISTENT, ids=lambda module: module.__name__)
@given(saved=some.lists(documents(), max_size=8, unique_by=lambda each: each.id))
@settings(max_examples=15, deadline=None)
def test_every_kind_of_document_comes_back_as_it_was(
    module: ModuleType, saved: list[Document]
) -> None:
    async def save_and_find(folder: str) -> None:
        async for place in place_of(module, Path(folder)):
            await save(await place.open(), ANA, *saved)
            async with (await place.reopen()).begin(ANA) as work:
                found = [work.book.get(type(each), each.id) for each in saved]
            assert found == saved

    with TemporaryDirectory() as folder:
        asyncio.run(save_and_find(folder))
