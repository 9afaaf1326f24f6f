"""Names within what was typed."""

import re
from collections.abc import Iterable

from bot.model.document import Contact

_PLAIN = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_PART = re.compile(r"[^\W\d_]+")

_PARTICLES = set(
    "van der den de ter ten te von vom zu zur und af av bin bint ibn ben al el la le las los "
    "del della di da das do dos du des y e i of the".split()
)


def capitalised(name: str) -> str:
    """A name as it is written, where it was typed in small letters: jean-luc o'neil.

    Whatever has a capital, a digit or a sign of a handle is left as it was typed.
    """
    words = name.split(" ")
    if name != name.lower() or not all(_PLAIN.fullmatch(word) for word in words):
        return name
    rest = (word if word in _PARTICLES else _PART.sub(_upper, word) for word in words[1:])
    return " ".join([_PART.sub(_upper, words[0]), *rest])


def _upper(part: re.Match[str]) -> str:
    return part[0][0].upper() + part[0][1:]


def without_names(words: str | None, people: Iterable[Contact]) -> str:
    """The words without the names of ``people``: "thanked Ana in person" → thanked in person.

    What is left of a genitive goes with a name that stood first.
    """
    rest = words or ""
    for each in people:
        for name in (*each.name.split(), *each.aka):
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest, flags=re.IGNORECASE)
    return " ".join(rest.split()).removeprefix("'s ").removeprefix("’s ")
