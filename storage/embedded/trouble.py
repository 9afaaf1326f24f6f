"""What is wrong with a file, in words for whoever runs this, and what to do about it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import Damaged, StorageError
from bot.wording import counted
from storage.embedded.backups import newest_good
from storage.embedded.connections import connect, failures, is_damage
from storage.embedded.key import is_plain, looks_encrypted
from storage.embedded.place import Place


@contextmanager
def told(place: Place, path: Path | None = None) -> Iterator[None]:
    """What goes wrong inside with a file of a place, as a StorageError that says what to do.

    Without ``path`` it is the one that everything is in: then the newest good backup is named.
    """
    file = path or place.file
    try:
        yield
    except OSError as error:
        raise StorageError(f"{file} cannot be opened: {error.strerror}.") from error
    except failures() as error:
        if not is_damage(error):
            raise StorageError(f"{file} cannot be opened: {error}.") from error
        if about_key := _about_key(file, place):
            raise StorageError(about_key) from error
        offer = _offer(place) if path is None else "Choose another."
        raise Damaged(
            f"{file} is damaged or not a file of Cordially's, and was left as it is: "
            f"{' '.join(str(error).split())}. {offer}"
        ) from error


def _about_key(file: Path, place: Place) -> str | None:
    """That the key is missing, wrong or too much, if that is what the file looks like."""
    if place.key is None:
        return (
            f"{file} is encrypted, and no key is set. Put the one that it was made with into "
            "CORDIALLY_KEY or CORDIALLY_KEY_FILE. Nothing was changed."
            if looks_encrypted(file)
            else None
        )
    if is_plain(file):
        return (
            f"{file} is not encrypted, though CORDIALLY_KEY is set. To encrypt it: cordially "
            "encrypt. To go on as it is, take the key out. Nothing was changed."
        )
    if looks_encrypted(file) and newest_good(place) is None:
        return (
            f"{file} is not opened by the key in CORDIALLY_KEY. Set the one that it was made "
            "with. Nothing was changed."
        )
    return None


def _offer(place: Place) -> str:
    """The newest backup that is good, and what its use would lose."""
    backup = newest_good(place)
    if backup is None:
        return f"There is no good backup of it in {place.backups}."
    return (
        f"The newest good backup is of {shown(backup.at)}; {lost_by(place, backup.path)}. "
        f"To put it in its place: cordially restore {backup.path}"
    )


def lost_by(place: Place, backup: Path) -> str:
    """What came after a backup, as far as the present file can still be read; a clause."""
    if not place.current.exists():
        return "nothing else is kept now"
    with suppress(*failures(OSError)):
        count = changes_since(place, backup)
        return f"{counted(count, 'change')} made since would be lost"
    return f"what was written from then until {shown(_written(place.current))} would be lost"


def changes_since(place: Place, backup: Path) -> int:
    """How many events the present file holds that a backup does not.

    Raises:
        OSError, or one of ``failures()``: if one of them cannot be read that far.
    """
    versions = []
    for path in (place.current, backup):
        with closing(connect(path, place.key, read_only=True)) as connection:
            versions.append(dict(connection.execute("SELECT owner, version FROM owners")))
    now, then = versions
    return sum(max(0, version - then.get(owner, 0)) for owner, version in now.items())


def _written(file: Path) -> datetime:
    """When a file or its log was last written to."""
    there = [file.with_name(file.name + end) for end in ("", "-wal")]
    return max(
        datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in there if path.exists()
    )


def shown(at: datetime) -> str:
    """An instant, for whoever runs the server."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
