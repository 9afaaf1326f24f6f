"""What there is to congratulate on, how often, and when it was, in words."""

import re
from datetime import date

from bot.model.calendar import Month, Period, Week
from bot.model.document import Contact, Occasion, Tie
from bot.nudges.occasions import Occurrence
from bot.wording import WEEK, counted, day_in_full, day_in_short, month_name, weekday_name

PERSONAL_TIES = {Tie.INNER_CIRCLE, Tie.FAMILY, Tie.FRIEND}
"""With whom an age may be spoken of, if the owner gave the year."""
_LATELY_DAYS, _THIS_YEAR_DAYS = 30, 330
_MONTH_DAYS = 30
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
).split()
_CADENCES = {
    1: "every day",
    7: "every week",
    30: "every month",
    90: "every quarter",
    365: "every year",
}
_WITH_LABEL = {
    Occasion.PROMOTION: "promotion to {}",
    Occasion.GRADUATION: "graduation from {}",
    Occasion.OTHER: "{}",
}
_WITHOUT_LABEL = {Occasion.BABY: "a new baby", Occasion.OTHER: "a day that matters"}


_PLURALS = {
    Tie.INNER_CIRCLE: "your inner circle",
    Tie.FAMILY: "family",
}
_TIE_WORDS = {
    "inner circle": Tie.INNER_CIRCLE,
    "closest": Tie.INNER_CIRCLE,
    "family": Tie.FAMILY,
    "relatives": Tie.FAMILY,
    "ex-colleagues": Tie.FORMER_COLLEAGUE,
    "alumni": Tie.CLASSMATE,
}


def in_plural(tie: Tie) -> str:
    """Everybody of one kind: mentors, former colleagues, family."""
    return _PLURALS.get(tie, f"{tie.value}s")


def tie_named(words: str) -> Tie | None:
    """The kind of tie that some words name in the plural: "mentors every month"."""
    said = f" {' '.join(re.findall(r'[a-z-]+', words.casefold()))} "
    named = {f"{tie.value}s": tie for tie in Tie} | _TIE_WORDS
    fits = [name for name in named if f" {name} " in said]
    return named[max(fits, key=len)] if fits else None


def called(contact: Contact) -> str:
    """A contact's given name, as far as one can tell it from a full name."""
    return contact.name.split(maxsplit=1)[0] if contact.name.strip() else contact.name


def occasion(occurrence: Occurrence) -> str:
    """What there is to congratulate on: birthday; five years at Globex; new job, CTO at Acme.

    An age only where the owner gave the year and the tie is not one of work.
    """
    kind, label = occurrence.milestone.occasion, occurrence.milestone.label
    match kind:
        case Occasion.BIRTHDAY:
            return _birthday(occurrence)
        case Occasion.WORK_ANNIVERSARY:
            return _at_work(occurrence.years, label)
        case Occasion.WEDDING | Occasion.ANNIVERSARY:
            return _wedding(kind, occurrence.years)
        case Occasion.NEW_JOB if label:
            return f"new job {label}" if label.startswith("at ") else f"new job, {label}"
    if label and kind in _WITH_LABEL:
        return _WITH_LABEL[kind].format(label)
    return _WITHOUT_LABEL.get(kind, kind.value.replace("_", " "))


def cadence(days: int) -> str:
    """How often, in words: every week, every three weeks, every two months, every 45 days."""
    if days in _CADENCES:
        return _CADENCES[days]
    if days % WEEK == 0:
        return f"every {counted(days // WEEK, 'week')}"
    if days % _MONTH_DAYS == 0:
        return f"every {counted(days // _MONTH_DAYS, 'month')}"
    return f"every {days} days"


def _birthday(occurrence: Occurrence) -> str:
    is_close = all(contact.tie in PERSONAL_TIES for contact in occurrence.contacts)
    years = occurrence.years
    return f"birthday, turning {years}" if years and is_close else "birthday"


def _at_work(years: int | None, label: str | None) -> str:
    if not years:
        return f"work anniversary at {label}" if label else "work anniversary"
    return f"{counted(years, 'year')} at {label or 'work'}"


def _wedding(kind: Occasion, years: int | None) -> str:
    if years:
        return f"{_ordinal(years)} wedding anniversary"
    return "wedding" if kind is Occasion.WEDDING else "wedding anniversary"


def _ordinal(number: int) -> str:
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    is_teen = number % 100 in range(11, 14)
    ending = "th" if is_teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def coming(on: date | Month, day: date) -> str:
    """When an occurrence is, seen from a day near it: tomorrow, on Saturday, this month."""
    if isinstance(on, Month):
        return "this month"
    offset = (on - day).days
    if offset in {0, 1}:
        return ("today", "tomorrow")[offset]
    if offset < 0:
        said = "yesterday" if offset == -1 else f"on {weekday_name(on)}"
        return f"{said}, belated"
    return f"on {weekday_name(on)}" if offset < WEEK else f"on {day_in_full(on, day)}"


def roughly(period: Period, day: date) -> str:
    """When it was, no more exactly than one would say: on Saturday, in December."""
    if isinstance(period, Month):
        return _in_month(period, day)
    if isinstance(period, Week):
        return f"in the week of {day_in_short(period.first, day)}"
    ago = (day - period).days
    if ago <= 1:
        return {0: "today", 1: "yesterday"}.get(ago, f"on {day_in_full(period, day)}")
    if ago < WEEK:
        return f"on {weekday_name(period)}"
    if ago < _LATELY_DAYS:
        return f"on {day_in_short(period, day)}"
    return _in_month(Month(period.year, period.month), day)


def _in_month(month: Month, day: date) -> str:
    year = "" if (day - month.last).days < _THIS_YEAR_DAYS else f" {month.year}"
    return f"in {month_name(month.month)}{year}"
