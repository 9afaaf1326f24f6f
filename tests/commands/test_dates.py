from datetime import date
from typing import Any

import pytest

from bot.commands.birthday import birthday
from bot.commands.cadence import MOST_DAYS, cadence
from bot.commands.milestone import milestone
from bot.language.reading import Named, When
from bot.model.calendar import Anchor, Month, MonthDay, Week
from bot.model.document import Milestone, Occasion, Tie
from bot.nudges.cadences import OFFERED_DAYS
from bot.nudges.occasions import birthday_of
from bot.nudges.standing import kept
from tests.commands.asking import ask, ask_in_vain, labels, named, press
from tests.nudges.life import WEDNESDAY, Life


@pytest.fixture
def life() -> Life:
    life = Life()
    life.knows("Bob Okafor")
    life.knows("Ana Lima")
    return life


def kept_on(life: Life, who: str) -> Anchor | Month | None:
    found = birthday_of(life.book, who)
    return found.on if found else None


def only(life: Life) -> Milestone:
    (found,) = life.book.all(Milestone)
    return found


# Birthdays


@pytest.mark.parametrize(
    ("when", "on", "said"),
    [
        (date(2026, 3, 19), MonthDay(3, 19), "on 19 March, tomorrow."),
        (MonthDay(3, 18), MonthDay(3, 18), "on 18 March, today."),
        (MonthDay(3, 4), MonthDay(3, 4), "on 4 March."),
        (date(1980, 3, 4), date(1980, 3, 4), "on 4 March 1980."),
        (Month(2026, 3), Month(2026, 3), "in March."),
    ],
)
def test_a_birthday_is_saved_and_said_as_understood(
    life: Life, when: When, on: Anchor | Month, said: str
) -> None:
    reply = ask(birthday, life.book, people=named(life.book, "bob"), when=when)
    assert reply.text == f"Saved: Bob Okafor · birthday {said}"
    assert labels(reply.choices) == ["Undo"]
    assert kept_on(life, "bob") == on


def test_a_birthday_that_was_known_is_replaced(life: Life) -> None:
    before = life.has("bob", Occasion.BIRTHDAY, MonthDay(3, 4))
    people = named(life.book, "bob")
    reply = ask(birthday, life.book, people=people, when=MonthDay(3, 5))
    assert reply.text == "Saved: Bob Okafor · birthday on 5 March. Before, I had 4 March."
    assert (only(life).id, only(life).on) == (before.id, MonthDay(3, 5))


def test_two_people_each_get_their_own(life: Life) -> None:
    people = named(life.book, "bob", "ana")
    reply = ask(birthday, life.book, people=people, when=MonthDay(3, 5))
    assert len(reply.lines) == 2
    ask(birthday, life.book, people=named(life.book, "ana"), when=MonthDay(3, 6))
    assert (kept_on(life, "bob"), kept_on(life, "ana")) == (MonthDay(3, 5), MonthDay(3, 6))


def test_of_a_shared_birthday_one_can_be_put_right(life: Life) -> None:
    life.has("bob ana", Occasion.BIRTHDAY, MonthDay(3, 4))
    ask(birthday, life.book, people=named(life.book, "ana"), when=MonthDay(3, 6))
    assert kept_on(life, "bob") == MonthDay(3, 4)
    assert {each.on for each in life.book.all(Milestone)} == {MonthDay(3, 4), MonthDay(3, 6)}


@pytest.mark.parametrize(
    ("when", "other", "label", "kept"),
    [
        (MonthDay(4, 3), date(2027, 3, 4), "It is 4 March", MonthDay(3, 4)),
        (date(1980, 4, 3), date(1980, 3, 4), "It is 4 March 1980", date(1980, 3, 4)),
    ],
)
def test_a_date_that_could_be_another_offers_it(
    life: Life, when: When, other: date, label: str, kept: Anchor
) -> None:
    people = named(life.book, "bob")
    reply = ask(birthday, life.book, people=people, when=when, when_or=(other,))
    assert labels(reply.choices) == ["Undo", label]
    verb, ref, pick = press(reply, label)
    mended = ask(birthday, life.book, ref=ref, pick=pick)
    assert (verb, mended.edits) == ("birthday", True)
    assert kept_on(life, "bob") == kept


