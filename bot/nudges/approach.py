"""When somebody may be approached: days and hours that the owner keeps to for them. Pure."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from bot.model.book import Book
from bot.model.document import Boundary, Contact, ContactId
from bot.wording import listed

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORKDAYS, _WEEKEND = frozenset(range(5)), frozenset({5, 6})
_NAMED = re.compile(
    r"\b(?:(?P<day>mon|tues|wednes|thurs|fri|satur|sun)days?|(?P<end>(?:the )?weekends?)|"
    r"(?P<work>weekdays?|work(?:ing)? ?days?))\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\bonly\b|\bjust on\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:never|not|no|don'?t|do not|nothing|except|leave)\b", re.IGNORECASE)


def days_barred(words: str | None) -> tuple[int, ...]:
    """The days of the week, 0 for Monday, on which a rule wants nothing; () if it names none.

    "Only on weekdays" bars the weekend, "never on Fridays" the Friday.
    """
    plain = (words or "").replace("’", "'")
    named: set[int] = set()
    for found in _NAMED.finditer(plain):
        if found["day"]:
            start = found["day"].casefold()
            named |= {n for n, day in enumerate(_DAYS) if day.casefold().startswith(start)}
        else:
            named |= _WEEKEND if found["end"] else _WORKDAYS
    if not named:
        return ()
    if _ONLY.search(plain):
        return tuple(sorted(set(range(7)) - named))
    return tuple(sorted(named)) if _NOT.search(plain) else ()


def days_in_words(days: Iterable[int]) -> str:
    """As in: at the weekend; on Friday and Sunday."""
    wanted = frozenset(days)
    if wanted == _WEEKEND:
        return "at the weekend"
    if wanted == _WORKDAYS:
        return "on workdays"
    return f"on {listed([_DAYS[day] for day in sorted(wanted)])}"


def is_barred(rule: Boundary, at: datetime) -> bool:
    """Whether a rule's days or hours speak against ``at``, the owner's wall clock."""
    clock = f"{at:%H:%M}"
    early = rule.not_before is not None and clock < rule.not_before
    late = rule.not_after is not None and clock >= rule.not_after
    return early or late or at.weekday() in rule.not_on


def avoided(rules: Iterable[Boundary], at: datetime | None) -> set[str]:
    """The channels that are not to be used ``at`` a time, or ever where rules name no time."""
    return {
        name
        for rule in rules
        if at is None or not _is_timed(rule) or is_barred(rule, at)
        for name in rule.avoid
    }


def barred_on(book: Book, day: date) -> set[ContactId]:
    """Those to whom nothing at all is to be written on a day of the week."""
    return {
        id
        for rule in book.all(Boundary)
        if day.weekday() in rule.not_on and not rule.avoid
        for id in rule.contacts
    }


def hours(book: Book, people: Iterable[Contact]) -> str | None:
    """The hours to keep to with ``people``: not before 10:00 and no calls after 20:00."""
    ids = {each.id for each in people}
    said = [
        f"{_what(rule)}{' or '.join(_limits(rule))}"
        for rule in book.all(Boundary)
        if ids.intersection(rule.contacts) and _limits(rule)
    ]
    return listed(list(dict.fromkeys(said))) or None


def _limits(rule: Boundary) -> list[str]:
    found = (("before", rule.not_before), ("after", rule.not_after))
    return [f"{name} {clock}" for name, clock in found if clock]


def _what(rule: Boundary) -> str:
    if not rule.avoid:
        return "not "
    channels = {"call": "calls", "text": "texts", "email": "e-mail", "video": "video calls"}
    return f"no {listed([channels.get(each, each) for each in rule.avoid])} "


def _is_timed(rule: Boundary) -> bool:
    return bool(rule.not_before or rule.not_after or rule.not_on)
