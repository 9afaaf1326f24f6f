"""How text lies at rest: bodies through one codec, what is looked up as keyed hashes."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, Protocol, TypeVar

import msgspec

T = TypeVar("T")

KEY_BYTES = 32
"""Of the key that hashes are made with."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Codec(Protocol):
    """Bytes in, bytes out: where encryption goes."""

    def seal(self, plain: bytes) -> bytes:
        """The bytes that are stored."""

    def unseal(self, stored: bytes) -> bytes:
        """Reading undoes writing."""


class Plain:
    """The codec that leaves everything as it is."""

    def seal(self, plain: bytes) -> bytes:
        """The same bytes."""
        return plain

    def unseal(self, stored: bytes) -> bytes:
        """The same bytes."""
        return stored


class Text:
    """Bodies and keys of rows. No column but a body says anything in words."""

    def __init__(self, codec: Codec, key: bytes) -> None:
        self._codec = codec
        self._key = key

    @property
    def key(self) -> bytes:
        """What hashes are made with."""
        return self._key

    def rekey(self, key: bytes) -> None:
        """Make hashes with another key from now on."""
        self._key = key

    def seal(self, value: Any) -> bytes:
        """A value as JSON, as it is stored."""
        return self.sealed(msgspec.json.encode(value))

    def unseal(self, body: bytes, type: type[T]) -> T:
        """The value that a body holds."""
        return msgspec.json.decode(self.opened(body), type=type)

    def sealed(self, json: bytes) -> bytes:
        """JSON, as it is stored."""
        return self._codec.seal(json)

    def opened(self, body: bytes) -> bytes:
        """A body's JSON."""
        return self._codec.unseal(body)

    def hash(self, looked_up: object) -> bytes:
        """What stands for a message's id or an address where it is looked up: 16 bytes."""
        return blake2b(str(looked_up).encode(), key=self._key, digest_size=16).digest()


def stamp(at: datetime) -> int:
    """An instant as a number that sorts: microseconds since 1970."""
    return (at - LONG_AGO) // _MICROSECOND


def instant(stamp: int) -> datetime:
    """Reading undoes writing."""
    return LONG_AGO + stamp * _MICROSECOND
