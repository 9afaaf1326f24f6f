from datetime import date, timedelta

import pytest

from bot.command import Command
from bot.commands.done import done
from bot.commands.draft import draft
from bot.commands.later import later
from bot.commands.open import open_line
from bot.commands.skip import skip
from bot.commands.today import today
from bot.model.calendar import Month, MonthDay
from bot.model.document import Answer, Contact, Digest, Interaction, Occasion, Reminder
from bot.nudges.lists import fresh
from bot.reply import choice
from tests.commands.asking import ask, ask_in_vain, labels, named, press
from tests.nudges.life import WEDNESDAY, Life

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture
def life() -> Life:
    """Nobody is due yet: see ``morning``."""
    life = Life()
    life.knows("Sarah Chen", cadence_days=10)
    life.knows("Bob Okafor", cadence_days=10)
    life.knows("Ana Lima", cadence_days=10)
    life.knows("Tomás Ruiz", cadence_days=10)
    life.talked("sarah", date(2026, 2, 1))
    life.talked("bob", date(2026, 2, 10))
    life.talked("ana", date(2026, 2, 20), event="PyCon", topics=("Rust",))
    life.talked("tomás", date(2026, 2, 27), place="Lisbon")
    return life


@pytest.fixture
def morning(life: Life) -> list[str]:
    """The ids of the nudges about Sarah, Bob and Ana, in this order."""
    life.wants(max_nudges=3)
    digest = life.wakes(WEDNESDAY)
    assert digest is not None
    return [nudge.id for nudge in digest.nudges]


def talks(life: Life, who: str) -> list[Interaction]:
    return [each for each in life.book.all(Interaction) if who in each.contacts]


# Done


def test_done_logs_the_contact_and_redraws_the_list(life: Life, morning: list[str]) -> None:
    reply = ask(done, life.book, ref=morning[0])
    assert reply.text.splitlines() == [
        "Noted: in touch with Sarah Chen today.",
        "1  Sarah Chen · done",
        "2  Bob Okafor · since you met in February.",
        "3  Ana Lima · since PyCon on 20 February; you talked about Rust.",
    ]
    assert reply.edits
    assert labels(reply.choices) == ["Undo"]
    assert press(reply, "Undo")[0] == "undo"
    assert talks(life, "sarah")[-1].on == WEDNESDAY
    assert life.nudge(WEDNESDAY, "sarah").answer is Answer.DONE


@pytest.mark.parametrize("day", [WEDNESDAY, WEDNESDAY + WEEK, WEDNESDAY + 4 * WEEK])
def test_done_pressed_again_changes_nothing(life: Life, morning: list[str], day: date) -> None:
    ask(done, life.book, ref=morning[0])
    reply = ask_in_vain(done, life.book, ref=morning[0], day=day)
    assert reply.lines[0].text == "Sarah Chen: done already."
    assert reply.edits
    assert len(talks(life, "sarah")) == 2


def test_done_pressed_a_week_later_counts_on_that_day(life: Life, morning: list[str]) -> None:
    ask(done, life.book, ref=morning[1], day=WEDNESDAY + WEEK)
    assert talks(life, "bob")[-1].on == WEDNESDAY + WEEK


@pytest.mark.parametrize("command", [done, later, skip, draft, open_line])
def test_a_button_of_somebody_elses_changes_nothing(life: Life, command: Command) -> None:
    reply = ask_in_vain(command, life.book, ref="theirs")
    assert reply.text == (
        "I don't have that list any more, and changed nothing. "
        "Say today for the list as it is now."
    )


def test_done_by_number_by_name_and_with_a_note(life: Life, morning: list[str]) -> None:
    reply = ask(done, life.book, index=(2,), note="called her this morning")
    assert reply.text == "Noted: in touch with Bob Okafor today."
    assert not reply.edits
    assert talks(life, "bob")[-1].medium == "call"
    reply = ask(done, life.book, people=named(life.book, "ana"), when=WEDNESDAY - DAY)
    assert reply.text == "Noted: in touch with Ana Lima yesterday."
    answers = [life.nudge(WEDNESDAY, who).answer for who in ("sarah", "bob", "ana")]
    assert answers == [Answer.OPEN, Answer.DONE, Answer.DONE]


