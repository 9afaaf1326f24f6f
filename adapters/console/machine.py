"""What the machine tells of whoever sits at it."""

import os
import pwd
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_UNTOLD = {"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal"}


def login_name(uid: int | None = None) -> str:
    """A user's name, or the number where there is none; this process's user unless given."""
    uid = os.getuid() if uid is None else uid
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def local_zone(
    environ: Mapping[str, str] = os.environ, localtime: Path = Path("/etc/localtime")
) -> str | None:
    """The IANA name of the machine's zone; None where it tells none.

    UTC tells none: that is how servers and containers come, wherever their owners are.
    """
    name = environ.get("TZ", "").lstrip(":")
    if not name:
        name = str(localtime.resolve()).partition("zoneinfo/")[2]
    name = name.removeprefix("posix/")
    if not name or name in _UNTOLD:
        return None
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None
    return name
