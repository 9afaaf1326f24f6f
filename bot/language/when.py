"""Dates in a message, as its owner's locale writes them."""

import re
from datetime import date, timedelta

from msgspec import Struct

from bot.language.reading import Context
from bot.model.calendar import MonthDay, Period


class Found(Struct, frozen=True):
    """A date in a text."""

    start: int
    end: int
    value: Period | MonthDay | None
    alternatives: tuple[date, ...] = ()
    time: str | None = None


_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_PATTERN = re.compile(
    r"\b(?:(?P<word>today|tonight|this morning|yesterday|yday|tomorrow)"
    r"|(?:on |last |next |by )?(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|in (?P<n>\d+) (?P<unit>day|week)s?|(?P<iso>\d{4}-\d\d-\d\d))\b",
    re.IGNORECASE,
)


def find_dates(text: str, context: Context, looks: str) -> tuple[Found, ...]:
    """Every date in ``text``, in order; ``looks`` is "past" or "future"."""
    today = context.reference.date()
    out: list[Found] = []
    for found in _PATTERN.finditer(text):
        value = today
        if word := found.group("word"):
            value += timedelta(
                days={"yesterday": -1, "yday": -1, "tomorrow": 1}.get(word.lower(), 0)
            )
        elif day := found.group("day"):
            index = next(i for i, each in enumerate(_DAYS) if each.startswith(day.lower()))
            ahead = (index - today.weekday()) % 7 or 7
            value += timedelta(
                days=ahead if looks == "future" else ahead - 7 if ahead < 7 else -7
            )
        elif n := found.group("n"):
            value += timedelta(
                days=int(n) * (7 if found.group("unit").lower() == "week" else 1)
            )
        else:
            value = date.fromisoformat(found.group("iso"))
        out.append(Found(found.start(), found.end(), value))
    return tuple(out)