def test_29_february_says_when_it_is_kept_and_offers_1_march(life: Life) -> None:
    people = named(life.book, "bob")
    reply = ask(birthday, life.book, people=people, when=date(1996, 2, 29))
    assert reply.lines[1].text == "In common years I keep it on 28 February."
    _, ref, pick = press(reply, "1 March instead")
    moved = ask(birthday, life.book, ref=ref, pick=pick)
    assert moved.text == "Saved: Bob Okafor · birthday on 1 March in common years."
    assert life.contact("bob").leap_to_march
    assert kept_on(life, "bob") == date(1996, 2, 29)


@pytest.mark.parametrize(
    "slots",
    [{"ref": "bob"}, {"ref": "bob", "pick": "02-30"}, {"ref": "bob", "pick": "1-2-3-4"}],
)
def test_a_press_without_a_day_asks_for_it(life: Life, slots: dict[str, str]) -> None:
    reply = ask_in_vain(birthday, life.book, **slots)
    assert reply.text == (
        "When is Bob Okafor's birthday? For example: birthday Bob Okafor 4 March"
    )


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({}, "Whose birthday, and when? For example: birthday Bob 4 March"),
        ({"ref": "gone"}, "I don't have them in your book any more. Nothing was changed."),
        (
            {"people": (Named("Srah"),), "when": MonthDay(3, 4)},
            "I don't know anyone called Srah. To add them: met Srah",
        ),
    ],
)
def test_what_is_missing_is_said(life: Life, slots: dict[str, object], said: str) -> None:
    assert ask_in_vain(birthday, life.book, **slots).text == said


def test_a_birthday_is_neither_a_week_nor_in_another_age(life: Life) -> None:
    people = named(life.book, "bob")
    for when in (Week(2026, 12), date(1801, 1, 1)):
        ask_in_vain(birthday, life.book, people=people, when=when)


# Other days


@pytest.mark.parametrize(
    ("slots", "said", "on", "label"),
    [
        (
            {"kind": "work_anniversary", "when": MonthDay(5, 3), "org": ("Globex",),
             "note": "five years"},
            "five years at Globex, Sunday 3 May.",
            date(2021, 5, 3),
            "Globex",
        ),
        (
            {"kind": "new_job", "when": date(2026, 3, 23), "org": ("Acme",), "role": ("CTO",)},
            "new job, CTO at Acme, Monday 23 March.",
            date(2026, 3, 23),
            "CTO at Acme",
        ),
        (
            {"kind": "new_job", "org": ("Initech",)},
            "new job at Initech, today, Wednesday 18 March.",
            WEDNESDAY,
            "at Initech",
        ),
        (
            {"kind": "new_job", "role": ("CTO",)},
            "new job, CTO, today, Wednesday 18 March.",
            WEDNESDAY,
            "CTO",
        ),
        (
            {"kind": "new_job"}, "new job, today, Wednesday 18 March.", WEDNESDAY, None,
        ),
        (
            {"kind": "promotion", "role": ("partner",), "when": date(2026, 3, 17)},
            "promotion to partner, yesterday, Tuesday 17 March.",
            date(2026, 3, 17),
            "partner",
        ),
        (
            {"kind": "graduation", "when": Month(2026, 2), "org": ("Oberlin",)},
            "graduation from Oberlin, in February.",
            Month(2026, 2),
            "Oberlin",
        ),
        (
            {"kind": "retirement", "when": date(2020, 1, 1)},
            "retirement, Wednesday 1 January 2020.",
            date(2020, 1, 1),
            None,
        ),
        (
            {"kind": "birthday", "when": MonthDay(3, 30)},
            "birthday, Monday 30 March.",
            MonthDay(3, 30),
            None,
        ),
        (
            {"when": MonthDay(12, 6), "note": "name day"},
            "name day, Sunday 6 December.",
            MonthDay(12, 6),
            "name day",
        ),
        (
            {"kind": "nonsense", "when": date(2026, 6, 1), "words": "first marathon"},
            "first marathon, Monday 1 June.",
            date(2026, 6, 1),
            "first marathon",
        ),
        (
            {"kind": "work_anniversary", "when": date(2026, 3, 2)},
            "one year at work, Tuesday 2 March 2027.",
            date(2026, 3, 2),
            None,
        ),
    ],
)  # fmt: skip
def test_a_day_is_saved_and_said_as_understood(
    life: Life, slots: dict[str, Any], said: str, on: Anchor | Month, label: str | None
) -> None:
    reply = ask(milestone, life.book, people=named(life.book, "ana"), **slots)
    assert reply.text == f"Saved: Ana Lima · {said}"
    assert labels(reply.choices) == ["Undo"]
    assert (only(life).on, only(life).label) == (on, label)


