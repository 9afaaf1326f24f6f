from datetime import date

import pytest

from bot.closing import StepBack, said_step_back, says_died
from bot.model.document import Contact
from tests.turns import turn

BOB = Contact(id="bob", name="Bob Okafor", aka=("Bobby",), added_on=date(2026, 3, 18))


@pytest.mark.parametrize(
    "words",
    [
        "passed away",
        "died last week",
        "has died",
        "dead",
        "passed away in March",
        "died of a stroke",
    ],
)
def test_a_death_is_understood_in_plain_words(words: str) -> None:
    assert says_died(words)
    assert says_died(f"Bob {words}", (BOB,))
    assert not says_died(f"Bob {words}")
    assert not says_died(f"Bob's father {words}", (BOB,))


@pytest.mark.parametrize(
    "words",
    [
        "father passed away",
        "died laughing",
        "dead tired",
        "passed",
        "passed the bar",
        "mentioned who died in May",
        "",
        None,
    ],
)
def test_nobody_is_called_dead_for_what_happened_to_others(words: str | None) -> None:
    assert not says_died(words)


@pytest.mark.parametrize(
    "words", ["step back from", "leave alone", "do not contact", "never contact again"]
)
def test_stepping_back_is_understood(words: str) -> None:
    assert said_step_back(words, (), turn()) == StepBack()
    assert said_step_back(f"{words} Bob Okafor", (BOB,), turn()) == StepBack()
    assert said_step_back("please leave Bobby alone", (BOB,), turn()) == StepBack()


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("step back from Bob for 3 months", date(2026, 6, 18)),
        ("step back from Bob until June", date(2026, 6, 1)),
        ("step back from Bob, ask me again in June", date(2026, 6, 1)),
        ("step back from Bob for now", None),
        ("step back from Bob since yesterday", None),
    ],
)
def test_stepping_back_has_a_day_to_ask_again(words: str, until: date | None) -> None:
    assert said_step_back(words, (BOB,), turn()) == StepBack(until)


@pytest.mark.parametrize(
    "words", ["don't contact on weekends", "step back from the project", "contact", None]
)
def test_a_rule_with_limits_is_no_stepping_back(words: str | None) -> None:
    assert said_step_back(words, (), turn()) is None
