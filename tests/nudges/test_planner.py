from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.model.calendar import Month, MonthDay
from bot.model.document import (
    Answer,
    Contact,
    ContactId,
    Digest,
    Occasion,
    Reason,
    Reminder,
    Tie,
)
from bot.nudges.planner import next_best, plan
from tests.nudges.life import WEDNESDAY, Life, at

B = Occasion.BIRTHDAY
DAY = timedelta(days=1)


@pytest.fixture
def life() -> Life:
    life = Life()
    for name in ("Ana Lima", "Bob Okafor", "Cy Park", "Dee Roth", "Eve Sand"):
        life.knows(name, added_on=date(2025, 1, 1))
    return life


def keep(life: Life, **since: int) -> None:
    """Each of them kept every ten days, and silent for so many."""
    for who, days in since.items():
        life.change(who, cadence_days=10)
        life.talked(who, WEDNESDAY - timedelta(days=days))


# Silence


def test_a_morning_with_nothing_is_silent(life: Life) -> None:
    assert life.wakes(WEDNESDAY) is None


@pytest.mark.parametrize(
    ("wish", "is_silent"),
    [
        ({"quiet_days": (2,)}, True),
        ({"quiet_days": (5, 6)}, False),
        ({"paused_until": WEDNESDAY + DAY}, True),
        ({"paused_until": WEDNESDAY}, False),
    ],
)
def test_quiet_days_and_a_pause_are_silent(
    life: Life, wish: dict[str, object], is_silent: bool
) -> None:
    keep(life, ana=20)
    life.wants(**wish)
    assert (life.wakes(WEDNESDAY) is None) is is_silent


# The overdue


def test_at_most_as_many_people_as_wanted_the_latest_first(life: Life) -> None:
    keep(life, ana=11, bob=14, cy=9, dee=12, eve=25)
    assert life.who(WEDNESDAY) == ["eve", "bob", "dee"]
    life.wants(max_nudges=1)
    assert life.who(WEDNESDAY) == ["eve"]


def test_who_is_only_known_is_not_proposed(life: Life) -> None:
    life.talked("ana", date(2025, 1, 1))
    life.change("bob", cadence_days=0)
    assert life.wakes(WEDNESDAY) is None


def test_at_most_one_of_three_years_of_silence(life: Life) -> None:
    keep(life, ana=2000, bob=1500, cy=11)
    assert life.who(WEDNESDAY) == ["ana", "cy"]


def test_nobody_is_proposed_before_the_day_they_are_put_off_to(life: Life) -> None:
    keep(life, ana=20, bob=20)
    life.change("ana", snoozed_until=WEDNESDAY + DAY)
    assert life.who(WEDNESDAY) == ["bob"]
    assert life.who(WEDNESDAY + DAY) == ["bob", "ana"]


# Boundaries


@pytest.mark.parametrize("boundary", [{"do_not_contact": True}, {"passed_away": True}])
def test_a_boundary_wins_over_every_reason(life: Life, boundary: dict[str, bool]) -> None:
    keep(life, ana=20)
    life.has("ana", B, MonthDay(3, 18))
    life.reminds("ana", WEDNESDAY)
    life.change("ana", **boundary)
    life.knows("Fay New", added_on=WEDNESDAY - 2 * DAY, **boundary)
    life.talked("fay", WEDNESDAY - 2 * DAY)
    assert life.wakes(WEDNESDAY) is None


# Dates


def test_dates_are_on_top_and_not_counted(life: Life) -> None:
    keep(life, ana=11, bob=12, cy=13)
    life.has("dee", B, MonthDay(3, 18))
    life.has("eve", Occasion.WORK_ANNIVERSARY, date(2021, 3, 18))
    assert life.who(WEDNESDAY) == ["dee", "eve", "cy", "bob", "ana"]


def test_a_person_appears_once(life: Life) -> None:
    keep(life, ana=20)
    life.has("ana", B, MonthDay(3, 18))
    life.has("ana", Occasion.WORK_ANNIVERSARY, date(2021, 3, 18), label="Globex")
    life.reminds("ana", WEDNESDAY, "the deck")
    (only,) = life.morning(WEDNESDAY)
    assert only == (
        "🎂 Ana Lima · birthday today. You spoke on 26 February. "
        "Also: five years at Globex today and the deck."
    )


