import pytest

from bot.attempts import Unanswered, unanswered


@pytest.mark.parametrize(
    ("topics", "note", "rest"),
    [
        (("no answer",), None, Unanswered()),
        ((), "didn't pick up", Unanswered()),
        (("the deck", "no reply yet"), None, Unanswered(("the deck",))),
        ((), "went to voicemail, has a new number", Unanswered((), "has a new number")),
        ((), "left a message", Unanswered()),
    ],
)
def test_what_went_unanswered_is_told_from_a_talk_and_the_rest_is_kept(
    topics: tuple[str, ...], note: str | None, rest: Unanswered
) -> None:
    assert unanswered(topics, note) == rest


@pytest.mark.parametrize(
    ("topics", "note"),
    [
        ((), None),
        (("the answer to life",), "no nuts"),
        (("voicemail systems",), "answers calls"),
    ],
)
def test_talk_of_answers_is_a_talk(topics: tuple[str, ...], note: str | None) -> None:
    assert unanswered(topics, note) is None
