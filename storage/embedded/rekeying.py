"""Encrypting all that a place has, and taking that back: file, backups, what was replaced.

Each file is copied, the copy read from end to end, and only then put in the place of the first.
Whoever dies on the way does it again: what is done already is passed over.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.errors import Damaged, StorageError
from bot.ports import Recoded
from storage.embedded.backups import all_backups
from storage.embedded.checking import contents, verified
from storage.embedded.connections import connect, failures
from storage.embedded.disk import sync_folder
from storage.embedded.key import Key, is_plain
from storage.embedded.place import NAME, Place
from storage.embedded.recoding import decrypt, encrypt
from storage.embedded.replacing import LOGS, replace, stage

_Recode = Callable[[Path, Path, Key], None]


def rekey(place: Place, key: Key, at: datetime, *, is_secret: bool) -> Recoded:
    """Have everything encrypted by ``key``, or nothing any more; for who has the lock.

    Raises:
        Damaged: if the file cannot be read whole; nothing was changed then.
        OSError, or one of ``failures()``: if it cannot be opened, or there is no room.
    """
    recode = encrypt if is_secret else decrypt
    count, left = 0, []
    if place.file.exists() and is_plain(place.file) == is_secret:
        _replace(place, key, at, recode, is_secret=is_secret)
        count += 1
    for path in _others(place):
        if is_plain(path) != is_secret:
            continue
        try:
            _recode_beside(path, key, recode, is_secret=is_secret)
        except failures(OSError, Damaged, StorageError):
            left.append(path)
        else:
            count += 1
    return Recoded(count, tuple(left))


def _others(place: Place) -> Iterator[Path]:
    yield from (each.path for each in all_backups(place))
    yield from sorted(place.folder.glob(f"replaced-*/{NAME}"))


def _replace(place: Place, key: Key, at: datetime, recode: _Recode, *, is_secret: bool) -> None:
    """The file itself, at one instant; the old one goes, since it was copied whole."""
    with stage(place) as folder:
        made = folder / NAME
        _recode_whole(place.file, made, key, recode, is_secret=is_secret)
        aside = replace(place, made, at, key if is_secret else None)
    if aside is not None:
        shutil.rmtree(aside)


def _recode_beside(path: Path, key: Key, recode: _Recode, *, is_secret: bool) -> None:
    """A file that nobody has open, and the log beside it, which goes into it."""
    made = path.with_name(f".cordially-{path.name}.part")
    try:
        _recode_whole(path, made, key, recode, is_secret=is_secret)
        for end in LOGS:
            path.with_name(path.name + end).unlink(missing_ok=True)
        made.rename(path)
        sync_folder(path.parent)
    finally:
        made.unlink(missing_ok=True)


def _recode_whole(
    path: Path, made: Path, key: Key, recode: _Recode, *, is_secret: bool
) -> None:
    old, new = (None, key) if is_secret else (key, None)
    made.unlink(missing_ok=True)  # of somebody who died
    with closing(connect(path, old, read_only=True)) as connection:
        seen = contents(connection)
    recode(path, made, key)
    if verified(made, new) != seen:
        raise Damaged(f"{os.fspath(path)} does not hold what it should, and was left as it is.")
