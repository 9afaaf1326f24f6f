"""What every storage promises about searching, and about what comes in batches."""

import pytest

from bot.model.document import Contact
from bot.ports import (
    Hit,
    Storage,
)
from tests.contracts.storages import (
    ANA,
    Place,
    contact,
    contacts,
    note,
    save,
)


async def test_search_finds_documents_in_which_every_word_begins_a_word(
    opened: Storage,
) -> None:
    await save(
        opened,
        ANA,
        contact("1", "Zoë O'Hara"),
        note("2", "Plays chess, in ŁÓDŹ; knows Rust."),
        note("3", "Her rusty bike"),
    )
    async with opened.begin(ANA) as work:
        assert await work.search("zoe ohara") == [Hit("contacts", "1")]
        assert await work.search("ZOË o’h") == [Hit("contacts", "1")]
        assert await work.search("lodz che") == [Hit("notes", "2")]
        assert await work.search("hess") == []
        assert await work.search("chess bike") == []
        assert await work.search("rust") == [Hit("notes", "2"), Hit("notes", "3")]
        assert await work.search("rust", limit=1) == [Hit("notes", "2")]
        assert await work.search(" , ") == []


async def test_search_follows_what_is_committed(opened: Storage) -> None:
    await save(opened, ANA, note("1", "chess"), note("2", "chess"))
    async with opened.begin(ANA) as work:
        assert len(await work.search("chess")) == 2
        work.book.save(note("1", "climbing"))
        work.book.delete(note("2", "chess"))
        await work.commit()
    await save(opened, ANA, note("3", "chess at noon"))
    async with opened.begin(ANA) as work:
        assert await work.search("chess") == [Hit("notes", "3")]
        assert await work.search("climbing") == [Hit("notes", "1")]


async def test_a_batch_is_invisible_until_it_is_turned_on(opened: Storage) -> None:
    await save(opened, ANA, contact("1"))
    async with opened.begin(ANA) as work:
        work.stage("import", contact("2", "Bob"))
        work.stage("import", contact("3", "Ana"))
        work.stage("other", contact("4", "Mei"))
        await work.commit()
        assert work.book.count(Contact) == 1
    await save(opened, ANA, contact("0", "Noor"))
    async with opened.begin(ANA) as work:
        assert await work.search("bob") == []
        assert work.book.version == 3
        work.turn_on("import")
        await work.commit()
        assert {each.id for each in work.book.all(Contact)} == {"0", "1", "2", "3"}
    assert [each.id for each in await contacts(opened)] == ["1", "2", "3", "0"]
    async with opened.begin(ANA) as work:
        assert await work.search("bob") == [Hit("contacts", "2")]
        assert work.book.version_of("contacts", "3") == 4


async def test_a_batch_that_is_turned_off_disappears_and_can_come_back(
    opened: Storage,
) -> None:
    async with opened.begin(ANA) as work:
        work.stage("import", contact("1"))
        work.stage("import", contact("2"))
        work.turn_on("import")
        await work.commit()
        assert work.book.count(Contact) == 2
    await save(opened, ANA, contact("1", "Sarah Diaz"))
    async with opened.begin(ANA) as work:
        work.book.delete(contact("2"))
        await work.commit()
    async with opened.begin(ANA) as work:
        work.turn_off("import")
        await work.commit()
        assert work.book.count(Contact) == 0
    assert await contacts(opened) == []
    async with opened.begin(ANA) as work:
        work.turn_on("import")
        await work.commit()
    assert await contacts(opened) == [contact("1", "Sarah Diaz")]


async def test_what_is_saved_is_seen_even_if_a_batch_has_it_too(opened: Storage) -> None:
    async with opened.begin(ANA) as work:
        work.stage("import", contact("1", "Staged"))
        work.stage("import", contact("2", "Staged"))
        work.book.save(contact("1", "Saved"))
        await work.commit()
    await save(opened, ANA, contact("2", "Saved"))
    assert await contacts(opened) == [contact("1", "Saved"), contact("2", "Saved")]
    async with opened.begin(ANA) as work:
        work.turn_off("import")
        work.turn_off("unheard of")
        await work.commit()
    assert await contacts(opened) == [contact("1", "Saved")]


async def test_a_batch_that_is_not_committed_is_forgotten(opened: Storage) -> None:
    async with opened.begin(ANA) as work:
        work.stage("import", contact("1"))
        work.turn_on("import")
    async with opened.begin(ANA) as work:
        work.turn_on("import")
        await work.commit()
    assert await contacts(opened) == []


async def test_a_batch_brings_only_what_the_book_does_not_show(opened: Storage) -> None:
    await save(opened, ANA, contact("1"))
    async with opened.begin(ANA) as work:
        with pytest.raises(ValueError, match="cannot be staged"):
            work.stage("import", contact("1", "Bob"))


async def test_reopening_finds_what_was_saved_over_a_batch_and_what_was_deleted_in_it(
    lasting: Place,
) -> None:
    storage = await lasting.open()
    async with storage.begin(ANA) as work:
        work.stage("import", contact("1", "Staged"))
        work.stage("import", contact("2", "Staged"))
        work.turn_on("import")
        await work.commit()
    async with storage.begin(ANA) as work:
        work.book.delete(contact("2"))
        await work.commit()
    async with storage.begin(ANA) as work:
        work.turn_off("import")
        await work.commit()
    await save(storage, ANA, contact("1", "Saved"))
    storage = await lasting.reopen()
    assert await contacts(storage) == [contact("1", "Saved")]
    async with storage.begin(ANA) as work:
        assert work.book.version_of("contacts", "2") == 3