def test_a_birth_is_waited_for_until_it_happened(life: Life) -> None:
    people = named(life.book, "ana")
    reply = ask(milestone, life.book, people=people, kind="baby", when=Month(2026, 6))
    assert reply.text.splitlines() == [
        "Saved as expected: Ana Lima · a new baby, in June.",
        "I'll wait with congratulations until you tell me that it happened.",
    ]
    assert only(life).expected
    reply = ask(milestone, life.book, people=people, kind="baby", when=date(2026, 3, 17))
    assert reply.text == "Saved: Ana Lima · a new baby, yesterday, Tuesday 17 March."
    assert (only(life).expected, only(life).on) == (False, date(2026, 3, 17))


def test_a_wedding_of_two_that_one_of_them_tells_stays_theirs(life: Life) -> None:
    couple = named(life.book, "ana", "bob")
    ask(milestone, life.book, people=couple, kind="wedding", when=date(2026, 6, 19))
    day = date(2026, 6, 20)
    people = named(life.book, "bob")
    ask(milestone, life.book, day=day, people=people, kind="wedding", when=date(2026, 6, 19))
    assert only(life).contacts == ("ana", "bob")
    assert not only(life).expected


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({}, "Whose day, and which? For example: milestone Ana five years at Globex on 3 May"),
        ({"ref": "gone", "pick": "2026-03-04"}, "I don't have that day any more"),
    ],
)
def test_a_day_that_is_not_clear_is_asked_for(
    life: Life, slots: dict[str, object], said: str
) -> None:
    assert ask_in_vain(milestone, life.book, **slots).text.startswith(said)


@pytest.mark.parametrize(
    ("kind", "when", "said"),
    [
        ("anniversary", None, "Which day is that, for Ana Lima?"),
        ("birthday", None, "Which day is that, for Ana Lima?"),
        ("birthday", Week(2026, 12), "Which day is the birthday?"),
    ],
)
def test_what_comes_back_needs_its_day(
    life: Life, kind: str, when: When | None, said: str
) -> None:
    people = named(life.book, "ana")
    reply = ask_in_vain(milestone, life.book, people=people, kind=kind, when=when)
    assert reply.text.startswith(said)


@pytest.mark.parametrize(
    ("kind", "when", "kept"),
    [
        ("promotion", date(2026, 4, 3), date(2026, 3, 4)),
        ("anniversary", MonthDay(4, 3), MonthDay(3, 4)),
    ],
)
def test_another_day_is_offered_and_taken(
    life: Life, kind: str, when: When, kept: Anchor
) -> None:
    people = named(life.book, "ana")
    other = (date(2026, 3, 4),)
    reply = ask(milestone, life.book, people=people, kind=kind, when=when, when_or=other)
    _, ref, pick = press(reply, "It is Wednesday 4 March")
    assert ask(milestone, life.book, ref=ref, pick=pick).edits
    assert only(life).on == kept
    assert ask_in_vain(milestone, life.book, ref=ref, pick="soon").text.startswith("I don't")


# Cadences


def test_a_cadence_is_set_and_says_when_it_comes_next(life: Life) -> None:
    life.talked("bob", date(2026, 3, 10))
    people = named(life.book, "bob")
    reply = ask(cadence, life.book, people=people, cadence_days=21)
    assert reply.text == "Saved: Bob Okafor, every three weeks. Next around Tuesday 31 March."
    assert labels(reply.choices) == ["Undo"]
    assert life.contact("bob").cadence_days == 21
    reply = ask(cadence, life.book, people=people, cadence_days=7)
    assert reply.text == "Saved: Bob Okafor, every week. That is due now."


def test_several_can_be_kept_at_once(life: Life) -> None:
    people = named(life.book, "bob", "ana")
    reply = ask(cadence, life.book, people=people, cadence_days=30)
    assert reply.text == "Saved: Bob Okafor and Ana Lima, every month."


