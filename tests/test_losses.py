"""What ends an expectation, and what only sounds like it."""

import pytest

from bot.losses import loss
from bot.model.document import Occasion

BABY, WEDDING, PARTED = Occasion.BABY, Occasion.WEDDING, Occasion.ANNIVERSARY


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("lost the baby", BABY),
        ("she has miscarried", BABY),
        ("had a miscarriage in March", BABY),
        ("moved to Cork, sadly lost the baby", BABY),
        ("isn't pregnant after all", BABY),
        ("called off the wedding", WEDDING),
        ("the wedding is off", WEDDING),
        ("wedding’s cancelled", WEDDING),
        ("is no longer engaged", WEDDING),
        ("isn't getting married after all", WEDDING),
        ("and his wife broke up", PARTED),
        ("got divorced", PARTED),
        ("they have separated", PARTED),
    ],
)
def test_a_loss_says_what_it_ends(words: str, ends: Occasion) -> None:
    found = loss(words)
    assert found
    assert ends in found.ends


@pytest.mark.parametrize(
    "words",
    [
        "her sister lost the baby",
        "lost the match",
        "the baby sleeps well",
        "the wedding was lovely",
        "took the day off for the wedding",
        "parents are divorced",
        "",
        None,
    ],
)
def test_what_is_of_others_or_no_loss_ends_nothing(words: str | None) -> None:
    assert loss(words) is None
