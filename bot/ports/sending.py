"""What goes out, and how that can end."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from bot.model.document import OwnerId
from bot.ports.message import Address, Conversation
from bot.reply import Reply


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
