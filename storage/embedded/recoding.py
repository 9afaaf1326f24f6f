"""A whole copy of a file: as it is, encrypted, or not encrypted any more."""

import os
import shutil
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

from storage.embedded.connections import connect
from storage.embedded.disk import sync_file
from storage.embedded.key import Key, is_plain
from storage.embedded.migrations import version_of

_PRIVATE = 0o600


def copy_for(key: Key | None, source: Path, target: Path) -> None:
    """Copy a file that nobody writes to into one that is not there yet, for ``key`` to open.

    What is encrypted stays so, and needs the same key; what is not is encrypted where there
    is a key.

    Raises:
        OSError, or one of ``failures()``: if it cannot be read, or there is no room.
    """
    if key is not None and is_plain(source):
        encrypt(source, target, key)
        return
    for end in ("", "-wal"):
        there = source.with_name(source.name + end)
        if not end or there.exists():
            made = target.with_name(target.name + end)
            _make(made)
            shutil.copyfile(there, made)
            sync_file(made)


def encrypt(source: Path, target: Path, key: Key) -> None:
    """Copy a plain file into one that is not there yet and is encrypted."""
    _make(target)
    with closing(connect(target, key)) as made:
        _attach(made, source)
        made.execute("SELECT sqlcipher_export('main', 'plain')")
        (version,) = made.execute("PRAGMA plain.user_version").fetchone()
        made.execute(f"PRAGMA main.user_version = {version}")
    sync_file(target)


def decrypt(source: Path, target: Path, key: Key) -> None:
    """Copy an encrypted file into one that is not there yet and is plain."""
    _make(target)
    with closing(connect(source, key)) as opened:
        _attach(opened, target)
        opened.execute("SELECT sqlcipher_export('plain')")
        opened.execute(f"PRAGMA plain.user_version = {version_of(opened)}")
    sync_file(target)


def _attach(connection: Connection, plain: Path) -> None:
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (os.fspath(plain),))
    connection.execute("PRAGMA plain.synchronous = OFF")  # it is synchronised as a whole


def _make(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _PRIVATE))
