from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.model.calendar import Month, Week
from bot.model.document import Contact, ContactId, Job, Occasion
from bot.moves import (
    Move,
    colleagues,
    ended_days,
    is_known,
    is_same,
    moved_on,
    new_job,
    tells_of_an_end,
)
from tests.nudges.life import WEDNESDAY, Life

FIRMS = some.sampled_from(["Initech", "Globex", "Acme", "ÄRZTE"])
JOBS = some.builds(
    Job, org=FIRMS | some.none(), role=some.none() | some.just("CTO"), until=some.none()
)
MOVES = some.builds(
    Move,
    org=FIRMS | some.none(),
    role=some.none() | some.just("CFO"),
    from_org=FIRMS | some.none(),
    on=some.none() | some.dates(),
)


def contact(*jobs: Job) -> Contact:
    return Contact(id="ana", name="Ana Lima", added_on=WEDNESDAY, jobs=jobs)


@given(jobs=some.lists(JOBS, max_size=3), move=MOVES)
def test_no_job_is_lost_and_the_new_one_is_what_they_do_now(
    jobs: list[Job], move: Move
) -> None:
    before = contact(*jobs)
    after = moved_on(before, move, WEDNESDAY)
    kept = after.jobs[: len(jobs)]
    assert [job.org for job in kept] == [job.org for job in jobs]
    if not move.is_ending:
        assert after.job
        assert after.job.since == move.on
    elif move.from_org is None:
        assert after.job is None


@given(jobs=some.lists(JOBS, max_size=3), move=MOVES)
def test_what_was_told_once_is_known(jobs: list[Job], move: Move) -> None:
    after = moved_on(contact(*jobs), move, WEDNESDAY)
    if not move.is_ending:
        assert is_known(after, Move(org=move.org, role=move.role))


def test_what_is_told_again_with_more_is_one_job() -> None:
    at_acme = contact(Job("Acme"))
    again = moved_on(at_acme, Move(org="ACME", role="CTO", on=Month(2025, 5)), WEDNESDAY)
    assert again.jobs == (Job("Acme", "CTO", since=Month(2025, 5)),)
    promoted = moved_on(again, Move(org="Acme", role="CEO"), WEDNESDAY)
    assert [job.role for job in promoted.jobs] == ["CTO", "CEO"]


def test_a_firm_that_was_left_and_was_not_known_is_kept_as_ended() -> None:
    after = moved_on(contact(Job("Globex")), Move(from_org="Acme"), WEDNESDAY)
    assert after.jobs == (Job("Globex"), Job("Acme", until=Month(2026, 3)))


def test_a_new_role_alone_is_one_at_the_same_firm_unless_they_work_for_themselves() -> None:
    at_globex = contact(Job("Globex", "CTO"))
    assert moved_on(at_globex, Move(role="CFO"), WEDNESDAY).job == Job("Globex", "CFO")
    alone = moved_on(at_globex, Move(role="freelance"), WEDNESDAY)
    assert alone.job == Job(None, "freelance")
    left = moved_on(at_globex, Move(role="baker", from_org="globex"), WEDNESDAY)
    assert left.job == Job(None, "baker")


@pytest.mark.parametrize(
    ("move", "ends"),
    [
        (Move(org="Acme"), {"globex", "unnamed"}),
        (Move(from_org="Globex"), {"globex", "unnamed", "news"}),
        (Move(from_org="Initech", org="Acme"), {"initech", "unnamed"}),
        (Move(role="CFO"), set()),
        (Move(), {"globex", "unnamed", "news"}),
    ],
)
def test_a_work_anniversary_ends_with_the_work_and_news_with_an_ending(
    move: Move, ends: set[str]
) -> None:
    life = Life()
    ana = life.knows("Ana Lima", jobs=(Job("Globex"),))
    days = {
        life.has(
            "ana", Occasion.WORK_ANNIVERSARY, date(2020, 5, 3), label="Globex"
        ).id: "globex",
        life.has(
            "ana", Occasion.WORK_ANNIVERSARY, date(2015, 5, 3), label="Initech"
        ).id: "initech",
        life.has("ana", Occasion.WORK_ANNIVERSARY, date(2020, 5, 3)).id: "unnamed",
        life.has("ana", Occasion.NEW_JOB, Month(2026, 3)).id: "news",
        life.has("ana", Occasion.PROMOTION, date(2025, 3, 4)).id: "old",
        life.has("ana", Occasion.BIRTHDAY, date(1980, 3, 4)).id: "birthday",
    }
    found = ended_days(life.book, ana, move, WEDNESDAY)
    assert {days[each.id] for each in found} == ends


def test_what_there_is_to_congratulate_on_has_a_day_and_says_what_it_is() -> None:
    ana = contact()
    made = new_job(ana, Move(org="Acme", role="CTO"), "1", WEDNESDAY)
    assert (made.on, made.label) == (WEDNESDAY, "CTO at Acme")
    assert new_job(ana, Move(org="Acme", on=Month(2026, 4)), "1", WEDNESDAY).label == "at Acme"
    of_a_week = new_job(ana, Move(role="baker", on=Week(2026, 13)), "1", WEDNESDAY)
    assert (of_a_week.on, of_a_week.label) == (date(2026, 3, 23), "baker")


def test_colleagues_are_the_living_who_work_there_now() -> None:
    life = Life()
    life.knows("Ana Lima", jobs=(Job("Acme"),))
    life.knows("Bob Okafor", jobs=(Job("ACME"),))
    life.knows("Mei Tan", jobs=(Job("Acme", until=WEDNESDAY), Job("Globex")))
    life.knows("Noor Haddad", jobs=(Job("Acme"),), passed_away=True)
    found = colleagues(life.book, "Acme", without=(ContactId("ana"),))
    assert [each.id for each in found] == ["bob"]
    assert not is_same(None, None)


@pytest.mark.parametrize(
    "words", ["was laid off", "has quit, no plans yet", "lost her job", "is out of work"]
)
def test_an_end_is_told_from_what_is_none(words: str) -> None:
    assert tells_of_an_end(words)
    assert not tells_of_an_end("opened her own practice")
    assert not tells_of_an_end(None)
