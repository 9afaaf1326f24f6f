"""Days and hours that somebody keeps to."""

from datetime import UTC, date, datetime

import pytest
from msgspec import structs

from bot.model.document import Boundary, ContactId
from bot.nudges.approach import avoided, barred_on, days_barred, days_in_words, hours, is_barred
from tests.nudges.life import WEDNESDAY, Life

ANA = (ContactId("ana"),)
ON = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("don't contact on Fridays", (4,)),
        ("never on Mondays and Thursdays", (0, 3)),
        ("no calls at the weekend", (5, 6)),
        ("only on weekdays", (5, 6)),
        ("only contact on Tuesday", (0, 2, 3, 4, 5, 6)),
        ("not on working days", (0, 1, 2, 3, 4)),
        ("likes to talk on Fridays", ()),
        ("never before 10am", ()),
        (None, ()),
    ],
)
def test_a_rule_names_the_days_that_it_bars(words: str | None, days: tuple[int, ...]) -> None:
    assert days_barred(words) == days


def test_days_are_said_as_one_says_them() -> None:
    said = [days_in_words(each) for each in ((5, 6), range(5), (4,), (6, 0))]
    assert said == ["at the weekend", "on workdays", "on Friday", "on Monday and Sunday"]


@pytest.mark.parametrize(
    ("more", "hour", "is_so"),
    [
        ({"not_before": "10:00"}, 9, True),
        ({"not_before": "10:00"}, 10, False),
        ({"not_after": "18:00"}, 17, False),
        ({"not_after": "18:00"}, 18, True),
        ({"not_on": (2,)}, 12, True),
        ({"not_on": (3,)}, 12, False),
    ],
)
def test_a_rule_bars_an_hour_or_a_day(more: dict[str, object], hour: int, is_so: bool) -> None:
    at = datetime(2026, 3, 18, hour, tzinfo=UTC)
    rule = structs.replace(Boundary(id="b", contacts=ANA, rule="", on=ON), **more)
    assert is_barred(rule, at) is is_so
    calls = structs.replace(rule, avoid=("call",))
    assert ("call" in avoided([calls], at)) is is_so


def test_only_rules_about_everything_bar_a_day() -> None:
    life = Life()
    life.knows("Ana Lima")
    life.book.save(Boundary(id="a", contacts=ANA, rule="", on=ON, avoid=("call",), not_on=(2,)))
    assert barred_on(life.book, WEDNESDAY) == set()
    life.book.save(Boundary(id="b", contacts=ANA, rule="", on=ON, not_on=(2,)))
    assert barred_on(life.book, WEDNESDAY) == set(ANA)


def test_hours_are_said_with_the_reason() -> None:
    life = Life()
    ana = life.knows("Ana Lima")
    assert hours(life.book, [ana]) is None
    life.book.save(Boundary(id="a", contacts=ANA, rule="", on=ON, not_before="10:00"))
    calls = Boundary(id="b", contacts=ANA, rule="", on=ON, avoid=("call",), not_after="20:00")
    life.book.save(calls)
    assert hours(life.book, [ana]) == "not before 10:00 and no calls after 20:00"
