"""What a file and its backups say was forgotten; see storage.forgotten."""

from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from sqlite3 import Connection

from storage.embedded.backups import all_backups
from storage.embedded.connections import connect, failures
from storage.embedded.place import Place


def keys_in(path: Path, place: Place) -> set[bytes]:
    """What a file says was forgotten; nothing if it cannot be read that far."""
    with (
        suppress(*failures(OSError)),
        closing(connect(path, place.key, read_only=True)) as rows,
    ):
        return {key for (key,) in rows.execute("SELECT key FROM forgotten")}
    return set()


def keys_known(place: Place) -> set[bytes]:
    """What the present file or any backup says was forgotten."""
    paths = [place.current, *(each.path for each in all_backups(place))]
    return set().union(*(keys_in(path, place) for path in paths if path.exists()))


def add(connection: Connection, keys: Iterable[bytes], at: int) -> None:
    """Note what other files know."""
    connection.executemany(
        "INSERT OR IGNORE INTO forgotten VALUES (?, ?)", [(key, at) for key in keys]
    )
