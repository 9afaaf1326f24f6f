"""Where memory is kept."""

import re
from pathlib import Path

from bot.secret import Secret

_PASSWORD = re.compile(r"(://[^:/?@]*:).*(?=@)|([?&]password=)[^&]*")


class StorageUrl(Secret):
    """The kind of a storage, a colon and its place; shown without a database's password."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        """What comes before the first colon: "tinydb"."""
        return self.reveal().partition(":")[0]

    @property
    def place(self) -> str:
        """What follows it: a folder, or the rest of a database's address."""
        return self.reveal().partition(":")[2]

    def __str__(self) -> str:
        return _PASSWORD.sub(r"\1\2…", self.reveal())

    def __repr__(self) -> str:
        return f"StorageUrl({str(self)!r})"


def read_storage_url(text: str, problems: list[str], name: str) -> StorageUrl:
    """The storage that ``text`` names; what is wrong with it is added to ``problems``.

    A path is that of a folder. ``name`` is whose value it is, such as "CORDIALLY_STORAGE".
    """
    if text.startswith("postgres://"):  # the other name of the same
        text = text.replace("postgres", "postgresql", 1)
    if text.startswith(("/", ".", "~")):
        text = f"tinydb:{text}"
    kind, colon, rest = text.partition(":")
    if not kind or not colon:
        problems.append(f"{name} names no kind of storage; write for example tinydb:/srv/data.")
    elif kind == "tinydb" and not rest:
        problems.append(f"{name} names no folder; write for example tinydb:/srv/data.")
    elif kind == "postgresql" and not rest.startswith("//"):
        problems.append(
            f"{name} names no database; write for example "
            "postgresql://user:password@host/cordially."
        )
    return StorageUrl(text)


def are_same(one: StorageUrl, other: StorageUrl) -> bool:
    """Whether both plainly name the same place."""
    if one.kind == other.kind == "tinydb":
        return _folder(one) == _folder(other)
    return one == other


def _folder(url: StorageUrl) -> Path:
    return Path(url.place).expanduser().resolve()
