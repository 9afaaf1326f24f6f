import pytest

from bot.heard import Heard, heard, is_all


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (None, Heard()),
        ("with the", Heard()),
        ("called her", Heard("call")),
        ("called her this morning", Heard("call")),
        ("saw both", Heard("in_person")),
        ("wrote to him, he has a new dog", Heard("message", ("has a new dog",))),
        ("she's moving to Berlin", Heard(None, ("moving to Berlin",))),
        (
            "called her, she's moving to Berlin, promised the deck",
            Heard("call", ("moving to Berlin",), ("the deck",)),
        ),
        ("e-mailed them and promised the slides", Heard("email", (), ("the slides",))),
    ],
)
def test_a_reply_is_heard_in_its_parts(words: str | None, told: Heard) -> None:
    assert heard(words) == told
    assert told.tells_more is bool(told.facts or told.promised)


def test_everybody_may_be_meant() -> None:
    assert is_all("saw both")
    assert is_all("done with all of them")
    assert not is_all("called her")
    assert not is_all(None)
