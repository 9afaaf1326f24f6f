"""The file that everything is in: private, exclusive for writing, checked when opened."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.errors import InUse, StorageError
from storage.embedded.migrations import FORMAT, migrate, version_of

NAME = "cordially.db"
LOCK_NAME = "cordially.lock"
_BUSY_SECONDS = 0.1
"""For how long emptying the log waits for readers; if in vain, the next write tries again."""


class DataFile:
    """One folder's file. Only who writes has the lock; anybody may read beside.

    Who only reads finds nothing where there is no file yet, and makes none.
    """

    def __init__(self, folder: Path, *, read_only: bool) -> None:
        self.path = folder / NAME
        self._is_missing = read_only and not self.path.exists()
        self._lock = -1 if read_only else _lock(folder)

    def connect(self, *, read_only: bool) -> sqlite3.Connection:
        """A connection of the caller's, which any one thread at a time may use."""
        connection = sqlite3.connect(
            ":memory:" if self._is_missing else self.path,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        try:
            self._set_up(connection, read_only=read_only)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _set_up(self, connection: sqlite3.Connection, *, read_only: bool) -> None:
        if self._is_missing:
            migrate(connection)
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")

    def close(self) -> None:
        """Let another process have it."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def open_file(folder: Path, *, read_only: bool) -> DataFile:
    """A folder's file, made if it is to be written to, in the newest format and undamaged.

    Raises:
        InUse: if another process has it open for writing, and this wants to as well.
        StorageError: if it is damaged or of another format; it is left as it is then.
    """
    path = folder / NAME
    with ExitStack() as undo:
        undo.enter_context(_told(path))
        if not read_only:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = DataFile(folder, read_only=read_only)
        undo.callback(file.close)
        if not read_only:
            _make_file(path)
        _prepare(file, read_only=read_only)
        undo.pop_all()
    return file


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What went wrong, in words for whoever runs this."""
    try:
        yield
    except OSError as error:
        raise StorageError(f"{path} cannot be opened: {error.strerror}.") from error
    except sqlite3.OperationalError as error:
        raise StorageError(f"{path} cannot be opened: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise StorageError(
            f"{path} is damaged or not a file of Cordially's, and was left as it is: {error}. "
            "Put a backup in its place."
        ) from error


def _make_file(path: Path) -> None:
    """An empty file if there is none, whose name in the folder outlives a power cut."""
    is_new = not path.exists()
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
    if is_new:
        for folder in (path.parent, path.parent.parent):
            opened = os.open(folder, os.O_RDONLY)
            os.fsync(opened)
            os.close(opened)


def _lock(folder: Path) -> int:
    lock = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    except BlockingIOError:
        holder = os.read(lock, 20).decode(errors="replace").strip() or "unknown"
        os.close(lock)
        raise InUse(
            f"{folder} is in use by another Cordially (process {holder}). "
            "Stop that one first, or set CORDIALLY_STORAGE to another folder."
        ) from None
    except OSError:
        os.close(lock)
        raise
    return lock


def _prepare(file: DataFile, *, read_only: bool) -> None:
    connection = file.connect(read_only=read_only)
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        version = version_of(connection)
        if version > FORMAT:
            raise StorageError(
                f"{file.path} was written by a newer Cordially (format {version}; this one "
                f"reads up to {FORMAT}). Update Cordially."
            )
        if read_only and version < FORMAT:
            raise StorageError(
                f"{file.path} is of an older format ({version} of {FORMAT}). "
                "Start Cordially once, which brings it up to date."
            )
        if not read_only:
            migrate(connection)
    finally:
        connection.close()
