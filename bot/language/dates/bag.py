"""The words of a recurrence, gathered in any order; only ordinals look at what follows them."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.language.dates.cascade import MONTHS, NAMED_DAYS, NUMBERS, ORDINALS, UNITS, Item
from bot.language.dates.figures import numeric_day
from bot.language.dates.frequencies import COARSE, DAYS, FREQUENCY, settled
from bot.language.dates.spans import Moment

LEAP_DAY = ("leap", 2, 29)
SECOND = 2
PLAIN = 2
LAST_DAY = 31


class Bag:
    """What the words of a recurrence have said so far."""

    def __init__(self, items: Sequence[Item], moment: Moment) -> None:
        self._items = items
        self._moment = moment
        self._place = 0
        self._units: list[str] = []
        self._interval = 1
        self._ordinals: list[int] = []
        self._days: list[str] = []
        self._nths = [""]
        self._month_days: list[int] = []
        self._months: list[int] = []
        self._positions: list[int] = []
        self._times = 1
        self._mode = ""

    def rule(self) -> dict[str, Any] | None:
        """The rule in the names of RFC 5545, or ``None`` where nothing comes round."""
        self._gather()
        frequency, size = self._frequency()
        if frequency is None or self._interval < 1:
            return None
        rule: dict[str, Any] = {"freq": frequency, "interval": self._interval * size}
        parts = {
            "byday": list(dict.fromkeys(self._days)),
            "bymonthday": [
                day for day in dict.fromkeys(self._month_days) if day and abs(day) <= LAST_DAY
            ],
            "bymonth": list(dict.fromkeys(self._months)),
            "bysetpos": self._positions,
        }
        rule.update({name: values for name, values in parts.items() if values})
        if self._times > 1:
            rule["times"] = self._times
        return settled(rule)

    def _gather(self) -> None:
        while self._place < len(self._items):
            item = self._items[self._place]
            read = READERS.get(item.kind)
            if read is not None:
                read(self, item.value)
            self._place += 1
        self._month_days += self._ordinals

    def _kind(self, ahead: int) -> str:
        """The kind of the word so many places ahead, or behind."""
        place = self._place + ahead
        return self._items[place].kind if 0 <= place < len(self._items) else ""

    def number(self, value: int) -> None:
        """A number counts units or times, or is a day of a month, or an hour."""
        after = self._kind(1)
        if self._mode == "at":
            return
        if self._mode == "numbered" or (self._month_days and not after):
            self._month_days.append(value)
        elif after == "timeword":
            self._times = value
        elif after in UNITS and self._kind(2) == "per":  # three days a week
            self._times = value
            self._place += 1
        elif after in UNITS or after in NAMED_DAYS:
            self._interval *= value
        elif (
            self._kind(-1) in MONTHS | {"on"}
            or after in MONTHS
            or after in {"of", "and", "comma"}
        ):
            self._month_days.append(value)

    def lasting(self, _: object) -> None:
        """For how long it goes on is no part of the rule."""
        while self._place < len(self._items) and self._kind(0) not in UNITS:
            self._place += 1

    def numeric(self, value: tuple[int | None, int, int, bool | None]) -> None:
        """A day and month in figures comes round every year."""
        made = numeric_day(*value, self._moment)
        if made is not None and made[0] == "monthday":
            month, day, _ = made[1]
            self._months.append(month)
            self._month_days.append(day)

    def ordinal(self, value: int) -> None:
        """An ordinal counts what follows it; after "every" it may be the interval."""
        after = self._kind(1)
        whole = self._kind(2) not in {"of", "in"}
        counts = after in UNITS or (after in NAMED_DAYS and value == SECOND)
        if self._kind(-1) == "every" and whole and counts and value > 0:
            self._interval *= value
        elif value < 0 and self._ordinals and self._kind(-1) in ORDINALS | {"to", "dash"}:
            self._ordinals[-1] *= value
        else:
            self._ordinals.append(value)

    def unit(self, value: str) -> None:
        """A unit is how often; after an ordinal a day of the month, or of the week."""
        if self._units == ["day"] and self._kind(-1) == "the":
            return
        if self._ordinals and value == "day":
            self._month_days += self._ordinals
            self._ordinals = []
        elif value == "day" and self._kind(1) in NUMBERS:
            self._mode = "numbered"
        elif value in {"weekend", "workday"}:
            self._days += DAYS[5:] if value == "weekend" else DAYS[:5]
            self._positions, self._ordinals = self._positions + self._ordinals, []
            self._units += [] if self._positions else ["week"]
        else:
            self._units.append(value)

    def weekday(self, value: int | tuple[int, ...]) -> None:
        """A weekday, after ordinals the first, second … or last of them."""
        numbers = (value,) if isinstance(value, int) else value
        mode, self._mode = self._mode, ""
        if mode == "except":
            self._mode = mode
            kept = self._days or DAYS
            self._days = [
                day for day in kept if day not in {DAYS[number] for number in numbers}
            ]
            return
        if mode == "to" and self._days and len(numbers) == 1:
            first = DAYS.index(self._days[-1][-2:])
            length = (numbers[0] - first) % 7
            numbers = tuple((first + step) % 7 for step in range(1, length + 1))
        if self._ordinals or self._kind(-1) not in {"and", "comma", "or"}:
            self._nths = [str(nth) for nth in self._ordinals] or [""]
        self._days += [f"{nth}{DAYS[number]}" for number in numbers for nth in self._nths]
        self._ordinals = []

    def feast(self, value: tuple[Any, ...]) -> None:
        """A feast comes every year, on its day where that is one of the calendar."""
        self._units.append("year")
        if value[0] in {"fixed", "leap"}:
            _, month, day = value if len(value) > 1 else LEAP_DAY
            self._months.append(month)
            self._month_days.append(day)
        elif value[0] == "nth":
            self._months.append(value[1])
            self._days.append(f"{value[3]}{DAYS[value[2]]}")

    def month(self, value: int) -> None:
        """A month of every year."""
        if self._mode != "except":
            self._months.append(value)

    def season(self, value: int) -> None:
        """A season comes every year; its first month stands for it."""
        self._units.append("year")
        self._months.append(value)

    def adverb(self, value: tuple[str, int]) -> None:
        """A word such as "fortnightly": a unit and its count, or minus how often in one."""
        self._units.append(value[0])
        if value[1] < 0:
            self._times = -value[1]
        else:
            self._interval *= value[1]

    def part_of_day(self, _: object) -> None:
        """Every morning is every day."""
        self._units.append("day")

    def times(self, value: int) -> None:
        """Once, twice: so many times in each period."""
        self._times = value

    def other(self, value: int) -> None:
        """Every other."""
        self._interval *= value

    def part(self, value: str) -> None:
        """The beginning or the end of each month."""
        if value in {"begin", "end"}:
            self._month_days.append(1 if value == "begin" else -1)

    def instance(self, _: object) -> None:
        """The first and last instance: positions among the days that follow."""
        self._positions, self._ordinals = self._ordinals, []

    def next(self, _: object) -> None:
        """What follows is another day, no range."""
        self._mode = "" if self._mode == "to" else self._mode

    def range(self, _: object) -> None:
        """Up to the weekday that follows."""
        self._mode = "to"

    def at(self, _: object) -> None:
        """What follows are hours."""
        self._mode = "at"

    def exception(self, _: object) -> None:
        """The weekdays that follow are left out."""
        self._mode = "except"

    def on(self, _: object) -> None:
        """What follows are days again."""
        self._mode = "" if self._mode == "at" else self._mode

    def _frequency(self) -> tuple[str | None, int]:
        """The frequency that was said, or that the days imply, and its multiple."""
        if self._units:
            said = [FREQUENCY[unit] for unit in self._units]
            if self._days and said[0][0] == "DAILY":
                return "WEEKLY", 1
            return min(said, key=lambda pair: COARSE.index(pair[0]))
        plain = self._days and len(self._days[0]) == PLAIN
        if self._months and not plain:
            return "YEARLY", 1
        if self._month_days or self._positions or any(len(day) > PLAIN for day in self._days):
            return "MONTHLY", 1
        return ("WEEKLY", 1) if self._days else (None, 1)


READERS: dict[str, Callable[[Bag, Any], None]] = {
    **dict.fromkeys(NUMBERS, Bag.number),
    **dict.fromkeys(ORDINALS, Bag.ordinal),
    **dict.fromkeys(NAMED_DAYS, Bag.weekday),
    **dict.fromkeys(MONTHS, Bag.month),
    **dict.fromkeys(UNITS, Bag.unit),
    **dict.fromkeys(("to", "onbefore", "dash"), Bag.range),
    **dict.fromkeys(("and", "comma", "or", "slash"), Bag.next),
    **dict.fromkeys(("daypart", "dayparts"), Bag.part_of_day),
    **dict.fromkeys(("season", "weakseason"), Bag.season),
    "numeric": Bag.numeric,
    "everyday": Bag.adverb,
    "times": Bag.times,
    "other": Bag.other,
    "part": Bag.part,
    "except": Bag.exception,
    "feast": Bag.feast,
    "for": Bag.lasting,
    "instance": Bag.instance,
    "at": Bag.at,
    "on": Bag.on,
    "of": Bag.on,
}
