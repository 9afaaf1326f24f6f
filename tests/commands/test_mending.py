"""Merging, renaming and editing, where a conversation would be too long."""

from datetime import date
from typing import Any

import pytest
from msgspec import structs

from bot.commands.edit import edit
from bot.commands.merge import merge
from bot.commands.redate import redate
from bot.commands.rename import rename
from bot.errors import Unclear
from bot.language.reading import Named
from bot.model.book import Book
from bot.model.calendar import Month, MonthDay
from bot.model.document import (
    Answer,
    Contact,
    ContactId,
    Digest,
    Interaction,
    Introduction,
    Job,
    Milestone,
    Note,
    Nudge,
    Occasion,
    Option,
    Question,
    Reason,
    Reminder,
    Stage,
    Tie,
)
from tests.commands.asking import ask, ask_in_vain, labels, named, press
from tests.nudges.life import WEDNESDAY, Life, at

BOB, ROB = ContactId("bob"), ContactId("robert")
OLD, NEWER = date(2025, 1, 1), date(2026, 1, 1)


@pytest.fixture
def life() -> Life:
    life = Life()
    life.knows("Bob")
    life.knows("Robert Okafor")
    life.knows("Ana Lima")
    return life


def contact(book: Book, id: str) -> Contact:
    found = book.get(Contact, id)
    assert found
    return found


def merged(life: Life) -> Contact:
    asked = ask(merge, life.book, people=named(life.book, BOB, ROB))
    _, ref, pick = press(asked, "Merge")
    ask(merge, life.book, ref=ref, pick=pick)
    return contact(life.book, ref)


FULL: dict[str, Any] = {
    "aka": ("Bobby",),
    "tie": Tie.FRIEND,
    "jobs": (Job("Acme", "SRE"),),
    "location": "Brno",
    "emails": ("b@example.org",),
    "phones": ("+353861",),
    "handles": ("@bob",),
    "links": ("https://example.org",),
    "interests": ("rust",),
    "tags": ("vip",),
    "pronouns": "he/him",
    "met_on": OLD,
    "met_at": "PyCon",
    "met_through": "Ana",
    "cadence_days": 30,
    "snoozed_until": NEWER,
    "do_not_contact": True,
    "passed_away": True,
    "leap_to_march": True,
}


def test_whatever_is_known_of_only_one_is_known_of_the_merged(life: Life) -> None:
    life.book.save(structs.replace(contact(life.book, BOB), **FULL))
    found = merged(life)
    assert found.name == "Robert Okafor"
    assert found.aka == ("Bobby", "Bob")
    assert {field: getattr(found, field) for field in FULL if field != "aka"} == {
        field: value for field, value in FULL.items() if field != "aka"
    }


def test_what_both_have_is_kept_once_and_what_can_be_but_once_is_the_kept_ones(
    life: Life,
) -> None:
    life.book.save(structs.replace(contact(life.book, BOB), **FULL, added_on=OLD))
    kept = {
        "location": "Cork",
        "emails": ("B@example.org", "r@example.org"),
        "tie": Tie.MENTOR,
        "jobs": (Job("Globex", "CTO"),),
        "met_on": Month(2025, 1),
        "met_at": "the gym",
    }
    life.book.save(structs.replace(contact(life.book, ROB), **kept))
    found = merged(life)
    assert (found.location, found.tie) == ("Cork", Tie.MENTOR)
    assert found.emails == ("B@example.org", "r@example.org")
    assert found.job == Job("Globex", "CTO")
    assert found.jobs == (Job("Acme", "SRE"), Job("Globex", "CTO"))
    assert (found.met_on, found.met_at) == (OLD, "PyCon")
    assert found.added_on == OLD


