"""Feasts on days that a printed calendar gives."""

from datetime import date, datetime, timedelta
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


EID_AL_FITR = (
    *("2015-07-17", "2016-07-06", "2017-06-25", "2018-06-15", "2019-06-04", "2020-05-24"),
    *("2021-05-13", "2022-05-02", "2023-04-21", "2024-04-10", "2025-03-30", "2026-03-20"),
)
EID_AL_ADHA = (
    *("2015-09-24", "2016-09-12", "2017-09-01", "2018-08-21", "2019-08-11", "2020-07-31"),
    *("2021-07-20", "2022-07-09", "2023-06-28", "2024-06-16", "2025-06-06", "2026-05-27"),
)


def test_feasts_of_islam_are_mostly_on_the_day_that_was_kept_and_never_two_off() -> None:
    off = []
    for name, days in (("eid al-fitr", EID_AL_FITR), ("eid al-adha", EID_AL_ADHA)):
        for kept in map(date.fromisoformat, days):
            found = read(f"{name} {kept.year}", NOW)
            assert isinstance(found, date)
            off.append(abs((found - kept).days))
    assert max(off) <= 1
    assert off.count(0) >= 20


def test_the_fast_lasts_until_the_day_before_the_feast() -> None:
    for year in range(2005, 2045):
        ends = [last for _, last in feast_days(("islamic", 9, 1, 30), year)]
        feasts = {first for first, _ in feast_days(("islamic", 10, 1, 1), year)}
        assert all(last + timedelta(days=1) in feasts for last in ends if last.year == year)


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
