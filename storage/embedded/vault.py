"""The backups of one place; see Vault in bot.ports."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.clock import Clock
from bot.ports import Backup, Contents, Recoded
from bot.secret import Secret
from storage.embedded.backups import all_backups
from storage.embedded.checking import verified
from storage.embedded.file import take_lock
from storage.embedded.key import Key
from storage.embedded.place import Place
from storage.embedded.rekeying import rekey
from storage.embedded.replacing import finish, stage
from storage.embedded.restoring import EmbeddedRestoring
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

    @contextmanager
    def restoring(self) -> Iterator[EmbeddedRestoring]:
        """The place where a backup is made ready; what is there at the end is removed.

        Raises:
            InUse: if another process has the storage.
        """
        with self._alone(), stage(self._place) as folder:
            yield EmbeddedRestoring(self._place, folder, self._clock)

    def rekey(self, key: Secret, *, is_secret: bool) -> Recoded:
        """Have the file and its backups encrypted by ``key``, or nothing any more.

        Raises:
            InUse: if another process has the storage.
            StorageError: if it is damaged, or this is not its key; nothing was changed then.
        """
        place = self._place
        with self._alone(), told(place):
            return rekey(place, place.key or Key(key), self._clock(), is_secret=is_secret)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else writes to the place, and what was begun there is finished."""
        place = self._place
        with ExitStack() as held:
            with told(place):
                place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                held.callback(os.close, take_lock(place))
                finish(place)
            yield
