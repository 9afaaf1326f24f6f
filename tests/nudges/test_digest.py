from datetime import date, timedelta
from typing import Any

import pytest
from msgspec import structs

from bot.model.calendar import MonthDay
from bot.model.document import Answer, Digest, Occasion
from bot.nudges.digest import Look, compose, summary
from bot.nudges.mornings import with_instead, with_nudge
from bot.nudges.planner import next_best
from bot.reply import Press, Reply, choice, line
from tests.nudges.life import WEDNESDAY, Life, at

DAY = timedelta(days=1)


@pytest.fixture
def life() -> Life:
    life = Life()
    life.knows("Sarah Chen", added_on=date(2026, 3, 14))
    life.knows("Ana Lima", cadence_days=10)
    life.knows("Tomás Ruiz", cadence_days=30)
    life.knows("Bob Okafor")
    life.talked("sarah", date(2026, 3, 14), event="PyCon")
    life.talked("ana", date(2026, 3, 1), medium="coffee")
    life.talked("tomás", date(2025, 12, 5), place="Lisbon")
    life.talked("bob", date(2026, 1, 10), topics=("the marathon",))
    life.has("bob", Occasion.BIRTHDAY, MonthDay(3, 18))
    return life


def morning(life: Life) -> Digest:
    digest = life.wakes(WEDNESDAY)
    assert digest is not None
    return digest


def shown(life: Life, digest: Digest, look: Look | None = None) -> Reply:
    return compose(digest, life.book, WEDNESDAY, look=look)


def test_a_morning_greets_and_gives_each_person_a_line_and_a_reason(life: Life) -> None:
    reply = shown(life, morning(life))
    assert reply.text.splitlines() == [
        "Good morning. A birthday, and three people.",
        "🎂 Bob Okafor · birthday today. You spoke in January: the marathon.",
        "1  Sarah Chen · met on Saturday at PyCon; no word since.",
        "2  Tomás Ruiz · since Lisbon in December.",
        "3  Ana Lima · since coffee on 1 March.",
    ]
    assert reply.discreet == "Three people today, one birthday."
    assert [each.name for each in reply.lines] == [
        None,
        "🎂 Bob",
        "1 Sarah",
        "2 Tomás",
        "3 Ana",
    ]
    assert not reply.choices
    assert not reply.edits


def test_each_line_has_its_choices_and_opens(life: Life) -> None:
    digest = morning(life)
    reply = shown(life, digest)
    bob, sarah = (nudge.id for nudge in digest.nudges[:2])
    assert reply.lines[1].choices == (
        choice("Done", "done", bob),
        choice("Later", "later", bob),
        choice("Draft", "draft", bob),
    )
    assert reply.lines[2].choices == (
        choice("Done", "done", sarah),
        choice("Later", "later", sarah),
        choice("Someone else", "skip", sarah),
        choice("Draft", "draft", sarah),
    )
    assert reply.lines[2].opens == Press("open", sarah)


def test_names_are_spans_that_know_their_contact(life: Life) -> None:
    reply = shown(life, morning(life))
    people = [span.contact for each in reply.lines for span in each.spans if span.contact]
    assert people == ["bob", "sarah", "tomás", "ana"]


@pytest.mark.parametrize(
    ("dates", "people", "greeting", "discreet"),
    [
        (0, 1, "Good morning. One person today.", "One person today."),
        (0, 3, "Good morning. Three people today.", "Three people today."),
        (1, 0, "Good morning. A birthday.", "One birthday."),
        (
            2,
            1,
            "Good morning. Two birthdays, and one person.",
            "One person today, two birthdays.",
        ),
    ],
)
def test_the_greeting_counts(dates: int, people: int, greeting: str, discreet: str) -> None:
    life = Life()
    for number in range(dates):
        life.knows(f"D{number}")
        life.has(f"d{number}", Occasion.BIRTHDAY, MonthDay(3, 18))
    for number in range(people):
        life.knows(f"P{number}", cadence_days=10)
    reply = shown(life, morning(life))
    assert reply.lines[0].text == greeting
    assert reply.discreet == discreet


