from datetime import date

import pytest

from bot.errors import Refusal
from bot.language.reading import When
from bot.model.book import Book
from bot.model.calendar import Month, MonthDay, Week
from bot.model.document import (
    AboutContacts,
    Contact,
    ContactId,
    Favour,
    Interaction,
    Milestone,
    Note,
    Occasion,
    Promise,
    Reminder,
)
from bot.redating import redated, save_mended
from bot.telling import entry_line
from tests.turns import ANN, NOW, turn

BOB = (ContactId("b"),)
TODAY, EARLIER = date(2026, 3, 18), date(2026, 3, 10)
SEEN = Interaction(id="i", contacts=BOB, on=EARLIER, logged_at=NOW, event="PyCon")
FAVOUR = Favour(id="f", contacts=BOB, is_given=True, what="a lift", on=EARLIER)
REMINDER = Reminder(id="r", contacts=BOB, on=TODAY, about="tea")
PROMISE = Promise(id="p", contacts=BOB, is_mine=True, what="the deck", made_on=TODAY)
BIRTHDAY = Milestone(id="m", contacts=BOB, occasion=Occasion.BIRTHDAY, on=MonthDay(3, 4))
PROMOTED = Milestone(id="n", contacts=BOB, occasion=Occasion.PROMOTION, on=EARLIER)


@pytest.mark.parametrize(
    ("entry", "said", "on"),
    [
        (SEEN, date(2026, 3, 16), date(2026, 3, 16)),
        (SEEN, Week(2026, 11), Week(2026, 11)),
        (SEEN, MonthDay(3, 1), date(2026, 3, 1)),
        (SEEN, MonthDay(5, 1), date(2025, 5, 1)),
        (FAVOUR, Month(2026, 2), Month(2026, 2)),
        (REMINDER, date(2026, 3, 20), date(2026, 3, 20)),
        (REMINDER, TODAY, TODAY),
        (REMINDER, date(2026, 3, 16), date(2026, 3, 23)),
        (REMINDER, date(2026, 3, 2), date(2027, 3, 2)),
        (REMINDER, MonthDay(3, 2), date(2027, 3, 2)),
        (BIRTHDAY, date(2025, 5, 4), MonthDay(5, 4)),
        (BIRTHDAY, Month(2026, 5), Month(2026, 5)),
        (PROMOTED, date(2026, 3, 16), date(2026, 3, 16)),
        (PROMOTED, MonthDay(3, 16), date(2026, 3, 16)),
    ],
)
def test_a_day_is_read_in_the_direction_of_what_it_is_the_day_of(
    entry: AboutContacts, said: When, on: object
) -> None:
    mended = redated(entry, said, turn())
    assert getattr(mended, "on", None) == on


def test_a_promise_has_another_day_by_which() -> None:
    mended = redated(PROMISE, date(2026, 3, 16), turn())
    assert isinstance(mended, Promise)
    assert (mended.due, mended.made_on) == (date(2026, 3, 23), TODAY)


def test_a_wedding_that_is_still_to_come_waits() -> None:
    wedding = Milestone(id="w", contacts=BOB, occasion=Occasion.WEDDING, on=EARLIER)
    mended = redated(wedding, date(2026, 5, 1), turn())
    assert isinstance(mended, Milestone)
    assert mended.expected


def test_what_has_no_day_of_its_own_has_none_to_mend() -> None:
    with pytest.raises(Refusal, match="no day to mend"):
        redated(Note(id="n", contacts=BOB, text="tea", on=TODAY), EARLIER, turn())
    with pytest.raises(Refusal, match="Thursday 19 March is still to come"):
        redated(SEEN, date(2026, 3, 19), turn())


def book(*more: Interaction) -> Book:
    book = Book(ANN)
    bob = Contact(id="b", name="Bob", added_on=EARLIER, met_on=EARLIER, met_at="PyCon")
    for each in (bob, SEEN, *more):
        book.load(each, 1)
    return book


MENDED = Interaction(id="i", contacts=BOB, on=TODAY, logged_at=NOW, place="Graz")


def test_where_and_when_somebody_was_first_met_follows_the_first_meeting() -> None:
    moment = turn(book())
    save_mended(SEEN, MENDED, moment)
    bob = moment.book.get(Contact, "b")
    assert bob
    assert (bob.met_on, bob.met_at) == (TODAY, "Graz")


def test_it_stays_where_another_meeting_was_the_same_day() -> None:
    other = Interaction(id="j", contacts=BOB, on=EARLIER, logged_at=NOW)
    moment = turn(book(other))
    save_mended(SEEN, MENDED, moment)
    bob = moment.book.get(Contact, "b")
    assert bob
    assert (bob.met_on, bob.met_at) == (EARLIER, "PyCon")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (SEEN, "Bob · met Tuesday 10 March · PyCon."),
        (FAVOUR, "Bob · a lift · Tuesday 10 March."),
        (REMINDER, "Bob · reminder on Wednesday 18 March: tea."),
        (Reminder(id="r", contacts=(), on=TODAY), "reminder on Wednesday 18 March."),
        (PROMISE, "Bob · the deck."),
        (
            Promise(id="p", contacts=BOB, is_mine=True, what="x", made_on=TODAY, due=TODAY),
            "Bob · x by Wednesday 18 March.",
        ),
        (BIRTHDAY, "Bob · birthday · 4 March."),
    ],
)
def test_an_entry_is_said_as_it_is_now(entry: AboutContacts, said: str) -> None:
    assert entry_line(entry, turn(book())).text == f"Mended: {said}"
