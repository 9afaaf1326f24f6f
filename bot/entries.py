"""Several lines that are several entries."""

import re
from collections.abc import Callable, Sequence

from bot.language.reading import Reading

_NAME_ENDS = re.compile(r"[,;:(]|\s[<–-]")
_BULLET = re.compile(r"(?:[-–—*•‣◦]|\(?(\d{1,2})[.)])\s+(?=\S)")
_ANGLED = re.compile(r"\s*(?:<|&lt;)(<mailto:[^<>\s]+>|[^<>\s|]+@[^<>\s|]+?)(?:>|&gt;)")
"""An address in angles; Slack escapes the angles, and makes a link of what they hold."""
_KEEP_WHOLE = {"note", "none"}


def entries(text: str, read: Callable[[str], Reading]) -> list[str]:
    """The entries in ``text``: its lines, if each says something; else all of it as one.

    A first line that ends in a colon, or that a list follows, heads the others: "met at the
    fair:" and then a person a line, with or without dashes or numbers before them. A note
    keeps its line breaks.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) <= 1:
        return [text.strip()]
    heading, items = lines[0], lines[1:]
    if heading.endswith(":"):
        return _under(heading[:-1].rstrip(), _bare(items) or items, text, read)
    if whole := _bare(lines):
        return _each(whole, text, read)
    listed = _bare(items)
    if listed and _lacks_people(read(heading)):
        return _under(heading, listed, text, read)
    return _each([heading, *(listed or items)], text, read)


def _lacks_people(heading: Reading) -> bool:
    """Whether a first line tells of a contact and not with whom: the list says that."""
    return heading.intent == "met" and not heading.slots.get("people")


def _bare(lines: Sequence[str]) -> list[str] | None:
    """The lines of a list without their dashes or numbers; None if they are no list.

    Numbers count from 1, so that "3. April" keeps its 3.
    """
    found = [_BULLET.match(line) for line in lines]
    numbers = [each[1] for each in found if each and each[1]]
    if not all(found) or numbers not in ([], [str(at + 1) for at in range(len(lines))]):
        return None
    return [_BULLET.sub("", line, count=1) for line in lines]


def _each(lines: Sequence[str], text: str, read: Callable[[str], Reading]) -> list[str]:
    readings = [read(line) for line in lines]
    if any(reading.intent == "none" for reading in readings) or readings[0].intent == "note":
        return [text.strip()]
    return list(lines)


def _under(
    heading: str, lines: Sequence[str], text: str, read: Callable[[str], Reading]
) -> list[str]:
    if read(f"{heading} Someone").intent in _KEEP_WHOLE:
        return [text.strip()]
    verb, _, rest = heading.partition(" ")
    return [_entry(verb, rest, line) for line in lines]


def _entry(verb: str, rest: str, line: str) -> str:
    """What the heading says goes right behind the name, before what is said of the person.

    An address in angles stands by itself, so that it does not belong to what is before it.
    """
    said = _ANGLED.sub(r", \1", line)
    cut = _NAME_ENDS.search(said)
    name, more = (said[: cut.start()], said[cut.start() :]) if cut else (said, "")
    return " ".join(part for part in (verb, name.strip(), rest) if part) + more
