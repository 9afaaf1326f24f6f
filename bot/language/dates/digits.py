"""What a run of digits stands for: a year, a day and month, a time of day, or nothing."""

import re
from typing import Any

from bot.language.dates.cascade import Item

MARKS = {
    **dict.fromkeys("-–—~", "dash"),
    "/": "slash",
    ",": "comma",
    "&": "and",
    ".": "dot",
    "@": "at",
    "<": "less",
    ">": "greater",
    "=": "equal",
    "+": "plus",
    **dict.fromkeys("()", "comma"),
    **dict.fromkeys("\n;!?", "dot"),
}
YEARS = range(1600, 2200)
DAYS = range(1, 32)
MONTHS = range(1, 13)
PAIR, TRIPLE, FOUR, COMPACT, ISO_PAIR = 2, 3, 4, 8, 6
YEAR_PARTS = {"q": "quarter", "h": "half"}
CENTURY, CENTURY_TURN = 100, 40
LAST_HOUR, LAST_MINUTE, NOON = 24, 59, 12


def read_token(sort: str, said: str, start: int) -> list[Item]:
    """The items of a token that is not a word."""
    if sort == "numeric":
        return _numeric(said, start)
    if sort == "number":
        return [_number(said, start)]
    kind, value = _read(sort, said)
    return [Item(kind, start, start + len(said), value)]


def _read(sort: str, said: str) -> tuple[str, Any]:
    """The kind and value of an ordinal, a time, a short year, a part of a year, a mark."""
    value: Any = None
    if sort == "ordinal":
        value = int(said[:-2])
    elif sort == "short":
        value = century(int(said[1:]))
    elif sort == "clock":
        value = clock_time(said)
        sort = "clock" if value else "x"
    elif sort == "yearpart":
        letter, number = sorted(said.lower(), reverse=True)
        value = (YEAR_PARTS[letter], int(number))
    elif sort == "decade":
        year = int(re.sub(r"\D", "", said))
        value = year if year > CENTURY else _decade(year)
    else:
        sort = MARKS.get(said, "x")
    return sort, value


def century(year: int) -> int:
    """The year that two digits mean: 1940 to 2039."""
    return year + (2000 if year < CENTURY_TURN else 1900)


def _decade(year: int) -> int:
    return year + (1900 if year > CENTURY // 5 else 2000)


def clock_time(said: str) -> str | None:
    """A time of day as "HH:MM", or ``None`` where there is no such time."""
    digits = re.match(r"(\d{1,2})(?:[:.h](\d\d))?", said, re.IGNORECASE)
    if digits is None:
        return None
    hour, minute = int(digits[1]), int(digits[2] or 0)
    half = said[digits.end() :].strip().lower()[:1]
    if half in {"a", "p"}:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour <= LAST_HOUR and minute <= LAST_MINUTE else None


def _number(said: str, start: int) -> Item:
    """A run of digits: a year, a number, a time written 0900, or nothing."""
    end = start + len(said)
    if len(said) == COMPACT and int(said[:4]) in YEARS and int(said[4:6]) in MONTHS:
        return Item(
            "numeric", start, end, (int(said[:4]), int(said[4:6]), int(said[6:]), False)
        )
    if len(said) > FOUR:  # an amount, a phone
        return Item("x", start, end)
    value = int(said)
    if len(said) == FOUR and said[0] == "0":
        time = clock_time(f"{said[:2]}:{said[2:]}")
        return Item("clock" if time else "x", start, end, time)
    if len(said) == FOUR:
        return Item("year" if value in YEARS else "number", start, end, value)
    return Item("number", start, end, value)


def _numeric(said: str, start: int) -> list[Item]:
    """The items of digits with marks between: a date, two dates, a range, a decimal."""
    end = start + len(said)
    fields = re.split(r"[-/.,]", said)
    if max(map(len, fields)) > FOUR:
        return [Item("x", start, end)]
    marks = set(re.sub(r"\d", "", said))
    if marks == {"/", "-"} and said.count("/") == 1 and len(fields) == ISO_PAIR:
        return _joined(said, start, "/")
    if marks == {"/", "-"}:
        return _joined(said, start, "-")
    if len(marks) > 1 or len(fields) > TRIPLE:  # an address, a version, a phone
        return [Item("x", start, end)]
    mark = marks.pop()
    if len(fields) == PAIR:
        return _two_fields(fields, mark, said, start)
    value = _three_fields(fields, mark)
    return [Item("numeric" if value else "x", start, end, value)]


def _joined(said: str, start: int, mark: str) -> list[Item]:
    """What stands on either side of a mark, each read by itself, and the mark."""
    items: list[Item] = []
    for field in said.split(mark):
        if items:
            items.append(Item(MARKS[mark], start - 1, start))
        items += [_number(field, start)] if field.isdigit() else _numeric(field, start)
        start += len(field) + 1
    return items


def _three_fields(fields: list[str], mark: str) -> tuple[int, int, int, bool | None] | None:
    """Year, two fields, and whether the first of these is the day; ``None`` if unknown."""
    sizes = tuple(map(len, fields))
    first, second, third = map(int, fields)
    if mark == "," or sizes[1] > PAIR:
        return None
    if sizes[0] == FOUR and sizes[2] <= PAIR:
        if second not in MONTHS and mark != "/":
            return None
        return first, second, third, second not in MONTHS
    if sizes[0] > PAIR or sizes[2] not in {PAIR, FOUR}:
        return None
    return third, first, second, True if mark == "." else None


def _two_fields(fields: list[str], mark: str, said: str, start: int) -> list[Item]:
    """A day and a month, a month of a year, a range, or a decimal."""
    end = start + len(said)
    sizes = (len(fields[0]), len(fields[1]))
    first, second = map(int, fields)
    kind, value = "x", None
    if sizes == (FOUR, PAIR) and mark in "-/" and first in YEARS and second in MONTHS:
        kind, value = "yearmonth", (first, second)
    elif sizes[1] == FOUR and mark != "," and second in YEARS and first in MONTHS:
        kind, value = "yearmonth", (second, first)
    elif _two_numbers(first, second, mark, sizes):
        return _joined(said, start, mark)
    elif max(sizes) <= PAIR and mark in "/.":
        kind = "numeric" if mark == "/" else "decimal"
        return [Item(kind, start, end, (None, first, second, True if mark == "." else None))]
    return [Item(kind, start, end, value)]


def _two_numbers(first: int, second: int, mark: str, sizes: tuple[int, int]) -> bool:
    """Whether the fields are numbers of their own: "7-9", "2014-2018", "1,1980"."""
    if FOUR not in sizes and mark == "/":  # "30/31 March"
        return MONTHS[-1] < first < second <= DAYS[-1]
    if FOUR not in sizes:
        return mark == "-" and max(sizes) <= PAIR
    years = first in YEARS, second in YEARS
    return (all(years) and mark == "-") or (any(years) and (first in DAYS or second in DAYS))