def test_done_with_the_first_two_marks_both(life: Life, morning: list[str]) -> None:
    reply = ask(done, life.book, index=(1, 2))
    assert reply.text == "Noted: in touch with Sarah Chen and Bob Okafor today."
    answers = [life.nudge(WEDNESDAY, who).answer for who in ("sarah", "bob", "ana")]
    assert answers == [Answer.DONE, Answer.DONE, Answer.OPEN]
    again = ask_in_vain(done, life.book, index=(1, 2))
    assert again.text == "Sarah Chen: done already."


def test_done_about_somebody_who_is_not_on_the_list_is_logged(
    life: Life, morning: list[str]
) -> None:
    ask(done, life.book, people=named(life.book, "tomás"))
    assert talks(life, "tomás")[-1].on == WEDNESDAY


def test_done_of_an_earlier_day_does_not_stand_in_for_today(
    life: Life, morning: list[str]
) -> None:
    ask(done, life.book, ref=morning[0])
    ask(done, life.book, people=named(life.book, "sarah"), day=WEDNESDAY + DAY)
    assert [each.on for each in talks(life, "sarah")[1:]] == [WEDNESDAY, WEDNESDAY + DAY]


def test_a_bare_answer_asks_which_unless_there_is_but_one(
    life: Life, morning: list[str]
) -> None:
    reply = ask_in_vain(done, life.book)
    assert reply.text == "Which one?"
    assert reply.choices[1] == choice("Bob Okafor", "done", morning[1])
    ask(done, life.book, index=(1, 2))
    assert ask(done, life.book).text == "Noted: in touch with Ana Lima today."
    reply = ask_in_vain(done, life.book)
    assert reply.text == "Nothing is open on the list. Say whom: done Sarah"


def test_a_line_that_is_not_there_is_said(life: Life, morning: list[str]) -> None:
    for index in (0, 4, 99):
        reply = ask_in_vain(done, life.book, index=(index,))
        assert reply.text.startswith(f"There is no line {index} on the list.")


def test_nobody_was_in_touch_tomorrow(life: Life, morning: list[str]) -> None:
    reply = ask_in_vain(done, life.book, index=(1,), when=WEDNESDAY + DAY)
    assert reply.text == "Thursday 19 March is still to come. Say done once it is."


@pytest.mark.parametrize(
    ("said", "on"),
    [
        (MonthDay(3, 10), date(2026, 3, 10)),
        (MonthDay(12, 24), date(2025, 12, 24)),
        (Month(2026, 2), Month(2026, 2)),
    ],
)
def test_done_looks_back(life: Life, said: MonthDay | Month, on: date | Month) -> None:
    ask(done, life.book, people=named(life.book, "bob"), when=said)
    assert talks(life, "bob")[-1].on == on


def test_done_ends_a_reminder_and_what_was_put_off(life: Life) -> None:
    about = life.reminds("bob", WEDNESDAY, "the talk")
    nobody = life.reminds("", WEDNESDAY, "buy stamps")
    digest = life.wakes(WEDNESDAY)
    assert digest is not None
    life.change("bob", snoozed_until=WEDNESDAY + WEEK)
    for nudge in digest.nudges[:2]:
        ask(done, life.book, ref=nudge.id)
    for reminder in (about, nobody):
        found = life.book.get(Reminder, reminder.id)
        assert found is not None
        assert found.done_on == WEDNESDAY
    assert life.contact("bob").snoozed_until is None


def test_a_reminder_about_nobody_is_done_without_a_contact(life: Life) -> None:
    life.reminds("", WEDNESDAY, "buy stamps")
    digest = life.wakes(WEDNESDAY)
    assert digest is not None
    reply = ask(done, life.book, ref=digest.nudges[0].id)
    assert reply.lines[0].text == "Noted: that is done."
    again = ask_in_vain(done, life.book, ref=digest.nudges[0].id)
    assert again.lines[0].text == "That reminder: done already."


def test_what_was_told_in_words_is_done_and_not_logged_twice(
    life: Life, morning: list[str]
) -> None:
    life.talked("sarah", WEDNESDAY, medium="call")
    assert ask(open_line, life.book, ref=morning[1]).lines[1].text == "1  Sarah Chen · done"
    asked = ask_in_vain(done, life.book)
    assert labels(asked.choices) == ["Bob Okafor", "Ana Lima"]
    ask(done, life.book, ref=morning[0])
    assert len(talks(life, "sarah")) == 2
    assert life.nudge(WEDNESDAY, "sarah").answer is Answer.DONE


