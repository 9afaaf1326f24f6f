"""The folder of backups: what is in it by name, which of them is good, and which can go."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.ports import Backup
from storage.embedded.checking import is_good
from storage.embedded.place import Place

_FORM = "cordially-%Y-%m-%dT%H%M%SZ.db"


def path_for(place: Place, at: datetime) -> Path:
    """Where a backup of this instant belongs."""
    return place.backups / at.astimezone(UTC).strftime(_FORM)


def all_backups(place: Place) -> Sequence[Backup]:
    """What there is, the newest first. Whatever is named otherwise is somebody else's."""
    found = [each for path in place.backups.glob("cordially-*.db") for each in _named(path)]
    return sorted(found, key=lambda each: each.at, reverse=True)


def newest_good(place: Place) -> Backup | None:
    """The newest of which everything can be read: all are read until there is one."""
    return next((each for each in all_backups(place) if is_good(each.path, place.key)), None)


def prune(place: Place, kept: int, made: Backup) -> None:
    """Remove all but the newest; never the one that was ``made``, whatever the clock did."""
    for backup in all_backups(place)[kept:]:
        if backup.path != made.path:
            backup.path.unlink(missing_ok=True)


def _named(path: Path) -> Iterator[Backup]:
    try:
        at = datetime.strptime(path.name, _FORM).replace(tzinfo=UTC)
        size = path.stat().st_size
    except (ValueError, OSError):
        return
    yield Backup(path, at, size)
