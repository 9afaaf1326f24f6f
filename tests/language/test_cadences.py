"""How often somebody would like to be in touch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.cadences import cadence_days, find_cadence


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every day", 1),
        ("ring gran daily", 1),
        ("every weekday", 1),
        ("every 10 days", 10),
        ("talk to Bo every week", 7),
        ("at least once a week from now on", 7),
        ("every Tuesday", 7),
        ("every Monday and Thursday", 3),
        ("every other Friday", 14),
        ("every second week is right for Bo", 14),
        ("once a fortnight", 14),
        ("every couple of weeks", 14),
        ("every 3 weeks", 21),
        ("two times a month", 15),
        ("keep in touch with Bo monthly", 30),
        ("every second month", 60),
        ("about once every two months", 60),
        ("once a quarter for anyone tagged #angels", 90),
        ("4 times a year", 90),
        ("twice a year", 180),
        ("half-yearly", 180),
        ("every half year", 180),
        ("every 6 months", 180),
        ("yearly instead", 365),
        ("once a year", 365),
        ("every two years", 730),
        ("three times a day", 1),
        ("call last every week", 7),
    ],
)
def test_a_recurrence_is_so_many_days(text: str, days: int) -> None:
    found = find_cadence(text)
    assert found is not None
    assert found.days == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("45d", 45),
        ("Bo 6w", 42),
        ("6 weeks", 42),
        ("3 months", 90),
        ("2 years", 730),
        ("a year and a half", 545),
        ("never", 0),
        ("off Mark Dubois", 0),
        ("stop", 0),
    ],
)
def test_where_a_cadence_is_awaited_a_length_alone_is_one(text: str, days: int) -> None:
    assert find_cadence(text) is None
    found = find_cadence(text, bare=True)
    assert found is not None
    assert found.days == days


def test_a_week_whose_days_are_not_said_is_a_week() -> None:
    assert cadence_days({"freq": "WEEKLY", "byday": []}) == 7
    assert cadence_days({"freq": "WEEKLY", "byday": ["MO", "TH"]}) == 3


def test_the_place_is_told() -> None:
    found = find_cadence("auntie Bev, every couple of weeks or so")
    assert found is not None
    assert (found.start, found.end) == (12, 33)


def test_names_may_be_left_out() -> None:
    assert find_cadence("Weekly Times, not a cadence", skip=((0, 12),)) is None


@pytest.mark.parametrize("text", ["", "Bo", "every one of us", "every 5 minutes", "0 days"])
def test_no_cadence(text: str) -> None:
    assert find_cadence(text, bare=True) is None


@given(st.integers(1, 200), st.sampled_from(["days", "weeks", "months", "years"]))
def test_every_so_many_is_so_many(count: int, unit: str) -> None:
    found = find_cadence(f"every {count} {unit}")
    size = {"days": 1, "weeks": 7, "months": 30, "years": 365}[unit]
    assert found is not None
    assert found.days == count * size
