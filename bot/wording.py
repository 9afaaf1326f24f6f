"""How days, counts and lists are put into words."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.model.calendar import Month, MonthDay, Period, Week

WEEK = 7
LONGEST_QUOTE = 60
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MEDIA = {
    "in_person": "met",
    "ran_into": "ran into",
    "message": "message",
    "email": "e-mail",
    "video": "video call",
}
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def month_name(month: int) -> str:
    """A month's name: March for 3."""
    return _MONTHS[month - 1]


def weekday_name(day: date) -> str:
    """The name of its day of the week."""
    return _DAYS[day.weekday()]


def day_in_full(day: date, today: date) -> str:
    """As in Tuesday 17 March, with the year where it is not this one: the month is spelled."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{weekday_name(day)} {day.day} {month_name(day.month)}{year}"


def day_in_short(day: date, today: date) -> str:
    """As in 17 March, with the year where it is not this one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {month_name(day.month)}{year}"


def when(period: Period | MonthDay, today: date) -> str:
    """A period as one says it: "today", "yesterday", "Tuesday 17 March", "May 2025"."""
    if isinstance(period, MonthDay):
        return f"{period.day} {month_name(period.month)}"
    if isinstance(period, Month):
        year = "" if period.year == today.year else f" {period.year}"
        return f"{month_name(period.month)}{year}"
    if isinstance(period, Week):
        return f"the week of {day_in_short(period.first, today)}"
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get((period - today).days) or day_in_full(period, today)


def spelled(period: Period, today: date) -> str:
    """The day with its name and month, and near ones in a word as well: a misreading shows.

    What is no day has the word that goes before it: "in October", "in the week of 2 March".
    """
    said = when(period, today)
    if not isinstance(period, date):
        return f"in {said}"
    if said in {"yesterday", "today", "tomorrow"}:
        return f"{said}, {day_in_full(period, today)}"
    return said


def medium_name(medium: str) -> str:
    """What a way of being in touch is called, in the past: "met", "e-mail", "coffee"."""
    return _MEDIA.get(medium, medium)


def coming_day(day: date, today: date) -> str:
    """A day soon to come as a heading: "Today", "Tomorrow", "Thursday", "Tuesday 7 April"."""
    if day in {today, today + timedelta(days=1)}:
        return when(day, today).capitalize()
    if today < day < today + timedelta(days=WEEK):
        return weekday_name(day)
    return day_in_full(day, today)


def listed(parts: Sequence[str]) -> str:
    """As in a; a and b; a, b and c."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """As in one person, three people, 61 people: small numbers in words."""
    words = "no one two three four five six seven eight nine ten eleven twelve".split()
    amount = words[number] if 0 <= number < len(words) else str(number)
    return f"{amount} {singular if number == 1 else plural or singular + 's'}"


def quoted(words: str) -> str:
    """Somebody's words in quotes, and not all of many."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + '…'}”"


def shortened(text: str, most: int = 24) -> str:
    """A text for a button, at most ``most`` characters long, cut after a word if it can be."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head.rpartition(' ')[0] or head}…"
