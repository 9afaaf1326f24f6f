"""Days that come round: "every other Friday", "first Monday of each month", "weekly".

A rule is told in any order, so its words are gathered in a bag; only an ordinal looks at
what stands after it.
"""

from collections.abc import Sequence
from typing import Any

from bot.language.dates.cascade import Item, Level
from bot.language.dates.spans import Moment, length_of

Made = tuple[str, Any] | None
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCY = {
    "second": ("SECONDLY", 1),
    "minute": ("MINUTELY", 1),
    "hour": ("HOURLY", 1),
    "day": ("DAILY", 1),
    "workday": ("WEEKLY", 1),
    "weekend": ("WEEKLY", 1),
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "half": ("MONTHLY", 6),
    "year": ("YEARLY", 1),
    "decade": ("YEARLY", 10),
    "century": ("YEARLY", 100),
}
COARSE = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
NUMBERS = frozenset({"number", "count", "few"})
ORDINALS = frozenset({"ordinal", "rank", "last", "lastof"})
DAYS_NAMED = frozenset({"weekday", "weakday", "capitalday", "weekdays"})
MONTHS = frozenset({"month", "weakmonth"})
UNITS = frozenset({"unit", "weekend", "workday"})
SECOND = 2
PLAIN = 2
JOINTS = frozenset(
    {"at", "and", "comma", "or", "the", "on", "of", "in", "a", "for", "per", "dash"}
)


