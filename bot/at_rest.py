"""How memory lies on the disk, as far as it is set from outside: its backups, and its key."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from bot.secret import Secret
from bot.storage_url import StorageUrl

KEPT = 14


class AtRest(Struct, frozen=True):
    """``backups`` is None for the folder beside the memory; ``key`` if nothing is encrypted."""

    backups: Path | None = None
    kept: int = KEPT
    key: Secret | None = None


def read_at_rest(given: Mapping[str, str], storage: StorageUrl, problems: list[str]) -> AtRest:
    """What ``given`` says of it; adds to ``problems`` what is wrong."""
    backups = given.get("CORDIALLY_BACKUPS")
    return AtRest(
        backups=Path(backups).expanduser() if backups else None,
        kept=_kept(given, problems),
        key=_key(given, storage, problems),
    )


def _kept(given: Mapping[str, str], problems: list[str]) -> int:
    text = given.get("CORDIALLY_BACKUPS_KEPT") or str(KEPT)
    if text.isdecimal() and int(text) > 0:
        return int(text)
    problems.append("CORDIALLY_BACKUPS_KEPT should be a number of backups, 1 or more.")
    return KEPT


def _key(given: Mapping[str, str], storage: StorageUrl, problems: list[str]) -> Secret | None:
    key, file = given.get("CORDIALLY_KEY"), given.get("CORDIALLY_KEY_FILE")
    if not key and not file:
        return None
    if key and file:
        problems.append("CORDIALLY_KEY and CORDIALLY_KEY_FILE are both set; take one out.")
    if storage.kind in {"memory", "postgresql"}:
        problems.append(
            "CORDIALLY_KEY encrypts the memory in a folder only. For a database, encrypt the "
            "disk that it is on, and take the key out."
        )
    if file:
        key = _first_line(Path(file).expanduser(), problems)
    return Secret(key) if key else None


def _first_line(file: Path, problems: list[str]) -> str:
    try:
        line = file.read_text("utf-8").partition("\n")[0].strip()
    except UnicodeDecodeError:
        line = ""
    except OSError as error:
        problems.append(
            f"CORDIALLY_KEY_FILE names {file}, which cannot be read: {error.strerror}."
        )
        return ""
    if not line:
        problems.append(f"CORDIALLY_KEY_FILE names {file}, whose first line is no passphrase.")
    return line
