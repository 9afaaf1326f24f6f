"""What was understood of a sentence: an intent, slots, the evidence, and what stayed unread."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from bot.model.calendar import MonthDay, Period
from bot.model.document import ContactId


class Named(Struct, frozen=True):
    """Somebody who was named.

    ``contacts`` are those whom the name fits: one is who is meant, two or more is a question.
    Where there are none, ``is_new`` says that the sentence introduces them, and ``near`` are
    the contacts whose names are a slip away. ``name`` is the contact's own where one fits.
    """

    name: str
    contacts: tuple[ContactId, ...] = ()
    is_new: bool = False
    near: tuple[ContactId, ...] = ()
    aka: tuple[str, ...] = ()
    handle: str | None = None


class FollowUp(Struct, frozen=True):
    """What the owner means to do next, and when."""

    when: date | None = None
    about: str | None = None


class Evidence(Struct, frozen=True):
    """Why a slot was filled: the characters from ``start`` to ``end``, and the rule."""

    slot: str
    start: int
    end: int
    because: str


When = Period | MonthDay

SLOTS: Mapping[str, Any] = {
    "people": tuple[Named, ...],
    "when": When,
    "medium": str,
    "place": str,
    "event": str,
    "org": tuple[str, ...],
    "from_org": str,
    "role": tuple[str, ...],
    "location": tuple[str, ...],
    "topics": tuple[str, ...],
    "interests": tuple[str, ...],
    "note": str,
    "tags": tuple[str, ...],
    "introduced_by": str,
    "aka": tuple[str, ...],
    "email": tuple[str, ...],
    "phone": tuple[str, ...],
    "handle": tuple[str, ...],
    "url": tuple[str, ...],
    "follow_up": FollowUp,
    "kind": str,
    "cadence_days": int,
    "time": str,
    "direction": str,
    "thanks": str,
    "status": str,
    "prefer": tuple[str, ...],
    "avoid": tuple[str, ...],
    "not_before": str,
    "not_after": str,
    "query": str,
    "field": str,
    "since_days": int,
    "within_days": int,
    "action": str,
    "new_name": str,
    "setting": str,
    "days": tuple[str, ...],
    "value": str,
    "format": str,
    "everyone": bool,
    "words": str,
    "index": tuple[int, ...],
}
"""Every slot that a reading can have, and the type of what is in it.

``words`` is all that followed the verb, as typed. ``index`` are digest lines named by number
("done 2"). ``everyone`` is set where all contacts are meant ("forget everyone").
"""


class Reading(Struct, frozen=True):
    """What a sentence means. ``verb`` is the command that was typed, where one was.

    ``unread`` are the words that looked like a date or a name and could not be read.
    """

    intent: str
    slots: Mapping[str, Any]
    evidence: tuple[Evidence, ...] = ()
    unread: tuple[str, ...] = ()
    verb: str | None = None
