"""From the day that was said to the anchor that a milestone is kept by. Pure."""

import re
from datetime import date, timedelta

from bot.language.reading import When
from bot.model.book import Book
from bot.model.calendar import (
    Anchor,
    Month,
    MonthDay,
    Week,
    anniversary,
    last_day,
    month_day,
    week_of,
)
from bot.model.document import ContactId, Milestone, Occasion
from bot.nudges.occasions import milestones_of

_AWAITED = {Occasion.BABY, Occasion.WEDDING}
_JUST_PAST = timedelta(days=60)
_COUNT = re.compile(
    r"\b(?P<number>\d{1,2})(?:st|nd|rd|th)?\b|\b(?P<word>[a-z]+)\b", re.IGNORECASE
)
_NUMBERS = {
    word: number
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    )
    for number, word in enumerate(words.split(), 1)
}


def birth_anchor(said: When, today: date) -> Anchor | Month | None:
    """A birthday's anchor: with its year if that is one of birth; None of a mere week."""
    if isinstance(said, Week):
        return None
    if isinstance(said, date) and said >= today:
        return month_day(said)
    return said


def anchor(
    occasion: Occasion, said: When | None, today: date, years: int | None
) -> Anchor | Month:
    """The anchor of any occasion but a birthday; today where nothing was said.

    ``years`` is how many the owner counted ("five years at Globex"): they give a yearly
    occasion its first year. What happens but once gets a year.
    """
    if said is None or (isinstance(said, Week) and said == week_of(today)):
        said = today
    if isinstance(said, Week):
        said = said.first
    if isinstance(said, Month):
        is_return = years and occasion.is_yearly and said.last >= today
        return Month(said.year - years, said.month) if years and is_return else said
    if not occasion.is_yearly:
        is_named_day = occasion is Occasion.OTHER and isinstance(said, MonthDay)
        return said if is_named_day or isinstance(said, date) else anniversary(said, today)
    if isinstance(said, date) and said < today - _JUST_PAST:
        return said
    if years is None:
        return said if isinstance(said, date) and said < today else month_day(said)
    yearly = month_day(said)
    return yearly.in_year(anniversary(yearly, today - _JUST_PAST).year - years)


def counted_years(words: str | None) -> int | None:
    """The years that are counted in some words: five years, 25th; None if none are."""
    for match in _COUNT.finditer(words or ""):
        number = int(match["number"]) if match["number"] else _NUMBERS.get(match[0].casefold())
        if number:
            return number
    return None


def is_expected(occasion: Occasion, on: Anchor | Month, today: date) -> bool:
    """Whether it is congratulated only once the owner says that it happened, and is to come."""
    if occasion not in _AWAITED or isinstance(on, MonthDay):
        return False
    return last_day(on) > today


def same(book: Book, contacts: tuple[ContactId, ...], occasion: Occasion) -> Milestone | None:
    """The milestone that a new one of these contacts stands in the place of, if there is one.

    A birthday is there but once; a birth or a wedding that was expected is what happened.
    """
    for contact in contacts:
        for milestone in milestones_of(book, contact):
            if milestone.occasion is occasion and (
                milestone.expected or occasion is Occasion.BIRTHDAY
            ):
                return milestone
    return None
