from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.model.calendar import Month, MonthDay, Period, Week
from bot.wording import (
    coming_day,
    counted,
    day_in_full,
    day_in_short,
    listed,
    month_name,
    shortened,
    weekday_name,
    when,
)

TODAY = date(2026, 3, 18)  # a Wednesday
DAYS = some.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (date(2026, 3, 17), "yesterday"),
        (date(2026, 3, 18), "today"),
        (date(2026, 3, 19), "tomorrow"),
        (date(2026, 3, 16), "Monday 16 March"),
        (date(2025, 4, 3), "Thursday 3 April 2025"),
        (Month(2026, 5), "May"),
        (Month(2025, 5), "May 2025"),
        (Week(2026, 11), "the week of 9 March"),
        (Week(2026, 1), "the week of 29 December 2025"),
        (MonthDay(2, 29), "29 February"),
    ],
)
def test_a_period_is_said_with_its_month_spelled(period: Period | MonthDay, said: str) -> None:
    assert when(period, TODAY) == said


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        (date(2026, 3, 17), "Tuesday 17 March"),
        (date(2026, 3, 18), "Today"),
        (date(2026, 3, 19), "Tomorrow"),
        (date(2026, 3, 20), "Friday"),
        (date(2026, 3, 24), "Tuesday"),
        (date(2026, 3, 25), "Wednesday 25 March"),
        (date(2027, 1, 1), "Friday 1 January 2027"),
    ],
)
def test_a_bare_weekday_is_one_of_the_coming_six_days(day: date, heading: str) -> None:
    assert coming_day(day, TODAY) == heading


@given(DAYS, DAYS)
def test_a_day_in_full_can_be_read_back(day: date, today: date) -> None:
    weekday, said = day_in_full(day, today).split(" ", 1)
    assert said == day_in_short(day, today)
    number, month, *year = said.split(" ")
    assert weekday == weekday_name(day) == f"{day:%A}"
    assert (int(number), month) == (day.day, month_name(day.month))
    assert month == f"{day:%B}"
    assert year == ([] if day.year == today.year else [str(day.year)])


@pytest.mark.parametrize(
    ("parts", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_has_an_and_before_its_last(parts: list[str], said: str) -> None:
    assert listed(parts) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "no people"), (1, "one person"), (3, "three people"), (12, "twelve people")],
)
def test_small_numbers_are_words(number: int, said: str) -> None:
    assert counted(number, "person", "people") == said


def test_other_numbers_are_figures() -> None:
    assert counted(61, "contact") == "61 contacts"
    assert counted(-1, "day") == "-1 days"


@given(text=some.text(max_size=60), most=some.integers(2, 40))
def test_a_shortened_text_fits_and_begins_as_the_whole(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
