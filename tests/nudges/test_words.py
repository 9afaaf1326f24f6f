from datetime import date, timedelta

import pytest

from bot.model.calendar import Anchor, Month, Period, Week
from bot.model.document import Job, Milestone, Occasion, Tie
from bot.nudges.occasions import Occurrence
from bot.nudges.phrases import cadence, coming, occasion, roughly
from bot.nudges.reasons import since
from bot.nudges.timeline import last_talk
from tests.nudges.life import WEDNESDAY, Life

W = Occasion.WORK_ANNIVERSARY


def occurrence(
    kind: Occasion, years: int | None, label: str | None, tie: Tie = Tie.PEER
) -> Occurrence:
    contact = Life().knows("Bob", tie=tie)
    anchor: Anchor = date(2000, 1, 1)
    milestone = Milestone(id="m", contacts=(), occasion=kind, on=anchor, label=label)
    return Occurrence(milestone, (contact,), WEDNESDAY, years)


@pytest.mark.parametrize(
    ("kind", "years", "label", "said"),
    [
        (Occasion.BIRTHDAY, None, None, "birthday"),
        (Occasion.BIRTHDAY, 40, None, "birthday"),
        (W, 5, "Globex", "five years at Globex"),
        (W, 1, None, "one year at work"),
        (W, None, "Globex", "work anniversary at Globex"),
        (W, None, None, "work anniversary"),
        (Occasion.NEW_JOB, 0, "CTO at Acme", "new job, CTO at Acme"),
        (Occasion.NEW_JOB, 0, "at Initech", "new job at Initech"),
        (Occasion.NEW_JOB, 0, None, "new job"),
        (Occasion.PROMOTION, 0, "partner", "promotion to partner"),
        (Occasion.PROMOTION, 0, None, "promotion"),
        (Occasion.WEDDING, 0, None, "wedding"),
        (Occasion.WEDDING, 1, None, "first wedding anniversary"),
        (Occasion.ANNIVERSARY, 12, None, "twelfth wedding anniversary"),
        (Occasion.ANNIVERSARY, 13, None, "13th wedding anniversary"),
        (Occasion.ANNIVERSARY, 21, None, "21st wedding anniversary"),
        (Occasion.ANNIVERSARY, 25, None, "25th wedding anniversary"),
        (Occasion.ANNIVERSARY, None, None, "wedding anniversary"),
        (Occasion.ENGAGEMENT, 0, None, "engagement"),
        (Occasion.BABY, 0, "girl", "a new baby"),
        (Occasion.GRADUATION, 0, "Oberlin", "graduation from Oberlin"),
        (Occasion.RETIREMENT, 0, None, "retirement"),
        (Occasion.OTHER, None, "name day", "name day"),
        (Occasion.OTHER, None, None, "a day that matters"),
    ],
)
def test_what_there_is_to_congratulate(
    kind: Occasion, years: int | None, label: str | None, said: str
) -> None:
    assert occasion(occurrence(kind, years, label)) == said


@pytest.mark.parametrize("tie", Tie)
def test_an_age_is_only_for_friends_and_family(tie: Tie) -> None:
    said = occasion(occurrence(Occasion.BIRTHDAY, 40, None, tie))
    is_close = tie in {Tie.FRIEND, Tie.FAMILY, Tie.INNER_CIRCLE}
    assert said == ("birthday, turning 40" if is_close else "birthday")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "every day"),
        (7, "every week"),
        (14, "every two weeks"),
        (21, "every three weeks"),
        (30, "every month"),
        (45, "every 45 days"),
        (60, "every two months"),
        (90, "every quarter"),
        (180, "every six months"),
        (365, "every year"),
        (2, "every 2 days"),
    ],
)
def test_how_often(days: int, said: str) -> None:
    assert cadence(days) == said


@pytest.mark.parametrize(
    ("offset", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (3, "on Saturday"),
        (-1, "yesterday, belated"),
        (-3, "on Sunday, belated"),
        (10, "on Saturday 28 March"),
    ],
)
def test_when_a_date_is(offset: int, said: str) -> None:
    assert coming(WEDNESDAY + timedelta(days=offset), WEDNESDAY) == said


def test_a_date_of_a_month_is_this_month() -> None:
    assert coming(Month(2026, 3), WEDNESDAY) == "this month"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (WEDNESDAY, "today"),
        (date(2026, 3, 17), "yesterday"),
        (date(2026, 3, 20), "on Friday 20 March"),
        (date(2026, 3, 14), "on Saturday"),
        (date(2026, 3, 1), "on 1 March"),
        (date(2026, 1, 10), "in January"),
        (date(2025, 12, 5), "in December"),
        (date(2025, 3, 5), "in March 2025"),
        (Month(2025, 10), "in October"),
        (Month(2024, 10), "in October 2024"),
        (Week(2026, 11), "in the week of 9 March"),
    ],
)
def test_when_a_talk_was_no_more_exactly_than_one_would_say(on: Period, said: str) -> None:
    assert roughly(on, WEDNESDAY) == said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"place": "Lisbon"}, "since Lisbon in December"),
        ({"event": "PyCon", "place": "Lisbon"}, "since PyCon in December"),
        ({"medium": "coffee"}, "since coffee in December"),
        (
            {"medium": "call", "topics": ("Rust", "Go")},
            "since your call in December; you talked about Rust and Go",
        ),
        ({"medium": "contact"}, "since you were in touch in December"),
    ],
)
def test_since_when(more: dict[str, object], said: str) -> None:
    life = Life()
    bob = life.knows("Bob")
    talk = life.talked("bob", date(2025, 12, 5), **more)
    assert since(talk, [bob], WEDNESDAY) == said


def test_a_new_job_since_then_is_said() -> None:
    life = Life()
    job = Job("Initech", since=Month(2026, 2))
    bob = life.knows("Bob", jobs=(Job("Acme", until=Month(2026, 1)), job))
    life.talked("bob", date(2025, 12, 5))
    talk = last_talk(life.book, [bob], WEDNESDAY)
    assert since(talk, [bob], WEDNESDAY) == "since you met in December; now at Initech"
    life.talked("bob", date(2026, 3, 5))
    talk = last_talk(life.book, [bob], WEDNESDAY)
    assert since(talk, [bob], WEDNESDAY) == "since you met on 5 March"


def test_nobody_is_said_to_have_been_met_who_was_not() -> None:
    bob = Life().knows("Bob", added_on=date(2025, 12, 5))
    assert since(None, [bob], WEDNESDAY) == "in your book since December; no talk noted"
