"""Codes that let somebody in: how they look, and what is kept of them."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from bot.model.document import OwnerId
from bot.ports import Code, CodeKind, CodeMade

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE = re.compile(
    rf"(?:/?start(?:@\w+)?\s+)?([{_LETTERS}]{{4}})[- ]?([{_LETTERS}]{{4}})",
    re.IGNORECASE | re.ASCII,
)


def new_code() -> str:
    """Eight letters and digits that nobody can guess, none like another: 4F7K-Q2XM."""
    letters = [secrets.choice(_LETTERS) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def read_code(words: str) -> str | None:
    """The code that ``words`` consist of, as ``new_code`` writes it; None if they do not."""
    found = _CODE.fullmatch(words.strip())
    return f"{found[1]}-{found[2]}".upper() if found else None


def digest(code: str) -> str:
    """What is kept of a code: nothing that it could be read from."""
    return hashlib.blake2b(code.encode(), digest_size=16, person=b"cordially-code").hexdigest()


def invitation(owner: OwnerId, code: str, kind: CodeKind, now: datetime) -> CodeMade:
    """The row that makes ``code`` good for a week."""
    return CodeMade(Code(digest(code), kind, now + timedelta(days=7), owner))
