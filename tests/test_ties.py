"""What somebody is to the owner, and what only sounds like it."""

import pytest

from bot.command import find_commands
from bot.model.document import Tie
from bot.ties import Told, told_tie


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("is my mentor", Told(Tie.MENTOR)),
        ("is a client of ours", Told(Tie.CLIENT)),
        ("is my old colleague", Told(Tie.FORMER_COLLEAGUE)),
        ("was a colleague of mine.", Told(Tie.FORMER_COLLEAGUE)),
        ("are our teammates", Told(Tie.COLLEAGUE)),
        ("is my old friend", Told(Tie.FRIEND)),
        ("inner circle", Told(Tie.INNER_CIRCLE)),
        ("is family", Told(Tie.FAMILY)),
        ("is my mother-in-law", Told(Tie.FAMILY, "mother-in-law")),
        ("is my accountant", Told(Tie.SERVICE_PROVIDER)),
        ("wizard", None),
        ("befriend", None),
    ],
)
def test_a_kind_of_tie_is_told_in_words(words: str, told: Told | None) -> None:
    assert told_tie(words) == told


@pytest.mark.parametrize(
    "sentence",
    [
        "who is my mentor?",
        "Ana is a mentor at Techstars",
        "met Ana, she is my cousin",
        "that was a friend",
        "Ana is my friend's boss",
    ],
)
def test_a_sentence_that_says_something_else_is_left_to_the_others(sentence: str) -> None:
    assert find_commands().claimed(sentence) is None
