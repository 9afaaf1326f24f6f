"""Text cleaned as Telegram's server does it: done here, lengths are known beforehand. Pure."""

import unicodedata

_DROPPED = dict.fromkeys([0x0D, *range(0x2028, 0x202F)])
_BLANKED = dict.fromkeys([*range(0x20), 0x7F], " ")
_BROKEN = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
_CLEAN = {**_BLANKED, **_BROKEN, **_DROPPED, 0x0A: "\n"}


def clean(text: str) -> str:
    """``text`` without control characters, turned directions and halves of emoji."""
    return text.translate(_CLEAN)


def is_visible(text: str) -> bool:
    """Whether anything shows: Telegram refuses a message of blanks and joiners."""
    return any(
        not character.isspace() and unicodedata.category(character) not in {"Cf", "Cc", "Cn"}
        for character in text
    )
