"""Feasts on days that a printed calendar gives."""

from datetime import date, datetime
from itertools import pairwise

import pytest

from bot.language.dates import read
from bot.language.dates.feasts import easter, feast_days, feast_in, orthodox_easter
from bot.language.vocabulary.en_feasts import FEASTS
from bot.language.vocabulary.en_holy_days import HOLY_DAYS

NOW = datetime(2024, 3, 1, 9)  # noqa: DTZ001  a wall clock: the zone is settled before


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Easter 2019", "2019-04-21"),
        ("Good Friday 2026", "2026-04-03"),
        ("Whit Monday 2025", "2025-06-09"),
        ("orthodox easter 2024", "2024-05-05"),
        ("first advent 2023", "2023-12-03"),
        ("first advent 2022", "2022-11-27"),
        ("thanksgiving 2016", "2016-11-24"),
        ("black friday 2013", "2013-11-29"),
        ("cyber monday of 2015", "2015-11-30"),
        ("memorial day of last year", "2023-05-29"),
        ("august bank holiday 2023", "2023-08-28"),
        ("saint paddy's day", "2024-03-17"),
        ("new year's day 2027", "2027-01-01"),
        ("xmas 2025", "2025-12-25"),
        ("Eid al-Adha 1966", "1966-04-01"),
        ("Islamic New Year 2018", "2018-09-11"),
        ("yom kippur 2018", "2018-09-19"),
        ("yom kippur 2024", "2024-10-12"),
        ("purim 2019", "2019-03-21"),
        ("purim 2024", "2024-03-24"),
        ("tu bishvat 2023", "2023-02-06"),
        ("chinese new year 2023", "2023-01-22"),
        ("chinese new year 2026", "2026-02-17"),
        ("diwali 2020", "2020-11-14"),
        ("diwali 2017", "2017-10-19"),
        ("holi 2013", "2013-03-27"),
        ("holi 2021", "2021-03-29"),
    ],
)
def test_a_feast_of_a_year(text: str, first: str) -> None:
    assert read(text, NOW) == date.fromisoformat(first)


def test_a_feast_of_several_days_is_a_span() -> None:
    assert read("passover 2024", NOW) == (date(2024, 4, 23), date(2024, 4, 30))
    assert read("rosh hashanah 2018", NOW) == (date(2018, 9, 10), date(2018, 9, 11))
    assert read("kwanzaa", NOW) == (date(2024, 12, 26), date(2025, 1, 1))


def test_a_feast_that_is_not_kept_in_a_year_is_none() -> None:
    assert read("leap day 2023", NOW) is None
    with pytest.raises(ValueError, match="not kept"):
        feast_in(("leap",), 2023)


def test_easter_is_a_sunday_in_spring_and_the_eastern_never_the_earlier() -> None:
    for year in range(1900, 2100):
        west, east = easter(year), orthodox_easter(year)
        assert west.weekday() == east.weekday() == 6
        assert date(year, 3, 22) <= west <= date(year, 4, 25)
        assert west <= east


@pytest.mark.parametrize(
    "rule", [*FEASTS, *HOLY_DAYS], ids=lambda rule: " ".join(map(str, rule))
)
def test_every_feast_comes_round(rule: tuple[object, ...]) -> None:
    kept = [day for year in range(2000, 2041) for day in feast_days(rule, year)]
    assert len(kept) >= (10 if rule == ("leap",) else 40)
    gaps = [(after[0] - before[0]).days for before, after in pairwise(kept)]
    assert all(gap in (1460, 1461) if rule == ("leap",) else 330 < gap < 400 for gap in gaps)
