from datetime import UTC, date, datetime

import pytest

from bot.ahead import Days, day_ahead, parted
from bot.command import Turn
from bot.model.document import Preferences
from bot.ports import Address, Conversation
from tests.nudges.life import Life


@pytest.fixture
def turn() -> Turn:
    life = Life()
    life.book.save(Preferences(locale="en-GB"))
    now = datetime(2026, 5, 11, 9, tzinfo=UTC)
    sender, where = Address("console", "", "ann"), Conversation("chat")
    return Turn(life.book, message_id="m", said_at=now, now=now, sender=sender, where=where)


def span(*days: str) -> Days:
    first, last = (date.fromisoformat(f"2026-{day}") for day in days)
    return first, last


@pytest.mark.parametrize(
    ("words", "rest", "days"),
    [
        ("PyCon 14–16 May", "PyCon", span("05-14", "05-16")),
        ("PyCon from 14 to 16 May", "PyCon", span("05-14", "05-16")),
        ("fair, 30 May to 2 June", "fair", span("05-30", "06-02")),
        ("party on Friday", "party", span("05-15", "05-15")),
        ("the deck by 3/6", "the deck", span("06-03", "06-03")),
        ("the deck", "the deck", None),
    ],
)
def test_days_to_come_are_parted_from_the_words(
    turn: Turn, words: str, rest: str, days: Days | None
) -> None:
    assert parted(words, turn) == (rest, days)
    assert day_ahead(words, turn) == (days[0] if days else None)
