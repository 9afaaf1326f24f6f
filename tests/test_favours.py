import pytest

from bot.favours import thanked_for


@pytest.mark.parametrize(
    ("note", "what"),
    [
        ("thanked for vouching for me", "vouching for me"),
        ("vouching for me at the bank", "vouching for me at the bank"),
        ("for the review", "the review"),
        ("Thanked in person for the review", "the review"),
        ("thanked in person", None),
        ("thanked", None),
        ("gave a card to say thanks", None),
        ("babysat for us, bought a bottle of wine to say thanks", "babysat for us"),
        (None, None),
    ],
)
def test_thanks_say_what_they_are_for_or_nothing(note: str | None, what: str | None) -> None:
    assert thanked_for(note) == what
