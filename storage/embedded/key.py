"""What a passphrase opens: the key of a file, as SQLCipher itself would derive it."""

import os
from hashlib import pbkdf2_hmac
from pathlib import Path

from bot.secret import Secret

PLAIN = b"SQLite format 3\0"
"""How a file begins that is not encrypted."""
_SALT = 16
_ROUNDS = 256_000
_PAGE = 4096
_BYTES_OF_NOISE = 200


class Key:
    """A passphrase. A file's key follows from it and from the file's first 16 bytes.

    It is derived once for each file and not for each connection, which costs 0.15 s. A backup
    has the same first bytes as what it is a copy of. The command line tool of SQLCipher opens
    a file with the passphrase alone.
    """

    def __init__(self, passphrase: Secret) -> None:
        self._passphrase = passphrase.reveal().encode()
        self._fresh = os.urandom(_SALT)
        self._derived: dict[bytes, str] = {}

    def for_file(self, path: Path) -> str:
        """The key of a file, in the form that ``PRAGMA key`` takes; of an empty one too."""
        with path.open("rb") as file:
            salt = file.read(_SALT)
        if len(salt) < _SALT:
            salt = self._fresh
        if salt not in self._derived:
            key = pbkdf2_hmac("sha512", self._passphrase, salt, _ROUNDS, 32)
            self._derived[salt] = f"x'{key.hex()}{salt.hex()}'"
        return self._derived[salt]


def is_plain(path: Path) -> bool:
    """Whether a file is a database that is not encrypted; nothing yet is as good."""
    with path.open("rb") as file:
        return file.read(_SALT) in {PLAIN, b""}


def looks_encrypted(path: Path) -> bool:
    """Whether a file looks like whole pages of noise, which nobody writes by mistake."""
    with path.open("rb") as file:
        first = file.read(_PAGE)
    whole = path.stat().st_size % _PAGE == 0
    return whole and len(set(first)) > _BYTES_OF_NOISE and not first.startswith(PLAIN)
