from datetime import date, timedelta

import pytest

from bot.model.calendar import MonthDay
from bot.model.document import (
    Answer,
    Attempt,
    ContactId,
    Favour,
    Job,
    Keeping,
    Occasion,
    Tie,
)
from bot.nudges.mornings import History
from bot.nudges.why import why
from tests.nudges.life import WEDNESDAY, Life, at

DAY = timedelta(days=1)
ANA = ContactId("ana")


@pytest.fixture
def life() -> Life:
    life = Life()
    life.knows("Ana Lima", added_on=date(2026, 1, 5), tie=Tie.PEER)
    return life


def said(life: Life, day: date = WEDNESDAY) -> str:
    return " ".join(why(life.book, life.contact("ana"), History(life.book, day)))


def test_without_a_cadence_nobody_is_overdue(life: Life) -> None:
    assert said(life) == (
        "No cadence, so never overdue; in your book since Monday 5 January, no talk noted. "
        "Nothing is against it."
    )
    life.change("ana", cadence_days=0)
    assert said(life).startswith("Never, as you wished; in your book since")


def test_where_the_cadence_comes_from(life: Life) -> None:
    life.wants(keeps=(Keeping(60, Tie.PEER), Keeping(90, tag="board")))
    assert said(life).startswith("Every two months, as for a peer; ")
    life.change("ana", tags=("Board",))
    assert said(life).startswith("Every quarter, as for their tag; ")
    life.change("ana", cadence_days=7)
    assert said(life).startswith("Every week; ")


def test_when_they_are_due_and_when_it_is_long_ago(life: Life) -> None:
    life.change("ana", cadence_days=30)
    life.talked("ana", WEDNESDAY - 20 * DAY, medium="coffee")
    assert "last talk 20 days ago (coffee, Thursday 26 February)" in said(life)
    assert "Due around Saturday 28 March." in said(life)
    assert "drifting" not in said(life, WEDNESDAY + 24 * DAY)
    assert "That is drifting apart." in said(life, WEDNESDAY + 25 * DAY)
    assert "over three times as long" in said(life, WEDNESDAY + 80 * DAY)
    assert "Silent for over three years" in said(life, WEDNESDAY + 1100 * DAY)
    life.talked("ana", WEDNESDAY)
    assert "last talk today" in said(life)


def test_a_spread_is_told(life: Life) -> None:
    life.change("ana", cadence_days=90)
    for number in range(6):
        life.knows(f"n{number}", added_on=date(2026, 1, 5))
    assert "Many began on one day with them, so I spread it: " in said(life)


def test_all_that_speaks_for_it(life: Life) -> None:
    life.change(
        "ana",
        cadence_days=30,
        tie=Tie.MENTOR,
        jobs=(Job("Globex", since=WEDNESDAY - 5 * DAY),),
        interests=("Climbing",),
    )
    life.wants(interests=("climbing",))
    life.has("ana", Occasion.BIRTHDAY, MonthDay(3, 20))
    life.talked("ana", WEDNESDAY - 40 * DAY)
    life.reminds("ana", WEDNESDAY - DAY)
    favour = Favour(id="f", contacts=(ANA,), is_given=False, what="advice", on=WEDNESDAY)
    life.book.save(favour)
    text = said(life)
    assert "A reason to write: new at Globex, birthday on Friday and likes Climbing" in text
    assert "Only one talk so far" in text
    assert "A mentor comes a little before others who are as late." in text
    assert "Thanks are open: advice." in text
    assert "Your reminder for Tuesday 17 March: to follow up." in text


def test_all_that_is_against_it(life: Life) -> None:
    life.change("ana", cadence_days=10, snoozed_until=WEDNESDAY + DAY)
    life.talked("ana", WEDNESDAY - 60 * DAY)
    assert "You put them off until Thursday 19 March." in said(life)
    life.change("ana", snoozed_until=None)
    life.wakes(WEDNESDAY - DAY)
    life.answer(WEDNESDAY - DAY, "ana", answer=Answer.SKIPPED)
    tried = Attempt(id="a", contacts=(ANA,), on=WEDNESDAY, logged_at=at(WEDNESDAY))
    life.book.save(tried)
    text = said(life)
    assert "You chose someone else one time of late." in text
    assert "You tried one time without an answer." in text
    assert "I leave them be for some days." in text
    life.book.delete(tried)
    assert "You tried" not in said(life)
