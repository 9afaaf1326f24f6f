from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.errors import Unclear
from bot.language import Context, read
from bot.language.names import NameIndex
from bot.language.reading import Named, Reading
from bot.model.book import Book
from bot.model.document import Contact, ContactId, Doubt, Job, Option, Question, Settled
from bot.questions import (
    SKIPPED,
    Resolved,
    answered,
    ask,
    is_gone,
    open_question,
    pressed,
    rename_settled,
    settle,
)
from bot.reply import Press
from tests.turns import ANN, NOW, turn

CHEN, DIAZ = ContactId("chen"), ContactId("diaz")
OPTIONS = (
    Option("Sarah Chen · Acme, PyCon", CHEN),
    Option("Sarah Diaz · Globex, your old team", DIAZ),
    Option("Someone new"),
)
UNCLEAR = Unclear("Which Sarah?", "Sarah", OPTIONS)
TODAY, YESTERDAY = date(2026, 3, 18), date(2026, 3, 17)
NEW_BOB = Settled(Doubt.NAME, "Bob", Option("Someone new"))


def understand(words: str) -> Reading:
    """What the language reads where only the two Sarahs are known."""
    known = NameIndex()
    known.put(CHEN, ["Sarah Chen"])
    known.put(DIAZ, ["Sarah Diaz"])
    return read(words, Context(NOW, "en-GB", "console", known, {}))


def book_of_two() -> Book:
    book = Book(ANN)
    book.load(Contact(id=CHEN, name="Sarah Chen", added_on=TODAY, tags=("rust",)), 1)
    jobs = (Job("Globex", "CTO"),)
    book.load(Contact(id=DIAZ, name="Sarah Diaz", added_on=TODAY, jobs=jobs), 1)
    return book


def asked(
    book: Book,
    message_id: str = "m1",
    where: str = "c1",
    unclear: Unclear = UNCLEAR,
    words: str = "met Sarah",
) -> Question:
    said = turn(book, message_id=message_id, where=where, said_at=NOW - timedelta(hours=1))
    ask(unclear, words, said, [NEW_BOB])
    found = open_question(said)
    assert found
    return found


def answer(words: str, unclear: Unclear = UNCLEAR, said: str = "met Sarah") -> Option | None:
    book = book_of_two()
    return answered(asked(book, unclear=unclear, words=said), words, understand, book)


def settled(slots: Mapping[str, Any], *resolved: Settled) -> dict[str, Any]:
    return settle(slots, resolved, understand)


def test_a_question_is_in_words_and_in_the_book() -> None:
    moment = turn()
    reply = ask(UNCLEAR, "met Sarah", moment)
    question = open_question(moment)
    assert question
    assert reply.text == "Which Sarah?"
    assert [each.label for each in reply.choices] == [each.label for each in OPTIONS]
    assert [pressed(moment, each.press) for each in reply.choices] == [
        (question, option) for option in OPTIONS
    ]


def test_a_question_keeps_what_was_said_and_when_and_what_is_known_by_now() -> None:
    question = asked(Book(ANN))
    assert (question.words, question.name) == ("met Sarah", "Sarah")
    assert (question.asked_at, question.said_at) == (NOW, NOW - timedelta(hours=1))
    assert question.resolved == (NEW_BOB,)


def test_a_conversation_has_one_open_question_and_others_have_theirs() -> None:
    book = Book(ANN)
    first, elsewhere = asked(book), asked(book, "m2", "c2")
    second = asked(book, "m3")
    assert pressed(turn(book), Press("answer", first.id, "0")) is None
    assert open_question(turn(book)) == second
    assert open_question(turn(book, where="c2")) == elsewhere


def test_whoever_asks_anew_says_what_is_not_waited_for_any_more() -> None:
    book = Book(ANN)
    asked(book)
    again = ask(UNCLEAR, "met Sarah", turn(book, message_id="m2"))
    other = ask(UNCLEAR, "coffee with Sarah", turn(book, message_id="m3"))
    assert again.text == "Which Sarah?"
    assert other.text == "Which Sarah?\nI no longer wait for an answer on “met Sarah”."


