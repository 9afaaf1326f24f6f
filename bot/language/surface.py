"""How a message is addressed: a mention of the bot, a greeting, a slash command."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from bot.language.cleaning import Clean
from bot.language.reading import Verb

_HANDLE = re.compile(r"\s*@([A-Za-z0-9_]{2,64})[\s,:;–-]*")
_SLASH = re.compile(
    r"\s*/([A-Za-z_]{1,32})(?:@([A-Za-z0-9_]{2,64}))?(?=[\s:,–-]|$)[ \t]*[:,]?\s*"
)
_HELLO = re.compile(
    r"\s*(?:(?:hi|hey|hello|ok|okay|yo|dear|good (?:morning|evening|afternoon))[ ,]+)?"
    r"([a-z]{2,32})(?=[\s,:!👋]|$)[\s,:!👋–-]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"\s*([A-Za-z]{1,32})(?=[\s:,]|$)[ \t]*:?\s*")
_BREAKS = " ,:;–-\t\n"


class Surface(Struct, frozen=True):
    """Where the words begin after the address, and the command if one was typed.

    ``typed`` is the word after a slash, without it, whether or not there is such a command.
    """

    begin: int
    typed: str | None = None


def strip_address(cleaned: Clean, bot_names: Sequence[str], own: str = "cordially") -> Surface:
    """What the message says after all that only calls the bot."""
    names = {name.casefold().lstrip("@") for name in bot_names}
    begin = _after_mention(cleaned, names)
    found = _SLASH.match(cleaned.text, begin)
    if found:
        typed = found.group(1).casefold()
        begin = found.end()
        if typed == own:
            second = _WORD.match(cleaned.text, begin)
            if second is None:
                return Surface(begin, "help" if begin == len(cleaned.text) else None)
            return Surface(second.end(), second.group(1).casefold())
        return Surface(begin, typed)
    hello = _HELLO.match(cleaned.text, begin)
    if hello and hello.group(1).casefold() in names and hello.end() < len(cleaned.text):
        begin = hello.end()
    return Surface(begin)


def _after_mention(cleaned: Clean, names: set[str]) -> int:
    text = cleaned.text
    begin = len(text) - len(text.lstrip())
    if cleaned.atoms and (atom := cleaned.atoms[0]).kind == "mention" and atom.start == begin:
        shown = text[atom.start : atom.end].casefold()
        if atom.value.casefold() in names or shown in names:
            begin = atom.end
            while begin < len(text) and text[begin] in _BREAKS:
                begin += 1
    elif (found := _HANDLE.match(text)) and found.group(1).casefold() in names:
        begin = found.end()
    return begin


def leading_verb(
    cleaned: Clean, begin: int, verbs: Mapping[str, Verb]
) -> tuple[str, int] | None:
    """The verb that the words begin with, without a slash, and where what follows begins."""
    found = _WORD.match(cleaned.text, begin)
    if found and (typed := found.group(1).casefold()) in verbs:
        return typed, found.end()
    return None
