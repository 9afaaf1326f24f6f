"""Text made comparable: case, accents, quotes and hyphens set aside."""

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ß": "ss",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‐": "-",
        "‑": "-",
    }
)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """``text`` in lower case, without accents, with plain quotes and hyphens."""
    lower = text.casefold().translate(_LETTERS)
    if lower.isascii():
        return lower
    parts = unicodedata.normalize("NFKD", lower)
    return unicodedata.normalize(
        "NFC", "".join(letter for letter in parts if not unicodedata.combining(letter))
    ).translate(_LETTERS)


def name_tokens(name: str) -> tuple[str, ...]:
    """The folded parts of a name: split at spaces, hyphens, dots, commas and underscores."""
    folded = fold(name)
    for mark in "-.,_":
        folded = folded.replace(mark, " ")
    return tuple(folded.replace("'", "").split())
