from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.model.book import Book
from bot.model.calendar import Anchor, Month, MonthDay
from bot.model.document import Contact, ContactId, Milestone, Occasion, OwnerId
from bot.nudges.occasions import birthday_of, milestones_of, nearest, occasions, upcoming
from tests.nudges.life import WEDNESDAY, Life

B, W = Occasion.BIRTHDAY, Occasion.WORK_ANNIVERSARY


@pytest.fixture
def life() -> Life:
    life = Life()
    life.knows("Bob Okafor")
    life.knows("Ana Lima")
    return life


def days(life: Life, first: date, last: date) -> list[tuple[str, date | Month, int | None]]:
    found = occasions(life.book, first, last)
    return [(each.contacts[0].id, each.on, each.years) for each in found]


def test_a_yearless_birthday_comes_on_its_day_and_no_other(life: Life) -> None:
    life.has("bob", B, MonthDay(3, 19))
    assert days(life, date(2026, 3, 19), date(2026, 3, 19)) == [
        ("bob", date(2026, 3, 19), None)
    ]
    assert not days(life, date(2026, 3, 20), date(2027, 3, 18))


def test_a_birthday_with_its_year_counts_and_is_none_before_the_birth(life: Life) -> None:
    life.has("bob", B, date(1980, 3, 19))
    assert days(life, date(2026, 3, 1), date(2026, 3, 31)) == [("bob", date(2026, 3, 19), 46)]
    assert not days(life, date(1979, 1, 1), date(1979, 12, 31))


@pytest.mark.parametrize(
    ("year", "to_march", "kept_on"),
    [
        (2026, False, date(2026, 2, 28)),
        (2026, True, date(2026, 3, 1)),
        (2028, False, date(2028, 2, 29)),
        (2028, True, date(2028, 2, 29)),
        (2100, False, date(2100, 2, 28)),
    ],
)
@pytest.mark.parametrize("anchor", [MonthDay(2, 29), date(1996, 2, 29)])
def test_29_february_is_kept_where_the_contact_wants_it(
    life: Life, year: int, to_march: bool, kept_on: date, anchor: Anchor
) -> None:
    life.has("bob", B, anchor)
    life.change("bob", leap_to_march=to_march)
    found = days(life, date(year, 1, 1), date(year, 12, 31))
    assert [each[1] for each in found] == [kept_on]


def test_what_happens_once_does_not_come_back(life: Life) -> None:
    life.has("ana", Occasion.PROMOTION, date(2026, 3, 18))
    assert days(life, date(2026, 3, 1), date(2026, 3, 31)) == [("ana", WEDNESDAY, 0)]
    assert not days(life, date(2027, 3, 1), date(2027, 3, 31))


def test_a_named_day_without_a_year_comes_back(life: Life) -> None:
    life.has("ana", Occasion.OTHER, MonthDay(12, 6), label="name day")
    assert days(life, date(2031, 12, 1), date(2031, 12, 31)) == [
        ("ana", date(2031, 12, 6), None)
    ]


def test_the_start_of_a_job_is_no_anniversary_of_it(life: Life) -> None:
    life.has("ana", W, date(2026, 3, 18))
    assert not days(life, WEDNESDAY, WEDNESDAY)
    assert days(life, date(2027, 3, 18), date(2027, 3, 18)) == [("ana", date(2027, 3, 18), 1)]


def test_a_wedding_is_kept_and_then_its_anniversaries(life: Life) -> None:
    life.has("ana bob", Occasion.WEDDING, date(2025, 3, 21))
    assert days(life, date(2025, 3, 1), date(2026, 3, 31)) == [
        ("ana", date(2025, 3, 21), 0),
        ("ana", date(2026, 3, 21), 1),
    ]


def test_what_is_known_by_its_month_comes_once_for_the_month(life: Life) -> None:
    life.has("ana", W, Month(2021, 5))
    life.has("bob", B, Month(2026, 5))
    life.has("bob", Occasion.GRADUATION, Month(2026, 5))
    may = Month(2026, 5)
    assert sorted(days(life, date(2026, 4, 20), date(2026, 5, 3)), key=str) == [
        ("ana", may, 5),
        ("bob", may, 0),
        ("bob", may, None),
    ]
    assert len(days(life, date(2027, 5, 31), date(2027, 6, 2))) == 2
    assert not days(life, date(2026, 4, 1), date(2026, 4, 30))


def test_months_are_walked_over_the_turn_of_the_year(life: Life) -> None:
    life.has("ana", W, Month(2020, 1))
    assert days(life, date(2026, 12, 20), date(2027, 2, 1)) == [("ana", Month(2027, 1), 7)]


def test_the_dead_and_those_behind_a_boundary_are_never_there(life: Life) -> None:
    life.has("bob", B, MonthDay(3, 19))
    life.has("ana bob", Occasion.ANNIVERSARY, MonthDay(3, 20))
    life.change("bob", passed_away=True)
    assert days(life, date(2026, 3, 1), date(2026, 3, 31)) == [("ana", date(2026, 3, 20), None)]
    life.change("ana", do_not_contact=True)
    assert not days(life, date(2026, 3, 1), date(2026, 3, 31))


def test_what_is_only_expected_is_not_congratulated(life: Life) -> None:
    birth = life.has("ana", Occasion.BABY, date(2026, 3, 20), expected=True)
    life.has("bob", Occasion.BABY, Month(2026, 3), expected=True)
    assert not days(life, date(2026, 3, 1), date(2026, 3, 31))
    assert nearest(life.book, birth, WEDNESDAY) is None


