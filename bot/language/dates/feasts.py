"""The days of feasts in a year, by the calendars that set them."""

import calendar as gregorian
import math
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from bot.language.dates.spans import DAY, Moment, Span, choose, month_span, nth_weekday

Rule = tuple[Any, ...]
Days = list[tuple[date, date]]
ISLAMIC_EPOCH = date(622, 7, 19).toordinal() - 2
HEBREW_EPOCH = -1373427
TISHRI = 7
CHINA, INDIA = 8 / 24, 5.5 / 24
DUSK = 18 / 24


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    golden, century = year % 19, year // 100
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 100 % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, in the Gregorian calendar."""
    epact = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
    month, day = divmod(epact + weekday + 114, 31)
    shift = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=shift)


def islamic(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar; sightings may differ by a day."""
    days = (11 * year + 3) // 30 + 354 * (year - 1) + 30 * (month - 1) - (month - 1) // 2 + day
    return date.fromordinal(ISLAMIC_EPOCH + days)


def _hebrew_months(year: int) -> int:
    return 13 if (7 * year + 1) % 19 < 7 else 12  # noqa: PLR2004  7 of 19 years are leap


def _hebrew_new_year(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days  # noqa: PLR2004


def _hebrew_delay(year: int) -> int:
    before, here, after = (_hebrew_new_year(year + step) for step in (-1, 0, 1))
    if after - here == 356:  # noqa: PLR2004  no year has 356 days
        return 2
    return 1 if here - before == 382 else 0  # noqa: PLR2004


def _hebrew_first(year: int) -> int:
    return HEBREW_EPOCH + _hebrew_new_year(year) + _hebrew_delay(year)


def _hebrew_length(year: int, month: int) -> int:
    size = _hebrew_first(year + 1) - _hebrew_first(year)
    if month in {2, 4, 6, 10, 13}:
        return 29
    if month == 12:  # noqa: PLR2004  Adar: the first of two in a leap year
        return 30 if _hebrew_months(year) == 13 else 29  # noqa: PLR2004
    if month == 8:  # noqa: PLR2004  Heshvan is long in a year of 355 or 385 days
        return 30 if size % 10 == 5 else 29  # noqa: PLR2004
    if month == 9:  # noqa: PLR2004  Kislev is short in a year of 353 or 383 days
        return 29 if size % 10 == 3 else 30  # noqa: PLR2004
    return 30


def hebrew(year: int, month: int, day: int) -> date:
    """A day of the Hebrew calendar; months are counted from Nisan."""
    before = (
        range(TISHRI, month)
        if month >= TISHRI
        else [*range(TISHRI, _hebrew_months(year) + 1), *range(1, month)]
    )
    days = sum(_hebrew_length(year, number) for number in before)
    return date.fromordinal(_hebrew_first(year) + days + day - 1)


def moons(year: int, *, full: bool = False) -> list[float]:
    """The new or full moons around a year as days since 1 January of year 1 in UTC.

    From the leading terms of the mean lunation (J. Meeus, Astronomical Algorithms, ch. 49);
    right to about a quarter of an hour.
    """
    found = []
    begin = int((year - 2000) * 12.3685) - 1
    for number in range(begin, begin + 16):
        k = number + (0.5 if full else 0)
        sun = math.radians(2.5534 + 29.1053567 * k)
        moon = math.radians(201.5643 + 385.81693528 * k)
        node = math.radians(160.7108 + 390.67050284 * k)
        day = 2451550.09766 + 29.530588861 * k
        day += -0.4072 * math.sin(moon) + 0.172 * math.sin(sun) + 0.0161 * math.sin(2 * moon)
        day += 0.0104 * math.sin(2 * node) + 0.0074 * math.sin(moon - sun)
        day += -0.0051 * math.sin(moon + sun) + 0.0021 * math.sin(2 * sun)
        found.append(day - 1721424.5 - 0.0008)
    return found


def _moon_day(kind: str, year: int) -> date:
    """New Year in China, Diwali, or Holi."""
    if kind == "chinese":
        since, zone, full = date(year, 1, 21), CHINA, False
    elif kind == "diwali":
        since, zone, full = date(year, 10, 18), INDIA, False
    else:
        since, zone, full = date(year, 2, 28), INDIA, True
    for moon in moons(year, full=full):
        local = moon + zone
        if local >= since.toordinal():
            day = date.fromordinal(int(local))
            if kind == "chinese":
                return day
            evening = day if local % 1 > DUSK else day - DAY
            return evening + DAY if kind == "holi" else evening
    raise ValueError("no such moon")


def _by_lunar_year(make: Callable[[int], date], years: range, size: int, year: int) -> Days:
    """The spans, among those of several lunar years, that begin in a civil year."""
    firsts = [make(lunar) for lunar in years]
    return [(first, first + timedelta(days=size - 1)) for first in firsts if first.year == year]


@lru_cache(maxsize=4096)
def feast_days(rule: Rule, year: int) -> Days:
    """When a feast is kept in a year: first and last day; some come twice or not at all."""
    name, *terms = rule
    if name == "islamic":
        month, day, size = terms
        about = int((year - 622) * 33 / 32)
        return _by_lunar_year(
            lambda lunar: islamic(lunar, month, day), range(about - 1, about + 3), size, year
        )
    if name in {"hebrew", "purim"}:
        month, day, size = terms or (12, 14, 1)
        return _by_lunar_year(
            lambda lunar: hebrew(
                lunar, _hebrew_months(lunar) if name == "purim" else month, day
            ),
            range(year + 3760, year + 3762),
            size,
            year,
        )
    if name == "leap":
        return [(date(year, 2, 29),) * 2] if gregorian.isleap(year) else []
    if name == "span":
        first = date(year, terms[0], terms[1])
        return [(first, first + timedelta(days=terms[2] - 1))]
    day = _single(name, terms, year)
    return [(day, day)]


def _single(name: str, terms: list[Any], year: int) -> date:
    """The day of a feast that is kept on one day of each year."""
    if name == "fixed":
        return date(year, *terms)
    if name == "nth":
        month, weekday, nth = terms
        return nth_weekday(month_span(year, month), weekday, nth)
    if name == "after":
        month, weekday, nth, days = terms
        return nth_weekday(month_span(year, month), weekday, nth) + timedelta(days=days)
    if name == "advent":
        christmas = date(year, 12, 25)
        return christmas - timedelta(days=christmas.weekday() + 22)
    if name == "moon":
        return _moon_day(terms[0], year) + timedelta(days=terms[1])
    find = easter if name == "easter" else orthodox_easter
    return find(year) + timedelta(days=terms[0])


def feast_in(rule: Rule, year: int) -> Span:
    """A feast in a year.

    Raises:
        ValueError: if it isn't kept in that year.
    """
    days = feast_days(rule, year)
    if not days:
        raise ValueError("not kept in that year")
    return Span(*days[0], "feast")


def feast_near(rule: Rule, moment: Moment) -> Span:
    """The time a feast is kept that is meant: the latest, or else the next."""
    reach = 8 if rule[0] == "leap" else 1
    here = moment.today.year
    days = {
        first: last
        for year in range(max(here - reach, 1), min(here + reach, 9998) + 1)
        for first, last in feast_days(rule, year)
    }
    looks = moment.looks or "future"
    first = choose(list(days), Moment(moment.today, looks))
    return Span(first, days[first], "feast", assumed="year")