def test_everything_that_names_one_names_the_merged(life: Life) -> None:
    book = life.book
    both = (BOB, ROB)
    seen = Interaction(id="i", contacts=both, on=WEDNESDAY, logged_at=at(WEDNESDAY))
    book.save(seen)
    book.save(Note(id="n", contacts=(BOB,), text="tea", on=WEDNESDAY))
    book.save(
        Introduction(
            id="x",
            contacts=(BOB, ContactId("ana")),
            stage=Stage.ASKED,
            told_on=WEDNESDAY,
            agreed=(BOB,),
        )
    )
    nudges = (
        Nudge("1", (BOB,), Reason.OVERDUE),
        Nudge("2", (ROB,), Reason.OVERDUE),
        Nudge("3", (ROB,), Reason.OVERDUE, answer=Answer.DONE),
    )
    book.save(Digest(id="d", day=WEDNESDAY, nudges=nudges))
    options = (Option("Bob", BOB), Option("Someone new"))
    moment = at(WEDNESDAY)
    book.save(
        Question(
            id="q",
            conversation="c",
            asked_at=moment,
            said_at=moment,
            words="met Bob",
            name="Bob",
            options=options,
        )
    )
    merged(life)
    assert book.get(Contact, BOB) is None
    assert book.get(Interaction, "i") == structs.replace(seen, contacts=(ROB,))
    note, introduction = book.get(Note, "n"), book.get(Introduction, "x")
    assert note
    assert introduction
    assert note.contacts == (ROB,)
    assert (introduction.contacts, introduction.agreed) == ((ROB, "ana"), (ROB,))
    digest, question = book.get(Digest, "d"), book.get(Question, "q")
    assert digest
    assert question
    assert [each.id for each in digest.nudges] == ["1", "3"]
    assert question.options == (Option("Bob", ROB), Option("Someone new"))


def birthday(id: str, who: ContactId, month: int = 3) -> Milestone:
    on = MonthDay(month, 4)
    return Milestone(id=id, contacts=(who,), occasion=Occasion.BIRTHDAY, on=on)


def test_a_birthday_of_both_is_one_and_two_different_ones_are_said(life: Life) -> None:
    life.book.save(birthday("1", BOB))
    life.book.save(birthday("2", ROB))
    merged(life)
    assert [each.id for each in life.book.all(Milestone)] == ["2"]
    life.knows("Rob Smith")
    life.book.save(birthday("3", ContactId("rob"), 4))
    reply = ask(merge, life.book, ref=ROB, pick="rob")
    assert reply.lines[-1].text == (
        "There are two birthdays now: 4 March and 4 April. Say which is right."
    )


@pytest.mark.parametrize("pick", ["", "gone", "bob.gone", "robert", "bob.robert", "x:y"])
def test_a_press_that_no_button_made_merges_nobody(life: Life, pick: str) -> None:
    ask_in_vain(merge, life.book, ref=ROB, pick=pick)
    ask_in_vain(merge, life.book, ref="gone", pick="no")


def test_four_can_be_merged_at_once_and_no_more(life: Life) -> None:
    for name in ("Mei", "Jon"):
        life.knows(name)
    ids = [contact.id for contact in life.book.all(Contact)]
    reply = ask_in_vain(merge, life.book, people=named(life.book, *ids))
    assert reply.text == "I can merge four contacts at a time, no more."
    reply = ask(merge, life.book, people=named(life.book, *ids[:4]))
    assert "Bob, Ana Lima and Mei are each kept as another name." in reply.text
    verb, ref, pick = press(reply, "Merge")
    assert len(f"{verb}:{'x' * 12}:{'.'.join(['x' * 12] * 3)}") <= 64
    ask(merge, life.book, ref=ref, pick=pick)
    assert [each.id for each in life.book.all(Contact)] == [ref, "jon"]


def test_a_name_that_is_the_same_or_none_is_no_new_name(life: Life) -> None:
    people = named(life.book, BOB)
    same = ask_in_vain(rename, life.book, people=people, new_name="Bob")
    assert same.text == "Bob is called that already."
    for name in (None, "  ", "x" * 201):
        reply = ask_in_vain(rename, life.book, people=people, new_name=name)
        assert reply.text.startswith("What is Bob to be called?")


def test_an_old_name_is_kept_where_the_new_one_would_not_find_it(life: Life) -> None:
    for name, aka in (("Bob Ito", ()), ("Rob Ito", ("Bob Ito",)), ("Bob Ito", ("Rob Ito",))):
        ask(rename, life.book, people=named(life.book, BOB), new_name=name)
        assert contact(life.book, BOB).aka == aka


def test_a_second_value_joins_where_there_are_several(life: Life) -> None:
    two = ("a@example.org", "b@example.org")
    life.book.save(structs.replace(contact(life.book, BOB), emails=two))
    people = named(life.book, BOB)
    ask(edit, life.book, people=people, email=("c@example.org",), words="x")
    assert contact(life.book, BOB).emails == (*two, "c@example.org")


