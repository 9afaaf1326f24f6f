"""Somebody whom the owner knows."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from bot.model.calendar import Period
from bot.model.document.base import Document


class Tie(StrEnum):
    """What a contact is to the owner."""

    INNER_CIRCLE = "inner circle"
    MENTOR = "mentor"
    MENTEE = "mentee"
    CLIENT = "client"
    COLLEAGUE = "colleague"
    PEER = "peer"
    FORMER_COLLEAGUE = "former colleague"
    SERVICE_PROVIDER = "service provider"
    FAMILY = "family"
    FRIEND = "friend"
    CLASSMATE = "classmate"
    ACQUAINTANCE = "acquaintance"


class Job(Struct, frozen=True, omit_defaults=True):
    """Somebody's place in an organisation; either part may be unknown."""

    org: str | None = None
    role: str | None = None
    since: Period | None = None
    until: Period | None = None


class Contact(Document, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody whom the owner knows.

    ``cadence_days`` is this contact's own, 0 for never. ``snoozed_until`` is the first day
    on which they may be proposed again, ``paused_until`` the first on which anything about
    them may be said unasked. ``ask_again_on`` is when the owner, who stepped back from them,
    wants to be asked about it.
    """

    name: str
    aka: tuple[str, ...] = ()
    added_on: date
    tie: Tie = Tie.ACQUAINTANCE
    jobs: tuple[Job, ...] = ()
    location: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pronouns: str | None = None
    met_on: Period | None = None
    met_at: str | None = None
    met_through: str | None = None
    cadence_days: int | None = None
    snoozed_until: date | None = None
    paused_until: date | None = None
    do_not_contact: bool = False
    ask_again_on: date | None = None
    passed_away: bool = False
    leap_to_march: bool = False

    @property
    def job(self) -> Job | None:
        """What they do now, as far as is known."""
        return next((job for job in reversed(self.jobs) if job.until is None), None)
