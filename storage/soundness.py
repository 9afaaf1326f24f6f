"""What makes rows sound, told without their words: what every storage's check goes by."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from bot.model.codec import decode
from bot.ports import Address, Message, Outgoing
from bot.wording import counted
from storage.text import Text

OWNED = ("documents", "addresses", "outbox", "claims", "codes")
"""Tables whose rows, where they name an owner, need that owner to be there."""
BODIES: dict[str, type[Any]] = {"inbox": Message, "outbox": Outgoing}
"""What the bodies of the ledger's tables are."""


class Soundness:
    """Looks at rows one by one, and tells of all of them at the end."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._unreadable: Counter[str] = Counter()
        self._lost = 0

    def document(self, kind: str, id: str, body: bytes) -> None:
        """One document's row, whose body says the id once more."""
        try:
            is_sound = decode(kind, self._text.opened(body)).id == id
        except (msgspec.DecodeError, KeyError, ValueError):
            is_sound = False
        self._unreadable[kind] += not is_sound

    def body(self, table: str, body: bytes) -> None:
        """A message that waits, or a reply."""
        self._unreadable[table] += self._read(body, BODIES[table]) is None

    def address(self, key: bytes, body: bytes) -> None:
        """An address, which is found by its hash alone."""
        address = self._read(body, Address)
        self._lost += address is None or self._text.hash(address) != key

    def problems(self) -> Iterator[str]:
        """What is wrong with the rows that were looked at."""
        for table, count in sorted(self._unreadable.items()):
            if count:
                yield f"{_rows(count)} of {table} cannot be read."
        if self._lost:
            yield f"{_rows(self._lost)} of addresses cannot be found again."

    def _read(self, body: bytes, type: type[Any]) -> Any:
        try:
            return self._text.unseal(body, type)
        except (msgspec.DecodeError, ValueError):
            return None


def orphans(table: str, count: int) -> Iterator[str]:
    """That so many rows of a table are of owners who are not there."""
    if count:
        yield f"{_rows(count)} of {table} belong to nobody."


def too_late(count: int) -> Iterator[str]:
    """That so many documents are of versions to which their books never came."""
    if count:
        yield f"{_rows(count)} of documents are newer than their books."


def _rows(count: int) -> str:
    return counted(count, "row").capitalize()
