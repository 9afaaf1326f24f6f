import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.model.calendar import MonthDay
from bot.model.document import Interaction, Occasion, Tie
from bot.nudges.drafts import Subject, drafts
from bot.nudges.occasions import Occurrence
from tests.nudges.life import WEDNESDAY, Life, at


def talk(**more: object) -> Interaction:
    return Life().talked("bob", date(2025, 12, 5), **more)


def subject(
    occasion: Occasion | None = None,
    *,
    on: date = WEDNESDAY,
    years: int | None = None,
    label: str | None = None,
    tie: Tie = Tie.PEER,
    about: Interaction | None = None,
    is_new: bool = False,
) -> Subject:
    life = Life()
    bob = life.knows("Bob Okafor", tie=tie)
    found = None
    if occasion:
        milestone = life.has("bob", occasion, MonthDay(3, 18), label=label)
        found = Occurrence(milestone, (bob,), on, years)
    return Subject((bob,), WEDNESDAY, about, found, is_new_tie=is_new)


@pytest.mark.parametrize("occasion", [None, *Occasion])
@pytest.mark.parametrize("is_new", [True, False])
def test_there_are_three_and_no_two_are_the_same(
    occasion: Occasion | None, is_new: bool
) -> None:
    found = drafts(subject(occasion, years=1, is_new=is_new))
    assert len(found) >= 3
    assert len(set(found)) == len(found)
    for each in found:
        assert "Bob" in each
        assert "Okafor" not in each
        assert not re.search(r"[{}]|  |!!", each)


def test_a_birthday_asks_about_the_last_talk() -> None:
    found = drafts(subject(Occasion.BIRTHDAY, about=talk(topics=("the marathon",))))
    assert found[0] == "Happy birthday, Bob! How is it going with the marathon?"


def test_what_is_belated_says_so() -> None:
    found = drafts(subject(Occasion.BIRTHDAY, on=date(2026, 3, 16)))
    assert found[0] == "Happy birthday, Bob! I'm a little late, but no less glad."


def test_a_wedding_is_followed_by_anniversaries() -> None:
    assert drafts(subject(Occasion.WEDDING))[0] == "Congratulations on your wedding, Bob!"
    assert drafts(subject(Occasion.WEDDING, years=1))[0] == "Happy anniversary, Bob!"


def test_work_is_named_where_it_is_known() -> None:
    found = drafts(subject(Occasion.WORK_ANNIVERSARY, years=5, label="Globex"))
    assert found[0] == "Congratulations, Bob, on five years at Globex!"
    found = drafts(subject(Occasion.WORK_ANNIVERSARY, label="Globex"))
    assert found[0] == "Congratulations, Bob, on your work anniversary at Globex!"


def test_a_new_tie_is_reminded_of_where_they_met() -> None:
    about = talk(event="PyCon", topics=("Rust",))
    assert drafts(subject(is_new=True, about=about))[0] == (
        "Hello Bob, it was good to meet you at PyCon. How is it going with Rust?"
    )


def test_an_old_tie_is_asked_how_things_are() -> None:
    about = talk(place="Lisbon")
    assert drafts(subject(about=about, tie=Tie.FRIEND))[1] == (
        "Hi Bob, it has been a while since Lisbon in December. How have you been?"
    )
    assert drafts(subject())[2] == "Hello Bob, how are things with you?"


def test_a_couple_is_named_together() -> None:
    life = Life()
    both = (life.knows("Mei Ito"), life.knows("Jon Ito"))
    milestone = life.has("mei jon", Occasion.ANNIVERSARY, MonthDay(3, 18))
    found = drafts(Subject(both, WEDNESDAY, None, Occurrence(milestone, both, WEDNESDAY)))
    assert found[0] == "Happy anniversary, Mei and Jon!"


@pytest.mark.parametrize(
    "topic",
    [
        "his knee surgery",
        "the divorce",
        "her salary",
        "looking for a job",
        "the interview at Globex",
        "her father's funeral",
        "being pregnant",
        "Burn-out",
    ],
)
@pytest.mark.parametrize("occasion", [None, Occasion.BIRTHDAY])
def test_what_is_delicate_is_passed_over(topic: str, occasion: Occasion | None) -> None:
    for about in (talk(topics=(topic, "Rust")), talk(topics=(topic,), event=topic)):
        for each in drafts(subject(occasion, about=about)):
            assert topic not in each
    assert "Rust" in drafts(subject(occasion, about=talk(topics=(topic, "Rust"))))[0]


words = some.text("abcdefghij ", min_size=5, max_size=30).filter(str.strip)


@given(
    note=words.map(lambda text: f"NOTE{text}"),
    occasion=some.none() | some.sampled_from(Occasion),
    years=some.none() | some.integers(1, 90),
    is_new=some.booleans(),
    tie=some.sampled_from(Tie),
)
def test_no_note_and_no_age_ever_gets_in(
    note: str, occasion: Occasion | None, years: int | None, is_new: bool, tie: Tie
) -> None:
    about = Interaction(
        id="t", contacts=(), on=date(2025, 12, 5), logged_at=at(WEDNESDAY), note=note
    )
    for each in drafts(subject(occasion, years=years, tie=tie, about=about, is_new=is_new)):
        assert "NOTE" not in each
        assert not re.search(r"\d", each)