def test_other_dates_are_called_dates(life: Life) -> None:
    life.has("ana", Occasion.PROMOTION, WEDNESDAY)
    reply = shown(life, morning(life))
    assert reply.lines[0].text == "Good morning. Two dates, and two people."
    assert reply.lines[1].text.startswith("Ana Lima · promotion today.")


def test_a_reminder_about_nobody_is_a_thing_without_a_draft(life: Life) -> None:
    life.reminds("", WEDNESDAY, "buy stamps")
    life.reminds("", WEDNESDAY)
    reply = shown(life, morning(life))
    assert reply.lines[0].text == "Good morning. A birthday, and three things."
    assert [each.text for each in reply.lines[2:4]] == ["1  buy stamps", "2  A reminder"]
    assert [each.label for each in reply.lines[2].choices] == ["Done", "Later", "Someone else"]


def test_late_it_says_how_long_it_was_away_in_the_owners_time(life: Life) -> None:
    life.wants(zone="Europe/Berlin")
    digest = life.wakes(WEDNESDAY, late_since=at(WEDNESDAY, 6, 50))
    assert digest is not None
    assert shown(life, digest).lines[0].text == (
        "Good morning, late: I was down from 07:50 to 12:20. A birthday, and three people."
    )
    weekend = structs.replace(digest, late_since=at(date(2026, 3, 15), 6, 50))
    assert "I was down from Sunday 15 March 07:50 to 12:20." in shown(life, weekend).text


def test_an_older_list_says_its_day(life: Life) -> None:
    reply = compose(morning(life), life.book, WEDNESDAY + DAY)
    assert reply.lines[0].text == "The list of Wednesday 18 March."


def test_answered_lines_say_so_and_have_no_buttons(life: Life) -> None:
    digest = morning(life)
    answers: list[dict[str, Any]] = [
        {"answer": Answer.DONE},
        {"answer": Answer.LATER, "until": WEDNESDAY + DAY},
        {"answer": Answer.SKIPPED},
        {"answer": Answer.LATER},
    ]
    for nudge, answer in zip(digest.nudges, answers, strict=True):
        digest = with_nudge(digest, structs.replace(nudge, **answer))
    reply = shown(life, digest)
    assert [each.text for each in reply.lines] == [
        "Good morning. Nothing is open.",
        "🎂 Bob Okafor · done",
        "1  Sarah Chen · later: tomorrow",
        "2  Tomás Ruiz · not today",
        "3  Ana Lima · later",
    ]
    assert not any(each.choices or each.opens or each.name for each in reply.lines)
    assert reply.discreet == "Nothing is open."


def test_who_came_instead_takes_the_place_and_the_number(life: Life) -> None:
    life.knows("Xi Wu", cadence_days=30)
    digest = morning(life)
    skipped = structs.replace(digest.nudges[2], answer=Answer.SKIPPED)
    digest = with_nudge(digest, skipped)
    instead = next_best(life.book, digest, instead_of=skipped.id, id="new")
    assert instead is not None
    reply = shown(life, with_instead(digest, instead))
    names = [each.name for each in reply.lines[1:]]
    assert names == ["🎂 Bob", "1 Sarah", "2 Ana", "3 Tomás"]


def test_an_opened_line_is_marked_and_can_be_closed(life: Life) -> None:
    digest = morning(life)
    reply = shown(life, digest, Look(opened=digest.nudges[2].id))
    assert reply.opened == 3
    assert reply.choices == (choice("Back", "open", digest.id),)
    gone = shown(life, digest, Look(opened="gone"))
    assert gone.opened is None
    assert not gone.choices


def test_what_is_asked_about_a_line_stands_in_for_its_choices(life: Life) -> None:
    digest = morning(life)
    offers = (choice("Tomorrow", "later", "x", "tomorrow"),)
    reply = shown(life, digest, Look(opened=digest.nudges[1].id, offers=offers))
    assert reply.lines[2].choices == offers
    assert len(reply.lines[1].choices) == 3