def test_a_birthday_is_told_the_day_before_and_on_its_day(life: Life) -> None:
    life.has("ana", B, MonthDay(3, 19))
    assert life.wakes(WEDNESDAY - DAY) is None
    assert life.morning(WEDNESDAY) == ["🎂 Ana Lima · birthday tomorrow."]
    assert life.morning(WEDNESDAY + DAY) == ["🎂 Ana Lima · birthday today."]
    assert life.wakes(WEDNESDAY + 2 * DAY) is None


def test_a_date_of_work_is_told_on_its_day(life: Life) -> None:
    life.has("ana", Occasion.WORK_ANNIVERSARY, date(2021, 3, 19), label="Globex")
    assert life.wakes(WEDNESDAY) is None
    assert life.morning(WEDNESDAY + DAY) == ["Ana Lima · five years at Globex today."]


def test_done_the_day_before_leaves_the_day_itself(life: Life) -> None:
    life.has("ana", B, MonthDay(3, 19))
    life.wakes(WEDNESDAY)
    life.answer(WEDNESDAY, "ana", answer=Answer.DONE)
    assert life.who(WEDNESDAY + DAY) == ["ana"]
    life.answer(WEDNESDAY + DAY, "ana", answer=Answer.DONE)
    assert life.wakes(WEDNESDAY + DAY) is None
    assert life.wakes(WEDNESDAY + 2 * DAY) is None


def test_done_before_a_quiet_day_is_not_told_again_as_belated(life: Life) -> None:
    life.wants(quiet_days=(5, 6))
    friday = date(2026, 3, 20)
    life.has("ana", B, MonthDay(3, 22))
    assert life.who(friday) == ["ana"]
    life.answer(friday, "ana", answer=Answer.DONE)
    assert life.wakes(friday + 3 * DAY) is None


def test_a_missed_birthday_is_belated_for_three_days(life: Life) -> None:
    life.has("ana", B, MonthDay(3, 15))
    life.has("bob", B, MonthDay(3, 14))
    assert life.morning(WEDNESDAY) == ["🎂 Ana Lima · birthday on Sunday, belated."]
    assert life.wakes(WEDNESDAY + DAY) is None


def test_nothing_is_belated_once_they_were_in_touch(life: Life) -> None:
    life.has("ana", B, MonthDay(3, 16))
    life.talked("ana", WEDNESDAY - DAY)
    assert life.wakes(WEDNESDAY) is None


def test_what_falls_on_quiet_days_is_told_before_them(life: Life) -> None:
    life.wants(quiet_days=(5, 6))
    friday = date(2026, 3, 20)
    life.has("ana", B, MonthDay(3, 22))
    life.has("bob", Occasion.WORK_ANNIVERSARY, date(2021, 3, 21))
    life.has("cy", B, MonthDay(3, 24))
    assert life.who(friday) == ["bob", "ana"]
    assert life.who(friday + 3 * DAY) == ["cy", "bob", "ana"]


def test_on_an_owner_whose_every_day_is_quiet_nothing_breaks(life: Life) -> None:
    life.has("ana", B, MonthDay(3, 19))
    life.wants(quiet_days=tuple(range(7)))
    assert life.wakes(WEDNESDAY) is None


def test_a_month_is_told_once_as_it_begins(life: Life) -> None:
    life.has("ana", Occasion.WORK_ANNIVERSARY, Month(2021, 4), label="Globex")
    assert life.wakes(date(2026, 3, 31)) is None
    assert life.morning(date(2026, 4, 2)) == ["Ana Lima · five years at Globex this month."]
    assert life.wakes(date(2026, 4, 3)) is None
    assert life.wakes(date(2026, 4, 20)) is None


def test_a_date_that_was_put_off_comes_back(life: Life) -> None:
    life.has("ana", B, MonthDay(3, 18))
    life.wakes(WEDNESDAY)
    until = WEDNESDAY + 2 * DAY
    life.answer(WEDNESDAY, "ana", answer=Answer.LATER, until=until)
    assert life.wakes(WEDNESDAY + DAY) is None
    assert life.morning(until) == ["🎂 Ana Lima · birthday on Wednesday, belated."]
    assert life.wakes(until + DAY) is None


def test_there_are_at_most_eight_dates_the_kept_first(life: Life) -> None:
    for number in range(12):
        life.knows(f"P{number:02} Q", cadence_days=5000 if number == 11 else None)
        life.has(f"p{number:02}", B, MonthDay(3, 18))
    found = life.who(WEDNESDAY)
    assert len(found) == 8
    assert found[0] == "p11"


