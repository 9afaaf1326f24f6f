"""Where an embedded storage is: its folder, what is in it, and the key to it."""

from pathlib import Path

from msgspec import Struct

from bot.errors import StorageError
from bot.secret import Secret
from storage.embedded.key import Key

NAME = "cordially.db"
LOCK_NAME = "cordially.lock"


class Place(Struct, frozen=True):
    """One folder with one file; ``key`` is None where that is not encrypted."""

    folder: Path
    backups: Path
    key: Key | None = None

    @property
    def file(self) -> Path:
        """The file that everything is in."""
        return self.folder / NAME

    @property
    def pending(self) -> Path | None:
        """A whole file that is to take the place of ``file``; None while there is none.

        From the moment that it has this name it holds what is kept, and ``file`` does not.
        """
        return next(iter(sorted(self.folder.glob("restored-*.db"))), None)

    @property
    def current(self) -> Path:
        """The file that holds what is kept now, for whoever only reads."""
        return self.pending or self.file

    @property
    def lock(self) -> Path:
        """The file that whoever writes has locked."""
        return self.folder / LOCK_NAME


def place_of(url: str, *, backups: Path | None = None, key: Secret | None = None) -> Place:
    """The place in the folder that follows "tinydb:".

    Raises:
        StorageError: if nothing follows.
    """
    name = url.partition(":")[2]
    if not name:
        raise StorageError(f"{url} names no folder; it should be tinydb:FOLDER.")
    folder = Path(name).expanduser()
    return Place(folder, backups or folder / "backups", Key(key) if key else None)