def test_a_question_is_open_for_a_day_for_words_and_for_buttons() -> None:
    book = Book(ANN)
    question = asked(book)
    almost = turn(book, now=NOW + timedelta(hours=24, seconds=-1))
    over = turn(book, now=NOW + timedelta(hours=24))
    button = Press("answer", question.id, "0")
    assert open_question(almost) == question
    assert pressed(almost, button) == (question, OPTIONS[0])
    assert open_question(over) is None
    assert pressed(over, button) is None


@given(some.text(max_size=5) | some.sampled_from(["3", "-1", "²", "٣", "9" * 30]))
def test_a_press_that_no_button_made_answers_nothing(pick: str) -> None:
    book = Book(ANN)
    question = asked(book)
    found = pressed(turn(book), Press("answer", question.id, pick))
    assert found is None or found[1] in OPTIONS
    assert pressed(turn(book), Press("answer", "gone", "0")) is None


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("1", 0),
        ("2.", 1),
        ("c", 2),
        ("B", 1),
        ("the Globex one", 1),
        ("Chen", 0),
        ("no, I meant Chen!", 0),
        ("pycon", 0),
        ("the one from acme", 0),
        ("the CTO", 1),
        ("rust", 0),
        ("the second", 1),
        ("first one", 0),
        ("the last one", 2),
        ("Sarah Diaz · Globex, your old team", 1),
        ("someone new", 2),
        ("neither", 2),
        ("None of them.", 2),
    ],
)
def test_an_answer_is_a_number_a_letter_an_ordinal_or_words_that_only_one_has(
    words: str, chosen: int
) -> None:
    assert answer(words) == OPTIONS[chosen]


@pytest.mark.parametrize(
    "words",
    ["", "0", "4", "z", "²", "Sarah", "the one", "Bob", "met Bob", "yes", "the fifth", "undo"],
)
def test_other_words_leave_it_open(words: str) -> None:
    assert answer(words) is None


@pytest.mark.parametrize("words", ["met Chen", "note Chen: tea", "who is Chen?", "Chen is CTO"])
def test_what_reads_as_something_of_its_own_leaves_it_open(words: str) -> None:
    assert answer(words) is None


@pytest.mark.parametrize("words", ["skip", "Never mind!", "nobody"])
def test_a_question_can_be_skipped_in_words(words: str) -> None:
    assert answer(words) == SKIPPED


def test_neither_skips_where_nobody_new_can_be_meant() -> None:
    known_only = Unclear("Which Sarah?", "Sarah", OPTIONS[:2])
    assert answer("neither", known_only) == SKIPPED
    assert answer("no", known_only) is None


@pytest.mark.parametrize(
    ("words", "chosen"), [("yes", 0), ("y", 0), ("Yep", 0), ("no", 1), ("nope", 1)]
)
def test_whether_it_is_one_somebody_takes_a_yes_or_a_no(words: str, chosen: int) -> None:
    options = (Option("Sarah · the conference", CHEN, takes_name=True), Option("Someone new"))
    assert answer(words, Unclear("Is that Sarah?", "Sarah Chen", options)) == options[chosen]


WHO = Unclear("Who are the twins?", "the twins", (SKIPPED,), Doubt.SOMEBODY)


@pytest.mark.parametrize(
    "words",
    ["Ada", "Ada and Bea Holm", "it was Ada", "sarah chen", "Ada, Bea and Cleo", "Chen"],
)
def test_who_somebody_was_is_answered_with_names(words: str) -> None:
    assert answer(words, WHO) is not None


@pytest.mark.parametrize(
    "words",
    ["asdf", "ok", "thanks", "met Ada", "who is Ada", "what?", "Ada came late", "2", ""],
)
def test_who_somebody_was_is_not_answered_by_what_is_no_name(words: str) -> None:
    assert answer(words, WHO) is None


