"""Who is meant, what tells people apart, and that the indexes follow the book."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from bot.errors import Refusal, Unclear
from bot.language.reading import Named
from bot.model.book import Book
from bot.model.calendar import Month, Period, Week
from bot.model.document import Contact, ContactId, Document, Interaction, Job, Option
from bot.people import contacts, descriptor, interactions, known, label, one, several, which
from tests.turns import ANN, turn

DAY = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES = ["Sarah Chen", "Sarah Diaz", "Bob Okafor", "Robert Okafor"]
IDS = [ContactId(id) for id in "ab"]


def contact(id: str, name: str = "Sarah Chen", **more: object) -> Contact:
    return replace(Contact(id=id, name=name, added_on=DAY), **more)


def met(id: str, *who: str, on: Period = DAY) -> Interaction:
    """Each of its own moment, as two messages are."""
    at = MOMENT + timedelta(minutes=int(id))
    return Interaction(id=id, contacts=tuple(map(ContactId, who)), on=on, logged_at=at)


def book_of(*documents: Document) -> Book:
    book = Book(ANN)
    for document in documents:
        book.load(document, 1)
    return book


CONTACTS = some.builds(
    contact,
    some.sampled_from(IDS),
    some.sampled_from(NAMES),
    aka=some.sampled_from([(), ("Sal",)]),
    handles=some.sampled_from([(), ("@sal",)]),
)
TALKS = some.builds(
    met,
    some.sampled_from("123"),
    some.sampled_from(IDS),
    some.sampled_from(IDS),
    on=some.sampled_from([DAY, date(2026, 3, 1), Month(2026, 3), Week(2026, 10)]),
)
STEPS = some.lists(
    some.tuples(
        some.sampled_from(["save", "save", "save", "delete", "keep", "take back"]),
        CONTACTS | TALKS,
    ),
    min_size=6,
    max_size=14,
)


@settings(max_examples=80)
@given(STEPS)
def test_the_indexes_of_a_changed_book_are_those_of_the_same_book_read_afresh(
    steps: list[tuple[str, Document]],
) -> None:
    book = Book(ANN)
    for step, document in steps:
        known(book)
        interactions(book, "a")
        match step:
            case "save":
                book.save(document)
            case "delete":
                book.delete(document)
            case "keep":
                book.keep(book.version + 1)
            case _:
                book.take_back()
    afresh = book_of(*book.all(Contact), *book.all(Interaction))
    for name in (*NAMES, "Sarah", "Bob", "Sal", "@sal", "Sarh", "Okafr"):
        assert known(book).match(name) == known(afresh).match(name)
        assert known(book).near(name) == known(afresh).near(name)
    for id in IDS:
        assert interactions(book, id) == interactions(afresh, id)


def test_a_deletion_that_was_taken_back_leaves_the_indexes_in_order() -> None:
    book = book_of(contact("a"), contact("b"))
    assert known(book).match("Sarah") == ("a", "b")
    book.delete(contact("a"))
    assert known(book).match("Sarah") == ("b",)
    book.take_back()
    assert known(book).match("Sarah") == ("a", "b")


def test_two_talks_of_one_message_stay_in_order_when_one_is_mended() -> None:
    first, second = met("1", "a"), replace(met("1", "a"), id="2")
    book = book_of(first, second)
    assert interactions(book, "a") == [first, second]
    mended = replace(first, note="tea")
    book.save(mended)
    assert interactions(book, "a") == [mended, second]


def test_the_latest_talk_comes_last_whatever_was_said_of_its_day() -> None:
    talks = [
        met("1", "a", on=date(2026, 3, 4)),
        met("2", "a", on=Month(2025, 12)),
        met("3", "a", on=Week(2026, 10)),
        met("4", "b"),
    ]
    book = book_of(*talks)
    assert [talk.id for talk in interactions(book, "a")] == ["2", "3", "1"]
    assert interactions(book, "nobody") == []


def test_contacts_that_are_gone_are_left_out() -> None:
    book = book_of(contact("a"))
    assert contacts(book, [ContactId("b"), ContactId("a")]) == [contact("a")]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"jobs": (Job("Acme", "CTO"),), "met_at": "PyCon", "location": "Brno"}, "Acme, PyCon"),
        ({"jobs": (Job(role="CTO"),), "location": "Brno"}, "CTO, Brno"),
        ({"jobs": (Job("Acme", until=Month(2025, 5)),), "met_at": "PyCon"}, "PyCon"),
        ({"location": "Brno"}, "Brno"),
        ({}, ""),
    ],
)
def test_people_are_told_apart_by_what_is_known(more: dict[str, object], said: str) -> None:
    sarah = contact("a", "Sarah Chen", **more)
    assert descriptor(sarah, book_of(sarah)) == said
    assert label(sarah, book_of(sarah)) == (f"Sarah Chen · {said}" if said else "Sarah Chen")


def test_where_nothing_else_is_known_the_last_talk_tells_apart() -> None:
    sarah = contact("a")
    book = book_of(sarah, met("1", "a", on=date(2026, 1, 2)))
    assert label(sarah, book) == "Sarah Chen · last Friday 2 January"


SARAH, DIAZ = contact("a", met_at="PyCon"), contact("b", "Sarah Diaz")
BOTH = Named("Sarah", contacts=(ContactId("a"), ContactId("b")))


def test_one_who_fits_is_meant() -> None:
    there = turn(book_of(SARAH, DIAZ))
    named = Named("Sarah Diaz", contacts=(ContactId("b"),))
    assert one([named], there, missing="", example="") == DIAZ


def test_nobody_named_is_a_refusal_with_an_example() -> None:
    for ask in (one, several):
        with pytest.raises(Refusal) as caught:
            ask([], turn(), missing="Whom did you meet?", example="met Sarah")
        assert caught.value.reply().text == "Whom did you meet? For example: met Sarah"


def test_several_who_fit_are_asked_about_each_with_what_tells_them_apart() -> None:
    with pytest.raises(Unclear, match=r"Which Sarah\?") as caught:
        one([BOTH], turn(book_of(SARAH, DIAZ)), missing="", example="")
    assert caught.value.options == (
        Option("Sarah Chen · PyCon", ContactId("a")),
        Option("Sarah Diaz", ContactId("b")),
    )


def test_one_of_several_who_is_gone_is_not_asked_about() -> None:
    assert one([BOTH], turn(book_of(DIAZ)), missing="", example="") == DIAZ


def test_a_near_miss_is_offered_and_a_stranger_can_be_added() -> None:
    there = turn(book_of(SARAH))
    with pytest.raises(Unclear, match="Did you mean one of these") as near:
        one([Named("Srah", near=(ContactId("a"),))], there, missing="", example="")
    assert near.value.name == "Srah"
    with pytest.raises(Refusal) as far:
        one([Named("Zoë")], there, missing="", example="")
    assert far.value.reply().text == "I don't know anyone called Zoë. To add them: met Zoë"


def test_somebody_named_twice_is_meant_once() -> None:
    there = turn(book_of(SARAH, DIAZ))
    named = [Named("x", contacts=(ContactId(id),)) for id in "bab"]
    assert several(named, there, missing="", example="") == (DIAZ, SARAH)


def test_somebody_new_can_be_offered_too() -> None:
    asked = which(BOTH, [SARAH], book_of(SARAH), new=True)
    assert asked.options[-1] == Option("Someone new")