# Reminders


def test_reminders_come_before_the_overdue_the_oldest_first(life: Life) -> None:
    keep(life, ana=20)
    life.reminds("bob", WEDNESDAY, "the talk")
    life.reminds("cy", WEDNESDAY - DAY)
    life.reminds("", WEDNESDAY, "buy stamps")
    life.reminds("dee", WEDNESDAY + DAY)
    life.wants(max_nudges=4)
    assert life.morning(WEDNESDAY) == [
        "1  Cy Park · you wanted to follow up; your reminder for Tuesday 17 March.",
        "2  Bob Okafor · the talk.",
        "3  buy stamps",
        "4  Ana Lima · since you met on 26 February.",
    ]


def test_a_reminder_is_repeated_the_next_morning_and_then_a_week_later(life: Life) -> None:
    life.reminds("bob", WEDNESDAY)
    mornings = [life.who(WEDNESDAY + offset * DAY) for offset in range(10)]
    assert [offset for offset, who in enumerate(mornings) if who] == [0, 1, 8]


def test_a_reminder_that_was_skipped_rests_for_a_week(life: Life) -> None:
    life.reminds("bob", WEDNESDAY)
    life.wakes(WEDNESDAY)
    life.answer(WEDNESDAY, "bob", answer=Answer.SKIPPED)
    mornings = [life.who(WEDNESDAY + offset * DAY) for offset in range(1, 9)]
    assert [offset for offset, who in enumerate(mornings, 1) if who] == [7]


def test_a_reminder_about_someone_forgotten_is_silent(life: Life) -> None:
    life.reminds("bob", WEDNESDAY)
    life.book.delete(life.contact("bob"))
    assert life.wakes(WEDNESDAY) is None


# New ties


def meets(life: Life, name: str, day: date, **more: object) -> None:
    life.knows(name, added_on=day, **more)
    life.talked(name.split(maxsplit=1)[0].lower(), day, event="PyCon")


def days_on(life: Life, who: str, first: date, count: int) -> list[int]:
    return [offset for offset in range(count) if who in life.who(first + offset * DAY)]


def test_someone_new_is_told_on_day_two_once_more_and_again_on_day_ten(life: Life) -> None:
    meets(life, "Fay New", WEDNESDAY)
    assert days_on(life, "fay", WEDNESDAY, 40) == [2, 3, 10, 11]
    assert life.lines(_digest(life, WEDNESDAY + 2 * DAY), WEDNESDAY + 2 * DAY) == [
        "1  Fay New · met on Wednesday at PyCon; no word since."
    ]


def _digest(life: Life, day: date) -> Digest:
    return next(each for each in life.book.all(Digest) if each.day == day)


def test_a_second_word_ends_it(life: Life) -> None:
    meets(life, "Fay New", WEDNESDAY)
    assert life.who(WEDNESDAY + 2 * DAY) == ["fay"]
    life.talked("fay", WEDNESDAY + 2 * DAY)
    assert not days_on(life, "fay", WEDNESDAY + 3 * DAY, 30)


def test_a_follow_up_of_the_owners_takes_its_place(life: Life) -> None:
    meets(life, "Fay New", WEDNESDAY)
    reminder = life.reminds("fay", WEDNESDAY + 14 * DAY, "the talk")
    assert days_on(life, "fay", WEDNESDAY, 16) == [14, 15]
    life.book.save(
        Reminder(id=reminder.id, contacts=reminder.contacts, on=reminder.on, done_on=WEDNESDAY)
    )
    assert not days_on(life, "fay", WEDNESDAY + 16 * DAY, 10)


def test_a_follow_up_set_after_the_first_nudge_ends_it_too(life: Life) -> None:
    meets(life, "Fay New", WEDNESDAY)
    life.wakes(WEDNESDAY + 2 * DAY)
    life.reminds("fay", WEDNESDAY + 30 * DAY)
    assert not days_on(life, "fay", WEDNESDAY + 3 * DAY, 20)


@pytest.mark.parametrize("tie", [Tie.FRIEND, Tie.FAMILY, Tie.INNER_CIRCLE])
def test_friends_and_family_are_no_new_ties(life: Life, tie: Tie) -> None:
    meets(life, "Fay New", WEDNESDAY, tie=tie)
    assert not days_on(life, "fay", WEDNESDAY, 20)