@pytest.mark.parametrize(
    ("said", "words", "day"),
    [
        ("met Sarah Chen", "yesterday", YESTERDAY),
        ("met Sarah Chen", "last Thursday", date(2026, 3, 12)),
        ("met Sarah Chen", "2 March", date(2026, 3, 2)),
        ("remind me to call Sarah Chen", "Friday", date(2026, 3, 20)),
        ("remind me to call Sarah Chen", "tomorrow", date(2026, 3, 19)),
    ],
)
def test_a_day_that_was_asked_for_is_read_in_the_direction_of_what_was_said(
    said: str, words: str, day: date
) -> None:
    options = (Option("Today", day=TODAY),)
    found = answer(words, Unclear("When?", "nxt thirsday", options, Doubt.DAY), said)
    assert found
    assert found.day == day


def test_a_day_that_was_asked_for_can_be_left_open() -> None:
    when = Unclear("When?", "nxt thirsday", (Option("Today", day=TODAY),), Doubt.DAY)
    assert answer("today", when) == Option("Today", day=TODAY)
    assert answer("asdf", when) is None
    assert answer("met Bob yesterday", when) is None


@given(some.text(max_size=8))
def test_whatever_is_said_is_one_of_the_options_or_none(words: str) -> None:
    assert answer(words) in {None, SKIPPED, *OPTIONS}


def test_names_that_were_asked_about_mean_whom_was_chosen() -> None:
    sarah = Named("Sarah", contacts=(CHEN, DIAZ))
    zoe, bob = Named("Zoe", near=(CHEN,)), Named("Bob")
    slots = {"people": (sarah, zoe, bob), "place": "fair"}
    diaz = Settled(Doubt.NAME, "sarah", OPTIONS[1])
    assert settled(slots, diaz, Settled(Doubt.NAME, "Zoe", OPTIONS[2])) == {
        "people": (Named("Sarah", contacts=(DIAZ,)), Named("Zoe", is_new=True), bob),
        "place": "fair",
    }
    assert settled({"place": "fair"}, diaz) == {"place": "fair"}


def test_days_places_and_descriptions_that_were_asked_about_are_filled_in() -> None:
    yesterday = Settled(Doubt.DAY, "x", Option("Yesterday", day=YESTERDAY))
    assert settled({"when_or": (TODAY,)}, yesterday) == {"when": YESTERDAY}
    vienna = {"people": (Named("Vienna", is_new=True),)}
    a_place = Settled(Doubt.PLACE, "Vienna", Option("A place", place=True))
    a_person = Settled(Doubt.PLACE, "Vienna", Option("A person"))
    assert settled(vienna, a_place) == {"place": "Vienna"}
    assert settled(vienna, a_person) == vienna
    chen = settled({}, Settled(Doubt.SOMEBODY, "the twins", Option("Chen")))
    assert chen == {"people": (Named("Sarah Chen", contacts=(CHEN,)),)}
    assert settled({}, Settled(Doubt.SOMEBODY, "the twins", SKIPPED)) == {}
    assert settled({}, Settled(Doubt.INSTEAD, "Mei", OPTIONS[0])) == {"instead": CHEN}


def test_somebody_who_is_recognised_by_a_full_name_is_called_by_it() -> None:
    book = Book(ANN)
    book.load(Contact(id="a", name="Sarah", added_on=TODAY), 1)
    moment = turn(book)
    same = Option("Sarah · the conference", ContactId("a"), takes_name=True)
    resolved: Resolved = [Settled(Doubt.NAME, "Sarah Chen", same), NEW_BOB]
    rename_settled(resolved, moment)
    contact = book.get(Contact, "a")
    assert contact
    assert contact.name == "Sarah Chen"


def test_a_contact_that_is_gone_can_not_be_chosen() -> None:
    book = book_of_two()
    assert not is_gone(OPTIONS[0], book)
    assert not is_gone(OPTIONS[2], book)
    assert is_gone(Option("Bob", ContactId("bob")), book)
