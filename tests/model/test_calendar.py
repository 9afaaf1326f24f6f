from datetime import MAXYEAR, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.model.calendar import (
    Anchor,
    Month,
    MonthDay,
    Week,
    add_months,
    anniversary,
    days,
    first_day,
    last_day,
    month_day,
    month_of,
    week_of,
)

DAYS = some.dates(date(1900, 1, 1), date(2200, 12, 31))
ANCHORS: some.SearchStrategy[Anchor] = DAYS | DAYS.map(month_day)
LEAP_DAYS: some.SearchStrategy[Anchor] = some.sampled_from(
    [MonthDay(2, 29), date(1904, 2, 29), date(2024, 2, 29)]
)


@given(ANCHORS | LEAP_DAYS, DAYS, some.booleans())
def test_an_anniversary_is_never_past_and_never_over_a_year_and_a_day_away(
    anchor: Anchor, today: date, to_march: bool
) -> None:
    on = anniversary(anchor, today, leap_to_march=to_march)
    assert timedelta() <= on - today <= timedelta(days=366)


@given(ANCHORS | LEAP_DAYS, DAYS, some.booleans())
def test_an_anniversary_is_the_first_day_on_which_the_anchor_is_kept(
    anchor: Anchor, today: date, to_march: bool
) -> None:
    yearly = month_day(anchor)
    on = anniversary(anchor, today, leap_to_march=to_march)
    assert on == next(
        day
        for day in days(today, today + timedelta(days=366))
        if day == yearly.in_year(day.year, leap_to_march=to_march)
    )


@given(LEAP_DAYS, some.integers(1900, 2200), some.booleans())
def test_29_february_moves_by_a_day_in_a_common_year_and_comes_back_in_a_leap_year(
    anchor: Anchor, year: int, to_march: bool
) -> None:
    on = anniversary(anchor, date(year, 1, 1), leap_to_march=to_march)
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    common = date(year, 3, 1) if to_march else date(year, 2, 28)
    assert on == (date(year, 2, 29) if is_leap else common)


@given(ANCHORS | LEAP_DAYS, some.booleans())
def test_walking_from_one_return_to_the_next_never_drifts(
    anchor: Anchor, to_march: bool
) -> None:
    day, returns = date(1999, 12, 31), []
    for _ in range(30):
        day = anniversary(anchor, day + timedelta(days=1), leap_to_march=to_march)
        returns.append(day)
    yearly = month_day(anchor)
    assert returns == [
        yearly.in_year(year, leap_to_march=to_march) for year in range(2000, 2030)
    ]


@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31), (13, 1), (0, 1), (1, 0)])
def test_a_day_that_no_year_has_is_refused_when_it_is_made(month: int, day: int) -> None:
    with pytest.raises(ValueError, match=r"month|day"):
        MonthDay(month, day)


def test_a_month_or_week_that_no_year_has_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="month"):
        Month(2026, 13)
    with pytest.raises(ValueError, match="week"):
        Week(2025, 53)
    assert Week(2026, 53).last == date(2027, 1, 3)


@given(DAYS)
def test_every_day_is_in_its_week_and_in_its_month(day: date) -> None:
    week, month = week_of(day), month_of(day)
    assert first_day(week) <= day <= last_day(week)
    assert first_day(month) <= day <= last_day(month)
    assert (first_day(week).weekday(), last_day(week).weekday()) == (0, 6)
    assert first_day(month).day == 1
    assert (last_day(month) + timedelta(days=1)).day == 1
    assert (first_day(day), last_day(day)) == (day, day)
    assert {week_of(each) for each in days(week.first, week.last)} == {week}
    assert {month_of(each) for each in days(month.first, month.last)} == {month}


@given(DAYS, some.integers(0, 400))
def test_days_are_counted_with_both_ends(first: date, more: int) -> None:
    counted = list(days(first, first + timedelta(days=more)))
    assert len(counted) == more + 1
    assert (counted[0], counted[-1]) == (first, first + timedelta(days=more))
    assert not list(days(first, first - timedelta(days=1)))


@given(DAYS, some.integers(-1000, 1000))
def test_months_are_added_to_the_month_and_the_day_is_cut_to_its_end(
    day: date, months: int
) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, last_day(month_of(later)).day)


def test_the_31st_comes_back_after_a_short_month_when_counted_from_its_anchor() -> None:
    anchor = date(2026, 1, 31)
    assert [add_months(anchor, n) for n in (1, 2, 13)] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2027, 2, 28),
    ]


def test_the_last_year_there_is_has_returns_too() -> None:
    assert anniversary(MonthDay(12, 31), date(MAXYEAR, 1, 1)) == date(MAXYEAR, 12, 31)
