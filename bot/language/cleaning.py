"""What a platform handed over, as plain text: escapes undone, entities set apart."""

import re
from bisect import bisect_right

from msgspec import Struct

_INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b-\x1f"
_ANY = re.compile(f"[{_INVISIBLE}]")
_SLACK = re.compile(
    r"<@(?P<user>[A-Za-z0-9]{1,40})(?:\|(?P<label>[^>]{0,200}))?>"
    r"|<mailto:(?P<mail>[^|>]{1,320})(?:\|[^>]{0,320})?>"
    r"|<tel:(?P<tel>[^|>]{1,60})(?:\|(?P<shown>[^>]{0,60}))?>"
    r"|<(?P<url>https?://[^|>]{1,2000})(?:\|(?P<words>[^>]{0,500}))?>"
    r"|<#[A-Za-z0-9]{1,40}(?:\|(?P<channel>[^>]{0,100}))?>"
    r"|&(?P<escape>amp|lt|gt|quot);"
    f"|(?P<invisible>[{_INVISIBLE}])"
)
_MARKED = (
    ("mention", "user", "label"),
    ("email", "mail", "mail"),
    ("phone", "tel", "shown"),
    ("url", "url", "words"),
)
_ESCAPES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}


class Atom(Struct, frozen=True):
    """Part of a cleaned text that the platform marked: ``kind`` and what is behind it."""

    kind: str
    start: int
    end: int
    value: str


class Clean(Struct, frozen=True):
    """A text to read: ``text``, what in it was marked, and where its characters came from.

    ``moved`` are (place in ``text``, place in what was typed) wherever the two part ways.
    """

    text: str
    atoms: tuple[Atom, ...] = ()
    moved: tuple[tuple[int, int], ...] = ((0, 0),)

    def typed_at(self, place: int) -> int:
        """The place in what was typed that ``place`` in ``text`` came from."""
        text_at, typed_at = self.moved[bisect_right(self.moved, (place, 1 << 60)) - 1]
        return typed_at + place - text_at


def clean(text: str, platform: str) -> Clean:
    """``text`` without invisible characters and, on Slack, without its escapes."""
    if platform != "slack":
        if not _ANY.search(text):
            return Clean(text)
        return _rewrite(text, _ANY)
    return _rewrite(text, _SLACK) if _SLACK.search(text) else Clean(text)


def _rewrite(text: str, pattern: re.Pattern[str]) -> Clean:
    parts: list[str] = []
    atoms: list[Atom] = []
    moved = [(0, 0)]
    length = done = 0
    for found in pattern.finditer(text):
        parts.append(text[done : found.start()])
        length += found.start() - done
        kind, shown, value = _meaning(found)
        if kind:
            atoms.append(Atom(kind, length, length + len(shown), value))
        parts.append(shown)
        length += len(shown)
        done = found.end()
        moved.append((length, done))
    parts.append(text[done:])
    return Clean("".join(parts), tuple(atoms), tuple(moved))


def _meaning(found: re.Match[str]) -> tuple[str, str, str]:
    """What a marked part is, how it shows in the text, and what is behind it."""
    held = found.groupdict()
    if escape := held.get("escape"):
        return "", _ESCAPES[escape], ""
    for kind, group, shown in _MARKED:
        if value := held.get(group):
            return kind, held.get(shown) or value, value
    channel = held.get("channel") or ""
    return ("channel", f"#{channel}", channel) if found.group()[:1] == "<" else ("", "", "")
