from datetime import date

import pytest

from bot.language.reading import When
from bot.model.calendar import Anchor, Month, MonthDay, Week
from bot.model.document import ContactId, Occasion
from bot.nudges.anchors import anchor, birth_anchor, counted_years, is_expected, same
from tests.nudges.life import WEDNESDAY, Life

A, P, W = Occasion.ANNIVERSARY, Occasion.PROMOTION, Occasion.WORK_ANNIVERSARY


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (MonthDay(3, 4), MonthDay(3, 4)),
        (date(1980, 3, 4), date(1980, 3, 4)),
        (date(2026, 3, 19), MonthDay(3, 19)),
        (WEDNESDAY, MonthDay(3, 18)),
        (date(2026, 3, 17), date(2026, 3, 17)),
        (Month(2026, 5), Month(2026, 5)),
        (Week(2026, 12), None),
    ],
)
def test_a_birthday_keeps_a_year_only_if_it_is_one_of_birth(
    said: When, kept: Anchor | Month | None
) -> None:
    assert birth_anchor(said, WEDNESDAY) == kept


@pytest.mark.parametrize(
    ("kind", "said", "years", "kept"),
    [
        (W, MonthDay(5, 3), 5, date(2021, 5, 3)),
        (W, MonthDay(3, 10), 5, date(2021, 3, 10)),
        (W, MonthDay(5, 3), None, MonthDay(5, 3)),
        (W, date(2021, 5, 3), None, date(2021, 5, 3)),
        (W, date(2021, 5, 3), 5, date(2021, 5, 3)),
        (W, date(2026, 5, 3), 5, date(2021, 5, 3)),
        (W, date(2026, 5, 3), None, MonthDay(5, 3)),
        (W, date(2026, 3, 2), None, date(2026, 3, 2)),
        (W, Month(2026, 5), 5, Month(2021, 5)),
        (W, Month(2021, 5), 5, Month(2021, 5)),
        (A, MonthDay(10, 9), 25, date(2001, 10, 9)),
        (A, MonthDay(2, 29), 2, date(2026, 2, 28)),
        (P, None, None, WEDNESDAY),
        (P, Week(2026, 12), None, WEDNESDAY),
        (P, Week(2026, 10), None, date(2026, 3, 2)),
        (P, date(2026, 1, 1), None, date(2026, 1, 1)),
        (P, MonthDay(3, 23), None, date(2026, 3, 23)),
        (P, Month(2026, 5), None, Month(2026, 5)),
        (Occasion.OTHER, MonthDay(12, 6), None, MonthDay(12, 6)),
        (Occasion.OTHER, date(2026, 12, 6), None, date(2026, 12, 6)),
    ],
)
def test_what_comes_back_is_anchored_in_its_first_year_and_the_rest_gets_one(
    kind: Occasion, said: When | None, years: int | None, kept: Anchor | Month
) -> None:
    expected = date(2024, 2, 29) if kept == date(2026, 2, 28) else kept
    assert anchor(kind, said, WEDNESDAY, years) == expected


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("five years", 5),
        ("25th", 25),
        ("3 years", 3),
        ("her first", 1),
        ("a long time", None),
        ("", None),
        (None, None),
        ("0 years", None),
    ],
)
def test_years_are_counted_in_words(words: str | None, years: int | None) -> None:
    assert counted_years(words) == years


@pytest.mark.parametrize(
    ("kind", "on", "waits"),
    [
        (Occasion.BABY, Month(2026, 6), True),
        (Occasion.BABY, Month(2026, 3), True),
        (Occasion.BABY, WEDNESDAY, False),
        (Occasion.WEDDING, date(2026, 3, 19), True),
        (Occasion.WEDDING, MonthDay(3, 19), False),
        (Occasion.RETIREMENT, date(2026, 3, 19), False),
    ],
)
def test_a_birth_or_a_wedding_to_come_is_waited_for(
    kind: Occasion, on: Anchor | Month, waits: bool
) -> None:
    assert is_expected(kind, on, WEDNESDAY) is waits


def test_a_birthday_and_what_was_expected_are_replaced_and_nothing_else() -> None:
    life = Life()
    life.knows("Bob")
    bob = (ContactId("bob"),)
    assert same(life.book, bob, Occasion.BIRTHDAY) is None
    birthday = life.has("bob", Occasion.BIRTHDAY, MonthDay(3, 4))
    awaited = life.has("bob", Occasion.BABY, Month(2026, 6), expected=True)
    life.has("bob", Occasion.PROMOTION, date(2020, 1, 1))
    assert same(life.book, bob, Occasion.BIRTHDAY) == birthday
    assert same(life.book, bob, Occasion.BABY) == awaited
    assert same(life.book, bob, Occasion.PROMOTION) is None
