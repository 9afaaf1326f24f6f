"""Who is most overdue. Pure: it reads standings, and nothing shows a number about a person."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from heapq import heappop, heappush
from itertools import islice
from typing import Protocol, TypeVar

from msgspec import Struct

from bot.model.document import Contact, Tie
from bot.nudges.standing import Standing, is_open

MOST_LATENESS = 3.0
REASON_BONUS = 0.25
DISTANCE_BONUS = 0.1
FEW_TALKS = 2
PATIENCE = 0.8
"""What a recent skip, or a word that went unanswered, leaves of the weight; three at most."""
MOST_HELD_AGAINST = 3
TIE_WEIGHT: Mapping[Tie, float] = {
    Tie.INNER_CIRCLE: 1.3,
    Tie.FAMILY: 1.2,
    Tie.MENTOR: 1.2,
    Tie.CLIENT: 1.2,
    Tie.FRIEND: 1.1,
    Tie.MENTEE: 1.1,
    Tie.COLLEAGUE: 1.0,
    Tie.PEER: 1.0,
    Tie.FORMER_COLLEAGUE: 1.0,
    Tie.CLASSMATE: 0.9,
    Tie.SERVICE_PROVIDER: 0.8,
    Tie.ACQUAINTANCE: 0.8,
}
"""How much lateness weighs by kind of tie; a judgement, not a measurement."""


class Contender(Struct, frozen=True, gc=False):
    """Somebody who may be due, with what speaks for and against them on this day.

    ``has_reason`` if there is something to write about; ``skips`` are the owner's of late.
    """

    standing: Standing
    has_reason: bool = False
    skips: int = 0

    @property
    def is_distant(self) -> bool:
        """Whether there were few talks yet: a word is more welcome there than one thinks."""
        return self.standing.talks <= FEW_TALKS


def weight(contender: Contender) -> float:
    """How much somebody matters among the overdue; never less for being later."""
    standing = contender.standing
    bonus = REASON_BONUS * contender.has_reason + DISTANCE_BONUS * contender.is_distant
    against = min(contender.skips + standing.attempts, MOST_HELD_AGAINST)
    lateness = min(standing.lateness, MOST_LATENESS)
    return lateness * TIE_WEIGHT[standing.contact.tie] * (1 + bonus) * PATIENCE**against


class Late(Protocol):
    """What is needed to see who is worth a closer look: a Standing, or a Clock."""

    @property
    def contact(self) -> Contact:
        """Who it is."""

    @property
    def day(self) -> date:
        """The day that is looked at."""

    @property
    def lateness(self) -> float:
        """Silence as a share of the cadence."""

    @property
    def talks(self) -> int:
        """How many there were."""


L = TypeVar("L", bound=Late)


def is_candidate(each: Late) -> bool:
    """Whether somebody may be proposed for being overdue: due, not put off, no boundary."""
    contact = each.contact
    is_snoozed = contact.snoozed_until is not None and contact.snoozed_until > each.day
    return each.lateness >= 1 and not is_snoozed and is_open(contact)


def ranked(
    people: Iterable[L], judged: Callable[[L], Contender], recent: Mapping[Tie, int]
) -> Iterator[Contender]:
    """Those who are due, who matters most first.

    Weights that are nearly equal go by balance: kinds of tie of which ``recent`` has few come
    first; then by lateness, by days of silence, by name and by id, so that the order in
    which they come in does not matter. Who waits longest beyond the cap has one of the first
    two places, so that the close never crowd out the others for good. ``judged`` is asked
    about no more of them than it takes.
    """
    due = [each for each in people if is_candidate(each)]
    longest = max(due, key=lambda each: (each.lateness, each.contact.id), default=None)
    if longest is None:
        return
    heaviest = _by_weight(due, judged, recent)
    if longest.lateness > MOST_LATENESS:
        id = longest.contact.id
        first = list(islice(heaviest, longest.day.toordinal() % 2))
        yield from first
        if all(each.standing.contact.id != id for each in first):
            yield judged(longest)
            heaviest = (each for each in heaviest if each.standing.contact.id != id)
    yield from heaviest


def _by_weight(
    people: list[L], judged: Callable[[L], Contender], recent: Mapping[Tie, int]
) -> Iterator[Contender]:
    """The heaviest first: whoever outweighs all that the rest could reach need not wait."""
    waiting = [(_at_best(each), n) for n, each in enumerate(people)]
    waiting.sort(reverse=True)
    heap: list[tuple[_Key, Contender]] = []
    for best, n in waiting:
        while heap and heap[0][0][0] < -round(best, 1):
            yield heappop(heap)[1]
        contender = judged(people[n])
        heappush(heap, (_key(contender, recent), contender))
    while heap:
        yield heappop(heap)[1]


def _at_best(each: Late) -> float:
    """The most that somebody's weight can be, whatever speaks for them."""
    bonus = REASON_BONUS + DISTANCE_BONUS * (each.talks <= FEW_TALKS)
    lateness = min(each.lateness, MOST_LATENESS)
    return lateness * TIE_WEIGHT[each.contact.tie] * (1 + bonus)


_Key = tuple[float, int, float, int, str, str]


def _key(contender: Contender, recent: Mapping[Tie, int]) -> _Key:
    standing = contender.standing
    contact = standing.contact
    met = recent.get(contact.tie, 0)
    silent = standing.silent_days
    close = -round(weight(contender), 1), met, -standing.lateness, -silent
    return *close, contact.name, contact.id
