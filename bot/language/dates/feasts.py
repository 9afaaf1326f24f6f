"""The days of feasts in a year, by the calendars that set them."""

import calendar as gregorian
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from bot.language.dates.moons import chinese_day, day_after_new_moon, full_moon, tithi_day
from bot.language.dates.spans import DAY, Moment, Span, choose, month_span, nth_weekday

Rule = tuple[Any, ...]
Days = list[tuple[date, date]]
ISLAMIC_EPOCH = date(622, 7, 19).toordinal() - 1
UMM_AL_QURA = 1423
HEBREW_EPOCH = -1373427
TISHRI, MONTH = 7, 30


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
    """A day of the Islamic calendar; what is kept where the moon is sighted may differ by one.

    Since 1423 a month begins as in the calendar of Umm al-Qura, by which feasts are printed;
    before that as the tables have it, in which a day's difference is common.
    """
    days = (11 * year + 11) // 30 + 354 * (year - 1) + 30 * (month - 1) - (month - 1) // 2
    begin = date.fromordinal(ISLAMIC_EPOCH + days)
    if year >= UMM_AL_QURA:
        begin = day_after_new_moon(begin)
    return begin + timedelta(days=day - 1)


def _end_of_moon(first: date) -> date:
    """The last day of a month that begins on ``first``, of 29 days or of 30."""
    return day_after_new_moon(first + MONTH * DAY) - DAY


def _hebrew_months(year: int) -> int:
    return 13 if (7 * year + 1) % 19 < 7 else 12


def _hebrew_new_year(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _hebrew_delay(year: int) -> int:
    before, here, after = (_hebrew_new_year(year + step) for step in (-1, 0, 1))
    if after - here == 356:
        return 2
    return 1 if here - before == 382 else 0


def _hebrew_first(year: int) -> int:
    return HEBREW_EPOCH + _hebrew_new_year(year) + _hebrew_delay(year)


def _hebrew_length(year: int, month: int) -> int:
    size = _hebrew_first(year + 1) - _hebrew_first(year)
    if month in {2, 4, 6, 10, 13}:
        return 29
    if month == 12:
        return 30 if _hebrew_months(year) == 13 else 29
    if month == 8:
        return 30 if size % 10 == 5 else 29
    if month == 9:
        return 29 if size % 10 == 3 else 30
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


def _by_lunar_year(make: Callable[[int], date], years: range, size: int, year: int) -> Days:
    """The spans, among those of several lunar years, that begin in a civil year."""
    firsts = [make(lunar) for lunar in years]
    return [(first, first + timedelta(days=size - 1)) for first in firsts if first.year == year]


@lru_cache(maxsize=4096)
def feast_days(rule: Rule, year: int) -> Days:
    """When a feast is kept in a year: first and last day; some come twice or not at all."""
    name, *terms = rule
    if name == "beside":
        days, main = terms
        return [(first + days * DAY,) * 2 for first, _ in feast_days(main, year)]
    if name == "islamic":
        month, day, size = terms
        about = int((year - 622) * 33 / 32)
        kept = _by_lunar_year(
            lambda lunar: islamic(lunar, month, day), range(about - 1, about + 3), size, year
        )
        return [(first, _end_of_moon(first) if size == MONTH else last) for first, last in kept]
    if name in {"hebrew", "purim"}:
        return _hebrew_days(name, terms, year)
    if name == "leap":
        return [(date(year, 2, 29),) * 2] if gregorian.isleap(year) else []
    size = terms.pop() if name in {"span", "tithis"} else 1
    first = SIMPLE[name](year, *terms)
    return [(first, first + (size - 1) * DAY)]


def _hebrew_days(name: str, terms: list[Any], year: int) -> Days:
    """Days of the Hebrew calendar, some of them put off so as not to touch the Sabbath."""
    month, day, size, *put_off = terms or (12, 14, 1)
    shifts: dict[int, int] = dict(put_off[0]) if put_off else {}

    def make(lunar: int) -> date:
        kept = hebrew(lunar, _hebrew_months(lunar) if name == "purim" else month, day)
        return kept + shifts.get(kept.weekday(), 0) * DAY

    return _by_lunar_year(make, range(year + 3760, year + 3762), size, year)


def _advent(year: int, sunday: int) -> date:
    christmas = date(year, 12, 25)
    return christmas - timedelta(days=christmas.weekday() + 22 - 7 * sunday)


def _nth(year: int, month: int, weekday: int, nth: int, days: int = 0) -> date:
    """The nth weekday of a month, or the day so many days after it."""
    return nth_weekday(month_span(year, month), weekday, nth) + timedelta(days=days)


def _weekday_before(year: int, month: int, day: int, weekday: int) -> date:
    """The last such weekday before a day of the calendar."""
    fixed = date(year, month, day) - DAY
    return fixed - timedelta(days=(fixed.weekday() - weekday) % 7)


SIMPLE: dict[str, Callable[..., date]] = {
    "fixed": date,
    "span": date,
    "nth": _nth,
    "before": _weekday_before,
    "advent": _advent,
    "easter": lambda year, days: easter(year) + timedelta(days=days),
    "orthodox": lambda year, days: orthodox_easter(year) + timedelta(days=days),
    "chinese": chinese_day,
    "fullmoon": full_moon,
    "tithi": tithi_day,
    "tithis": tithi_day,
}
"""What finds the day of a feast in a year, by the name of its rule."""


def feast_in(rule: Rule, year: int) -> Span:
    """A feast in a year.

    Raises:
        ValueError: if it isn't kept in that year.
    """
    days = feast_days(rule, year)
    if not days:
        raise ValueError("not kept in that year")
    return Span(*days[0], "feast", feast=rule)


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
    return Span(first, days[first], "feast", assumed="year", feast=rule)