def test_a_talk_does_not_answer_a_birthday_or_a_reminder(life: Life) -> None:
    life.has("bob", Occasion.BIRTHDAY, MonthDay(3, 19))
    life.reminds("ana", WEDNESDAY, "the deck")
    digest = life.wakes(WEDNESDAY)
    assert digest is not None
    for who in ("bob", "ana"):
        life.talked(who, WEDNESDAY)
    lines = life.lines(digest, WEDNESDAY)
    assert lines[0].startswith("🎂 Bob Okafor · birthday tomorrow.")
    assert lines[1] == "1  Ana Lima · the deck."


def test_done_after_later_is_done(life: Life, morning: list[str]) -> None:
    ask(later, life.book, ref=morning[0], pick="week")
    ask(done, life.book, ref=morning[0])
    nudge = life.nudge(WEDNESDAY, "sarah")
    assert (nudge.answer, nudge.until) == (Answer.DONE, None)
    assert life.contact("sarah").snoozed_until is None


def test_at_work_the_list_stays_shown_while_it_is_answered(
    life: Life, morning: list[str]
) -> None:
    reply = ask(done, life.book, platform="slack", ref=morning[0])
    assert reply.lines[2].text == "2  Bob Okafor · it has been a while."


# Later


@pytest.mark.parametrize(
    ("pick", "until"),
    [
        ("tomorrow", date(2026, 3, 19)),
        ("week", date(2026, 3, 23)),
        ("month", date(2026, 4, 1)),
        ("2026-05-04", date(2026, 5, 4)),
    ],
)
def test_later_puts_off_until_the_day_that_was_picked(
    life: Life, morning: list[str], pick: str, until: date
) -> None:
    reply = ask(later, life.book, ref=morning[0], pick=pick)
    assert life.contact("sarah").snoozed_until == until
    assert life.nudge(WEDNESDAY, "sarah").until == until
    assert reply.edits
    assert reply.lines[1].text.startswith("1  Sarah Chen · later: ")
    assert labels(reply.choices) == ["Undo"]


def test_later_without_a_day_offers_some_on_the_line(life: Life, morning: list[str]) -> None:
    reply = ask_in_vain(later, life.book, ref=morning[1])
    assert reply.opened == 2
    assert reply.edits
    assert labels(reply.lines[2].choices) == ["Tomorrow", "Next week", "Next month"]
    assert press(reply, "Next week") == ("later", morning[1], "week")


def test_later_in_words_without_a_day_asks(life: Life, morning: list[str]) -> None:
    people = named(life.book, "bob")
    reply = ask_in_vain(later, life.book, people=people)
    assert reply.text == "When is better for Bob Okafor?"
    assert press(reply, "Tomorrow") == ("later", morning[1], "tomorrow")


def test_later_in_words_with_a_day(life: Life, morning: list[str]) -> None:
    reply = ask(later, life.book, index=(3,), when=date(2026, 5, 4))
    assert reply.text == "Put off Ana Lima until Monday 4 May."
    assert life.contact("ana").snoozed_until == date(2026, 5, 4)


def test_a_bare_later_with_a_day_keeps_the_day_while_it_asks_which(
    life: Life, morning: list[str]
) -> None:
    reply = ask(later, life.book, when=date(2026, 5, 4))
    assert press(reply, "Bob Okafor") == ("later", morning[1], "2026-05-04")


@pytest.mark.parametrize(
    ("said", "until"),
    [(MonthDay(3, 18), date(2027, 3, 18)), (Month(2026, 5), date(2026, 5, 1))],
)
def test_later_looks_ahead(life: Life, said: MonthDay | Month, until: date) -> None:
    ask(later, life.book, people=named(life.book, "bob"), when=said)
    assert life.contact("bob").snoozed_until == until


def test_later_pressed_again_changes_nothing(life: Life, morning: list[str]) -> None:
    ask(later, life.book, ref=morning[0], pick="tomorrow")
    for pick in ("tomorrow", "month", ""):
        reply = ask_in_vain(later, life.book, ref=morning[0], pick=pick, day=WEDNESDAY + WEEK)
        assert reply.lines[0].text == "Sarah Chen: answered already."


