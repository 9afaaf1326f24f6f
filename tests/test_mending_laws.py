"""An answer, or a mended name, leads to the book that the full name at once would have made."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from msgspec import structs

from bot.app import App
from bot.model.book import Book
from bot.model.document import TABLES, AboutContacts, Contact, Document
from bot.ports import Address, Conversation, Message, Storage, Words
from bot.settings import Join, Settings
from bot.storage_url import StorageUrl
from tests.fakes.adapter import FakeAdapter
from tests.fakes.clock import FakeClock
from tests.storages import open_in

KEPT = ("contacts", "interactions", "notes", "milestones", "reminders")

GIVEN = some.sampled_from(["Sarah", "Bob", "Ana"])
SURNAMES = some.lists(
    some.sampled_from(["Chen", "Diaz", "Okafor", "Lima", "Ruiz"]),
    min_size=2,
    max_size=3,
    unique=True,
)
SENTENCES = some.sampled_from(
    [
        "met {} at PyCon yesterday",
        "coffee with {} this morning, CTO at Acme",
        "lunch with {} last week. follow up in two weeks",
        "called {} on Monday about the budget",
    ]
)
LATER = ["note Mei: two kids", "who is Mei"]


async def books(talks: Sequence[Sequence[str]]) -> list[Any]:
    """What is in the book after each talk, without the ids and moments that differ."""
    with TemporaryDirectory() as folder:
        storage = await open_in("memory", Path(folder))
        try:
            return [await _book(storage, f"ann{at}", talk) for at, talk in enumerate(talks)]
        finally:
            await storage.close()


async def _book(storage: Storage, who: str, talk: Sequence[str]) -> Any:
    clock = FakeClock()
    app = App(
        storage,
        {"console": FakeAdapter("console")},
        Settings(StorageUrl("memory:"), join=Join.OPEN, zone="Europe/Dublin", locale="en-GB"),
        clock,
    )
    sender = Address("console", "", who)
    for number, words in enumerate(["start", "met Mei", *talk]):
        clock.now += timedelta(minutes=1)
        message = Message(f"{who}:{number}", sender, clock.now, Words(words), Conversation(who))
        assert await app.intake.receive(message)
        app.intake.work(message)
        await app.intake.idle()
    owner = await storage.ledger.owner_of(sender)
    assert owner
    async with storage.begin(owner) as work:
        return plain(work.book)


def plain(book: Book) -> list[str]:
    names = {each.id: each.name for each in book.all(Contact)}

    def of(document: Document) -> Document:
        if isinstance(document, AboutContacts):
            called = tuple(sorted(names[id] for id in document.contacts))
            document = structs.replace(document, contacts=called)
        fields = {"id": "", "logged_at": None}
        known = {key: value for key, value in fields.items() if hasattr(document, key)}
        return structs.replace(document, **known)

    return sorted(str(of(each)) for table in KEPT for each in book.all(TABLES[table]))


FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(GIVEN, SURNAMES, SENTENCES, some.data())
def test_an_answer_does_what_the_full_name_at_once_would_have_done(
    given: str, surnames: list[str], sentence: str, data: some.DataObject
) -> None:
    right = data.draw(some.sampled_from(surnames))
    between = data.draw(some.lists(some.sampled_from(LATER), max_size=2))
    answer = data.draw(
        some.sampled_from([right, f"no, I meant {right}", str(surnames.index(right) + 1)])
    )
    known = [f"met {given} {surname} at the gym" for surname in surnames]
    asked, at_once = asyncio.run(
        books(
            [
                [*known, sentence.format(given), *between, answer],
                [*known, sentence.format(f"{given} {right}"), *between],
            ]
        )
    )
    assert asked == at_once


@FEW
@given(GIVEN, SURNAMES, SENTENCES, some.booleans())
def test_a_mended_name_does_what_the_right_one_at_once_would_have_done(
    given: str, surnames: list[str], sentence: str, is_known: bool
) -> None:
    right, wrong, *others = surnames
    known = [f"met {given} {surname} at the gym" for surname in (right, *others)]
    known += [f"met {given} {wrong} at the gym"] if is_known else []
    mended, at_once = asyncio.run(
        books(
            [
                [*known, sentence.format(f"{given} {wrong}"), f"no, I meant {given} {right}"],
                [*known, sentence.format(f"{given} {right}")],
            ]
        )
    )
    assert mended == at_once


@FEW
@given(GIVEN, SURNAMES, SENTENCES)
def test_a_mended_name_can_be_undone(given: str, surnames: list[str], sentence: str) -> None:
    known = [f"met {given} {surname} at the gym" for surname in surnames]
    told = [*known, sentence.format(f"{given} {surnames[0]}")]
    mended, before = asyncio.run(
        books([[*told, f"no, I meant {given} {surnames[1]}", "undo"], told])
    )
    assert mended == before