def test_they_come_by_day_and_by_name_and_months_after_days(life: Life) -> None:
    life.has("bob", B, MonthDay(3, 1))
    life.has("ana", B, MonthDay(3, 1))
    life.has("ana", W, Month(2020, 3))
    life.has("bob", Occasion.PROMOTION, date(2026, 2, 28))
    found = occasions(life.book, date(2026, 2, 28), date(2026, 3, 2))
    assert [(each.contacts[0].id, each.on) for each in found] == [
        ("bob", date(2026, 2, 28)),
        ("ana", date(2026, 3, 1)),
        ("bob", date(2026, 3, 1)),
        ("ana", Month(2026, 3)),
    ]


def test_the_nearest_return_is_found_on_both_sides(life: Life) -> None:
    birthday = life.has("bob", B, MonthDay(3, 16))

    def near(day: date, within: int = 14) -> date | Month | None:
        found = nearest(life.book, birthday, day, within)
        return found.on if found else None

    assert near(date(2026, 3, 18)) == date(2026, 3, 16)
    assert near(date(2026, 3, 10)) == date(2026, 3, 16)
    assert near(date(2026, 7, 1)) is None
    assert near(date(2026, 7, 1), 366) == date(2026, 3, 16)


@pytest.mark.parametrize(
    ("anchor", "day", "month"),
    [
        (Month(2021, 5), date(2026, 3, 18), Month(2026, 5)),
        (Month(2021, 2), date(2026, 3, 18), Month(2027, 2)),
        (Month(2027, 2), date(2026, 3, 18), None),
    ],
)
def test_the_nearest_month_is_the_coming_one(
    life: Life, anchor: Month, day: date, month: Month | None
) -> None:
    found = nearest(life.book, life.has("ana", W, anchor), day)
    assert (found.on if found else None) == month


def test_what_was_in_a_past_month_is_still_found(life: Life) -> None:
    graduation = life.has("ana", Occasion.GRADUATION, Month(2025, 12))
    found = nearest(life.book, graduation, WEDNESDAY)
    assert found is not None
    assert found.on == Month(2025, 12)


def test_what_comes_next_is_found_within_a_year(life: Life) -> None:
    def coming(kind: Occasion, on: Anchor | Month) -> date | Month | None:
        found = upcoming(life.book, life.has("bob", kind, on), WEDNESDAY)
        return found.on if found else None

    assert coming(B, MonthDay(3, 17)) == date(2027, 3, 17)
    assert coming(B, MonthDay(3, 18)) == WEDNESDAY
    assert coming(Occasion.PROMOTION, date(2026, 3, 17)) is None
    assert coming(W, Month(2021, 2)) == Month(2027, 2)
    assert coming(W, Month(2021, 3)) == Month(2026, 3)
    assert coming(Occasion.GRADUATION, Month(2025, 12)) is None


def test_a_contacts_own_milestones_and_birthday_are_found(life: Life) -> None:
    life.has("bob", W, date(2020, 1, 1))
    assert birthday_of(life.book, "bob") is None
    birthday = life.has("bob ana", B, MonthDay(3, 19))
    assert birthday_of(life.book, "ana") == birthday
    assert len(milestones_of(life.book, "bob")) == 2


anchors = some.one_of(
    some.dates(date(2000, 1, 1), date(2030, 12, 31)),
    some.dates(date(2000, 1, 1), date(2000, 12, 31)).map(
        lambda day: MonthDay(day.month, day.day)
    ),
    some.builds(Month, some.integers(2000, 2030), some.integers(1, 12)),
)
milestones = some.builds(
    Milestone,
    id=some.sampled_from(["a", "b", "c", "d"]),
    contacts=some.just((ContactId("bob"),)),
    occasion=some.sampled_from(Occasion),
    on=anchors,
)
changes = some.lists(some.tuples(some.booleans(), milestones), max_size=12)
periods = some.tuples(some.dates(date(2024, 1, 1), date(2029, 1, 1)), some.integers(0, 400))


@given(changes, periods)
def test_the_index_kept_up_to_date_says_what_a_new_one_says(
    told: list[tuple[bool, Milestone]], period: tuple[date, int]
) -> None:
    first, last = period[0], period[0] + timedelta(days=period[1])
    kept = Book(OwnerId("owner"))
    kept.save(Contact(id="bob", name="Bob", added_on=first))
    occasions(kept, first, first)
    for is_there, milestone in told:
        if is_there:
            kept.save(milestone)
        else:
            kept.delete(milestone)
    new = Book(OwnerId("owner"))
    for contact in kept.all(Contact):
        new.save(contact)
    for milestone in kept.all(Milestone):
        new.save(milestone)
    assert occasions(kept, first, last) == occasions(new, first, last)


@given(milestones, some.dates(date(2024, 1, 1), date(2029, 1, 1)))
def test_every_year_has_at_most_one_return(milestone: Milestone, first: date) -> None:
    book = Book(OwnerId("owner"))
    book.save(Contact(id="bob", name="Bob", added_on=first))
    book.save(milestone)
    found = occasions(book, date(first.year, 1, 1), date(first.year, 12, 31))
    assert len(found) <= 1
    for each in found:
        assert each.first.year == first.year
