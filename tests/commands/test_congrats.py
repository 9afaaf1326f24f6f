from datetime import date, timedelta

import pytest

from bot.commands.congrats import congrats
from bot.language.reading import When
from bot.model.calendar import Month, MonthDay, Week
from bot.model.document import Occasion
from tests.commands.asking import ask_in_vain, labels, press
from tests.nudges.life import WEDNESDAY, Life

B, W = Occasion.BIRTHDAY, Occasion.WORK_ANNIVERSARY
SUNDAY = date(2026, 3, 22)


@pytest.fixture
def life() -> Life:
    life = Life()
    for name in ("Bob Okafor", "Ana Lima", "Mei Ito", "Jon Ito", "Tomás Ruiz", "Hana Kovář"):
        life.knows(name)
    return life


def said(life: Life, *, day: date = WEDNESDAY, **slots: object) -> list[str]:
    reply = ask_in_vain(congrats, life.book, day=day, **slots)
    return reply.text.splitlines()


def test_this_week_is_the_rest_of_it_with_what_is_belated_last(life: Life) -> None:
    life.has("bob", B, MonthDay(3, 18))
    life.has("ana", W, date(2021, 3, 19), label="Globex")
    life.has("mei jon", Occasion.WEDDING, date(2025, 3, 21))
    life.has("tomás", Occasion.NEW_JOB, date(2026, 3, 16), label="at Initech")
    life.has("hana", B, MonthDay(3, 25))
    reply = ask_in_vain(congrats, life.book)
    assert reply.text.splitlines() == [
        "This week",
        "Today     Bob Okafor: birthday",
        "Tomorrow  Ana Lima: five years at Globex",
        "Saturday  Mei Ito and Jon Ito: first wedding anniversary",
        "Belated   Tomás Ruiz: new job at Initech, on Monday",
    ]
    assert [each.name for each in reply.lines] == [None, "Bob", "Ana", "Mei", "Tomás"]
    assert labels(reply.lines[1].choices) == ["Draft"]
    assert press(reply, "Draft")[0] == "draft"


def test_a_sunday_shows_what_follows(life: Life) -> None:
    life.has("bob", B, MonthDay(3, 23))
    life.has("hana", B, MonthDay(3, 28))
    life.has("ana", B, MonthDay(3, 29))
    assert said(life, day=SUNDAY) == [
        "Then",
        "Tomorrow  Bob Okafor: birthday",
        "Saturday  Hana Kovář: birthday",
    ]


def test_this_week_asked_as_a_week_is_the_same(life: Life) -> None:
    life.has("bob", B, MonthDay(3, 20))
    life.has("ana", B, MonthDay(3, 24))
    assert said(life) == said(life, when=Week(2026, 12))
    assert "Then" in said(life)


def test_what_is_belated_is_not_said_once_they_were_in_touch(life: Life) -> None:
    life.has("bob", B, MonthDay(3, 16))
    life.talked("bob", date(2026, 3, 17))
    assert said(life)[0].startswith("Nobody that I know of this week.")


def test_a_month_that_is_known_alone_comes_but_once(life: Life) -> None:
    life.has("ana", W, Month(2021, 3))
    life.has("bob", B, MonthDay(3, 24))
    assert said(life) == ["This week", "March  Ana Lima: five years at work", "Then",
                          "Tuesday  Bob Okafor: birthday"]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "lines"),
    [
        (date(2026, 3, 19), ["Tomorrow", "Bob Okafor: birthday"]),
        (date(2026, 3, 20), ["Friday 20 March", "Friday  Ana Lima: promotion"]),
        (MonthDay(3, 19), ["Tomorrow", "Bob Okafor: birthday"]),
        (Week(2026, 13), ["Next week", "Tuesday  Hana Kovář: birthday"]),
        (Week(2026, 11), ["The week of 9 March", "10 March  Mei Ito: retirement"]),
        (
            Month(2026, 3),
            [
                "This month",
                "Tomorrow  Bob Okafor: birthday",
                "Friday    Ana Lima: promotion",
                "Tuesday   Hana Kovář: birthday",
            ],
        ),
        (Month(2026, 4), ["April", "3 April  Jon Ito: birthday"]),
        (Month(2027, 4), ["April 2027", "3 April 2027  Jon Ito: birthday"]),
    ],
)
def test_any_period_can_be_asked_about(life: Life, when: When, lines: list[str]) -> None:
    life.has("bob", B, MonthDay(3, 19))
    life.has("ana", Occasion.PROMOTION, date(2026, 3, 20))
    life.has("hana", B, MonthDay(3, 24))
    life.has("jon", B, MonthDay(4, 3))
    life.has("mei", Occasion.RETIREMENT, date(2026, 3, 10))
    assert said(life, when=when) == lines


def test_the_next_ten_days_of_birthdays(life: Life) -> None:
    life.has("bob", B, MonthDay(3, 28))
    life.has("hana", B, MonthDay(3, 29))
    life.has("ana", Occasion.PROMOTION, date(2026, 3, 20))
    assert said(life, within_days=10, kind="birthday") == [
        "The next ten days",
        "28 March  Bob Okafor: birthday",
    ]


@pytest.mark.parametrize(
    ("when", "says"),
    [
        (None, "this week"),
        (Month(2026, 3), "this month"),
        (Month(2026, 4), "in April"),
        (Week(2026, 13), "next week"),
        (date(2026, 3, 19), "tomorrow"),
        (date(2026, 3, 24), "on Tuesday 24 March"),
    ],
)
def test_nobody_says_how_many_birthdays_are_known(
    life: Life, when: When | None, says: str
) -> None:
    life.has("bob", B, MonthDay(9, 9))
    life.change("ana", cadence_days=30)
    life.change("jon", passed_away=True)
    reply = ask_in_vain(congrats, life.book, when=when)
    assert reply.text == (
        f"Nobody that I know of {says}. I know the birthday of 1 of your five people."
    )
    assert reply.choices[0].label == "Add Ana Lima's birthday"
    assert str(reply.choices[0].press) == "birthday:ana"
    assert len(reply.choices) == 3


@pytest.mark.parametrize(
    ("known", "says"),
    [
        ("", "I know no birthday of your six people."),
        ("bob", "I know the birthday of 1 of your six people."),
        ("bob ana", "I know the birthdays of 2 of your six people."),
    ],
)
def test_it_says_how_much_it_knows(life: Life, known: str, says: str) -> None:
    for who in known.split():
        life.has(who, B, MonthDay(9, 9))
    assert said(life)[0].endswith(says)


def test_an_empty_book_says_what_to_type() -> None:
    assert said(Life()) == [
        "Nobody that I know of this week. Add someone's birthday: birthday Bob 4 March"
    ]


def test_a_long_list_is_cut_and_says_so(life: Life) -> None:
    for number in range(30):
        life.knows(f"P{number:02}")
        life.has(f"p{number:02}", B, MonthDay(3, 19))
    lines = said(life)
    assert len(lines) == 22
    assert lines[-1] == "and ten more dates; ask for a day or a week to see them."


def test_who_is_behind_a_boundary_is_not_there(life: Life) -> None:
    life.has("bob", B, MonthDay(3, 19))
    life.change("bob", passed_away=True)
    life.has("ana", Occasion.BABY, WEDNESDAY + timedelta(days=1), expected=True)
    assert said(life)[0].startswith("Nobody that I know of this week.")
