"""What tests of the embedded storage do to it and to its disk."""

import os
import random
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.model.document import Document, OwnerId
from storage.tinydb import TinyStorage
from tests.contracts.storages import ANA

NOBODY = 65534


async def save(storage: TinyStorage, *documents: Document, owner: OwnerId = ANA) -> None:
    async with storage.begin(owner) as work:
        for document in documents:
            work.book.save(document)
        await work.commit()


def files_in(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def make_file(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def damage(path: Path, at: int = 8192, size: int = 32768) -> bytes:
    """Write noise into a file; all that it is then."""
    damaged = bytearray(path.read_bytes())
    damaged[at : at + size] = random.Random(at).randbytes(size)
    path.write_bytes(damaged)
    return bytes(damaged)


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """A disk that is full: nothing can be written beyond ``size`` bytes of a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Without the rights of root, whom no permission keeps out."""
    us = os.geteuid()
    if us == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(us)