def test_later_in_words_can_be_said_anew(life: Life, morning: list[str]) -> None:
    ask(later, life.book, ref=morning[0], pick="tomorrow")
    ask(later, life.book, people=named(life.book, "sarah"), when=date(2026, 5, 4))
    assert life.nudge(WEDNESDAY, "sarah").until == date(2026, 5, 4)


def test_later_after_done_leaves_it_done(life: Life, morning: list[str]) -> None:
    ask(done, life.book, ref=morning[0])
    ask(later, life.book, people=named(life.book, "sarah"), when=date(2026, 5, 4))
    assert life.nudge(WEDNESDAY, "sarah").answer is Answer.DONE
    assert life.contact("sarah").snoozed_until == date(2026, 5, 4)


def test_later_never_means_a_day_that_was(life: Life) -> None:
    people = named(life.book, "bob")
    for slots in ({"when": WEDNESDAY}, {"when": date(2026, 1, 1)}):
        reply = ask_in_vain(later, life.book, people=people, **slots)
        assert reply.text.startswith("That day is not ahead of us.")


@pytest.mark.parametrize("pick", ["nonsense", "2026-13-01", "2026-01-01"])
def test_a_pick_that_is_no_day_to_come_asks_again(
    life: Life, morning: list[str], pick: str
) -> None:
    reply = ask_in_vain(later, life.book, ref=morning[0], pick=pick)
    assert labels(reply.lines[1].choices) == ["Tomorrow", "Next week", "Next month"]


def test_later_moves_a_reminder(life: Life) -> None:
    reminder = life.reminds("bob", WEDNESDAY, "the talk")
    digest = life.wakes(WEDNESDAY)
    assert digest is not None
    ask(later, life.book, ref=digest.nudges[0].id, pick="week")
    found = life.book.get(Reminder, reminder.id)
    assert found is not None
    assert found.on == date(2026, 3, 23)


def test_later_about_a_reminder_for_nobody(life: Life) -> None:
    life.reminds("", WEDNESDAY, "buy stamps")
    digest = life.wakes(WEDNESDAY)
    assert digest is not None
    asked = ask(later, life.book, index=(1,))
    assert asked.text == "When is better for that?"
    reply = ask(later, life.book, ref=digest.nudges[0].id, pick="tomorrow")
    assert reply.lines[0].text == "Put off the reminder until tomorrow."


# Someone else


def test_skip_puts_the_next_best_in_their_place(life: Life, morning: list[str]) -> None:
    reply = ask(skip, life.book, ref=morning[1])
    assert reply.text.splitlines() == [
        "Left out Bob Okafor for now. Instead Tomás Ruiz · since Lisbon on 27 February.",
        "1  Sarah Chen · since you met in February.",
        "2  Tomás Ruiz · since Lisbon on 27 February.",
        "3  Ana Lima · since PyCon on 20 February; you talked about Rust.",
    ]
    assert reply.edits
    ref = press(reply, "Someone else")[1]
    assert ref == morning[0]


def test_skip_says_when_nobody_else_is_waiting(life: Life, morning: list[str]) -> None:
    reply = ask(skip, life.book, index=(1, 2))
    assert reply.text == (
        "Left out Sarah Chen for now. Instead Tomás Ruiz · since Lisbon on 27 February. "
        "Left out Bob Okafor for now. Nobody else is waiting."
    )


def test_skip_pressed_again_changes_nothing(life: Life, morning: list[str]) -> None:
    ask(skip, life.book, ref=morning[1])
    reply = ask_in_vain(skip, life.book, ref=morning[1], day=WEDNESDAY + WEEK)
    assert reply.lines[0].text == "Bob Okafor: answered already."


def test_skip_of_someone_who_is_on_no_list(life: Life, morning: list[str]) -> None:
    people = named(life.book, "tomás")
    reply = ask_in_vain(skip, life.book, people=people)
    assert reply.text.startswith("Tomás Ruiz is on no list that I sent.")


