"""Who is most overdue. Pure: it reads standings, and nothing shows a number about a person."""

from collections.abc import Iterable, Mapping

from bot.model.document import Tie
from bot.nudges.standing import Standing

MOST_LATENESS = 3.0
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


def is_due(standing: Standing) -> bool:
    """Whether a contact may be proposed for being overdue."""
    cadence = standing.cadence_days
    is_late = cadence is not None and standing.silent_days >= cadence
    return is_late and standing.is_open and not standing.is_snoozed


def weight(lateness: float, tie: Tie) -> float:
    """How much a contact matters among the overdue; never less for being later."""
    return min(lateness, MOST_LATENESS) * TIE_WEIGHT[tie]


def ranked(standings: Iterable[Standing]) -> list[Standing]:
    """Those who are due, who matters most first.

    Equal weights go by lateness, then by days of silence, then by id, so that the order in
    which they come in does not matter.
    """
    return sorted((each for each in standings if is_due(each)), key=_key)


def _key(standing: Standing) -> tuple[float, float, int, str]:
    silent = standing.silent_days
    lateness = silent / (standing.cadence_days or 1)
    return -weight(lateness, standing.contact.tie), -lateness, -silent, standing.contact.id
