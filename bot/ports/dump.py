"""Everything that a storage holds, in a form that any other storage takes in."""

from datetime import datetime
from enum import StrEnum
from hashlib import blake2b

import msgspec
from msgspec import Struct

from bot.ports.ledger import Claim, Code, OwnerRow
from bot.ports.message import Message
from bot.ports.sending import Outgoing

CHECKSUM_BYTES = 16


class Copying(StrEnum):
    """Which end of a copy a storage is opened for; nobody else may write to it meanwhile."""

    FROM = "from"
    INTO = "into"


class KeptDocument(Struct, frozen=True):
    """A document as it lies in a storage; its tombstone where ``body``, its JSON, is None.

    One of a ``batch`` is ``hidden`` until that is turned on.
    """

    table: str
    id: str
    version: int
    body: bytes | None
    batch: str | None = None
    hidden: bool = False


class KeptMessage(Struct, frozen=True):
    """An inbox row. ``key`` and ``sender`` stand for the message's id and who sent it.

    It has its ``message`` until that is done or parked.
    """

    key: bytes
    sender: bytes | None
    at: datetime
    state: str
    failures: int
    message: Message | None


class KeptReply(Struct, frozen=True):
    """An outbox row. ``key`` and ``cause`` stand for its id and the message it answers.

    It has its ``outgoing`` until that is settled. ``begun`` counts sends, ``lapsed`` those
    whose sender was not heard of again. One that was being sent waits for nobody:
    ``visible_at`` is then None.
    """

    key: bytes
    cause: bytes | None
    state: str
    visible_at: datetime | None
    begun: int
    lapsed: int
    sent_as: str | None
    outgoing: Outgoing | None


class Dump(Struct, frozen=True):
    """Everything of one owner; each part in the order that the storage keeps.

    ``version`` is the book's. Whoever held a lease on the owner's morning is not in it.
    """

    row: OwnerRow
    version: int
    documents: tuple[KeptDocument, ...] = ()
    claims: tuple[Claim, ...] = ()
    codes: tuple[Code, ...] = ()
    inbox: tuple[KeptMessage, ...] = ()
    outbox: tuple[KeptReply, ...] = ()


class Commons(Struct, frozen=True):
    """What belongs to no owner.

    ``hash_key`` is what ids and addresses are hashed with where they are looked up: the keys in
    dumps mean something only beside it. ``forgotten`` stands for contacts and books that no
    backup is to bring back, and since when. ``copy_of`` names the storage of which this one is
    a copy that is not finished; None for a storage that is whole.
    """

    hash_key: bytes
    codes: tuple[Code, ...] = ()
    inbox: tuple[KeptMessage, ...] = ()
    outbox: tuple[KeptReply, ...] = ()
    heartbeats: tuple[tuple[str, datetime], ...] = ()
    forgotten: tuple[tuple[bytes, datetime], ...] = ()
    copy_of: str | None = None


def checksum(part: Dump | Commons) -> bytes:
    """16 bytes that are the same for equal dumps, whatever storage they come from."""
    encoded = msgspec.msgpack.encode(part, order="deterministic")
    return blake2b(encoded, digest_size=CHECKSUM_BYTES).digest()