def test_someone_long_in_the_book_is_no_new_tie(life: Life) -> None:
    life.talked("ana", WEDNESDAY)
    assert not days_on(life, "ana", WEDNESDAY, 20)


def test_those_met_on_one_evening_do_not_come_on_one_morning(life: Life) -> None:
    for number in range(12):
        meets(life, f"N{number:02} New", WEDNESDAY)
    life.wants(max_nudges=5)
    lines = [len(life.who(WEDNESDAY + offset * DAY)) for offset in range(2, 7)]
    assert lines == [3, 5, 4, 2, 2]


def test_someone_new_who_was_skipped_rests(life: Life) -> None:
    meets(life, "Fay New", WEDNESDAY)
    life.wakes(WEDNESDAY + 2 * DAY)
    life.answer(WEDNESDAY + 2 * DAY, "fay", answer=Answer.SKIPPED)
    assert days_on(life, "fay", WEDNESDAY + 3 * DAY, 20) == [7, 8]


# What stays unanswered


def test_it_is_carried_once_then_rests_and_is_ranked_afresh(life: Life) -> None:
    keep(life, ana=20)
    assert days_on(life, "ana", WEDNESDAY, 12) == [0, 1, 8, 9]
    reasons = [each.nudges[0].reason for each in life.book.all(Digest)]
    assert reasons == [Reason.OVERDUE, Reason.CARRIED, Reason.OVERDUE, Reason.CARRIED]


def test_what_is_carried_comes_before_who_is_more_overdue(life: Life) -> None:
    life.wants(max_nudges=1)
    keep(life, ana=11, bob=10)
    assert life.who(WEDNESDAY) == ["ana"]
    life.reminds("cy", WEDNESDAY + DAY)
    life.wants(max_nudges=3)
    assert life.who(WEDNESDAY + DAY) == ["cy", "ana", "bob"]


def test_nothing_is_carried_that_does_not_hold_any_more(life: Life) -> None:
    keep(life, ana=20, bob=20, cy=20)
    life.wakes(WEDNESDAY)
    life.talked("ana", WEDNESDAY)
    life.change("bob", cadence_days=0)
    life.answer(WEDNESDAY, "cy", answer=Answer.DONE)
    life.talked("cy", WEDNESDAY)
    assert life.wakes(WEDNESDAY + DAY) is None


def test_nothing_is_carried_over_a_long_pause(life: Life) -> None:
    keep(life, ana=20)
    life.wakes(WEDNESDAY)
    life.wakes(WEDNESDAY + 10 * DAY)
    nudge = life.nudge(WEDNESDAY + 10 * DAY, "ana")
    assert nudge.reason is Reason.OVERDUE


def test_a_short_cadence_rests_no_longer_than_itself(life: Life) -> None:
    life.change("ana", cadence_days=1)
    life.talked("ana", WEDNESDAY - DAY)
    assert days_on(life, "ana", WEDNESDAY, 5) == [0, 1, 2, 3, 4]


def test_who_was_put_off_comes_back_on_the_day_before_the_others(life: Life) -> None:
    keep(life, ana=20, bob=30, cy=30, dee=30)
    until = WEDNESDAY + 5 * DAY
    life.change("bob", snoozed_until=until)
    life.wakes(WEDNESDAY)
    life.change("ana", snoozed_until=until)
    life.answer(WEDNESDAY, "ana", answer=Answer.LATER, until=until)
    assert life.who(until)[0] == "ana"
    assert "ana" not in life.who(until - DAY)


def test_who_was_put_off_and_talked_to_does_not_come_back(life: Life) -> None:
    keep(life, ana=20)
    life.wakes(WEDNESDAY)
    life.answer(WEDNESDAY, "ana", answer=Answer.LATER, until=WEDNESDAY + 2 * DAY)
    life.talked("ana", WEDNESDAY + DAY)
    assert life.wakes(WEDNESDAY + 2 * DAY) is None


# Someone else


def test_the_next_best_is_nobody_who_is_on_the_list(life: Life) -> None:
    keep(life, ana=11, bob=14, cy=13, dee=12, eve=25)
    digest = life.wakes(WEDNESDAY)
    assert digest is not None
    instead = next_best(life.book, digest, instead_of=digest.nudges[0].id, id="x")
    assert instead is not None
    assert (instead.contacts, instead.reason) == (("dee",), Reason.OVERDUE)
    assert (instead.id, instead.instead_of) == ("x", digest.nudges[0].id)


