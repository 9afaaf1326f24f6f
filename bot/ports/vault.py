"""What the command line and the ticks ask of a storage that keeps backups of its own.

Everything here blocks, for as long as it takes to read all that is kept: call it from a thread.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct


class Backup(Struct, frozen=True):
    """A whole copy that was verified when it was made, at ``at`` (aware, UTC)."""

    path: Path
    at: datetime
    size: int


class Contents(Struct, frozen=True):
    """How much a copy holds."""

    owners: int
    contacts: int
    documents: int


class Vault(Protocol):
    """Makes backups, and knows those that there are."""

    @property
    def folder(self) -> Path:
        """Where the backups are."""

    def backups(self) -> Sequence[Backup]:
        """What there is by name, the newest first; not read."""

    def back_up(self) -> Backup:
        """Make one, read all of it again, and let go of those that are too many.

        Raises:
            StorageError: if it could not be made; what was there before is there still.
        """

    def contents(self, backup: Path) -> Contents:
        """How much is in a backup, all of which is read.

        Raises:
            StorageError: if it is not good, or the key is not its key.
        """