def test_skip_of_a_date_leaves_its_place_empty(life: Life) -> None:
    life.has("tomás", Occasion.BIRTHDAY, MonthDay(3, 18))
    life.wakes(WEDNESDAY)
    reply = ask(skip, life.book, people=named(life.book, "tomás"))
    assert reply.text == "Left out Tomás Ruiz for now."


def test_at_work_no_reason_is_spelled_out(life: Life, morning: list[str]) -> None:
    reply = ask(skip, life.book, ref=morning[1], platform="slack")
    assert reply.lines[0].text.endswith("Instead Tomás Ruiz · it has been a while.")
    reply = ask(today, life.book, when=WEDNESDAY + WEEK, platform="slack")
    assert reply.lines[1].text.endswith(" · it has been a while.")


def test_skip_can_bring_up_a_reminder(life: Life) -> None:
    life.wants(max_nudges=1)
    life.reminds("", WEDNESDAY, "buy stamps")
    life.reminds("", WEDNESDAY, "pay Bob")
    digest = life.wakes(WEDNESDAY)
    assert digest is not None
    reply = ask(skip, life.book, ref=digest.nudges[0].id)
    assert reply.lines[0].text == "Left out the reminder for now. Instead a reminder."
    assert reply.lines[1].text == "1  pay Bob"


# Open and today


def test_a_press_opens_a_line_and_closes_it(life: Life, morning: list[str]) -> None:
    opened = ask_in_vain(open_line, life.book, ref=morning[2])
    assert (opened.opened, opened.edits) == (3, True)
    closed = ask(open_line, life.book, ref=press(opened, "Back")[1])
    assert (closed.opened, closed.edits) == (None, True)


def test_a_folded_list_is_unfolded(life: Life, morning: list[str]) -> None:
    life.wants(discreet=True)
    digest = next(life.book.all(Digest))
    assert len(ask(open_line, life.book, ref=digest.id).lines) == 4


def test_today_shows_the_mornings_list_again(life: Life, morning: list[str]) -> None:
    ask(done, life.book, ref=morning[0])
    reply = ask_in_vain(today, life.book)
    assert reply.lines[0].text == "Today: two people."
    assert press(reply, "Done") == ("done", morning[1], "")
    assert not reply.edits


def test_today_without_a_morning_says_what_it_would_be(life: Life) -> None:
    reply = ask_in_vain(today, life.book)
    assert reply.lines[1].text == "1  Sarah Chen · since you met in February."
    assert labels(reply.lines[1].choices) == ["Done", "Later", "Draft"]
    opened = ask(open_line, life.book, ref="bob")
    assert opened.opened == 2
    assert press(opened, "Back") == ("open", "", "")
    assert ask(open_line, life.book).opened is None


def test_its_buttons_work_without_a_list_that_is_kept(life: Life) -> None:
    reply = ask(done, life.book, ref="sarah")
    assert reply.lines[0].text == "Noted: in touch with Sarah Chen today."
    assert reply.lines[1].text == "1  Bob Okafor · since you met in February."
    ask(later, life.book, ref="bob", pick="week")
    assert life.contact("bob").snoozed_until == date(2026, 3, 23)
    assert not list(life.book.all(Digest))
    assert ask(draft, life.book, ref="ana").lines[0].text == "For Ana Lima:"
    assert ask(skip, life.book, ref="ana").text.startswith("Ana Lima is on no list")


def test_a_list_from_before_the_morning_is_still_answered_after_it(
    life: Life, morning: list[str]
) -> None:
    reply = ask(done, life.book, ref="sarah")
    assert reply.text == "Noted: in touch with Sarah Chen today."
    assert ask(today, life.book).lines[1].text == "1  Sarah Chen · done"


def test_words_after_a_week_are_about_a_fresh_list(life: Life, morning: list[str]) -> None:
    ask(done, life.book, index=(2,), day=WEDNESDAY + WEEK)
    assert life.nudge(WEDNESDAY, "bob").answer is Answer.OPEN


def test_today_of_another_day_is_told_in_words(life: Life) -> None:
    reply = ask_in_vain(today, life.book, when=WEDNESDAY + DAY)
    assert reply.lines[0].text == "Tomorrow, as it looks now:"
    assert reply.lines[1].text == "Sarah Chen · since you met in February."
    assert not any(each.choices for each in reply.lines)
    life.wants(max_nudges=0)
    assert ask(today, life.book, when=MonthDay(4, 1)).text == (
        "Nobody that I know of on Wednesday 1 April."
    )
    assert ask(today, life.book, when=WEDNESDAY + DAY).text == (
        "Nobody that I know of tomorrow."
    )


