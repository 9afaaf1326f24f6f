from collections import Counter
from datetime import date, timedelta

import pytest

from bot.model.calendar import MonthDay
from bot.model.document import Contact, Keeping, Occasion, Tie
from bot.nudges.cadences import cadence_of, spread
from bot.nudges.capacity import Capacity, capacity, lengthened
from bot.nudges.holidays import country_named, is_holiday
from bot.nudges.phrases import in_plural, tie_named
from bot.nudges.standing import kept, standing
from tests.nudges.life import WEDNESDAY, Life

DAY = timedelta(days=1)
KEEPS = (
    Keeping(30, Tie.MENTOR),
    Keeping(45, tag="Climbers"),
    Keeping(20, tag="board"),
    Keeping(0, tag="gone"),
)


@pytest.mark.parametrize(
    ("tie", "tags", "own", "days"),
    [
        (Tie.PEER, (), None, None),
        (Tie.MENTOR, (), None, 30),
        (Tie.MENTOR, ("climbers",), None, 45),
        (Tie.MENTOR, ("climbers", "BOARD"), None, 20),
        (Tie.MENTOR, ("climbers",), 7, 7),
        (Tie.MENTOR, ("climbers",), 0, 0),
        (Tie.MENTOR, ("gone",), None, 0),
    ],
)
def test_ones_own_cadence_beats_the_tags_which_beats_the_kinds(
    tie: Tie, tags: tuple[str, ...], own: int | None, days: int | None
) -> None:
    contact = Contact(
        id="x", name="X", added_on=WEDNESDAY, tie=tie, tags=tags, cadence_days=own
    )
    assert cadence_of(contact, KEEPS) == days


def test_a_kind_that_is_kept_has_everybody_of_it_now_and_later() -> None:
    life = Life()
    life.knows("Ana", tie=Tie.MENTOR)
    assert list(kept(life.book, WEDNESDAY)) == []
    life.wants(keeps=(Keeping(30, Tie.MENTOR),))
    life.knows("Bob", tie=Tie.MENTOR)
    assert [each.contact.id for each in kept(life.book, WEDNESDAY)] == ["ana", "bob"]
    life.change("bob", tie=Tie.PEER)
    assert [each.contact.id for each in kept(life.book, WEDNESDAY)] == ["ana"]
    life.wants(keeps=())
    assert list(kept(life.book, WEDNESDAY)) == []


def test_due_is_once_the_cadence_and_drifting_half_as_long_again() -> None:
    life = Life()
    ana = life.knows("Ana", cadence_days=20, added_on=WEDNESDAY)
    days = [standing(life.book, ana, WEDNESDAY + n * DAY) for n in (19, 20, 29, 30)]
    assert [each.is_due for each in days] == [False, True, True, True]
    assert [each.is_drifting for each in days] == [False, False, False, True]


def test_a_spread_stays_within_a_seventh_and_is_the_same_for_ever() -> None:
    found = [spread(100, f"c{n}", WEDNESDAY) for n in range(500)]
    assert (min(found), max(found)) == (85, 115)
    assert len(set(found)) == 31
    assert found == [spread(100, f"c{n}", WEDNESDAY) for n in range(500)]
    assert spread(1, "c", WEDNESDAY) == 1


def test_twenty_people_entered_on_one_evening_are_not_due_on_one_day() -> None:
    life = Life()
    for number in range(20):
        life.knows(f"n{number}", added_on=WEDNESDAY, cadence_days=60)
    due: Counter[date] = Counter()
    for offset in range(50, 71):
        day = WEDNESDAY + offset * DAY
        for each in kept(life.book, day):
            due[day] += each.is_due and each.silent_days == each.due_days
    assert due.total() == 20
    assert max(due.values()) <= 4


def test_three_people_of_one_evening_are_due_as_they_were_told() -> None:
    life = Life()
    for number in range(3):
        life.knows(f"n{number}", added_on=WEDNESDAY, cadence_days=60)
    assert {each.due_days for each in kept(life.book, WEDNESDAY)} == {60}


def test_capacity_counts_the_kept_against_the_mornings_there_are() -> None:
    life = Life()
    for number in range(10):
        life.knows(f"n{number}", cadence_days=2)
    life.knows("gone", cadence_days=1, passed_away=True)
    assert capacity(life.book) == Capacity(needed=5.0, room=3.0)
    life.wants(quiet_days=(5, 6), max_nudges=7)
    found = capacity(life.book)
    assert (found.is_short, found.a_morning, found.room) == (False, 7, 5.0)
    life.wants(quiet_days=tuple(range(7)))
    assert capacity(life.book).a_morning == 0


def test_cadences_are_lengthened_until_all_of_them_fit() -> None:
    life = Life()
    for number in range(6):
        life.knows(f"n{number}", cadence_days=2)
    for number in range(6):
        life.knows(f"m{number}", tie=Tie.MENTOR)
    life.wants(keeps=(Keeping(3, Tie.MENTOR),))
    assert capacity(life.book).is_short
    people, preferences = lengthened(life.book)
    for each in (*people, preferences):
        life.book.save(each)
    assert not capacity(life.book).is_short


@pytest.mark.parametrize(
    ("words", "tie"),
    [
        ("with mentors every month", Tie.MENTOR),
        ("my former colleagues", Tie.FORMER_COLLEAGUE),
        ("colleagues", Tie.COLLEAGUE),
        ("the family", Tie.FAMILY),
        ("my inner circle", Tie.INNER_CIRCLE),
        ("Sarah", None),
        ("a mentor", None),
    ],
)
def test_a_kind_of_tie_is_named_in_the_plural(words: str, tie: Tie | None) -> None:
    assert tie_named(words) is tie


def test_every_kind_has_a_plural_that_names_it() -> None:
    assert all(tie_named(in_plural(tie)) is tie for tie in Tie)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ireland", "IE"),
        ("the UK", "GB"),
        ("usa", "US"),
        ("de", "DE"),
        ("New Zealand", "NZ"),
        ("Atlantis", None),
    ],
)
def test_a_country_is_named_by_name_or_code(words: str, code: str | None) -> None:
    assert country_named(words) == code


def test_a_public_holiday_is_silent_where_it_is_wanted() -> None:
    patrick = date(2026, 3, 17)
    assert is_holiday("IE", patrick)
    assert not is_holiday("GB", patrick)
    assert not is_holiday(None, patrick)
    life = Life()
    life.knows("Ana", cadence_days=10)
    life.wants(holidays="IE")
    assert life.wakes(patrick) is None
    assert life.wakes(patrick + DAY)


def test_who_is_paused_is_not_named_at_all_until_the_day() -> None:
    life = Life()
    life.knows("Ana", cadence_days=10, paused_until=WEDNESDAY + DAY)
    life.has("ana", Occasion.BIRTHDAY, MonthDay(3, 18))
    life.reminds("ana", WEDNESDAY)
    assert life.wakes(WEDNESDAY) is None
    assert life.who(WEDNESDAY + DAY) == ["ana"]
