"""Whom a name fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.fitting import is_one_slip
from bot.language.names import NameIndex
from bot.model.document import ContactId
from tests.language.book import index_of

BOOK = (
    *("Sarah Chen", "Sarah Diaz", "Olga Watt", "Katherine Clark", "Robert Achterberg"),
    *("Zdeněk Stejskal", "鈴木涼平", "Ingeborg Strand-Lund", "Jan van der Meer", "Bo"),
)


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("Sarah", ["Sarah Chen", "Sarah Diaz"]),
        ("sarah chen", ["Sarah Chen"]),
        ("SARAH  CHEN", ["Sarah Chen"]),
        ("Chen", ["Sarah Chen"]),
        ("Olga W.", ["Olga Watt"]),
        ("O. Watt", ["Olga Watt"]),
        ("Ogla Watt", ["Olga Watt"]),
        ("Olga Wat", ["Olga Watt"]),
        ("Olga Wqrt", []),
        ("Olga Roth", []),
        ("Kathy", ["Katherine Clark"]),
        ("Kate Clark", ["Katherine Clark"]),
        ("Bob", ["Robert Achterberg"]),
        ("Bobby Achterberg", ["Robert Achterberg"]),
        ("zdenek", ["Zdeněk Stejskal"]),
        ("Zdeněk", ["Zdeněk Stejskal"]),
        ("鈴木涼平", ["鈴木涼平"]),
        ("Strand-Lund", ["Ingeborg Strand-Lund"]),
        ("ingeborg strand lund", ["Ingeborg Strand-Lund"]),
        ("van der Meer", ["Jan van der Meer"]),
        ("van der", []),
        ("cousin Olga", ["Olga Watt"]),
        ("Mr Watt", ["Olga Watt"]),
        ("Dr. Olga Watt", ["Olga Watt"]),
        ("olga.watt", ["Olga Watt"]),
        ("@olga_watt", ["Olga Watt"]),
        ("Bo", ["Bo"]),
        ("Srah", []),
        ("S.", []),
        ("", []),
        ("  ", []),
        ("Dr", []),
        ("(", []),
    ],
)
def test_a_name_fits(name: str, fits: list[str]) -> None:
    assert list(index_of(*BOOK).match(name)) == fits


def test_a_full_name_beats_a_part_of_another() -> None:
    assert index_of("Bob", "Robert Achterberg", "Bob Smith").match("Bob") == ("Bob",)


def test_other_names_and_handles_find_their_contact() -> None:
    index = NameIndex()
    index.put(ContactId("1"), ["Beatriz dos Santos", "Bia"], ["@bia_s", "bia@example.org"])
    assert index.match("bia") == ("1",)
    assert index.match("@BIA_S") == ("1",)
    assert index.match("bia@example.org") == ("1",)
    assert index.name_of(ContactId("1")) == "Beatriz dos Santos"


def test_a_dropped_contact_is_found_by_nothing() -> None:
    index = index_of("Olga Watt", "Olga Roth")
    index.drop(ContactId("Olga Watt"))
    index.drop(ContactId("nobody"))
    assert index.match("Olga") == ("Olga Roth",)
    assert index.match("Watt") == ()
    assert index.near("Wat") == ()
    assert len(index) == 1


def test_new_names_take_the_place_of_the_old_and_keep_the_order() -> None:
    index = index_of("Olga Watt", "Olga Roth")
    index.put(ContactId("Olga Watt"), ["Olga Bell"])
    assert index.match("Olga") == ("Olga Watt", "Olga Roth")
    assert index.match("Watt") == ()
    assert index.match("Bell") == ("Olga Watt",)


def test_a_contact_without_a_name_is_no_mistake() -> None:
    index = NameIndex()
    index.put(ContactId("1"), [])
    index.put(ContactId("2"), ["..."])
    assert index.match("...") == ()
    assert not index.knows("anybody")


def test_near_misses_come_closest_first() -> None:
    index = index_of(*BOOK)
    assert index.near("Srah") == ("Sarah Chen", "Sarah Diaz")
    assert index.near("Sarah Chan")[0] == "Sarah Chen"
    assert index.near("Sara Dias")[0] == "Sarah Diaz"
    assert index.near("Xerxes") == ()


def test_at_most_five_near_misses_and_no_slip_in_digits() -> None:
    index = index_of(*(f"Sarah Number{n}" for n in range(9)), "Agent 472")
    assert len(index.near("Srah")) == 5
    assert index.match("Agent 473") == ()
    assert index.near("473") == ()


@pytest.mark.parametrize(
    ("typed", "meant", "is_slip"),
    [
        ("ogla", "olga", True),
        ("olg", "olga", True),
        ("olgaa", "olga", True),
        ("olha", "olga", True),
        ("olga", "olga", False),
        ("olga", "helga", False),
        ("lgao", "olga", False),
    ],
)
def test_one_slip(typed: str, meant: str, *, is_slip: bool) -> None:
    assert is_one_slip(typed, meant) is is_slip
    assert is_one_slip(meant, typed) is is_slip


@given(st.lists(st.text(max_size=20), min_size=1, max_size=8), st.text(max_size=20))
def test_any_names_can_be_put_looked_up_and_dropped(names: list[str], asked: str) -> None:
    index = NameIndex()
    for number, name in enumerate(names):
        index.put(ContactId(str(number)), [name], [name])
    for number, name in enumerate(names):
        if "".join(filter(str.isalpha, name)):
            assert str(number) in index.match(name) or len(index.match(name)) > 0
    index.match(asked)
    index.near(asked)
    for number in range(len(names)):
        index.drop(ContactId(str(number)))
    assert index.match(asked) == ()
    assert not any((index._full, index._parts, index._given, index._handles))
