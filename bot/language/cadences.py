"""How often somebody would like to be in touch: "every 3 weeks", "twice a year", "never"."""

import re
from datetime import date

from msgspec import Struct

from bot.language.dates.spans import Length, Moment
from bot.language.dates.understanding import recurrences, understand
from bot.language.vocabulary import en_dates

DAYS_IN_MONTH, DAYS_IN_YEAR, DAYS_IN_TWELVE_MONTHS = 30, 365, 360
DAYS_IN = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": DAYS_IN_MONTH, "YEARLY": DAYS_IN_YEAR}
ANY_DAY = Moment(date(2001, 1, 1))

_NONE = re.compile(
    rf"(?<![\w'’])(?:{'|'.join(map(re.escape, en_dates.CADENCES[0].split(' | ')))})(?![\w'’])",
    re.IGNORECASE,
)


class Cadence(Struct, frozen=True):
    """A wish to be in touch every so many ``days``; 0 is never.

    ``start`` and ``end`` are the characters that say so.
    """

    days: int
    start: int
    end: int


def find_cadence(
    text: str, *, bare: bool = False, skip: tuple[tuple[int, int], ...] = ()
) -> Cadence | None:
    """The first cadence in a text, or ``None``.

    A week is 7 days, a fortnight 14, a month 30, a quarter 90, half a year 180, a year 365.
    ``bare`` is for where a cadence is awaited: a length alone ("45d", "6 weeks") is one too,
    and so are "never" and "off". ``skip`` are places to leave out, such as names.
    """
    for item in recurrences(text, ANY_DAY, skip):
        if item.value["freq"] in DAYS_IN:
            return Cadence(cadence_days(item.value), item.start, item.end)
    if not bare:
        return None
    for item in understand(text, ANY_DAY, skip).lengths:
        days = days_of(item.value)
        if days:
            return Cadence(days, item.start, item.end)
    never = _NONE.search(text)
    return None if never is None else Cadence(0, never.start(), never.end())


def cadence_days(rule: dict[str, object]) -> int:
    """The days between two times of a recurrence, at least one."""
    freq, interval, times = str(rule["freq"]), rule.get("interval"), rule.get("times")
    days = DAYS_IN[freq] * (interval if isinstance(interval, int) else 1)
    if isinstance(times, int) and times > 1:
        if freq == "YEARLY":
            days = days * DAYS_IN_TWELVE_MONTHS // DAYS_IN_YEAR
        days //= times
    weekdays = rule.get("byday")
    if freq == "WEEKLY" and isinstance(weekdays, list) and weekdays:
        days //= len(weekdays)
    return max(days, 1)


def days_of(length: Length) -> int:
    """The days of a length: years of 365, months of 30."""
    if length.unit in {"year", "decade"}:
        years, months = divmod(length.months, 12)
        return years * DAYS_IN_YEAR + months * DAYS_IN_MONTH + length.days
    return length.months * DAYS_IN_MONTH + length.days
