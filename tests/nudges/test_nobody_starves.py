"""Over a long time everybody who is kept is proposed in good time, if there is room."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from bot.model.document import Answer, Tie
from bot.nudges.capacity import capacity
from bot.nudges.mornings import REST_DAYS
from tests.nudges.life import WEDNESDAY, Life

DAYS = 240
kept = some.tuples(some.sampled_from([14, 21, 30, 60, 90]), some.sampled_from(Tie))


def waits(life: Life, *, answers: bool) -> dict[str, float]:
    """The longest that each went without a proposal or a talk, in cadences."""
    seen = {each.id: WEDNESDAY for each in life.people()}
    longest = dict.fromkeys(seen, 0.0)
    for offset in range(DAYS):
        day = WEDNESDAY + timedelta(days=offset)
        for who in life.who(day):
            seen[who] = day
            if answers:
                life.answer(day, who, answer=Answer.DONE)
                life.talked(who, day)
        for contact in life.people():
            wait = (day - seen[contact.id]).days / (contact.cadence_days or 1)
            longest[contact.id] = max(longest[contact.id], wait)
    return longest


def with_people(given: list[tuple[int, Tie]]) -> Life:
    life = Life()
    for number, (days, tie) in enumerate(given):
        life.knows(f"n{number:02}", cadence_days=days, tie=tie, added_on=WEDNESDAY)
    return life


@settings(max_examples=8, deadline=None)
@given(some.lists(kept, min_size=1, max_size=24))
def test_who_is_answered_comes_within_twice_their_cadence(given: list[tuple[int, Tie]]) -> None:
    life = with_people(given)
    assert not capacity(life.book).is_short
    assert max(waits(life, answers=True).values()) <= 2


@settings(max_examples=4, deadline=None)
@given(some.lists(kept, min_size=1, max_size=8))
def test_who_is_never_answered_comes_again_and_again(given: list[tuple[int, Tie]]) -> None:
    life = with_people(given)
    longest = waits(life, answers=False)
    for contact in life.people():
        cadence = contact.cadence_days or 1
        assert longest[contact.id] * cadence <= max(2 * cadence, 2 * REST_DAYS)


def test_where_there_is_no_room_the_least_close_wait_longest_but_come() -> None:
    ties = [Tie.INNER_CIRCLE] * 40 + [Tie.ACQUAINTANCE] * 40
    life = with_people([(14, tie) for tie in ties])
    assert capacity(life.book).is_short
    longest = waits(life, answers=True)
    people = {each.id: each.tie for each in life.people()}
    close = max(wait for id, wait in longest.items() if people[id] is Tie.INNER_CIRCLE)
    distant = max(wait for id, wait in longest.items() if people[id] is Tie.ACQUAINTANCE)
    assert close <= distant < 7
