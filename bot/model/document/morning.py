"""What the bot proposed, and how the owner wants that done."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from bot.model.document.base import AboutContacts, ContactId, Document
from bot.model.document.contact import Tie


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
    """The opener that was shown last for somebody, so that the next is another one.

    ``on`` is the day on which it was, as long as it may be asked whether it was sent.
    """

    words: str
    on: date | None = None


class Preferences(Document, frozen=True, kw_only=True, omit_defaults=True):
    """How the owner wants it; ``zone`` is an IANA name, assumed until they or Slack tell it.

    Clock times are "HH:MM" in that zone; ``quiet_days`` are 0 for Monday to 6, and so is
    ``review_day``. ``holidays`` is the country whose public holidays are quiet ("IE").
    ``paused_until`` is the first day after a pause, ``paused_from`` its first where it is
    still to come. ``keeps`` are the kinds and tags that are kept; ``interests`` the owner's
    own. ``asked_slower`` is the day on which the owner was last asked whether to slow down.
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
    paused_from: date | None = None
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

    def is_paused(self, day: date) -> bool:
        """Whether the owner wants nothing unasked on ``day``."""
        begun = self.paused_from is None or self.paused_from <= day
        return begun and self.paused_until is not None and day < self.paused_until
