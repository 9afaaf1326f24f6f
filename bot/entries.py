"""Several lines that are several entries."""

import re
from collections.abc import Callable

from bot.language.reading import Reading

_NAME_ENDS = re.compile(r"[,;:(]|\s[<–-]")
_KEEP_WHOLE = {"note", "none"}


def entries(text: str, read: Callable[[str], Reading]) -> list[str]:
    """The entries in ``text``: its lines, if each says something; else all of it as one.

    A first line that ends in a colon heads the others: "met at the fair:" and then a person a
    line. A note keeps its line breaks.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) <= 1:
        return [text.strip()]
    if lines[0].endswith(":"):
        return _under(lines[0][:-1], lines[1:], text, read)
    readings = [read(line) for line in lines]
    if any(reading.intent == "none" for reading in readings) or readings[0].intent == "note":
        return [text.strip()]
    return lines


def _under(
    heading: str, lines: list[str], text: str, read: Callable[[str], Reading]
) -> list[str]:
    if read(f"{heading} Someone").intent in _KEEP_WHOLE:
        return [text.strip()]
    verb, _, rest = heading.partition(" ")
    return [_entry(verb, rest, line) for line in lines]


def _entry(verb: str, rest: str, line: str) -> str:
    """What the heading says goes right behind the name, before what is said of the person."""
    cut = _NAME_ENDS.search(line)
    name, more = (line[: cut.start()], line[cut.start() :]) if cut else (line, "")
    return " ".join(part for part in (verb, name.strip(), rest) if part) + more