def test_there_may_be_nobody_else(life: Life) -> None:
    keep(life, ana=11)
    life.reminds("", WEDNESDAY, "stamps")
    digest = life.wakes(WEDNESDAY)
    assert digest is not None
    assert next_best(life.book, digest, instead_of=digest.nudges[0].id, id="x") is None


# Late


def test_a_late_digest_says_since_when_and_until(life: Life) -> None:
    keep(life, ana=20)
    digest = life.wakes(WEDNESDAY, late_since=at(WEDNESDAY, 7, 50))
    assert digest is not None
    assert digest.late_since == datetime(2026, 3, 18, 7, 50, tzinfo=UTC)
    assert digest.late_until == datetime(2026, 3, 18, 11, 20, tzinfo=UTC)


# Laws


moments = some.dates(date(2025, 6, 1), date(2026, 3, 18))
lives = some.lists(
    some.tuples(
        some.sampled_from(["ana", "bob", "cy", "dee", "eve"]),
        some.sampled_from(["talk", "birthday", "reminder", "cadence", "snooze", "boundary"]),
        moments,
    ),
    max_size=25,
)


@settings(max_examples=60)
@given(lives, some.integers(1, 5))
def test_every_morning_keeps_to_the_rules(
    happened: list[tuple[str, str, date]], most: int
) -> None:
    life = Life()
    for name in ("Ana", "Bob", "Cy", "Dee", "Eve"):
        life.knows(name, added_on=date(2022, 1, 1))
    life.wants(max_nudges=most)
    for who, what, on in happened:
        _happen(life, who, what, on)
    for offset in range(12):
        digest = life.wakes(WEDNESDAY + offset * DAY)
        if digest:
            _check(life, digest, most)


def _happen(life: Life, who: str, what: str, on: date) -> None:
    match what:
        case "talk":
            life.talked(who, on)
        case "birthday":
            life.has(who, B, MonthDay(on.month, on.day))
        case "reminder":
            life.reminds(who, on)
        case "cadence":
            life.change(who, cadence_days=on.day)
        case "snooze":
            life.change(who, snoozed_until=on + 5 * DAY)
        case _:
            life.change(who, do_not_contact=True)


def _check(life: Life, digest: Digest, most: int) -> None:
    assert digest.nudges
    contacts = [contact for nudge in digest.nudges for contact in nudge.contacts]
    assert len(contacts) == len(set(contacts))
    assert len({nudge.id for nudge in digest.nudges}) == len(digest.nudges)
    people = [nudge for nudge in digest.nudges if nudge.reason is not Reason.OCCASION]
    assert len(people) <= most
    assert list(digest.nudges[-len(people) :] if people else []) == people
    for contact in contacts:
        assert not life.contact(contact).do_not_contact


def test_nobody_starves_where_the_mornings_suffice() -> None:
    """Of twelve kept contacts half answered, each is proposed within twice their cadence."""
    life = Life()
    cadences = {f"p{number:02}": (14, 30, 45)[number % 3] for number in range(12)}
    for who, days in cadences.items():
        life.knows(who.title(), added_on=WEDNESDAY, cadence_days=days)
    proposed = dict.fromkeys(cadences, WEDNESDAY)
    for offset in range(200):
        day = WEDNESDAY + offset * DAY
        for number, who in enumerate(life.who(day)):
            proposed[who] = day
            if (offset + number) % 2:
                life.answer(day, who, answer=Answer.DONE)
                life.talked(who, day)
        late = {who: (day - on).days / cadences[who] for who, on in proposed.items()}
        assert max(late.values()) <= 2, late


@given(some.permutations(["ana", "bob", "cy", "dee", "eve"]))
def test_the_plan_does_not_depend_on_the_order_of_the_book(order: list[str]) -> None:
    life = Life()
    for who in order:
        life.knows(who.title(), cadence_days=10, added_on=date(2026, 1, 1))
    digest = plan(
        life.book, day=WEDNESDAY, previous=None, new_id=lambda: "id", now=at(WEDNESDAY)
    )
    assert digest is not None
    assert [nudge.contacts for nudge in digest.nudges] == [("cy",), ("dee",), ("eve",)]
    assert life.book.count(Contact) == len(order)
    assert ContactId("ana") not in [nudge.contacts[0] for nudge in digest.nudges]
