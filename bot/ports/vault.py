"""What the command line and the ticks ask of a storage that keeps backups of its own.

Everything here blocks, for as long as it takes to read all that is kept: call it from a thread.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from bot.model.document import ContactId, OwnerId
from bot.secret import Secret


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


class Recoded(Struct, frozen=True):
    """How many files were encrypted, or are not any more; ``left`` could not be read whole."""

    count: int
    left: tuple[Path, ...] = ()


class Restoring(Protocol):
    """A backup on its way back, while nobody else writes."""

    def prepare(self, backup: Path) -> Contents:
        """Read all of a backup and make a copy ready, in which nothing waits that may be sent.

        Raises:
            StorageError: if the backup is not good, or the key is not its key.
        """

    @property
    def url(self) -> str:
        """Where the copy can be opened as a storage, to be closed again before ``finish``."""

    @property
    def lost(self) -> str:
        """What is kept now and is not in the backup, as a clause of a sentence."""

    @property
    def knows_mornings(self) -> bool:
        """Whether the copy has the claims of what was sent since the backup."""

    def is_forgotten(self, owner: OwnerId, contact: ContactId | None = None) -> bool:
        """Whether a contact, or all of a book, was forgotten after the backup was made."""

    def finish(self) -> Path | None:
        """Put the copy in the place of what is kept now; the folder in which that is then.

        None if there was nothing. Whoever dies on the way leaves the one or the other.
        """


class Backups(Protocol):
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


class Vault(Backups, Protocol):
    """Brings backups back, too."""

    def restoring(self) -> AbstractContextManager[Restoring]:
        """The place where a backup is made ready; what is there at the end is removed.

        Raises:
            InUse: if another process has the storage.
        """

    def rekey(self, key: Secret, *, is_secret: bool) -> Recoded:
        """Have the memory and its backups encrypted by ``key``, or nothing any more.

        Raises:
            InUse: if another process has the storage.
            StorageError: if it is damaged, or this is not its key; nothing was changed then.
        """
