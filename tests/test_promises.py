from datetime import date

import pytest

from bot.model.document import Contact, ContactId, Promise
from bot.promises import chosen, due_in_words, is_keeping, open_promises, undertaken
from tests.nudges.life import WEDNESDAY, Life

BOB = ContactId("bob")


def promise(id: str, what: str = "the deck", **more: object) -> Promise:
    made = {"is_mine": True, "made_on": WEDNESDAY, "contacts": (BOB,), **more}
    return Promise(id=id, what=what, **made)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("about", "what"),
    [
        ("promised to send flat tips", "send flat tips"),
        ("I promised her an intro to Ana", "an intro to Ana"),
        ("promised to send her the deck", "send her the deck"),
        ("Promised Bob the deck", "the deck"),
        ("promised Bob Okafor I'd call", "call"),
        ("I owe them a list", "a list"),
        ("promised", ""),
        ("the talk", None),
        ("send the promised deck", None),
        (None, None),
    ],
)
def test_what_was_undertaken_is_told_apart_from_other_things_to_do(
    about: str | None, what: str | None
) -> None:
    bob = Contact(id="bob", name="Bob Okafor", added_on=WEDNESDAY)
    assert undertaken(about, (bob,)) == what


@pytest.mark.parametrize("words", ["kept my promise to", "I kept it", "honoured my word"])
def test_keeping_a_promise_is_not_making_one(words: str) -> None:
    assert is_keeping(words)
    assert not is_keeping(f"I promised that I {words}")
    assert not is_keeping(None)


def test_what_is_open_comes_by_its_day_and_what_is_closed_does_not() -> None:
    book = Life().book
    kept = [
        promise("none"),
        promise("late", due=date(2026, 3, 1)),
        promise("soon", due=date(2026, 3, 20)),
        promise("kept", done_on=WEDNESDAY),
        promise("dropped", dropped_on=WEDNESDAY),
        promise("other", contacts=(ContactId("ana"),)),
    ]
    for each in kept:
        book.save(each)
    assert [each.id for each in open_promises(book, (BOB,))] == ["late", "soon", "none"]
    assert len(open_promises(book)) == 4


def test_words_choose_among_promises_and_choose_all_where_they_fit_none_better() -> None:
    deck, books = promise("1"), promise("2", "a list of books")
    assert chosen([deck, books], "the list") == [books]
    assert chosen([deck, books], "kept my promise") == [deck, books]
    assert chosen([deck, books], None) == [deck, books]
    assert chosen([], "the list") == []


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, ""),
        (date(2026, 3, 17), ", due yesterday"),
        (date(2026, 3, 2), ", due Monday 2 March"),
        (WEDNESDAY, ", by today"),
        (date(2026, 4, 3), ", by Friday 3 April"),
    ],
)
def test_a_deadline_is_said_as_past_or_to_come(due: date | None, said: str) -> None:
    assert due_in_words(promise("1", due=due), WEDNESDAY) == said
