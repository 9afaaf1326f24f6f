"""The one place that opens connections, and knows what their errors mean.

With a key they are SQLCipher's, whose classes of errors are its own: hence the functions here
that name them, to be asked where something is caught.
"""

import sqlite3
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from bot.errors import StorageError
from storage.embedded.key import Key

IN_MEMORY = Path(":memory:")
_LIBRARY = "sqlcipher3.dbapi2"
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CODE = 0xFF
"""The part of an error's number that says its kind."""


class Broken(sqlite3.DatabaseError):
    """A file that opens, and whose pages do not hold together."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def connect(
    path: Path, key: Key | None = None, *, read_only: bool = False, seconds: float = 5.0
) -> sqlite3.Connection:
    """A connection of the caller's, which any one thread at a time may use.

    The file must be there. A lock of somebody else's is waited for at most ``seconds``.

    Raises:
        StorageError: if there is a key and no library that encrypts.
        OSError, or one of ``failures()``: if the file cannot be opened.
    """
    where = ":memory:" if path == IN_MEMORY else f"{path.absolute().as_uri()}?mode=rw"
    connection = _module(key).connect(
        where,
        uri=True,
        timeout=seconds,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    try:
        if key is not None and path != IN_MEMORY:
            connection.execute("PRAGMA cipher_log_level = NONE")  # it would print to stderr
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute(f'PRAGMA key = "{key.for_file(path)}"')
        if read_only:
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return cast("sqlite3.Connection", connection)


def _module(key: Key | None) -> Any:
    if key is None:
        return sqlite3
    try:
        return import_module(_LIBRARY)
    except ModuleNotFoundError:
        raise StorageError(
            "CORDIALLY_KEY needs sqlcipher3, which is not installed: "
            ".venv/bin/pip install -e '.[encryption]'"
        ) from None


def failures(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """Everything that a connection raises of its own, and ``others``."""
    return (*_classes("Error"), *others)


def refusals() -> tuple[type[Exception], ...]:
    """What a connection raises when a row is there already."""
    return _classes("IntegrityError")


def _classes(name: str) -> tuple[type[Exception], ...]:
    loaded = [sqlite3, *filter(None, [sys.modules.get(_LIBRARY)])]
    return tuple(getattr(module, name) for module in loaded)


def is_damage(error: BaseException) -> bool:
    """Whether it is the file that is at fault, not the disk or who may do what with it."""
    return getattr(error, "sqlite_errorcode", 0) & _CODE in _DAMAGED
