"""How often to be in touch: a contact's own cadence, their tag's, or their kind's."""

from collections.abc import Mapping, Sequence
from datetime import date
from zlib import crc32

from bot.model.document import Contact, Keeping, Tie

OFFERED_DAYS: Mapping[Tie, int] = {
    Tie.INNER_CIRCLE: 14,
    Tie.MENTOR: 30,
    Tie.MENTEE: 30,
    Tie.CLIENT: 30,
    Tie.COLLEAGUE: 60,
    Tie.PEER: 60,
    Tie.FORMER_COLLEAGUE: 90,
    Tie.SERVICE_PROVIDER: 120,
    Tie.FAMILY: 30,
    Tie.FRIEND: 45,
    Tie.CLASSMATE: 120,
    Tie.ACQUAINTANCE: 180,
}
"""How often to be in touch, in days, as it is offered by kind of tie."""
DRIFTING = 1.5
"""How many times their cadence somebody is silent who is drifting away; due is once."""
_PERCENT = 15
EARLIEST = (100 - _PERCENT) / 100
"""The share of a cadence before which nobody is due."""


def cadence_of(contact: Contact, keeps: Sequence[Keeping]) -> int | None:
    """Days between talks, 0 for never; None for a contact who is only known.

    A contact's own beats their tag's, of several the most frequent, which beats their kind's.
    """
    if contact.cadence_days is not None or not keeps:
        return contact.cadence_days
    tags = {tag.casefold() for tag in contact.tags}
    by_tag = [each.days for each in keeps if each.tag and each.tag.casefold() in tags]
    if by_tag:
        return min(by_tag)
    return next((each.days for each in keeps if each.tie is contact.tie), None)


def spread(days: int, name: str, since: date) -> int:
    """``days``, up to 15 % more or less, always the same for a name and a day."""
    percent = crc32(name.encode(), since.toordinal()) % (2 * _PERCENT + 1) - _PERCENT
    return max(1, round(days * (100 + percent) / 100))
