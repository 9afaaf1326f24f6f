"""What the core asks of the outside: storages and adapters; and what crosses between them.

Two ports keep data. A unit of work holds owners' books, all or nothing. The ledger keeps what
is about messages and mornings: inbox, outbox, claims, addresses, codes; it never holds a book.
Nothing here does anything.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from bot.model.book import Book
from bot.model.document import Document, OwnerId
from bot.reply import Press, Reply


class Address(Struct, frozen=True, omit_defaults=True):
    """Where somebody is on a platform: unique, and of one owner at most.

    ``workspace`` is "" where a platform has but one; ``user`` is the platform's own id.
    """

    platform: str
    workspace: str
    user: str

    def __str__(self) -> str:
        """The form that storages and settings keep."""
        return f"{self.platform}/{self.workspace}/{self.user}"

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Reading undoes writing."""
        platform, workspace, user = text.split("/", 2)
        return cls(platform, workspace, user)


class Conversation(Struct, frozen=True, omit_defaults=True):
    """Where something was said, as far as an answer needs it.

    ``id`` is the chat or channel. ``replaces`` is the message whose button was pressed.
    ``reply_handle`` is what answers the asker alone (Slack's response_url), good for a while.
    """

    id: str
    private: bool = True
    thread: str | None = None
    replaces: str | None = None
    reply_handle: str | None = None


class Words(Struct, frozen=True, tag="words", omit_defaults=True):
    """What somebody typed, exactly as the platform handed it over.

    ``edits`` is the id of the earlier message that these words stand in the place of.
    """

    text: str
    edits: str | None = None


class Upload(Struct, frozen=True, tag="upload", omit_defaults=True):
    """A file or something else without words: ``kind`` says what ("a voice note")."""

    kind: str
    name: str | None = None
    handle: str | None = None
    size: int | None = None
    caption: str | None = None


class Place(Struct, frozen=True, tag="place"):
    """A shared location, in degrees."""

    latitude: float
    longitude: float


Body = Words | Press | Upload | Place


class Message(Struct, frozen=True, omit_defaults=True):
    """Something that came in. ``id`` is the same when the platform delivers it again.

    ``at`` is when it was said, aware and in UTC; what was said is dated by it.

    """

    id: str
    sender: Address
    at: datetime
    body: Body
    where: Conversation


class Profile(Struct, frozen=True, omit_defaults=True):
    """What a platform tells of a person: an IANA zone, a locale such as "en-GB"."""

    zone: str | None = None
    locale: str | None = None


class Kind(StrEnum):
    """Why something goes out."""

    REPLY = "reply"
    DIGEST = "digest"
    NOTICE = "notice"


class Outgoing(Struct, frozen=True, omit_defaults=True):
    """A reply on its way: a row of the outbox.

    ``id`` is derived from what caused it, so that the same cause makes the same row. ``where``
    is the conversation to answer in, None for what is unasked: then ``to`` decides. ``owner``
    is None for a stranger's one line. After ``until`` it is too late to be sent.
    """

    id: str
    owner: OwnerId | None
    to: Address
    reply: Reply
    kind: Kind = Kind.REPLY
    where: Conversation | None = None
    until: datetime | None = None
    attempts: int = 0


class Attachment(Struct, frozen=True):
    """A file of a reply, made: its name, media type and bytes."""

    name: str
    media_type: str
    data: bytes


class Outcome(StrEnum):
    """How a send ended. ``UNSURE`` may have arrived and is not sent again."""

    SENT = "sent"
    UNSURE = "unsure"
    GONE = "gone"
    EXPIRED = "expired"
    REFUSED = "refused"


class Due(Struct, frozen=True):
    """An owner whose morning has come, leased to whoever claimed it until ``lease_until``."""

    owner: OwnerId
    due_at: datetime
    lease_until: datetime


class Claim(Struct, frozen=True):
    """What makes a digest the only one of its owner's local day."""

    owner: OwnerId
    day: date
    kind: str


class CodeKind(StrEnum):
    """What a code is good for, once."""

    CLAIM = "claim"
    INVITATION = "invitation"
    LINK = "link"


class Code(Struct, frozen=True, omit_defaults=True):
    """A code that lets somebody in. Storages keep only ``digest``, never what is typed.

    ``owner`` is whose book a LINK opens, or who gave an INVITATION.
    """

    digest: str
    kind: CodeKind
    expires_at: datetime
    owner: OwnerId | None = None