class _Bag:
    """What the words of a rule have said so far."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.place = 0
        self.units: list[str] = []
        self.interval = 1
        self.ordinals: list[int] = []
        self.days: list[str] = []
        self.month_days: list[int] = []
        self.months: list[int] = []
        self.positions: list[int] = []
        self.times = 1
        self.end = items[0].end
        self.ranging = False
        self.excluding = False
        self.numbered = False

    def kind(self, ahead: int = 0) -> str:
        """The kind of the word so many places ahead."""
        place = self.place + ahead
        return self.items[place].kind if place < len(self.items) else ""

    def gather(self) -> None:
        """Read every word."""
        while self.place < len(self.items):
            item = self.items[self.place]
            if item.kind not in JOINTS:
                self.end = item.end
            self.read(item)
            self.place += 1
        self.month_days += self.ordinals

    def read(self, item: Item) -> None:
        """Read one word, and those after it that it needs."""
        kind, value = item.kind, item.value
        if kind in NUMBERS:
            self.number(value)
        elif kind in ORDINALS:
            self.ordinal(value)
        elif kind in DAYS_NAMED:
            self.weekday(value)
        elif kind in MONTHS:
            self.months.append(value)
        elif kind in UNITS:
            self.unit(value)
        elif kind == "everyday":
            self.units.append(value[0])
            self.interval *= value[1]
        elif kind in {"daypart", "dayparts"}:
            self.units.append("day")
        elif kind == "times":
            self.times = value
        elif kind == "other":
            self.interval *= 2
        elif kind == "part" and value in {"begin", "end"}:
            self.month_days.append(1 if value == "begin" else -1)
        elif kind == "except":
            self.excluding = True
        elif kind == "feast":
            self.feast(value)
        elif kind == "instance":
            self.positions, self.ordinals = self.ordinals, []
        elif kind in {"to", "onbefore", "dash"}:
            self.ranging = bool(self.days)

    def number(self, value: int) -> None:
        """A number counts units or times, or is a day of a month."""
        after = self.kind(1)
        if self.place and self.items[self.place - 1].kind == "for":
            self.place += 1
        elif self.numbered or (self.month_days and after == ""):
            self.month_days.append(value)
        elif after == "timeword":
            self.times = value
        elif after in UNITS or after in DAYS_NAMED:
            self.interval *= value
        elif self.kind(-1) in MONTHS or after in MONTHS or after in {"of", "and", "comma"}:
            self.month_days.append(value)

    def ordinal(self, value: int) -> None:
        """An ordinal counts what follows it; after "every" it may be the interval."""
        opened = self.place > 0 and self.kind(-1) == "every"
        after = self.kind(1)
        whole = self.kind(2) not in {"of", "in"}
        if opened and whole and (after in UNITS or (after in DAYS_NAMED and value == SECOND)):
            self.interval *= value
        elif value < 0 and self.ordinals and self.kind(-1) in {"to", "dash", "rank", "ordinal"}:
            self.ordinals[-1] *= value
        else:
            self.ordinals.append(value)

    def unit(self, value: str) -> None:
        """A unit is how often; after an ordinal a day of the month, or of the week."""
        if self.ordinals and value == "day":
            self.month_days += self.ordinals
            self.ordinals = []
        elif value == "day" and self.kind(1) in NUMBERS:
            self.numbered = True
        elif value == "weekend":
            self.days += ["SA", "SU"]
            self.units.append("week")
        elif value == "workday":
            self.days += DAYS[:5]
            self.units.append("week")
        else:
            self.units.append(value)

    def weekday(self, value: int | tuple[int, ...]) -> None:
        """A weekday, after ordinals the first, second … or last of them."""
        numbers = (value,) if isinstance(value, int) else value
        if self.ranging and len(numbers) == 1:
            first = DAYS.index(self.days[-1][-2:])
            length = (numbers[0] - first) % 7
            numbers = tuple((first + step) % 7 for step in range(1, length + 1))
        self.ranging = False
        if self.excluding:
            kept = self.days or DAYS
            self.days = [day for day in kept if day not in {DAYS[n] for n in numbers}]
            return
        for number in numbers:
            if self.ordinals:
                self.days += [f"{nth}{DAYS[number]}" for nth in self.ordinals]
            else:
                self.days.append(DAYS[number])
        self.ordinals = []

    def feast(self, value: tuple[Any, ...]) -> None:
        """A feast comes every year, on its day where that is one of the calendar."""
        self.units.append("year")
        if value[0] == "fixed":
            self.months.append(value[1])
            self.month_days.append(value[2])
        elif value[0] == "nth":
            self.months.append(value[1])
            self.days.append(f"{value[3]}{DAYS[value[2]]}")

    def rule(self) -> dict[str, Any] | None:
        """The rule in the names of RFC 5545, or ``None`` where nothing comes round."""
        frequency, size = self.frequency()
        if frequency is None:
            return None
        if frequency == "WEEKLY" and self.month_days and not self.days:
            self.days = [DAYS[day - 1] for day in self.month_days if 0 < day <= len(DAYS)]
            self.month_days = []
        rule: dict[str, Any] = {"freq": frequency, "interval": self.interval * size}
        parts = {
            "byday": list(dict.fromkeys(self.days)),
            "bymonthday": [day for day in self.month_days if -32 < day < 32 and day],  # noqa: PLR2004
            "bymonth": self.months,
            "bysetpos": self.positions,
        }
        rule.update({name: values for name, values in parts.items() if values})
        if self.times > 1:
            rule["times"] = self.times
        return rule

    def frequency(self) -> tuple[str | None, int]:
        """The frequency that was said, or that the days imply, and its multiple."""
        if self.units:
            said = [FREQUENCY[unit] for unit in self.units]
            if self.days and said[0][0] == "DAILY":
                return "WEEKLY", 1
            return min(said, key=lambda pair: COARSE.index(pair[0]))
        if self.months and not (self.days and len(self.days[0]) == PLAIN):
            return "YEARLY", 1
        if self.month_days or self.positions or any(len(day) > PLAIN for day in self.days):
            return "MONTHLY", 1
        return ("WEEKLY", 1) if self.days else (None, 1)


def _rule(said: Sequence[Item], _: Moment) -> Made:
    bag = _Bag(said)
    bag.gather()
    rule = bag.rule()
    return None if rule is None else ("recurrence", rule)


def _first_of(said: Sequence[Item], moment: Moment) -> Made:
    """ "Beginning of each month", "end of every year"."""
    made = _rule(said[1:], moment)
    if made is None or made[1]["freq"] not in {"MONTHLY", "YEARLY"}:
        return made
    edge = -1 if said[0].value == "end" else 1
    made[1]["bymonthday"] = [edge]
    if made[1]["freq"] == "YEARLY":
        made[1].update(bymonthday=[31 if edge < 0 else 1], bymonth=[12 if edge < 0 else 1])
    return made


def _two_units(said: Sequence[Item], _: Moment) -> Made:
    """ "Every two years and three months"."""
    counts = [item.value for item in said if item.kind in NUMBERS]
    units = [item.value for item in said if item.kind == "unit"]
    lengths = [length_of(count, unit) for count, unit in zip(counts, units, strict=True)]
    months, days = sum(one.months for one in lengths), sum(one.days for one in lengths)
    if months and days:
        return None
    if months:
        return "recurrence", {"freq": "MONTHLY", "interval": months}
    return "recurrence", {"freq": "DAILY", "interval": days}


def _weekday_parts(said: Sequence[Item], moment: Moment) -> Made:
    """ "Tuesday nights"."""
    return _rule([item for item in said if item.kind != "dayparts"], moment)


_DAYS = "(WEEKDAY|weekdays|unit|workday|weekend|dayparts)"
_WORDS = "feast|WEEKDAY|weekdays|unit|workday|weekend|dayparts|daypart|ORD|NUM|MONTH|last|lastof|part"
_JOINTS = (
    "at|and|comma|or|the|on|of|in|a|per|dash|to|every|instance|other|times|timeword|for|except"
)
_BEFORE = f"((the? (ORD|last|lastof|NUM) (and|comma|or|dash)*){{1,5}} {_DAYS}? (of|in|on|the)*)"
_AFTER = f"({_WORDS}|{_JOINTS}){{0,16}}"
_TAIL = f"(?<=({_WORDS}|every|everyday))"
_TIMES = "(times|NUM timeword)"

RECURRING = Level(
    "every|everyday|times|timeword|weekdays|dayparts|allof|per",
    ("every NUM unit and? NUM unit", _two_units),
    ("part (of|in)? every unit", _first_of),
    (f"{_TIMES}? on? {_BEFORE}? (every|everyday|per) (other|daypart)? {_AFTER} {_TAIL}", _rule),
    (f"{_TIMES} (a|per|in a|in|the|and|on)* {_AFTER} {_TAIL}", _rule),
    ("on? WEEKDAY dayparts", _weekday_parts),
    (
        "(on|in)? (allof)? (?<!NUM)(?<!next)(?<!last) (weekdays|dayparts)"
        " ((comma|and|or|to|onbefore|dash|on)+ (weekdays|WEEKDAY))* (?!ago|hence)"
        " ((of|in|during|on) every? (the|MONTH|ORD) (unit|MONTH)?)?",
        _rule,
    ),
    ("allof the? weekend", _rule),
    ("NUM? unit per unit", _rule),
)
