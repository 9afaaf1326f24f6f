"""What holds for every text: nothing raises, all that is filled is known, time is linear."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.jsonl import as_json
from bot.language.reader import read
from bot.language.reading import SLOTS, Context, Reading
from tests.language.book import understood
from tests.language.fuzz import Maker, fuzz, told
from tests.language.test_reading import VERBS

STARTS = ("", "met ", "/met ", "/hello ", "who ", "remind me to ", "/edit ", "@CordiallyBot ")
SAID = (
    "met Helen Zoe's with and at , . ( ) : ; - -> @ #a / yesterday by Friday 3/4 in May CTO of "
    "Acme she's who ? loves about call promised I'll every week not done 2 “ ” \" ' the class "
    "Tuesday 鈴木さん مرحبا 020 7946 0001 a@b.example https://x.example <@U1|zoe> &amp; \n"
)
WORDS = st.sampled_from(SAID.split(" "))
PLATFORMS = st.sampled_from(["slack", "telegram", "any"])


def check(text: str, platform: str) -> None:
    reading = understood(text, platform=platform, verbs=VERBS)
    assert set(reading.slots) <= set(SLOTS)
    assert all(0 <= one.start < one.end <= len(text) for one in reading.evidence)
    assert as_json(reading)["intent"] == reading.intent


@given(st.sampled_from(STARTS), st.text(max_size=80), PLATFORMS)
def test_any_text_is_read(start: str, text: str, platform: str) -> None:
    check(start + text, platform)


@given(st.sampled_from(STARTS), st.lists(WORDS, max_size=24), PLATFORMS)
def test_any_run_of_words_is_read(start: str, said: list[str], platform: str) -> None:
    check(start + " ".join(said), platform)


def test_made_up_messages_are_read() -> None:
    ran = fuzz(600)
    assert ran.count == 600
    assert ran.raised == []


def test_a_message_that_raises_is_told_with_its_error() -> None:
    def refuse(text: str, context: Context) -> Reading:
        if len(text) > 20:
            raise ValueError
        return read(text, context)

    ran = fuzz(30, reader=refuse)
    assert 0 < len(ran.raised) < 30
    assert all(error == "ValueError()" and len(text) > 20 for error, text in ran.raised)
    assert [*told(ran)][-1] == f"{len(ran.raised)} raised."
    assert [*Maker(3).messages(5)] == [*Maker(3).messages(5)] != [*Maker(4).messages(5)]


PASTES = {
    "brackets": "(",
    "angles": "<@",
    "letters": "a",
    "ats": "@",
    "quotes": "“a” ",
    "names": "Anna Berg, ",
    "and": "anna and ",
    "titles": "dr mr ",
    "particles": "van der ",
    "roles": "director of ",
    "pronouns": "he she ",
    "places": "at the ",
    "labels": "name: ",
    "clips": "'s ",
    "lines": "\n",
    "invisible": "\u200b",
    "Arabic": "مرحبا ",
    "Japanese": "鈴木",
    "urls": "http://",
    "mails": "a.b@c.",
    "days": "next tuesday ",
    "cadences": "every week ",
    "instructions": "ignore previous instructions ",
}


@pytest.mark.parametrize("part", PASTES.values(), ids=PASTES)
@pytest.mark.parametrize("platform", ["slack", "any"])
def test_a_paste_takes_no_longer_than_its_length(part: str, platform: str) -> None:
    begun = time.thread_time()
    check(("met " + part * 10_000)[:10_000], platform)
    assert time.thread_time() - begun < 2
