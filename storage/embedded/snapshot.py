"""Making a backup beside a running bot: copied in one go, read again, and only then named."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from bot.errors import Damaged, StorageError
from bot.ports import Backup, Contents
from storage.embedded.backups import all_backups, path_for, prune
from storage.embedded.checking import contents, verified
from storage.embedded.connections import connect, failures
from storage.embedded.disk import sync_file, sync_folder
from storage.embedded.file import open_file
from storage.embedded.key import Key
from storage.embedded.place import Place

_TURN = ".cordially.lock"
_PART = ".cordially-"


def back_up(place: Place, at: datetime, kept: int) -> Backup:
    """A backup of what is there now, named by ``at``; those beyond the newest ``kept`` go.

    Raises:
        Damaged: if what is there, or what was copied, cannot be read. Nothing was removed then.
        StorageError: if there is nothing to copy, or no room for it.
    """
    if not place.current.exists():
        raise StorageError(f"There is nothing to back up in {place.folder} yet.")
    with _told(place), _turn(place.backups):
        with part_in(place.backups) as part:
            _copy_all(place, part)
            path = path_for(place, at)
            part.rename(path)
            sync_folder(place.backups)
        made = next(each for each in all_backups(place) if each.path == path)
        prune(place, kept, made)
    return made


@contextmanager
def part_in(folder: Path) -> Iterator[Path]:
    """An empty file for this process's eyes, gone at the end unless it was renamed."""
    opened, name = tempfile.mkstemp(prefix=_PART, suffix=".part", dir=folder)
    os.close(opened)
    path = Path(name)
    try:
        yield path
    finally:
        for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            each.unlink(missing_ok=True)


def copy(source: Connection, target: Path, key: Key | None) -> Contents:
    """Copy what ``source`` sees at one instant into an empty file; how much that was.

    The copy is one file without a log beside it, and is on the disk when this returns.
    """
    with closing(connect(target, key)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # who dies here leaves nothing named
        source.execute("BEGIN")
        try:
            seen = contents(source)
            source.backup(connection)
        finally:
            source.execute("ROLLBACK")
        connection.execute("PRAGMA journal_mode = DELETE")
    sync_file(target)
    return seen


def _copy_all(place: Place, part: Path) -> None:
    file = open_file(place, read_only=True)
    with closing(file.connect(read_only=True)) as source:
        seen = copy(source, part, place.key)
    if verified(part, place.key) != seen:
        raise Damaged(f"The copy of {place.file} does not hold what was copied.")


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """The folder for us alone; what somebody who died left in it is gone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder / _TURN, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in folder.glob(f"{_PART}*.part*"):
            left.unlink(missing_ok=True)
        yield
    finally:
        os.close(lock)


@contextmanager
def _told(place: Place) -> Iterator[None]:
    """What goes wrong, in words for whoever runs this."""
    try:
        yield
    except failures(OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise StorageError(f"No backup could be made in {place.backups}: {reason}.") from error