def test_a_cadence_is_dropped(life: Life) -> None:
    life.change("bob", cadence_days=14)
    reply = ask(cadence, life.book, people=named(life.book, "bob"), cadence_days=0)
    assert reply.text == "Saved: no reminders to be in touch with Bob Okafor."
    assert life.contact("bob").cadence_days == 0


def test_a_cadence_is_shown_with_others_to_pick(life: Life) -> None:
    reply = ask_in_vain(cadence, life.book, ref="bob")
    assert reply.text == "How often would you like to be in touch with Bob Okafor?"
    assert labels(reply.choices) == [
        "Every two weeks",
        "Every month",
        "Every quarter",
        "Every six months, as for an acquaintance",
    ]
    _, ref, pick = press(reply, "Every month")
    picked = ask(cadence, life.book, ref=ref, pick=pick)
    assert picked.text.startswith("Saved: Bob Okafor, every month.")
    assert picked.edits
    shown = ask_in_vain(cadence, life.book, people=named(life.book, "bob"))
    assert shown.text.startswith("Bob Okafor: every month. ")
    assert "Drop it" in labels(shown.choices)
    assert "Every month" not in labels(shown.choices)


def test_every_kind_of_tie_has_an_offer(life: Life) -> None:
    assert set(OFFERED_DAYS) == set(Tie)
    life.change("bob", tie=Tie.MENTOR)
    offers = labels(ask(cadence, life.book, ref="bob").choices)
    assert offers == ["Every two weeks", "Every month", "Every quarter"]
    life.change("bob", tie=Tie.FRIEND)
    assert "Every 45 days, as for a friend" in labels(
        ask(cadence, life.book, ref="bob").choices
    )


@pytest.mark.parametrize("days", [-1, MOST_DAYS + 1])
def test_a_cadence_has_its_bounds(life: Life, days: int) -> None:
    people = named(life.book, "bob")
    reply = ask_in_vain(cadence, life.book, people=people, cadence_days=days)
    assert reply.text.startswith("I can keep anything between every day and every three years.")


def test_a_cadence_needs_somebody(life: Life) -> None:
    assert ask_in_vain(cadence, life.book).text.startswith("With whom, and how often?")
    reply = ask_in_vain(cadence, life.book, ref="gone", pick="7")
    assert reply.text.startswith("I don't have them in your book any more.")


def kept_now(life: Life) -> dict[str, int | None]:
    return {each.contact.id: each.cadence_days for each in kept(life.book, WEDNESDAY)}


def test_a_tags_cadence_is_for_those_without_their_own(life: Life) -> None:
    life.change("bob", tags=("Investor",))
    life.change("ana", tags=("investor",), cadence_days=7)
    reply = ask(cadence, life.book, tags=("investor",), cadence_days=45)
    assert reply.text == (
        "Saved: everyone tagged investor, every 45 days: one person now, and whoever joins "
        "them. A cadence of their own comes first."
    )
    assert kept_now(life) == {"bob": 45, "ana": 7}
    ask(cadence, life.book, tags=("Investor",), cadence_days=60)
    assert kept_now(life) == {"bob": 60, "ana": 7}
    ask(cadence, life.book, tags=("investor",), cadence_days=0)
    assert kept_now(life) == {"ana": 7}


def test_a_tag_that_nobody_has_or_without_days(life: Life) -> None:
    reply = ask_in_vain(cadence, life.book, tags=("angel",), cadence_days=45)
    assert reply.text == "Nobody is tagged angel. To tag someone: note Sarah #angel"
    life.change("bob", tags=("angel",))
    assert ask_in_vain(cadence, life.book, tags=("angel",)).text.startswith("How often,")


def test_a_kind_is_kept_by_its_name_in_the_plural(life: Life) -> None:
    life.change("bob", tie=Tie.MENTOR)
    ask(cadence, life.book, words="in touch with my mentors", cadence_days=30)
    assert kept_now(life) == {"bob": 30}
    life.change("ana", tie=Tie.MENTOR)
    assert kept_now(life) == {"bob": 30, "ana": 30}
    assert ask_in_vain(cadence, life.book, kind="mentors").text.startswith("How often, with")


def test_there_is_nothing_to_lengthen_where_mornings_are_enough(life: Life) -> None:
    reply = ask_in_vain(cadence, life.book, ref="everybody", pick="longer")
    assert reply.text == "There are mornings enough as it is. I changed nothing."