def test_nobody_today_says_why(life: Life) -> None:
    for contact in life.book.all(Contact):
        life.talked(contact.id, WEDNESDAY)
    assert ask(today, life.book).text.startswith("Nobody today. Everyone you keep")
    reply = ask(today, Life().book)
    assert (
        reply.text
        == "Nobody today. To hear of someone in time: keep in touch with Sarah monthly"
    )
    assert press(reply, "This week's dates") == ("congrats", "", "")


def test_a_reminder_about_nobody_is_found_in_a_list_that_is_not_kept(life: Life) -> None:
    reminder = life.reminds("", WEDNESDAY, "buy stamps")
    assert fresh(life.book, WEDNESDAY).nudges[0].id == reminder.id
    assert ask(done, life.book, ref=reminder.id).lines[0].text == "Noted: that is done."


# Drafts


def test_a_draft_and_another(life: Life, morning: list[str]) -> None:
    reply = ask_in_vain(draft, life.book, ref=morning[2])
    assert reply.text.splitlines()[0] == "For Ana Lima:"
    assert "Rust" in reply.text
    assert not reply.edits
    verb, ref, pick = press(reply, "Another")
    another = ask(draft, life.book, ref=ref, pick=pick)
    assert (verb, another.edits) == ("draft", True)
    assert another.lines[1] != reply.lines[1]


def test_a_draft_by_number(life: Life, morning: list[str]) -> None:
    assert ask(draft, life.book, words="3").lines[0].text == "For Ana Lima:"
    assert ask(draft, life.book, words="7").text.startswith("There is no line 7")


def test_done_on_a_draft_answers_in_its_place(life: Life, morning: list[str]) -> None:
    _, ref, pick = press(ask(draft, life.book, ref=morning[2]), "Sent: log it")
    reply = ask(done, life.book, ref=ref, pick=pick)
    assert reply.text == "Noted: in touch with Ana Lima today."
    assert reply.edits
    assert labels(reply.choices) == ["Undo"]
    again = ask_in_vain(done, life.book, ref=ref, pick=pick)
    assert again.text == "Ana Lima: done already."
    assert life.nudge(WEDNESDAY, "ana").answer is Answer.DONE


def test_a_draft_for_a_date_on_the_list_congratulates(life: Life) -> None:
    life.has("tomás", Occasion.BIRTHDAY, MonthDay(3, 19))
    digest = life.wakes(WEDNESDAY)
    assert digest is not None
    assert "birthday" in ask(draft, life.book, ref=digest.nudges[0].id).text


def test_a_draft_for_a_milestone_and_for_someone_whose_day_is_near(life: Life) -> None:
    day = life.has("tomás", Occasion.BIRTHDAY, MonthDay(4, 9))
    reply = ask(draft, life.book, ref=day.id)
    assert "birthday" in reply.text
    assert labels(reply.choices) == ["Another", "Sent: log it"]
    people = named(life.book, "tomás")
    assert "birthday" not in ask(draft, life.book, people=people).text
    life.has("tomás", Occasion.PROMOTION, WEDNESDAY)
    assert "promotion" in ask(draft, life.book, people=people).text


@pytest.mark.parametrize("boundary", [{"do_not_contact": True}, {"passed_away": True}])
def test_nothing_is_drafted_to_whom_nothing_is_written(
    life: Life, boundary: dict[str, bool]
) -> None:
    day = life.has("bob", Occasion.BIRTHDAY, MonthDay(3, 18))
    life.change("bob", **boundary)
    for slots in ({"people": named(life.book, "bob")}, {"ref": day.id}):
        reply = ask(draft, life.book, **slots)
        assert reply.text == "I write nothing to Bob Okafor. You drew that line; it holds."


def test_nothing_is_drafted_about_a_reminder_for_nobody(life: Life) -> None:
    life.reminds("", WEDNESDAY, "buy stamps")
    life.wakes(WEDNESDAY)
    assert ask(draft, life.book, index=(1,)).text.startswith("I write nothing to anybody.")