def test_what_was_done_stands_in_the_greetings_place(life: Life) -> None:
    reply = shown(life, morning(life), Look(said=line("Noted.")))
    assert reply.lines[0].text == "Noted."
    assert len(reply.lines) == 5


def test_asked_for_it_greets_nobody(life: Life) -> None:
    reply = shown(life, morning(life), Look(is_asked_for=True))
    assert reply.lines[0].text == "Today: a birthday, and three people."


# Discretion


def test_a_discreet_morning_is_one_line_until_it_is_unfolded(life: Life) -> None:
    life.wants(discreet=True)
    digest = morning(life)
    folded = shown(life, digest)
    assert folded.text == "Three people today, one birthday." == folded.discreet
    assert folded.choices == (choice("Show", "open", digest.id),)
    assert len(shown(life, digest, Look(is_unfolded=True)).lines) == 5


def test_at_work_it_is_folded_and_then_shows_the_class_of_a_reason(life: Life) -> None:
    life.has("ana", Occasion.WEDDING, WEDNESDAY)
    life.reminds("tomás", WEDNESDAY, "the loan")
    digest = morning(life)
    folded = compose(digest, life.book, WEDNESDAY, platform="slack")
    assert folded.text == "Two people today, two dates."
    unfolded = shown(life, digest, Look("slack", is_unfolded=True))
    assert [each.text for each in unfolded.lines[1:]] == [
        "Ana Lima · a date today.",
        "🎂 Bob Okafor · birthday today.",
        "1  Tomás Ruiz · a reminder.",
        "2  Sarah Chen · a new contact.",
    ]
    tomas = digest.nudges[2].id
    assert unfolded.lines[3].choices[0] == choice("Details", "open", tomas)


def test_at_work_a_press_shows_the_details(life: Life) -> None:
    digest = morning(life)
    reply = shown(life, digest, Look("slack", opened=digest.nudges[2].id))
    assert reply.lines[3].text == "2  Tomás Ruiz · since Lisbon in December."
    assert reply.lines[4].text == "3  Ana Lima · it has been a while."
    assert reply.lines[3].choices[0].label == "Done"


# Boundaries on the way out


def test_who_is_behind_a_boundary_by_now_has_no_line(life: Life) -> None:
    digest = morning(life)
    life.change("tomás", do_not_contact=True)
    life.change("bob", passed_away=True)
    life.book.delete(life.contact("ana"))
    reply = shown(life, digest)
    assert reply.text.splitlines() == [
        "Good morning. One person today.",
        "1  Sarah Chen · met on Saturday at PyCon; no word since.",
    ]


def test_of_a_couple_only_who_may_be_congratulated_is_named(life: Life) -> None:
    life.has("ana tomás", Occasion.ANNIVERSARY, date(2025, 3, 18))
    digest = morning(life)
    life.change("tomás", passed_away=True)
    assert "Ana Lima · first wedding anniversary today." in shown(life, digest).text
    assert "Tomás" not in shown(life, digest).text


def test_a_date_that_was_deleted_meanwhile_says_so() -> None:
    life = Life()
    life.knows("Bob Okafor")
    birthday = life.has("bob", Occasion.BIRTHDAY, MonthDay(3, 18))
    digest = morning(life)
    life.book.delete(birthday)
    assert life.lines(digest, WEDNESDAY) == ["Bob Okafor · a date that you have changed since."]
    assert life.lines(digest, WEDNESDAY, "slack") == [
        "Bob Okafor · a date that you have changed since."
    ]


def test_a_summary_of_nothing_says_so() -> None:
    assert summary([], Life().book) == "Nothing is open."


def test_a_button_fits_into_64_bytes_whatever_the_name(life: Life) -> None:
    life.change("ana", name="אנה " * 40)
    for each in shown(life, morning(life)).lines:
        for button in each.choices:
            assert len(str(button.press).encode()) <= 64
