"""What the machine tells of whoever sits at it."""

import os
import pwd
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_UNTOLD = {"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal"}


def login_name() -> str:
    """The name of the user that this process runs as; the number where it has no name."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


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
