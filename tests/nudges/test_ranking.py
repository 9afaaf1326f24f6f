from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as some
from msgspec import structs

from bot.model.document import Contact, Tie
from bot.nudges.ranking import (
    MOST_LATENESS,
    TIE_WEIGHT,
    Contender,
    is_candidate,
    ranked,
    weight,
)
from bot.nudges.standing import Standing
from tests.nudges.life import WEDNESDAY

EVEN = WEDNESDAY if WEDNESDAY.toordinal() % 2 == 0 else WEDNESDAY + timedelta(days=1)
ODD = EVEN + timedelta(days=1)

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
    talks=some.integers(0, 5),
    kept_days=some.none() | some.sampled_from([0, 30, 90]),
    attempts=some.integers(0, 4),
    spread_days=some.none() | some.integers(1, 400),
)
contenders = some.builds(Contender, standings, some.booleans(), some.integers(0, 4))
several = some.lists(
    contenders, min_size=1, max_size=12, unique_by=lambda each: each.standing.contact.id
)
recents = some.dictionaries(some.sampled_from(Tie), some.integers(0, 9)).map(Counter)


def contender(name: str, since: date, day: date = WEDNESDAY, **more: Any) -> Contender:
    contact = Contact(id=name, name=name, added_on=since, cadence_days=90, **more)
    return Contender(Standing(contact, day, talks=5))


def listed(given: Sequence[Contender], recent: Counter[Tie] | None = None) -> list[Contender]:
    by_id = {each.standing.contact.id: each for each in given}
    standings = [each.standing for each in given]
    return list(ranked(standings, lambda one: by_id[one.contact.id], recent or Counter()))


def order(*given: Contender, recent: Counter[Tie] | None = None) -> list[str]:
    return [each.standing.contact.id for each in listed(given, recent)]


def with_standing(each: Contender, **more: Any) -> Contender:
    return structs.replace(each, standing=structs.replace(each.standing, **more))


def test_every_kind_of_tie_has_a_weight() -> None:
    assert set(TIE_WEIGHT) == set(Tie)


@given(several, recents)
def test_the_order_does_not_depend_on_the_order_of_input(
    given: list[Contender], recent: Counter[Tie]
) -> None:
    assert listed(given, recent) == listed(list(reversed(given)), recent)


@given(several)
def test_all_who_are_due_come_and_the_heavier_first(given: list[Contender]) -> None:
    found = listed(given)
    wanted = [each for each in given if is_candidate(each.standing)]
    assert sorted(map(id, found)) == sorted(map(id, wanted))
    later = (
        found[2:] if any(each.standing.lateness > MOST_LATENESS for each in found) else found
    )
    assert all(weight(a) >= weight(b) - 0.1 for a, b in pairwise(later))


@given(several, recents, some.integers(1, 2000))
def test_being_later_never_lowers_a_rank(
    given: list[Contender], recent: Counter[Tie], days: int
) -> None:
    first = with_standing(given[0], spread_days=None)
    before = listed([first, *given[1:]], recent)
    later = with_standing(first, last_on=first.standing.since - timedelta(days=days))
    after = listed([later, *given[1:]], recent)
    if first in before:
        assert after.index(later) <= before.index(first)
    assert weight(later) >= weight(first)


@given(several)
def test_a_boundary_always_wins(given: list[Contender]) -> None:
    for each in listed(given):
        assert not each.standing.contact.do_not_contact
        assert not each.standing.contact.passed_away


@given(several)
def test_nobody_is_proposed_early_or_while_put_off(given: list[Contender]) -> None:
    for each in listed(given):
        assert each.standing.silent_days >= (each.standing.due_days or 10_000)
        assert not each.standing.is_snoozed


@given(several)
def test_what_is_held_against_somebody_never_raises_them(given: list[Contender]) -> None:
    each = given[0]
    assert weight(structs.replace(each, skips=each.skips + 1)) <= weight(each)
    assert weight(structs.replace(each, has_reason=True)) >= weight(each)


def test_due_means_on_the_day_not_before() -> None:
    contact = Contact(id="bob", name="Bob", added_on=WEDNESDAY, cadence_days=14)
    assert is_candidate(Standing(contact, WEDNESDAY + timedelta(days=14)))
    assert not is_candidate(Standing(contact, WEDNESDAY + timedelta(days=13)))


def test_neither_the_close_nor_the_long_silent_crowd_the_others_out() -> None:
    people = [contender(f"m{n}", date(2025, 1, 1), tie=Tie.MENTOR) for n in range(3)]
    people.append(contender("k", date(2010, 1, 1)))
    assert order(*(with_standing(each, day=EVEN) for each in people)) == ["k", "m0", "m1", "m2"]
    assert order(*(with_standing(each, day=ODD) for each in people)) == ["m0", "k", "m1", "m2"]


def test_a_reason_to_write_brings_somebody_forward() -> None:
    plain, other = contender("a", date(2025, 10, 1)), contender("b", date(2025, 10, 20))
    assert order(plain, other) == ["a", "b"]
    assert order(plain, structs.replace(other, has_reason=True)) == ["b", "a"]


def test_few_talks_bring_somebody_forward_a_little() -> None:
    near, distant = contender("a", date(2025, 10, 1)), contender("b", date(2025, 10, 3))
    assert order(near, distant) == ["a", "b"]
    assert order(near, with_standing(distant, talks=1)) == ["b", "a"]


def test_skips_and_words_without_an_answer_let_others_go_first() -> None:
    one, other = contender("a", date(2025, 9, 1)), contender("b", date(2025, 10, 1))
    assert order(one, other) == ["a", "b"]
    assert order(structs.replace(one, skips=1), other) == ["b", "a"]
    assert order(with_standing(one, attempts=1), other) == ["b", "a"]


def test_between_equals_the_kind_that_was_seldom_met_comes_first() -> None:
    peer = contender("a", date(2025, 10, 1), tie=Tie.PEER)
    colleague = contender("b", date(2025, 10, 1), tie=Tie.COLLEAGUE)
    assert order(peer, colleague) == ["a", "b"]
    assert order(peer, colleague, recent=Counter({Tie.PEER: 3})) == ["b", "a"]
