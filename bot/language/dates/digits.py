"""What a run of digits stands for: a year, a day and month, a time of day, or nothing."""

import re

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
PAIR, FOUR, COMPACT, ISO_PAIR = 2, 4, 8, 6
CENTURY, CENTURY_TURN = 100, 40
LAST_HOUR, LAST_MINUTE, NOON = 24, 59, 12


def read_token(sort: str, said: str, start: int) -> list[Item]:
    """The items of a token that is not a word."""
    end = start + len(said)
    if sort == "ordinal":
        return [Item("ordinal", start, end, int(said[:-2]))]
    if sort == "short":
        return [Item("short", start, end, century(int(said[1:])))]
    if sort == "clock":
        time = clock_time(said)
        return [Item("clock" if time else "x", start, end, time)]
    if sort == "period":
        sizes = {"q": "quarter", "h": "half"}
        return [Item("yearpart", start, end, (sizes[said[0].lower()], int(said[1])))]
    if sort == "decade":
        year = int(re.sub(r"\D", "", said))
        return [Item("decade", start, end, year if year > CENTURY else _decade(year))]
    if sort == "number":
        return [_number(said, start)]
    if sort == "numeric":
        return _numeric(said, start)
    return [Item(MARKS.get(said, "x"), start, end)]


def century(year: int) -> int:
    """The year that two digits mean: 1940 to 2039."""
    return year + (2000 if year < CENTURY_TURN else 1900)


def _decade(year: int) -> int:
    return year + (1900 if year > CENTURY // 5 else 2000)


def clock_time(said: str) -> str | None:
    """A time of day as "HH:MM", or ``None`` where there is no such time."""
    digits = re.match(r"T?(\d{1,2})(?:[:.h](\d\d))?", said, re.IGNORECASE)
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
    if len(marks) > 1 or len(fields) > 3:  # noqa: PLR2004  an address, a version, a phone
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
    if sizes == (FOUR, PAIR) and mark in "-/" and first in YEARS and second in MONTHS:
        return [Item("yearmonth", start, end, (first, second))]
    if sizes[1] == FOUR and mark != "," and second in YEARS and first in MONTHS:
        return [Item("yearmonth", start, end, (second, first))]
    if FOUR in sizes:
        years = first in YEARS, second in YEARS
        days = first in DAYS, second in DAYS
        sound = all(years) if mark == "-" else False
        if sound or (any(years) and any(days)):
            return _joined(said, start, mark)
        return [Item("x", start, end)]
    if max(sizes) > PAIR or mark == ",":
        return [Item("x", start, end)]
    if mark == "-":
        return _joined(said, start, mark)
    value = (None, first, second, True if mark == "." else None)
    return [Item("numeric" if mark == "/" else "decimal", start, end, value)]
