from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.model.book import Book
from bot.model.calendar import Month, Period, Week
from bot.model.document import Contact, ContactId, Document, Interaction, OwnerId, Reminder
from bot.nudges.silences import due
from bot.nudges.standing import kept, standing
from bot.nudges.timeline import (
    added_between,
    counts_on,
    last_talk,
    reminders_about,
    reminders_due,
    talked_since,
)
from tests.nudges.life import WEDNESDAY, Life, at


@pytest.mark.parametrize(
    ("on", "logged_on", "counts"),
    [
        (date(2026, 3, 10), date(2026, 3, 18), date(2026, 3, 10)),
        (Month(2026, 2), date(2026, 3, 18), date(2026, 2, 28)),
        (Month(2026, 3), date(2026, 3, 18), date(2026, 3, 18)),
        (Week(2026, 12), date(2026, 3, 18), date(2026, 3, 18)),
        (Week(2026, 11), date(2026, 3, 18), date(2026, 3, 15)),
        (date(2026, 3, 18), date(2026, 3, 17), date(2026, 3, 18)),
    ],
)
def test_silence_is_counted_from_when_they_were_in_touch_at_the_latest(
    on: Period, logged_on: date, counts: date
) -> None:
    talk = Interaction(id="t", contacts=(), on=on, logged_at=at(logged_on))
    assert counts_on(talk) == counts


def test_a_contact_who_was_never_talked_to_is_silent_since_added() -> None:
    life = Life()
    bob = life.knows("Bob", added_on=date(2026, 3, 8), cadence_days=5)
    now = standing(life.book, bob, WEDNESDAY)
    assert (now.silent_days, now.lateness, now.talks, now.last_on) == (10, 2.0, 0, None)


def test_talks_count_from_the_last_and_those_to_come_do_not() -> None:
    life = Life()
    bob = life.knows("Bob", cadence_days=10)
    first = life.talked("bob", date(2026, 3, 1))
    life.talked("bob", date(2026, 3, 13))
    life.talked("bob", date(2026, 3, 20))
    now = standing(life.book, bob, WEDNESDAY)
    assert (now.first_on, now.last_on, now.talks) == (date(2026, 3, 1), date(2026, 3, 13), 2)
    assert (now.first_talk, now.silent_days, now.lateness) == (first.id, 5, 0.5)


def test_a_known_contact_has_no_lateness() -> None:
    life = Life()
    bob = life.knows("Bob", added_on=date(2001, 1, 1))
    never = life.knows("Ana", cadence_days=0)
    assert standing(life.book, bob, WEDNESDAY).lateness == 0
    assert standing(life.book, bob, WEDNESDAY).is_dormant
    assert standing(life.book, never, WEDNESDAY).cadence_days is None
    assert not list(kept(life.book, WEDNESDAY))


def test_three_years_of_silence_are_dormant() -> None:
    life = Life()
    bob = life.knows("Bob", added_on=WEDNESDAY - timedelta(days=1095))
    assert standing(life.book, bob, WEDNESDAY).is_dormant
    assert not standing(life.book, bob, WEDNESDAY - timedelta(days=1)).is_dormant


def test_the_last_talk_is_one_before_the_day_with_any_of_them() -> None:
    life = Life()
    bob, ana = life.knows("Bob"), life.knows("Ana")
    life.talked("bob", date(2026, 3, 1))
    last = life.talked("ana", date(2026, 3, 2))
    life.talked("bob", WEDNESDAY)
    assert last_talk(life.book, [bob, ana], WEDNESDAY) == last
    assert last_talk(life.book, [ana], date(2026, 3, 2)) is None
    assert talked_since(life.book, (ContactId("bob"),), WEDNESDAY)
    assert not talked_since(life.book, (ContactId("ana"),), WEDNESDAY)


def test_reminders_are_due_from_their_day_until_done() -> None:
    life = Life()
    life.knows("Bob")
    late = life.reminds("bob", date(2026, 3, 10), "the deck")
    today = life.reminds("", WEDNESDAY, "stamps")
    life.reminds("bob", date(2026, 3, 19))
    assert reminders_due(life.book, WEDNESDAY) == [late, today]
    assert reminders_about(life.book, ContactId("bob"), WEDNESDAY) == [late]
    life.book.delete(late)
    assert reminders_due(life.book, WEDNESDAY) == [today]


CONTACTS = [ContactId("bob"), ContactId("ana")]
some_days = some.dates(date(2026, 1, 1), date(2026, 4, 1))
people = some.builds(
    Contact,
    id=some.sampled_from(CONTACTS),
    name=some.just("Bob"),
    added_on=some_days,
    cadence_days=some.sampled_from([None, 0, 14]),
)
talks = some.builds(
    Interaction,
    id=some.sampled_from(["t1", "t2", "t3"]),
    contacts=some.lists(some.sampled_from(CONTACTS), unique=True).map(tuple),
    on=some_days,
    logged_at=some.just(datetime(2026, 4, 2, tzinfo=UTC)),
)
reminders = some.builds(
    Reminder,
    id=some.sampled_from(["r1", "r2"]),
    contacts=some.lists(some.sampled_from(CONTACTS), unique=True).map(tuple),
    on=some_days,
    done_on=some.sampled_from([None, WEDNESDAY]),
)


@given(some.lists(some.tuples(some.booleans(), some.one_of(people, talks, reminders))))
def test_the_index_kept_up_to_date_says_what_a_new_one_says(
    told: list[tuple[bool, Document]],
) -> None:
    book = Book(OwnerId("owner"))
    for contact in CONTACTS:
        book.save(Contact(id=contact, name=contact, added_on=WEDNESDAY))
    list(kept(book, WEDNESDAY))
    list(due(book, WEDNESDAY))
    for is_there, document in told:
        if is_there:
            book.save(document)
        elif not isinstance(document, Contact):
            book.delete(document)
    new = Book(OwnerId("owner"))
    for kind in (Contact, Interaction, Reminder):
        for document in book.all(kind):
            new.save(document)
    assert _seen(book) == _seen(new)
    late = {each.contact.id: each.lateness for each in kept(book, WEDNESDAY) if each.is_due}
    assert {each.contact.id: each.lateness for each in due(book, WEDNESDAY)} == late


def _seen(book: Book) -> list[object]:
    contacts = sorted(book.all(Contact), key=lambda each: each.id)
    return [
        [standing(book, each, WEDNESDAY) for each in contacts],
        sorted(each.contact.id for each in kept(book, WEDNESDAY)),
        sorted((each.contact.id, each.lateness, each.talks) for each in due(book, WEDNESDAY)),
        sorted(each.id for each in added_between(book, date(2026, 2, 1), WEDNESDAY)),
        reminders_due(book, WEDNESDAY),
        [reminders_about(book, each, WEDNESDAY) for each in CONTACTS],
    ]
