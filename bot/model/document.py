"""What an owner's book is made of: frozen documents with ids, equal by value."""

from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from msgspec import Struct

from bot.model.calendar import Anchor, Month, MonthDay, Period

OwnerId = NewType("OwnerId", str)
ContactId = NewType("ContactId", str)


class Document(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One thing that is stored, changed and undone as a whole.

    ``id`` is opaque, unique in the owner's book among documents of its class, and at most
    24 bytes, so that it fits into a button. A document cannot be part of a cycle, so the
    garbage collector need not look at each of an open book's.
    """

    id: str


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
    them may be said unasked.
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
    passed_away: bool = False
    leap_to_march: bool = False

    @property
    def job(self) -> Job | None:
        """What they do now, as far as is known."""
        return next((job for job in reversed(self.jobs) if job.until is None), None)


class AboutContacts(Document, frozen=True, kw_only=True, omit_defaults=True):
    """A document about some contacts, whom it names by their ids."""

    contacts: tuple[ContactId, ...]


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
    ``not_after`` are clock times, "HH:MM".
    """

    rule: str
    on: date
    prefer: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    not_before: str | None = None
    not_after: str | None = None


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
    is_social: bool = False


class Reason(StrEnum):
    """Why a contact is proposed on a morning."""

    OCCASION = "occasion"
    REMINDER = "reminder"
    PROMISE = "promise"
    THANKS = "thanks"
    NEW_TIE = "new tie"
    OVERDUE = "overdue"
    CARRIED = "carried"


class Answer(StrEnum):
    """What the owner did with a nudge."""

    OPEN = "open"
    DONE = "done"
    LATER = "later"
    SKIPPED = "skipped"


class Nudge(Struct, frozen=True, omit_defaults=True):
    """One suggestion of a morning; ``source`` is the document it comes from, if any.

    ``id`` is unique in the book: buttons carry it. ``instead_of`` is the id of the skipped
    nudge whose place it took.
    """

    id: str
    contacts: tuple[ContactId, ...]
    reason: Reason
    source: str | None = None
    answer: Answer = Answer.OPEN
    until: date | None = None
    instead_of: str | None = None


class Digest(Document, frozen=True, kw_only=True, omit_defaults=True):
    """A morning's worth of nudges, as they were sent; dates of the day come first.

    Of a late one, ``late_since`` and ``late_until`` are when the bot was away. ``asks_slower``
    if it asks whether there should be fewer.
    """

    day: date
    nudges: tuple[Nudge, ...]
    late_since: datetime | None = None
    late_until: datetime | None = None
    asks_slower: bool = False


class Keeping(Struct, frozen=True, omit_defaults=True):
    """How often to be in touch with everybody of one kind or with one tag; 0 days for never."""

    days: int
    tie: Tie | None = None
    tag: str | None = None


class Drafted(AboutContacts, frozen=True, kw_only=True, omit_defaults=True):
    """The opener that was shown last for somebody, so that the next is another one."""

    words: str


class Preferences(Document, frozen=True, kw_only=True, omit_defaults=True):
    """How the owner wants it; ``zone`` is an IANA name, assumed until they or Slack tell it.

    Clock times are "HH:MM" in that zone; ``quiet_days`` are 0 for Monday to 6, and so is
    ``review_day``. ``holidays`` is the country whose public holidays are quiet ("IE").
    ``keeps`` are the kinds and tags that are kept; ``interests`` the owner's own.
    ``asked_slower`` is the day on which the
    owner was last asked whether to slow down.
    """

    id: str = "preferences"
    zone: str = "UTC"
    zone_is_known: bool = False
    locale: str = "en-US"
    nudge_time: str = "08:30"
    quiet_from: str = "21:00"
    quiet_until: str = "07:00"
    quiet_days: tuple[int, ...] = ()
    paused_until: date | None = None
    max_nudges: int = 3
    discreet: bool = False
    home: str | None = None
    greeted: bool = False
    asked_zone: bool = False
    keeps: tuple[Keeping, ...] = ()
    holidays: str | None = None
    review_day: int | None = None
    asked_slower: date | None = None
    interests: tuple[str, ...] = ()


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


AnyDocument = (
    Contact
    | Interaction
    | Note
    | Milestone
    | Reminder
    | Attempt
    | Promise
    | Favour
    | Introduction
    | Opportunity
    | Boundary
    | Support
    | Event
    | Drafted
    | Digest
    | Preferences
    | Change
    | Question
    | Correction
)
TABLES: dict[str, type[Document]] = {
    "contacts": Contact,
    "interactions": Interaction,
    "notes": Note,
    "milestones": Milestone,
    "reminders": Reminder,
    "attempts": Attempt,
    "promises": Promise,
    "favours": Favour,
    "introductions": Introduction,
    "opportunities": Opportunity,
    "boundaries": Boundary,
    "supports": Support,
    "events": Event,
    "drafts": Drafted,
    "digests": Digest,
    "preferences": Preferences,
    "changes": Change,
    "questions": Question,
    "corrections": Correction,
}
"""Every kind of document by the name of the table that keeps it."""
TABLE_OF: dict[type[Document], str] = {kind: table for table, kind in TABLES.items()}
