from datetime import date

import pytest

from bot.model.document import Contact
from bot.naming import without_names

ANA = Contact(id="a", name="Ana Lima", aka=("Annie",), added_on=date(2026, 3, 18))


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("thanked ana in person", "thanked in person"),
        ("Ana Lima's dead", "dead"),
        ("Ana's father", "father"),
        ("thanked Annie", "thanked"),
        ("Anatole called", "Anatole called"),
        (None, ""),
    ],
)
def test_names_are_taken_out_whole_and_nothing_else_is(words: str | None, rest: str) -> None:
    assert without_names(words, (ANA,)) == rest
    assert without_names(words, ()) == (words or "")
