"""Searching by an index finds what a look at everything finds, whatever becomes of a book."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from bot.model.book import Book
from bot.model.calendar import MonthDay
from bot.model.document import (
    Attempt,
    Boundary,
    Contact,
    ContactId,
    Document,
    Favour,
    Interaction,
    Introduction,
    Job,
    Milestone,
    Note,
    Occasion,
    Opportunity,
    Preferences,
    Promise,
    Reminder,
    Stage,
)
from bot.ports import Hit
from storage.search import scan, words_in, words_of
from storage.word_index import WordIndex
from tests.contracts.storages import ANA, NOON, contact, note

DAY = date(2026, 3, 18)
WITH = (ContactId("c"),)

words = some.sampled_from(["chess", "Chess", "rust", "rusty", "Zoë", "ZOE", "o'hara", "", "ru"])
texts = some.lists(words, max_size=4).map(" ".join)
ids = some.sampled_from("abc")
notes = some.builds(note, ids, texts)
contacts = some.builds(contact, ids, texts)
steps = some.lists(some.tuples(some.booleans(), notes | contacts), max_size=25)


@given(steps=steps, query=texts, limit=some.integers(1, 6))
def test_the_index_finds_what_a_scan_finds(
    steps: list[tuple[bool, Document]], query: str, limit: int
) -> None:
    book = Book(ANA)
    for count, (is_saved, document) in enumerate(steps, 1):
        index = book.view(WordIndex)
        if is_saved:
            book.save(document)
        else:
            book.delete(document)
        assert index.find(book, query, limit) == scan(book, query, limit)
        if count % 3:
            book.keep(count)
        else:
            book.take_back()
        assert index.find(book, query, limit) == scan(book, query, limit)


def test_many_words_that_begin_alike_are_one_search() -> None:
    book = Book(ANA)
    for number in range(30):
        book.save(contact(f"c{number:02}", f"Family{number} Given{number % 10}"))
    book.keep(1)
    found = book.view(WordIndex).find(book, "given3 fam", 2)
    assert (
        found == scan(book, "fam given3", 2) == [Hit("contacts", "c03"), Hit("contacts", "c13")]
    )


def test_words_have_neither_case_nor_accents() -> None:
    assert words_in("Zoë O’Hara's 2nd, snake_case") == ["zoe", "oharas", "2nd", "snake", "case"]
    assert words_in("cafe\u0301 Straße Łódź") == ["cafe", "strasse", "lodz"]
    assert words_in("北京 Привет") == ["北京", "привет"]
    assert words_in(" -- ") == []


def test_everything_that_the_owner_wrote_is_found() -> None:
    kept: list[tuple[Document, str]] = [
        (
            Contact(
                id="1",
                name="sarah",
                aka=("sally",),
                added_on=DAY,
                jobs=(Job("acme", "cto"), Job("globex")),
                location="dublin",
                emails=("s@example.org",),
                phones=("555",),
                handles=("sc",),
                links=("sc.dev",),
                interests=("rust",),
                tags=("gym",),
                met_at="pycon",
                met_through="bob",
            ),
            "sarah sally acme cto globex dublin s example org 555 sc dev rust gym pycon bob",
        ),
        (
            Interaction(
                id="2",
                contacts=WITH,
                on=DAY,
                logged_at=NOON,
                place="cafe",
                event="fair",
                topics=("boats",),
                note="tired",
            ),
            "cafe fair boats tired",
        ),
        (note("3", "chess"), "chess"),
        (
            Milestone(
                id="4", contacts=WITH, occasion=Occasion.OTHER, on=MonthDay(2, 29), label="leap"
            ),
            "leap",
        ),
        (Reminder(id="5", contacts=WITH, on=DAY, about="deck"), "deck"),
        (Note(id="6", contacts=WITH, text="", on=DAY), ""),
        (Attempt(id="7", contacts=WITH, on=DAY, logged_at=NOON, note="voicemail"), "voicemail"),
        (Promise(id="8", contacts=WITH, is_mine=True, what="deck", made_on=DAY), "deck"),
        (Favour(id="9", contacts=WITH, is_given=True, what="lift", on=DAY), "lift"),
        (
            Introduction(
                id="10",
                contacts=WITH,
                stage=Stage.DONE,
                told_on=DAY,
                about="climbing",
                outcome="lunch",
            ),
            "climbing lunch",
        ),
        (
            Opportunity(
                id="11",
                contacts=WITH,
                stage=Stage.PLANNED,
                told_on=DAY,
                what="opening",
                org="acme",
                role="curator",
                url="acme.example",
            ),
            "opening acme curator example",
        ),
        (Boundary(id="12", contacts=WITH, rule="mornings", on=DAY), "mornings"),
        (Preferences(zone="Europe/Dublin"), ""),
    ]
    for document, found in kept:
        assert words_of(document) == set(found.split())