class OwnerRow(Struct, frozen=True, omit_defaults=True):
    """What the ledger knows of an owner without opening the book.

    ``gone`` are those of the ``addresses`` that nothing unasked can be sent to.
    """

    owner: OwnerId
    created_at: datetime
    addresses: tuple[Address, ...] = ()
    next_due: datetime | None = None
    gone: tuple[Address, ...] = ()


class Hit(Struct, frozen=True):
    """A document whose words were searched for."""

    table: str
    id: str


class UnitOfWork(Protocol):
    """Some owners' books and what goes with them, committed all or nothing.

    Leaving without ``commit`` forgets everything, in the books too.
    """

    @property
    def book(self) -> Book:
        """The book of the first owner named in ``begin``."""

    @property
    def books(self) -> dict[OwnerId, Book]:
        """Every book that this unit holds."""

    async def is_done(self, message_id: str) -> bool:
        """Whether this message has been worked on and committed before."""

    async def search(self, words: str, limit: int = 20) -> Sequence[Hit]:
        """Documents of the first owner in which every one of ``words`` occurs."""

    async def is_claimed(self, claim: Claim) -> bool:
        """Whether this owner, day and kind have been claimed before."""

    def stage(self, batch: str, document: Document) -> None:
        """Save a document under ``batch``: stored, and invisible until that is turned on."""

    def turn_on(self, batch: str) -> None:
        """Make a batch visible with this commit."""

    def turn_off(self, batch: str) -> None:
        """Make a batch invisible again with this commit."""

    async def commit(self, *rows: "Row") -> None:
        """Make the books' changes and ``rows`` durable, in one transaction.

        Raises:
            AlreadyThere: if a claim was won before, or an address has another owner.
            NotSaved: if the storage could not write; nothing has changed then.
        """


class Done(Struct, frozen=True):
    """Marks an inbox row as worked on; its words are dropped, its id is kept."""

    message_id: str


class Queued(Struct, frozen=True):
    """Puts a row into the outbox, leased to this process until ``lease_until``.

    One that ``waits`` is nobody's until then: it is sent by whoever finds it, not before.
    """

    outgoing: Outgoing
    lease_until: datetime
    waits: bool = False


class NextDue(Struct, frozen=True):
    """Sets when an owner's next morning is; None for never."""

    owner: OwnerId
    at: datetime | None


class Claimed(Struct, frozen=True):
    """Claims an owner's day; fails the commit if that was done before."""

    claim: Claim


class Bound(Struct, frozen=True):
    """Gives an address to an owner, who is made if new."""

    owner: OwnerId
    address: Address
    at: datetime


class CodeMade(Struct, frozen=True):
    """Adds a code."""

    code: Code


class CodeUsed(Struct, frozen=True):
    """Uses a code up; fails the commit if that was done before."""

    digest: str


class OwnerGone(Struct, frozen=True):
    """Removes an owner with every row of theirs, everywhere."""

    owner: OwnerId


Row = Done | Queued | NextDue | Claimed | Bound | CodeMade | CodeUsed | OwnerGone
"""What a commit can write beside the books, in the same transaction."""


