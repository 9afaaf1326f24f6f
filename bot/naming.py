"""Names within what was typed."""

import re
from collections.abc import Iterable

from bot.model.document import Contact


def without_names(words: str | None, people: Iterable[Contact]) -> str:
    """The words without the names of ``people``: "thanked Ana in person" → thanked in person.

    What is left of a genitive goes with a name that stood first.
    """
    rest = words or ""
    for each in people:
        for name in (*each.name.split(), *each.aka):
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest, flags=re.IGNORECASE)
    return " ".join(rest.split()).removeprefix("'s ").removeprefix("’s ")
