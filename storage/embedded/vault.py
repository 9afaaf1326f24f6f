"""The backups of one place; see Vault in bot.ports."""

from collections.abc import Sequence
from pathlib import Path

from bot.clock import Clock
from bot.ports import Backup, Contents
from storage.embedded.backups import all_backups
from storage.embedded.checking import verified
from storage.embedded.place import Place
from storage.embedded.snapshot import back_up
from storage.embedded.trouble import told


class EmbeddedVault:
    """Keeps the newest ``kept`` backups of a place."""

    def __init__(self, place: Place, kept: int, clock: Clock) -> None:
        self._place = place
        self._kept = kept
        self._clock = clock

    @property
    def folder(self) -> Path:
        """Where the backups are."""
        return self._place.backups

    def backups(self) -> Sequence[Backup]:
        """What there is by name, the newest first; not read."""
        return all_backups(self._place)

    def back_up(self) -> Backup:
        """Make one, read all of it again, and let go of those that are too many.

        Raises:
            StorageError: if it could not be made; what was there before is there still.
        """
        return back_up(self._place, self._clock(), self._kept)

    def contents(self, backup: Path) -> Contents:
        """How much is in a backup, all of which is read.

        Raises:
            StorageError: if it is not good, or the key is not its key.
        """
        with told(self._place, backup):
            return verified(backup, self._place.key)
