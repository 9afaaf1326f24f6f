"""The file that everything is in: private, exclusive for writing, checked when opened."""

import fcntl
import os
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

from bot.errors import InUse, StorageError
from storage.embedded.backups import all_backups
from storage.embedded.connections import IN_MEMORY, Broken, connect
from storage.embedded.disk import sync_folder
from storage.embedded.migrations import FORMAT, migrate, version_of
from storage.embedded.place import Place
from storage.embedded.replacing import finish
from storage.embedded.trouble import told

_BUSY_SECONDS = 0.1
"""For how long emptying the log waits for readers; if in vain, the next write tries again."""


class DataFile:
    """One folder's file. Who writes has the lock, or who is ``alone``; others may read beside.

    Who only reads finds nothing where there is no file yet, and makes none.
    """

    def __init__(self, place: Place, *, read_only: bool, alone: bool) -> None:
        self.place = place
        self._lock = take_lock(place) if alone else -1
        self.is_missing = read_only and not place.current.exists()

    def connect(self, *, read_only: bool) -> sqlite3.Connection:
        """A connection of the caller's, which any one thread at a time may use."""
        if self.is_missing:
            connection = connect(IN_MEMORY)
            migrate(connection)
            return connection
        if read_only:
            return connect(self.place.current, self.place.key, read_only=True)
        connection = connect(self.place.file, self.place.key, seconds=_BUSY_SECONDS)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Let another process have it."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def open_file(place: Place, *, read_only: bool, alone: bool | None = None) -> DataFile:
    """A folder's file, made if it is to be written to, in the newest format and undamaged.

    While one who is ``alone`` has it, nobody else writes to it; who writes always is.

    Raises:
        InUse: if another process has it open for writing, and this is to be alone.
        StorageError: if it is damaged or of another format; it is left as it is then.
    """
    with ExitStack() as undo:
        undo.enter_context(told(place))
        if not read_only:
            place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = DataFile(place, read_only=read_only, alone=alone or not read_only)
        undo.callback(file.close)
        if not read_only:
            finish(place)
        if _was_emptied(place):
            raise Broken("it is empty, and was not")
        if not read_only:
            _make_file(place.file)
        _prepare(file, read_only=read_only)
        undo.pop_all()
    return file


def take_lock(place: Place) -> int:
    """The lock of who writes, as a descriptor that gives it back when it is closed.

    Raises:
        InUse: if another process has it.
    """
    lock = os.open(place.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    except BlockingIOError:
        holder = os.read(lock, 20).decode(errors="replace").strip() or "unknown"
        os.close(lock)
        raise InUse(
            f"{place.folder} is in use by another Cordially (process {holder}). "
            "Stop that one first, or set CORDIALLY_STORAGE to another folder."
        ) from None
    except OSError:
        os.close(lock)
        raise
    return lock


def _make_file(path: Path) -> None:
    """An empty file if there is none, whose name in the folder outlives a power cut."""
    is_new = not path.exists()
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
    if is_new:
        for folder in (path.parent, path.parent.parent):
            sync_folder(folder)


def _prepare(file: DataFile, *, read_only: bool) -> None:
    with closing(file.connect(read_only=read_only)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise Broken(found)
        version = version_of(connection)
        if _is_cut_short(file.place, connection):
            raise Broken("it was cut short")
        if version > FORMAT:
            raise StorageError(
                f"{file.place.file} was written by a newer Cordially (format {version}; this "
                f"one reads up to {FORMAT}). Update Cordially."
            )
        if not read_only:
            migrate(connection)
        elif version == 0:
            file.is_missing = True  # somebody is just making it
        elif version < FORMAT:
            raise StorageError(
                f"{file.place.file} is of an older format ({version} of {FORMAT}). "
                "Start Cordially once, which brings it up to date."
            )


def _was_emptied(place: Place) -> bool:
    """Whether there is nothing in a file of which there are backups."""
    current = place.current
    return current.exists() and current.stat().st_size == 0 and bool(all_backups(place))


def _is_cut_short(place: Place, connection: sqlite3.Connection) -> bool:
    """Whether pages are missing at the end, which are not in the log either."""
    log = place.current.with_name(f"{place.current.name}-wal")
    if not place.current.exists() or (log.exists() and log.stat().st_size):
        return False
    connection.execute("BEGIN")  # so that nobody makes it shorter meanwhile
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    is_cut_short = int(pages) * int(size) > place.current.stat().st_size  # text, of SQLCipher's
    connection.execute("ROLLBACK")
    return is_cut_short
