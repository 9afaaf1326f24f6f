"""Days that matter: milestones, reminders, hard times, events."""

from datetime import date
from enum import StrEnum

from bot.model.calendar import Anchor, Month
from bot.model.document.base import AboutContacts, Document


class Occasion(StrEnum):
    """The kind of day that matters in somebody's life; the values are UTTERANCES' kinds."""

    BIRTHDAY = "birthday"
    WORK_ANNIVERSARY = "work_anniversary"
    PROMOTION = "promotion"
    NEW_JOB = "new_job"
    WEDDING = "wedding"
    ENGAGEMENT = "engagement"
    ANNIVERSARY = "anniversary"
    BABY = "baby"
    GRADUATION = "graduation"
    RETIREMENT = "retirement"
    OTHER = "other"

    @property
    def is_yearly(self) -> bool:
        """Whether it comes back every year."""
        return self in {Occasion.BIRTHDAY, Occasion.WORK_ANNIVERSARY, Occasion.ANNIVERSARY}


class Milestone(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """A day that matters in somebody's life.

    ``on`` is the anchor: with its year where that is known, a month where no more is.
    ``label`` says what it is where ``occasion`` is OTHER, and more about it elsewhere
    ("Globex" of a work anniversary). ``expected`` until the owner says that it happened.
    """

    occasion: Occasion
    on: Anchor | Month
    label: str | None = None
    expected: bool = False


class Reminder(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """Something the owner wants to do on a day, about some contacts or nobody.

    ``at`` is the clock time of that day, "HH:MM" in the owner's zone, for one that comes at a
    moment of its own instead of in the morning list.
    """

    on: date
    about: str | None = None
    done_on: date | None = None
    at: str | None = None


class Support(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """A hard time of some contacts: nothing cheerful goes to them ``until`` that day."""

    on: date
    until: date
    about: str | None = None


class Event(Document, frozen=True, kw_only=True, omit_defaults=True):
    """Something that the owner goes to, where there are people: a conference, a party."""

    name: str
    first: date
    last: date
    place: str | None = None
    is_social: bool = False
