from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some
from msgspec import structs

from bot.model.document import Contact, Tie
from bot.nudges.ranking import TIE_WEIGHT, is_due, ranked, weight
from bot.nudges.standing import Standing
from tests.nudges.life import WEDNESDAY

contacts = some.builds(
    Contact,
    id=some.text("abcdef", min_size=4, max_size=8),
    name=some.just("Bob"),
    added_on=some.dates(date(2020, 1, 1), WEDNESDAY),
    tie=some.sampled_from(Tie),
    cadence_days=some.sampled_from([None, 0, 1, 7, 14, 30, 60, 180, 365]),
    snoozed_until=some.none() | some.dates(date(2026, 1, 1), date(2026, 12, 1)),
    do_not_contact=some.sampled_from([False, False, False, True]),
    passed_away=some.sampled_from([False, False, False, True]),
)
standings = some.builds(
    Standing,
    contact=contacts,
    day=some.just(WEDNESDAY),
    last_on=some.none() | some.dates(date(2020, 1, 1), WEDNESDAY),
)
several = some.lists(standings, min_size=1, max_size=12, unique_by=lambda each: each.contact.id)


def test_every_kind_of_tie_has_a_weight() -> None:
    assert set(TIE_WEIGHT) == set(Tie)


@given(several)
def test_the_order_does_not_depend_on_the_order_of_input(
    given: list[Standing],
) -> None:
    turned = list(reversed(given))
    assert ranked(given) == ranked(turned)
    assert ranked(given) == ranked(sorted(given, key=lambda each: each.contact.name))


@given(several, some.integers(1, 2000))
def test_being_later_never_lowers_a_rank(given: list[Standing], days: int) -> None:
    before = ranked(given)
    first = given[0]
    since = (first.last_on or first.contact.added_on) - timedelta(days=days)
    later = structs.replace(first, last_on=since)
    after = ranked([later, *given[1:]])
    if first in before:
        assert after.index(later) <= before.index(first)
    assert weight(later.lateness, first.contact.tie) >= weight(
        first.lateness, first.contact.tie
    )


@given(several)
def test_a_boundary_always_wins(given: list[Standing]) -> None:
    for each in ranked(given):
        assert not each.contact.do_not_contact
        assert not each.contact.passed_away


@given(several)
def test_nobody_is_proposed_early_or_while_put_off(given: list[Standing]) -> None:
    for each in ranked(given):
        assert each.cadence_days
        assert each.silent_days >= each.cadence_days
        assert each.contact.snoozed_until is None or each.contact.snoozed_until <= WEDNESDAY


def test_due_means_on_the_day_not_before() -> None:
    contact = Contact(id="bob", name="Bob", added_on=WEDNESDAY, cadence_days=14)
    assert is_due(Standing(contact, WEDNESDAY + timedelta(days=14)))
    assert not is_due(Standing(contact, WEDNESDAY + timedelta(days=13)))


def test_lateness_is_capped_so_that_closer_ties_are_not_lost_among_the_long_silent() -> None:
    mentor = Contact(
        id="m", name="M", added_on=date(2025, 1, 1), cadence_days=90, tie=Tie.MENTOR
    )
    known = Contact(id="k", name="K", added_on=date(2010, 1, 1), cadence_days=90)
    found = ranked([Standing(known, WEDNESDAY), Standing(mentor, WEDNESDAY)])
    assert [each.contact.id for each in found] == ["m", "k"]
