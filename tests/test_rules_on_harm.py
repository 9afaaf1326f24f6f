"""What would hurt somebody is never said: to the owner unasked, at work, or in a draft."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.model.calendar import Month
from bot.model.document import (
    ContactId,
    Event,
    Favour,
    Interaction,
    Note,
    Occasion,
    Promise,
    Reason,
    Reminder,
    Support,
    Tie,
)
from bot.nudges.digest import Look, compose
from bot.nudges.drafts import Subject, drafts
from bot.nudges.moments import due_moments, said
from bot.nudges.occasions import nearest, occasions
from bot.nudges.phrases import PERSONAL_TIES
from bot.nudges.recap import recap
from bot.nudges.review import review
from tests.nudges.life import WEDNESDAY, Life, at

DAY = timedelta(days=1)
BOB = ContactId("bob")
BOUNDARIES = ({"do_not_contact": True}, {"passed_away": True})
GENDERED = re.compile(r"\b(he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
SECRET = "zygomorphic"
"""A word that stands in every free text, and must not get out."""


def full_life(**bob: object) -> Life:
    """Bob, about whom there is every reason to write."""
    life = Life()
    life.knows("Bob Okafor", cadence_days=10, **bob)
    life.talked("bob", WEDNESDAY - 60 * DAY, event="PyCon", topics=("Rust",), note=SECRET)
    life.has("bob", Occasion.BIRTHDAY, date(1980, 3, 18))
    life.has("bob", Occasion.WORK_ANNIVERSARY, date(2021, 3, 18), label="Globex")
    life.reminds("bob", WEDNESDAY, f"ask about the {SECRET}")
    timed = Reminder(id="t", contacts=(BOB,), on=WEDNESDAY, at="08:00")
    life.book.save(timed)
    life.book.save(
        Promise(
            id="p",
            contacts=(BOB,),
            is_mine=True,
            what=f"the {SECRET} deck",
            made_on=WEDNESDAY - 9 * DAY,
            due=WEDNESDAY,
        )
    )
    life.book.save(
        Favour(
            id="f",
            contacts=(BOB,),
            is_given=False,
            what=f"{SECRET} advice",
            on=WEDNESDAY - DAY,
        )
    )
    life.book.save(Note(id="n", contacts=(BOB,), text=SECRET, on=WEDNESDAY - DAY))
    return life


def unasked(life: Life) -> list[str]:
    """Everything that would come by itself on Wednesday."""
    texts = []
    for platform in ("telegram", "slack"):
        digest = life.wakes(WEDNESDAY)
        if digest:
            look = Look(platform, is_unfolded=True)
            texts.append(compose(digest, life.book, WEDNESDAY, look=look).text)
    now = at(WEDNESDAY)
    texts += [said(each, life.book, now).text for each in due_moments(life.book, now)]
    texts.append(review(life.book, WEDNESDAY).text)
    event = Event(id="e", name="PyCon", first=WEDNESDAY - 61 * DAY, last=WEDNESDAY)
    return [*texts, recap(life.book, event).text]


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_nobody_behind_a_boundary_is_named_in_anything_unasked(
    boundary: dict[str, bool],
) -> None:
    assert all("Bob" in text for text in unasked(full_life()))
    assert not any("Bob" in text for text in unasked(full_life(**boundary)))


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_boundary_drawn_after_the_plan_holds_on_the_way_out(
    boundary: dict[str, bool],
) -> None:
    life = full_life()
    digest = life.wakes(WEDNESDAY)
    assert digest
    life.change("bob", **boundary)
    assert "Bob" not in compose(digest, life.book, WEDNESDAY, platform="telegram").text


def test_the_dead_are_not_congratulated() -> None:
    life = full_life(passed_away=True)
    assert occasions(life.book, WEDNESDAY - 400 * DAY, WEDNESDAY + 400 * DAY) == ()


@pytest.mark.parametrize("kind", [Occasion.BABY, Occasion.WEDDING, Occasion.ENGAGEMENT])
def test_what_is_only_expected_is_never_congratulated_on(kind: Occasion) -> None:
    life = Life()
    life.knows("Ana")
    life.has("ana", kind, WEDNESDAY, expected=True)
    life.has("ana", kind, Month(2026, 3), expected=True)
    assert occasions(life.book, WEDNESDAY - 40 * DAY, WEDNESDAY + 400 * DAY) == ()
    assert life.wakes(WEDNESDAY) is None


@pytest.mark.parametrize("tie", [each for each in Tie if each not in PERSONAL_TIES])
def test_no_age_where_the_tie_is_of_work(tie: Tie) -> None:
    life = Life()
    life.knows("Ana", tie=tie)
    life.has("ana", Occasion.BIRTHDAY, date(1980, 3, 18))
    assert life.morning(WEDNESDAY) == ["🎂 Ana · birthday today."]


@pytest.mark.parametrize(("kind", "tie"), list(product(Occasion, [Tie.FRIEND, Tie.CLIENT])))
def test_a_draft_has_no_age_no_gender_and_nothing_private(kind: Occasion, tie: Tie) -> None:
    life = full_life(tie=tie)
    day = life.has("bob", kind, date(1980, 3, 18) if kind.is_yearly else WEDNESDAY)
    talk = Interaction(
        id="x",
        contacts=(BOB,),
        on=WEDNESDAY - DAY,
        logged_at=datetime(2026, 3, 17, tzinfo=UTC),
        topics=("his knee surgery", "salary", "looking for a job"),
        note=SECRET,
    )
    occurrence = nearest(life.book, day, WEDNESDAY)
    for is_new, about in product((True, False), (occurrence, None)):
        subject = Subject((life.contact("bob"),), WEDNESDAY, talk, about, is_new_tie=is_new)
        for text in drafts(subject):
            assert not GENDERED.search(text)
            assert "46" not in text
            assert not re.search(rf"{SECRET}|knee|salary|job\b.*looking", text)
    hard = Subject((life.contact("bob"),), WEDNESDAY, talk, occurrence, is_in_hard_times=True)
    assert not any(re.search("!|ongratul|appy", text) for text in drafts(hard))


@given(some.sampled_from(["health", "money", "divorce", "looking for work", "the lawsuit"]))
def test_at_work_a_line_says_a_name_and_a_class_and_nothing_told(word: str) -> None:
    life = full_life()
    life.talked("bob", WEDNESDAY - 20 * DAY, topics=(word,), note=word)
    life.reminds("bob", WEDNESDAY, word)
    life.book.save(
        Support(
            id="s",
            contacts=(BOB,),
            on=WEDNESDAY,
            until=WEDNESDAY + DAY,
            about=word,
        )
    )
    digest = life.wakes(WEDNESDAY)
    assert digest
    look = Look("slack", is_unfolded=True)
    reply = compose(digest, life.book, WEDNESDAY, look=look)
    folded = compose(digest, life.book, WEDNESDAY, platform="slack")
    for text in (reply.text, reply.discreet or "", folded.text, folded.discreet or ""):
        assert word not in text
        assert SECRET not in text
    assert "Bob" not in folded.text


def test_what_comes_at_its_own_hour_is_folded_at_work_too() -> None:
    life = full_life()
    life.wants(review_day=WEDNESDAY.weekday())
    life.book.save(Event(id="e", name=SECRET, first=WEDNESDAY, last=WEDNESDAY))
    now = at(WEDNESDAY, 20, 5)
    found = due_moments(life.book, now)
    assert len(found) == 3
    for each in found:
        folded = said(each, life.book, now, "slack")
        assert "Bob" not in folded.text
        assert SECRET not in folded.text
        assert [choice.label for choice in folded.choices] == ["Show"]


def test_no_reason_guesses_a_gender() -> None:
    life = full_life()
    life.knows("Ana", added_on=WEDNESDAY - 2 * DAY)
    life.talked("ana", WEDNESDAY - 2 * DAY)
    assert not any(GENDERED.search(text) for text in unasked(life))


def test_a_favour_given_is_never_a_debt() -> None:
    life = Life()
    life.knows("Ana")
    life.book.save(
        Favour(id="f", contacts=(ContactId("ana"),), is_given=True, what="a lift", on=WEDNESDAY)
    )
    assert life.wakes(WEDNESDAY) is None
    assert "lift" not in review(life.book, WEDNESDAY).text


def test_no_number_about_a_person_but_days() -> None:
    life = full_life()
    digest = life.wakes(WEDNESDAY)
    assert digest
    assert {each.reason for each in digest.nudges} <= set(Reason)
    assert not any("%" in text or "score" in text for text in unasked(life))
