"""Putting a whole file in the place of the present one, so that there always is one of both.

The new file is made in a folder of its own. Given the name of a pending file it is what is
kept; moving the old one and its log aside, and the new one into its place, is finished by
whoever comes next, should this process die on the way. A log that stayed beside a file that
is not its own would be read into it: hence no simple rename.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from storage.embedded.connections import connect
from storage.embedded.disk import sync_file, sync_folder
from storage.embedded.key import Key
from storage.embedded.place import NAME, Place

_STAGE = ".making-"
_FORM = "%Y-%m-%dT%H%M%SZ"
LOGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is in use."""


@contextmanager
def stage(place: Place) -> Iterator[Path]:
    """A folder to make the new file in, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix=_STAGE, dir=place.folder))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def replace(place: Place, new: Path, at: datetime, key: Key | None) -> Path | None:
    """Put ``new``, which ``key`` opens and nobody has open, in the place of the present file.

    Returns the folder in which the present one is now; None if there was none.
    """
    with closing(connect(new, key)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")  # so that there is no log beside it
    sync_file(new)
    new.rename(place.folder / f"restored-{at.strftime(_FORM)}.db")
    sync_folder(place.folder)
    return finish(place)


def finish(place: Place) -> Path | None:
    """End what ``replace`` began, if it did; only for who has the lock."""
    for left in place.folder.glob(f"{_STAGE}*"):
        shutil.rmtree(left, ignore_errors=True)
    pending = place.pending
    if pending is None:
        return None
    aside = place.folder / pending.stem.replace("restored", "replaced")
    for end in (*LOGS, ""):
        old = place.folder / f"{NAME}{end}"
        if old.exists():
            aside.mkdir(mode=0o700, exist_ok=True)
            old.rename(aside / old.name)
    if aside.exists():
        sync_folder(aside)
    sync_folder(place.folder)
    pending.rename(place.file)
    sync_folder(place.folder)
    return aside if aside.exists() else None
