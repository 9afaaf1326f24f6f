from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.errors import Unclear
from bot.language.reading import Named
from bot.model.book import Book
from bot.model.document import ContactId, Option, Question
from bot.questions import answered, ask, open_question, pressed, resolve
from bot.reply import Press
from tests.turns import ANN, NOW, turn

CHEN, DIAZ = ContactId("chen"), ContactId("diaz")
OPTIONS = (
    Option("Sarah Chen · Acme, PyCon", CHEN),
    Option("Sarah Diaz · Globex, your old team", DIAZ),
    Option("Someone new"),
)
UNCLEAR = Unclear("Which Sarah?", "Sarah", OPTIONS)


def asked(book: Book, message_id: str = "m1", where: str = "c1") -> Question:
    said = turn(book, message_id=message_id, where=where, said_at=NOW - timedelta(hours=1))
    ask(UNCLEAR, "met Sarah", said, [("Bob", None)])
    found = open_question(said)
    assert found
    return found


def test_a_question_is_in_words_and_in_the_book() -> None:
    moment = turn()
    reply = ask(UNCLEAR, "met Sarah", moment)
    question = open_question(moment)
    assert question
    assert reply.text == "Which Sarah?"
    assert [each.label for each in reply.choices] == [each.label for each in OPTIONS]
    assert [pressed(moment.book, each.press) for each in reply.choices] == [
        (question, option) for option in OPTIONS
    ]


def test_a_question_keeps_what_was_said_and_when_and_what_is_known_by_now() -> None:
    question = asked(Book(ANN))
    assert (question.words, question.name) == ("met Sarah", "Sarah")
    assert (question.asked_at, question.said_at) == (NOW, NOW - timedelta(hours=1))
    assert question.resolved == (("Bob", None),)


def test_a_conversation_has_one_open_question_and_others_have_theirs() -> None:
    book = Book(ANN)
    first, elsewhere = asked(book), asked(book, "m2", "c2")
    second = asked(book, "m3")
    assert pressed(book, Press("answer", first.id, "0")) is None
    assert open_question(turn(book)) == second
    assert open_question(turn(book, where="c2")) == elsewhere


def test_a_question_is_open_for_a_day() -> None:
    book = Book(ANN)
    question = asked(book)
    almost = NOW + timedelta(hours=24, seconds=-1)
    assert open_question(turn(book, now=almost)) == question
    assert open_question(turn(book, now=NOW + timedelta(hours=24))) is None


@given(some.text(max_size=5) | some.sampled_from(["3", "-1", "²", "٣", "9" * 30]))
def test_a_press_that_no_button_made_answers_nothing(pick: str) -> None:
    book = Book(ANN)
    question = asked(book)
    found = pressed(book, Press("answer", question.id, pick))
    assert found is None or found[1] in OPTIONS
    assert pressed(book, Press("answer", "gone", "0")) is None


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
        ("someone new", 2),
    ],
)
def test_an_answer_is_a_number_a_letter_or_words_that_only_one_has(
    words: str, chosen: int
) -> None:
    assert answered(asked(Book(ANN)), words) == OPTIONS[chosen]


@pytest.mark.parametrize(
    "words", ["", "0", "4", "z", "²", "Sarah", "the one", "Bob", "met Bob"]
)
def test_other_words_leave_it_open(words: str) -> None:
    assert answered(asked(Book(ANN)), words) is None


@given(some.text(max_size=8))
def test_whatever_is_said_is_one_of_the_options_or_none(words: str) -> None:
    assert answered(asked(Book(ANN)), words) in {None, *OPTIONS}


def test_names_that_were_asked_about_mean_whom_was_chosen() -> None:
    sarah = Named("Sarah", contacts=(CHEN, DIAZ))
    zoe, bob = Named("Zoe", near=(CHEN,)), Named("Bob")
    slots = {"people": (sarah, zoe, bob), "place": "fair"}
    assert resolve(slots, [("sarah", DIAZ), ("Zoe", None)]) == {
        "people": (Named("Sarah", contacts=(DIAZ,)), Named("Zoe", is_new=True), bob),
        "place": "fair",
    }
    assert resolve({"place": "fair"}, [("sarah", DIAZ)]) == {"place": "fair"}
