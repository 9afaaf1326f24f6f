"""What was understood of a sentence: an intent, slots, the evidence, and what stayed unread."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from bot.language.names import NameIndex
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


class Evidence(Struct, frozen=True, gc=False):
    """Why a slot was filled: the characters from ``start`` to ``end``, and the rule."""

    slot: str
    start: int
    end: int
    because: str


When = Period | MonthDay

SLOTS: Mapping[str, Any] = {
    "people": tuple[Named, ...],
    "when": When,
    "when_or": tuple[date, ...],
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
or ordinal ("done 2", "skip the first two"). ``everyone`` is set where all contacts are meant
("forget everyone"); a count typed after it ("forget everyone 61") is ``value``. ``when_or``
are the other days that an ambiguous date could be ("3/4"), for an offer. Of ``settings``,
``setting`` is one of nudge_time, location (``place``), zone (``value``), quiet_days,
quiet_hours (``not_before`` and ``not_after``), pause, resume, max_nudges, discreet (``value``
on or off), home and locale (``value``). ``action`` of a nudge's answer is done, snooze, skip
or someone_else; of ``system`` it is export, import, help, start, status, invite or link.
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


class Verb(Struct, frozen=True):
    """A command as the language needs it: its own verb, its grammar, and what it answers."""

    verb: str
    usage: str
    answers: tuple[str, ...] = ()


class Context(Struct, frozen=True):
    """What a sentence is read against.

    ``reference`` is the moment it was said, aware, in the owner's own offset: today is the
    date written there. ``locale`` ("en-US", "en-GB") decides only what 3/4 means.
    ``platform`` is "slack", "telegram", "console" or "any". ``verbs`` has every verb that can
    be typed, other names too, and the command that it calls.
    """

    reference: datetime
    locale: str
    platform: str
    known: NameIndex
    verbs: Mapping[str, Verb]
    bot_names: tuple[str, ...] = ()
