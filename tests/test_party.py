import pytest

from bot.errors import Refusal, Unclear
from bot.language.reading import Named
from bot.model.document import Contact, ContactId
from bot.party import party
from tests.nudges.life import Life
from tests.turns import turn

NEW = Named("Mei Tan", is_new=True, aka=("May",), handle="@mei")
SAID = {"missing": "Whom?", "example": "promised Bob a book"}


@pytest.fixture
def life() -> Life:
    life = Life()
    life.knows("Bob Okafor")
    life.knows("Bea Lima")
    return life


def test_whoever_is_introduced_comes_into_the_book_once(life: Life) -> None:
    bob = Named("Bob Okafor", (ContactId("bob"),))
    who = party([bob, NEW, bob], turn(life.book), **SAID)
    assert [each.name for each in who.contacts] == ["Bob Okafor", "Mei Tan"]
    assert [each.aka for each in who.new] == [("May",)]
    assert [str(part) for part in who.said_new][:1] == [" New in your book: "]
    assert life.book.count(Contact) == 3
    assert party([bob], turn(life.book), **SAID).said_new == []


def test_nobody_comes_in_while_it_has_to_be_asked_who_is_meant(life: Life) -> None:
    both = Named("B", (ContactId("bob"), ContactId("bea")))
    near = Named("Bobb", is_new=True, near=(ContactId("bob"),))
    for odd in (both, near):
        with pytest.raises(Unclear):
            party([NEW, odd], turn(life.book), **SAID)
    with pytest.raises(Refusal):
        party([NEW, Named("Zed")], turn(life.book), **SAID)
    with pytest.raises(Refusal):
        party([], turn(life.book), **SAID)
    assert life.book.count(Contact) == 2


def test_a_near_name_may_be_somebody_new(life: Life) -> None:
    near = Named("Bobb", is_new=True, near=(ContactId("bob"),))
    with pytest.raises(Unclear) as asked:
        party([near], turn(life.book), **SAID)
    assert [option.contact for option in asked.value.options] == ["bob", None]
