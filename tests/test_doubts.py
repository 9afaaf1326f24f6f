from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.described import described
from bot.doubts import SKIP, doubt
from bot.errors import Unclear
from bot.language.reading import Named, Reading
from bot.model.book import Book
from bot.model.calendar import Month
from bot.model.document import Contact, ContactId, Doubt, Option, Settled
from tests.turns import ANN, turn

SARAH = ContactId("s")
TODAY = date(2026, 3, 18)


def asked(
    intent: str,
    slots: Mapping[str, Any],
    text: str = "",
    *settled: Settled,
    unread: tuple[str, ...] = (),
) -> Unclear | None:
    book = Book(ANN)
    book.load(Contact(id=SARAH, name="Sarah", added_on=TODAY, met_at="the conference"), 1)
    book.load(Contact(id="k", name="Sarah Kim", added_on=TODAY), 1)
    return doubt(Reading(intent, slots, unread=unread), text, turn(book), settled)


def found(unclear: Unclear | None) -> Unclear:
    assert unclear
    return unclear


CHEN = {"people": (Named("Sarah Chen", is_new=True),)}


def test_a_full_name_is_asked_about_where_the_first_name_alone_is_known() -> None:
    question = found(asked("met", CHEN))
    assert question.question == "Is Sarah Chen the Sarah whom you know?"
    same = Option("Sarah · the conference", SARAH, takes_name=True)
    assert question.options == (same, Option("Someone new"))
    assert found(asked("note", CHEN)).options == (same, Option("Someone new"))
    assert found(asked("remind", CHEN)).options == (same,)  # a reminder adds nobody
    assert asked("met", CHEN, "", Settled(Doubt.NAME, "Sarah Chen", same)) is None


@pytest.mark.parametrize(
    "named",
    [
        Named("Sarah", is_new=True),
        Named("Sarah Kim", contacts=(ContactId("k"),)),
        Named("Ana Sarah", is_new=True),
        Named("Bob Okafor", is_new=True),
    ],
)
def test_nobody_else_is_taken_for_somebody_known(named: Named) -> None:
    assert asked("met", {"people": (named,)}) is None


def test_questions_and_what_steers_the_bot_are_not_asked_about() -> None:
    for intent in ("query", "edit", "system", "none", "settings", "nudge_reply"):
        assert asked(intent, CHEN, "the woman from Acme", unread=("nxt",)) is None


VIENNA = {"people": (Named("Vienna", is_new=True),)}


def test_a_city_that_could_be_somebody_is_asked_about() -> None:
    question = found(asked("met", VIENNA, "visited Vienna"))
    assert question.question == "Is Vienna a person or a place?"
    assert [each.place for each in question.options] == [False, True]
    person = Settled(Doubt.PLACE, "Vienna", Option("A person"))
    assert asked("met", VIENNA, "visited Vienna", person) is None


def test_a_city_that_is_plainly_somebody_is_not() -> None:
    assert asked("met", VIENNA, "coffee with Vienna") is None
    assert asked("met", VIENNA | {"place": "Graz"}, "visited Vienna in Graz") is None
    bob = {"people": (Named("Bob", is_new=True),)}
    assert asked("met", bob, "visited Bob") is None


def test_a_day_that_stayed_unread_is_asked_for() -> None:
    bob = {"people": (Named("Bob", contacts=(SARAH,)),)}
    past = found(asked("met", bob, unread=("nxt thirsday",)))
    assert past.question == "I can't read “nxt thirsday” as a day. When was that?"
    assert [(each.label, each.day) for each in past.options] == [
        ("Today", TODAY),
        ("Yesterday", date(2026, 3, 17)),
    ]
    ahead = found(asked("remind", bob, unread=("nxt thirsday",)))
    assert ahead.question.endswith("When is that?")
    assert ahead.options[1] == Option("Tomorrow", day=date(2026, 3, 19))
    assert asked("met", bob | {"when": TODAY}, unread=("nxt thirsday",)) is None