def test_a_job_is_mended_in_its_place_or_made(life: Life) -> None:
    people = named(life.book, BOB)
    ask(edit, life.book, people=people, org=("Acme",), words="x")
    ask(edit, life.book, people=people, role=("CTO",), words="x")
    ask(edit, life.book, people=people, org=("Globex",), words="x")
    assert contact(life.book, BOB).jobs == (Job("Globex", "CTO"),)


def seen(id: str, on: date, **more: Any) -> Interaction:
    return Interaction(id=id, contacts=(BOB,), on=on, logged_at=at(WEDNESDAY), **more)


def test_the_latest_with_somebody_is_mended_where_the_name_is_said(life: Life) -> None:
    life.book.save(seen("1", OLD, event="PyCon"))
    life.book.save(seen("2", NEWER, place="Graz"))
    people = named(life.book, BOB)
    reply = ask(edit, life.book, people=people, event="the fair", medium="coffee", words="x")
    assert reply.text == "Mended: Bob · coffee Thursday 1 January · the fair."
    ask(edit, life.book, people=people, place="Linz", event="EuroPython", words="x")
    mended = life.book.get(Interaction, "2")
    assert mended
    assert (mended.place, mended.event) == ("Linz", "EuroPython")
    reply = ask_in_vain(edit, life.book, people=people, place="Linz", words="x")
    assert reply.text == "That is how I have it already."


def test_a_birthday_or_a_reminder_is_mended_where_the_words_say_so(life: Life) -> None:
    life.book.save(birthday("m", BOB))
    life.book.save(Reminder(id="r", contacts=(BOB,), on=date(2026, 3, 20), about="tea"))
    people = named(life.book, BOB)
    for words in ("bob's birthday to 5 may", "bob's reminder to monday"):
        ask(edit, life.book, people=people, when=date(2026, 3, 16), words=words)
    milestone, reminder = life.book.get(Milestone, "m"), life.book.get(Reminder, "r")
    assert milestone
    assert reminder
    assert milestone.on == MonthDay(3, 16)
    assert reminder.on == date(2026, 3, 23)


def test_nothing_with_somebody_and_nothing_of_the_kind_cannot_be_mended(life: Life) -> None:
    people = named(life.book, BOB)
    reply = ask_in_vain(edit, life.book, people=people, when=OLD, words="x")
    assert reply.text.startswith("There is nothing with Bob that I could mend.")
    life.book.save(birthday("m", BOB))
    reply = ask_in_vain(edit, life.book, people=people, place="Graz", words="bob's birthday")
    assert reply.text.startswith("What you told me last is not about a meeting.")


def test_a_day_that_is_still_to_come_is_no_day_of_a_meeting(life: Life) -> None:
    life.book.save(seen("1", OLD))
    people = named(life.book, BOB)
    late = date(2026, 4, 1)
    reply = ask_in_vain(edit, life.book, people=people, when=late, words="x")
    assert reply.text.startswith("Wednesday 1 April is still to come.")


def test_a_button_mends_the_day_of_a_meeting_or_a_reminder_and_of_nothing_else(
    life: Life,
) -> None:
    life.book.save(seen("1", OLD))
    life.book.save(Reminder(id="r", contacts=(), on=NEWER))
    ask(redate, life.book, ref="1", pick="2025-02-01")
    reply = ask(redate, life.book, ref="r", pick="2026-05-01")
    assert reply.text == "Mended: Friday 1 May."
    assert labels(reply.choices) == ["Undo"]
    mended = life.book.get(Interaction, "1")
    assert mended
    assert mended.on == date(2025, 2, 1)
    ask_in_vain(redate, life.book, ref="r", pick="tomorrow")
    ask_in_vain(redate, life.book, ref="gone", pick="2026-05-01")


def test_a_name_of_two_is_asked_about_as_elsewhere(life: Life) -> None:
    both = (Named("Bob", contacts=(BOB, ROB)),)
    for command, slots in ((rename, {"new_name": "Rob"}), (edit, {"org": ("Acme",)})):
        with pytest.raises(Unclear, match="Which Bob"):
            ask(command, life.book, people=both, **slots)