class Ledger(Protocol):
    """Inbox, outbox, mornings, addresses. Each call is durable by itself when it returns.

    Every method raises NotSaved or another StorageError when the storage cannot answer.
    """

    async def receive(self, message: Message) -> bool:
        """Write the inbox row; False if a message of this id was received before."""

    async def unfinished(self) -> Sequence[Message]:
        """Messages received and neither done nor parked, oldest first."""

    async def fail(self, message_id: str, *, park_after: int) -> bool:
        """Count a failure of a message; True if it is parked now, for good."""

    async def drop(self, message_id: str) -> None:
        """Remove an inbox row and its outbox rows: nothing of a stranger's is kept."""

    async def owner_of(self, address: Address) -> OwnerId | None:
        """Whose address this is."""

    async def owner(self, owner: OwnerId) -> OwnerRow | None:
        """One owner's row."""

    def owners(self) -> AsyncIterator[OwnerRow]:
        """Every owner's row, oldest first."""

    async def claim_due(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> Sequence[Due]:
        """Owners whose morning has come and is leased to nobody, leased now to the caller."""

    async def release(self, due: Due, next_due: datetime | None) -> None:
        """Give a lease back, with when the owner is due next."""

    async def sendable(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> Sequence[Outgoing]:
        """Outbox rows to send now, leased to the caller; an expired lease counts once."""

    async def settle(
        self, outgoing_id: str, outcome: Outcome, *, at: datetime, sent_as: str | None = None
    ) -> None:
        """Close an outbox row and drop its reply; ``sent_as`` is the platform's id."""

    async def postpone(self, outgoing_id: str, until: datetime) -> None:
        """Let an outbox row be tried again, not before ``until``."""

    async def mark_gone(self, address: Address, *, gone: bool) -> None:
        """Note that nothing unasked can be sent to an address, or that it can again."""

    async def code(self, digest: str, now: datetime) -> Code | None:
        """A code that is neither used up nor expired."""

    async def heartbeat(self, name: str, at: datetime) -> datetime | None:
        """Note that ``name`` was alive at ``at``; the time noted before."""

    async def slot(self, queue: str, spacing: timedelta) -> timedelta:
        """How long to wait for the next turn in a queue whose turns are ``spacing`` apart.

        All processes on this storage share it; whoever asks has the turn.
        """

    async def tally(self, owner: OwnerId | None = None) -> dict[str, int]:
        """Counts for status: "owners", "due", and rows by state, such as "inbox_parked"."""

    async def purge(self, before: datetime) -> None:
        """Remove settled rows from before ``before``; never one that may be redelivered."""


class Storage(Protocol):
    """Keeps everything. ``storage/x.py`` has ``open_storage(url)``, which gives one."""

    @property
    def ledger(self) -> Ledger:
        """The rows that are not in a book."""

    def begin(self, *owners: OwnerId) -> AbstractAsyncContextManager[UnitOfWork]:
        """These owners' books, exclusively, in the order of their ids.

        An owner that does not exist yet has an empty book.
        """

    async def lead(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run ``work`` while no other process on this storage does so under ``name``.

        Waits until that is so. Should the lead be lost, ``work`` is cancelled, and run once
        more when it is back. Returns when ``work`` does.
        """

    async def close(self) -> None:
        """Let go of everything; what was committed stays."""


class MenuEntry(Struct, frozen=True):
    """A command as menus and manifests show it."""

    verb: str
    usage: str
    summary: str


class Door(Protocol):
    """Where adapters bring what came in. The core's own; adapters see nothing else of it."""

    async def receive(self, message: Message) -> bool:
        """Make the inbox row durable; False for a redelivery. Acknowledge after this.

        Raises:
            NotSaved: if the row could not be written within two seconds.
        """

    def work(self, message: Message) -> None:
        """Answer a received message in the background, in order within its conversation."""

    def menu(self) -> Sequence[MenuEntry]:
        """The commands that this bot has."""

    async def completions(self, address: Address) -> Sequence[str]:
        """Verbs, and names of the contacts of whoever has this address."""

    async def is_owner(self, address: Address) -> bool:
        """Whether this address is anybody's."""

    async def heard_from(self, platform: str, at: datetime) -> None:
        """The platform answered at ``at``; says what was missed if it was long away."""


class Adapter(Protocol):
    """Talks to a platform.

    ``adapters/x.py`` has ``open_adapter(settings)``, which gives one, or None where the
    settings do not ask for it, and a pure ``render(reply)``.
    """

    @property
    def platform(self) -> str:
        """The name in addresses: "telegram"."""

    @property
    def keeps_hours(self) -> float:
        """For how many hours the platform keeps what it could not deliver."""

    def reaches(self, address: Address) -> bool:
        """Whether something unasked would be seen there now: not on a closed console."""

    async def check(self) -> str:
        """Who the platform says that we are, for the doctor.

        Raises:
            SettingsError: if the configuration is wrong, with what to do.
        """

    async def run(self, door: Door) -> None:
        """Bring messages to the door until ``stop``; survives the platform being down."""

    async def stop(self) -> None:
        """Take in nothing more; ``run`` returns and sending still works until ``close``."""

    async def close(self) -> None:
        """Let go of connections."""

    async def send(
        self, outgoing: Outgoing, attachments: Sequence[Attachment] = ()
    ) -> str | None:
        """Show a reply once; the platform's id for it, where it has one.

        Raises:
            RetryAt: the platform wants a pause, and showed nothing.
            Gone: this address can get nothing any more.
            Unsure: it may or may not have been shown.
            Refused: it can never be shown in this form.
        """

    async def profile(self, address: Address) -> Profile:
        """What the platform tells of somebody; an empty one where it tells nothing."""
