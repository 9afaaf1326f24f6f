"""What was between the owner and contacts, and what is owed."""

from datetime import date, datetime
from enum import StrEnum

from bot.model.calendar import Period
from bot.model.document.base import AboutContacts, ContactId


class Interaction(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """One time that the owner and some contacts were in touch.

    ``on`` keeps the precision of what was said: a day, a week or a month.
    """

    on: Period
    logged_at: datetime
    medium: str = "in_person"
    place: str | None = None
    event: str | None = None
    topics: tuple[str, ...] = ()
    note: str | None = None


class Note(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """A lasting fact about some contacts, in the owner's words."""

    text: str
    on: date


class Attempt(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """One time that the owner wrote or called and got no answer: not a contact."""

    on: date
    logged_at: datetime
    medium: str | None = None
    note: str | None = None


class Promise(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """Something that the owner (``is_mine``) or a contact has undertaken to do.

    ``due`` is the day by which, ``done_on`` the day on which it was kept. One that was
    ``dropped_on`` a day is owed no more, and was not kept.
    """

    is_mine: bool
    what: str
    made_on: date
    due: date | None = None
    done_on: date | None = None
    dropped_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be kept."""
        return self.done_on is None and self.dropped_on is None


class Favour(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """Help that the owner gave (``is_given``) or received.

    ``thanked_on`` is the day on which the owner thanked for one that was received.
    """

    is_given: bool
    what: str
    on: Period
    thanked_on: date | None = None

    @property
    def is_unthanked(self) -> bool:
        """Whether the owner's thanks are still open; a favour given is never a debt."""
        return not self.is_given and self.thanked_on is None


class Stage(StrEnum):
    """How far something has come that the owner does for others; the values are UTTERANCES'."""

    ASKED = "asked"
    PLANNED = "planned"
    DONE = "done"


class Introduction(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """Contacts whom the owner brings together.

    ``agreed`` are those of them who said yes. ``made_on`` is when it was made, if it was.
    """

    stage: Stage
    told_on: date
    about: str | None = None
    agreed: tuple[ContactId, ...] = ()
    made_on: Period | None = None
    outcome: str | None = None


class Opportunity(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """An opening that suits some contacts; DONE once each of them has got it.

    ``passed_to`` are those who have got it already.
    """

    stage: Stage
    told_on: date
    what: str
    org: str | None = None
    role: str | None = None
    url: str | None = None
    deadline: date | None = None
    passed_to: tuple[ContactId, ...] = ()


class Boundary(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """How or when some contacts may, or may not, be approached, or about what.

    ``rule`` is as the owner typed it. ``prefer`` and ``avoid`` are channels: call, text, email,
    whatsapp, telegram, signal, slack, video, voice or in_person. ``not_before`` and
    ``not_after`` are clock times, "HH:MM"; ``not_on`` are days of the week, 0 for Monday.
    """

    rule: str
    on: date
    prefer: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    not_before: str | None = None
    not_after: str | None = None
    not_on: tuple[int, ...] = ()
