"""What the conversations do not reach: long lists, days without a year, odd presses."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.command import Command
from bot.commands.boundary import boundary
from bot.commands.drifting import drifting
from bot.commands.favour import favour
from bot.commands.history import history
from bot.commands.intro import intro
from bot.commands.kept import kept
from bot.commands.moved import moved
from bot.commands.note import note
from bot.commands.owe import owe
from bot.commands.promise import promise
from bot.commands.share import share
from bot.commands.thanks import thanks
from bot.commands.who import who
from bot.language.reading import Named
from bot.model.calendar import Month, MonthDay, Week
from bot.model.document import (
    Boundary,
    ContactId,
    Favour,
    Introduction,
    Job,
    Milestone,
    Note,
    Occasion,
    Opportunity,
    Promise,
    Reminder,
    Stage,
)
from tests.commands.asking import ask, ask_in_vain, labels, named
from tests.nudges.life import WEDNESDAY, Life

BOB = (ContactId("bob"),)


@pytest.fixture
def life() -> Life:
    life = Life()
    life.knows("Bob Okafor")
    life.knows("Ana Lima")
    return life


def bob(life: Life) -> tuple[Named, ...]:
    return named(life.book, "bob")


def test_a_long_history_shows_the_latest_and_counts_the_rest(life: Life) -> None:
    for days in range(23):
        life.talked("bob", WEDNESDAY - timedelta(days=days))
    reply = ask(history, life.book, people=bob(life))
    assert reply.lines[1].text == "18 March  Seen"
    assert reply.lines[-1].text == "and three older entries."
    since = ask(history, life.book, people=bob(life), when=Week(2026, 12))
    assert len(since.lines) == 4
    nothing = ask_in_vain(history, life.book, people=bob(life), when=Month(2026, 4))
    assert nothing.text == "Nothing with Bob Okafor since April that I know of."
    never = ask(history, life.book, people=named(life.book, "ana"))
    assert never.text == "Nothing with Ana Lima that I know of."


def test_many_who_drift_are_counted_and_never_those_to_be_let_be(life: Life) -> None:
    for number in range(12):
        life.knows(f"P{number} Zed", cadence_days=30)
    life.change("bob", cadence_days=7, do_not_contact=True)
    reply = ask(drifting, life.book)
    assert len(reply.lines) == 11
    assert reply.lines[-1].text == "and two more people."
    assert "no talk yet" in reply.lines[0].text
    assert "Bob" not in reply.text
    assert "Bob" not in ask(drifting, life.book, since_days=10).text


def test_much_that_is_owed_is_counted(life: Life) -> None:
    for number in range(23):
        what = f"thing {number}"
        made = Promise(
            id=f"p{number}", contacts=BOB, is_mine=True, what=what, made_on=WEDNESDAY
        )
        life.book.save(made)
    reply = ask(owe, life.book)
    assert len(reply.lines) == 22
    assert reply.lines[-1].text == "and three more; ask with a name."


@pytest.mark.parametrize(
    ("when", "on"),
    [
        (MonthDay(3, 1), date(2026, 3, 1)),
        (MonthDay(4, 1), date(2025, 4, 1)),
        (Week(2026, 11), Week(2026, 11)),
        (None, WEDNESDAY),
    ],
)
def test_a_day_without_its_year_is_the_last_one(life: Life, when: object, on: object) -> None:
    both = named(life.book, "bob", "ana")
    ask(intro, life.book, people=both, status="done", when=when)
    ask(favour, life.book, people=bob(life), note="helped me", when=when)
    assert [each.made_on for each in life.book.all(Introduction)] == [on]
    assert [each.on for each in life.book.all(Favour)] == [on]


def test_a_deadline_without_its_year_is_the_next_one(life: Life) -> None:
    ask(promise, life.book, people=bob(life), note="the deck", when=MonthDay(3, 1))
    ask(share, life.book, people=bob(life), note="the call", when=MonthDay(3, 1))
    assert [each.due for each in life.book.all(Promise)] == [date(2027, 3, 1)]
    assert [each.deadline for each in life.book.all(Opportunity)] == [date(2027, 3, 1)]


def test_a_move_without_its_year_is_the_nearest_one(life: Life) -> None:
    ask(moved, life.book, people=bob(life), org=("Acme",), when=MonthDay(4, 1))
    ask(moved, life.book, people=bob(life), org=("Globex",), when=MonthDay(12, 1))
    assert [job.since for job in life.contact("bob").jobs] == [
        date(2026, 4, 1),
        date(2025, 12, 1),
    ]


def test_several_who_lost_their_work_are_told_of_once_and_nobody_is_congratulated(
    life: Life,
) -> None:
    for id in ("bob", "ana"):
        life.change(id, jobs=(Job("Initech"),))
    for number in range(7):
        life.knows(f"P{number} Zed", jobs=(Job("Initech"),))
    reply = ask(moved, life.book, people=named(life.book, "bob", "ana"), from_org="Initech")
    assert reply.lines[0].text == "Noted: Bob Okafor and Ana Lima left Initech."
    assert reply.lines[1].text.endswith("P3 Zed and P4 Zed and two more people.")
    assert labels(reply.choices) == ["Undo"]


def test_a_work_anniversary_of_two_stays_the_others(life: Life) -> None:
    ids = (ContactId("bob"), ContactId("ana"))
    kind = Occasion.WORK_ANNIVERSARY
    life.book.save(Milestone(id="d", contacts=ids, occasion=kind, on=MonthDay(5, 3)))
    ask(moved, life.book, people=bob(life), org=("Globex",))
    left = [each.contacts for each in life.book.all(Milestone) if each.occasion is kind]
    assert left == [(ContactId("ana"),)]


def test_nothing_is_offered_for_those_to_be_let_be(life: Life) -> None:
    life.change("bob", do_not_contact=True)
    assert labels(ask(moved, life.book, people=bob(life), org=("Acme",)).choices) == ["Undo"]
    assert labels(ask(moved, life.book, people=bob(life), from_org="Acme").choices) == ["Undo"]
    for pick in ("help", "checkins"):
        refused = ask_in_vain(moved, life.book, ref="bob", pick=pick)
        assert refused.text.startswith("I write nothing to Bob Okafor.")


def test_check_ins_are_two_reminders(life: Life) -> None:
    ask(moved, life.book, people=bob(life), role=("baker",))
    ask(moved, life.book, ref="bob", pick="checkins")
    found = [(each.on - WEDNESDAY).days for each in life.book.all(Reminder)]
    assert found == [30, 90]


@pytest.mark.parametrize(
    ("command", "slots", "said"),
    [
        (thanks, {}, "Whom did you thank?"),
        (boundary, {"note": "no calls"}, "About whom?"),
        (share, {"org": ("Acme",)}, None),
        (promise, {"ref": "gone", "pick": "week"}, "I don't have that promise any more."),
        (intro, {"ref": "gone", "pick": "made"}, "I don't have that introduction any more,"),
        (boundary, {"ref": "gone", "pick": "drop"}, "That rule is gone already."),
        (note, {}, "About whom?"),
    ],
)
def test_what_is_missing_or_gone_is_said(
    life: Life, command: Command, slots: dict[str, Any], said: str | None
) -> None:
    reply = ask(command, life.book, **slots)
    assert reply.text.startswith(said or "Saved: an opening at Acme.")


def test_an_introduction_that_was_planned_becomes_the_one_that_is_made(life: Life) -> None:
    both = named(life.book, "bob", "ana")
    ask(intro, life.book, people=both, note="climbing")
    ask(intro, life.book, people=both[::-1], status="done")
    (found,) = life.book.all(Introduction)
    assert (found.stage, found.about, found.made_on) == (Stage.DONE, "climbing", WEDNESDAY)
    odd = ask_in_vain(intro, life.book, ref=found.id, pick="yes 7")
    assert odd.text.startswith("I don't have them")


def test_channels_without_words_make_a_rule(life: Life) -> None:
    reply = ask(boundary, life.book, people=bob(life), prefer=("email",), not_after="18:00")
    assert reply.text == "Saved: Bob Okafor · rather e-mail and not after 18:00."
    (rule,) = life.book.all(Boundary)
    assert (rule.prefer, rule.not_after) == (("email",), "18:00")


def test_a_note_of_a_death_is_one_and_a_day_in_a_note_is_a_reminder(life: Life) -> None:
    ask(note, life.book, people=bob(life), note="died")
    assert life.contact("bob").passed_away
    ask(note, life.book, people=named(life.book, "ana"), note="exam", when=date(2026, 4, 1))
    assert [each.text for each in life.book.all(Note)] == ["exam"]
    assert [each.on for each in life.book.all(Reminder)] == [date(2026, 4, 1)]


def test_which_promise_was_kept_is_asked_on_the_side_that_was_told(life: Life) -> None:
    for number, is_mine in enumerate((True, False)):
        made = Promise(
            id=f"p{number}", contacts=BOB, is_mine=is_mine, what="it", made_on=WEDNESDAY
        )
        life.book.save(made)
    theirs = ask(kept, life.book, people=bob(life), direction="theirs", note="kept")
    assert theirs.text == "Kept: it, by Bob Okafor."
    assert ask(kept, life.book, people=bob(life)).text == "Kept: it, for Bob Okafor."
    again = ask_in_vain(kept, life.book, ref="p0")
    assert again.text == "Closed already: it, for Bob Okafor."
    gone = ask_in_vain(kept, life.book, ref="p9")
    assert gone.text == "I don't have that promise any more, and changed nothing."


def test_a_favour_is_kept_on_the_side_that_was_told(life: Life) -> None:
    ask(favour, life.book, people=bob(life), note="a lift", direction="given")
    (found,) = life.book.all(Favour)
    assert found.is_given
    assert ask_in_vain(favour, life.book, ref="gone").text.startswith("I don't have that")


def test_people_are_found_by_how_and_where_they_were_met(life: Life) -> None:
    life.talked("bob", WEDNESDAY, medium="meal", place="Sandton")
    life.talked("ana", WEDNESDAY, medium="coffee", place="Sandton")
    found = ask(who, life.book, place="sandton", medium="meal")
    assert found.text == "Bob Okafor · last today"
    assert len(ask(who, life.book, place=("Sandton", "Lisbon")).lines) == 2
    assert ask_in_vain(who, life.book, medium="video").text.startswith("I know nobody")


def test_thanks_are_understood_in_a_favours_words_too(life: Life) -> None:
    reply = ask(favour, life.book, people=bob(life), thanks="sent", note="the lift")
    assert reply.text == "Noted: you thanked Bob Okafor · the lift."
    (found,) = life.book.all(Favour)
    assert found.thanked_on == WEDNESDAY


def test_asked_for_several_or_for_many_there_is_a_list(life: Life) -> None:
    both = ask(who, life.book, people=named(life.book, "bob", "ana"))
    assert [each.text for each in both.lines] == ["Bob Okafor", "Ana Lima"]
    for number in range(22):
        life.knows(f"P{number} Zed", tags=("gym",))
    many = ask(who, life.book, tags=("gym",))
    assert many.lines[-1].text == "… and two more people. Say more to narrow it down."
    never = ask(who, life.book, people=bob(life), query="last_contact")
    assert never.text == "You haven't told me of any time with Bob Okafor."
    assert ask_in_vain(who, life.book).text.startswith("Whom are you looking for?")
