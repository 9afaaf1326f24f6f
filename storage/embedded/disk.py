"""Making what was written outlive a power cut."""

import os
from pathlib import Path


def sync_file(path: Path) -> None:
    """What a file holds."""
    _sync(path, os.O_RDWR)


def sync_folder(folder: Path) -> None:
    """The names in a folder."""
    _sync(folder, os.O_RDONLY)


def _sync(path: Path, how: int) -> None:
    opened = os.open(path, how)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