@pytest.mark.parametrize(
    ("intent", "said", "other", "offered"),
    [
        ("met", date(2027, 4, 3), date(2027, 3, 4), [date(2025, 4, 3), date(2026, 3, 4)]),
        ("remind", date(2024, 4, 3), date(2024, 3, 4), [date(2026, 4, 3), date(2027, 3, 4)]),
    ],
)
def test_where_neither_day_can_be_both_are_offered_in_a_year_where_they_can(
    intent: str, said: date, other: date, offered: list[date]
) -> None:
    bob = {"people": (Named("Bob", contacts=(SARAH,)),), "when": said, "when_or": (other,)}
    question = found(asked(intent, bob))
    assert question.doubt is Doubt.DAY
    assert [each.day for each in question.options] == offered
    settled = Settled(Doubt.DAY, question.name, question.options[0])
    assert asked(intent, bob, "", settled) is None


def test_where_one_of_the_days_can_be_nothing_is_asked() -> None:
    bob = {"people": (Named("Bob", contacts=(SARAH,)),)}
    days = {"when": date(2025, 4, 3), "when_or": (date(2027, 3, 4),)}
    assert asked("met", bob | days) is None
    assert asked("remind", bob | days) is None
    assert asked("milestone", bob | {"when": date(2027, 4, 3), "when_or": (TODAY,)}) is None


@pytest.mark.parametrize(
    ("slots", "text", "question"),
    [
        ({}, "met the twins", "Who are the twins?"),
        ({"org": ("Acme",)}, "met a woman from Acme", "Who was the woman from Acme?"),
        (
            {"when": date(2026, 3, 12), "medium": "meal"},
            "dinner with the twins last thursday",
            "A meal on Thursday 12 March. Who are the twins?",
        ),
        ({"when": TODAY}, "saw my boss today", "You met today. Who was my boss?"),
        ({"when": Month(2026, 2)}, "met in February", "You met in February. Who was it?"),
        ({"event": "the fair"}, "met at the fair", "Who was it?"),
    ],
)
def test_whoever_was_met_and_not_named_is_asked_for(
    slots: dict[str, Any], text: str, question: str
) -> None:
    unclear = found(asked("met", slots, text))
    assert unclear.question == question
    assert (unclear.options, unclear.doubt, unclear.can_do_without) == (
        (SKIP,),
        Doubt.SOMEBODY,
        False,
    )


def test_what_is_to_be_done_makes_sense_without_a_name() -> None:
    slots = {"when": date(2026, 3, 26), "note": "dinner with the twins"}
    unclear = found(asked("remind", slots, "dinner with the twins next thursday"))
    assert unclear.question == "A reminder on Thursday 26 March. Who are the twins?"
    assert unclear.can_do_without
    assert asked("remind", slots, "deal with the tax return") is None
    assert asked("remind", slots, "water the plants") is None


def test_nobody_is_asked_for_where_nothing_was_said_of_them() -> None:
    assert asked("met", {"medium": "in_person"}, "/met") is None
    assert asked("note", {"note": "the man is kind"}, "met the man") is None


@pytest.mark.parametrize(
    ("text", "words", "noun"),
    [
        ("met the twins", "the twins", "twins"),
        ("dinner w/ the twins nxt thirsday", "the twins", "twins"),
        ("coffee with the guy from the gym, tall", "the guy from the gym", "guy"),
        ("met some people from Globex at PyCon", "the people from Globex", "people"),
        ("lunch with the Ferrix sales team", "the Ferrix sales team", "team"),
        ("ran into an old colleague of Ana's", "the old colleague of Ana's", "colleague"),
        ("the woman from Acme", "the woman from Acme", "woman"),
        ("talked to my boss", "my boss", "boss"),
    ],
)
def test_a_description_ends_where_something_else_is_told(
    text: str, words: str, noun: str
) -> None:
    seen = described(text)
    assert seen
    assert (seen.words, seen.noun) == (words, noun)


@pytest.mark.parametrize("text", ["", "met at the fair", "met Bob", "met", "the", "with the "])
def test_where_nobody_is_described_there_is_no_description(text: str) -> None:
    assert described(text) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("met the woman", "Who was the woman?"),
        ("met the women", "Who are the women?"),
        ("met the boss", "Who was the boss?"),
        ("met the Ferrix crew", "Who of the Ferrix crew?"),
    ],
)
def test_the_question_has_the_number_of_the_word(text: str, question: str) -> None:
    seen = described(text)
    assert seen
    assert seen.question == question


@given(
    some.text(max_size=60)
    | some.text(some.sampled_from("with the of from a ,.("), max_size=200)
)
def test_any_text_has_one_description_or_none(text: str) -> None:
    seen = described(text)
    assert seen is None or seen.question.endswith("?")
