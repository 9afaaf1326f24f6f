"""What the conversation needs to remember: changes, questions, corrections."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from bot.model.calendar import MonthDay, Period
from bot.model.document.base import ContactId, Document


class Before(Struct, frozen=True, omit_defaults=True):
    """One document of a change: what it was, and the version that the change gave it.

    ``was`` is the document before as JSON text, or None if the change made it;
    ``version_before`` is the version that it had then.
    """

    table: str
    id: str
    was: str | None
    version: int
    version_before: int = 0


class Change(Document, frozen=True, kw_only=True, omit_defaults=True):
    """What one message did to the book, kept for 30 days so that it can be undone.

    ``said`` sums it up for a list; ``undoes`` is the change that this one took back. One that
    was undone and is done again is from then on ``at`` that later moment. ``conversation`` is
    where it was said.
    """

    message: str
    at: datetime
    said: str
    documents: tuple[Before, ...]
    undone: bool = False
    undoes: str | None = None
    conversation: str = ""


class Doubt(StrEnum):
    """What a question is about."""

    NAME = "name"
    SOMEBODY = "somebody"
    DAY = "day"
    PLACE = "place"
    INSTEAD = "instead"


class Option(Struct, frozen=True, omit_defaults=True):
    """One way to answer a question: a contact, a day or a place, or somebody new.

    ``takes_name`` if the contact is to be called as was typed from then on; ``skips`` if the
    question is to be let go of.
    """

    label: str
    contact: ContactId | None = None
    day: Period | MonthDay | None = None
    place: bool = False
    takes_name: bool = False
    skips: bool = False


class Settled(Struct, frozen=True, omit_defaults=True):
    """A question about ``name`` and how it was answered."""

    doubt: Doubt
    name: str
    option: Option


class Question(Document, frozen=True, kw_only=True, omit_defaults=True):
    """What was meant: one question a conversation, open for 24 hours.

    ``words`` were said at ``said_at`` and are read again once ``name`` is known to mean one
    of ``options``; ``resolved`` are the questions about the same words that were answered
    before. ``can_do_without`` if the words make sense without an answer. ``later`` are
    other entries of the same message that wait for this one.
    """

    conversation: str
    asked_at: datetime
    said_at: datetime
    words: str
    name: str
    options: tuple[Option, ...]
    doubt: Doubt = Doubt.NAME
    can_do_without: bool = False
    resolved: tuple[Settled, ...] = ()
    later: tuple[str, ...] = ()


class Correction(Document, frozen=True, kw_only=True, omit_defaults=True):
    """What an edited message says now, kept until the owner says whether to use it."""

    change: str
    words: str
    said_at: datetime
