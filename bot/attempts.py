"""Times that the owner wrote or called and nobody answered."""

import re
from collections.abc import Sequence

from msgspec import Struct

_UNANSWERED = re.compile(
    r"\b(?:no (?:answer|reply|response|luck)(?: (?:yet|so far))?|"
    r"(?:did not|didn't|didn’t|does not|doesn't|doesn’t) (?:pick up|answer|reply|respond)|"
    r"not answering|went to voice ?mail|left (?:a |him a |her a )?(?:voice ?mail|message)|"
    r"voice ?mail only|nobody (?:answered|picked up))\b[\s,.;]*",
    re.IGNORECASE,
)


class Unanswered(Struct, frozen=True):
    """What was said besides that there was no answer."""

    topics: tuple[str, ...] = ()
    note: str | None = None


def unanswered(topics: Sequence[str], note: str | None) -> Unanswered | None:
    """Whether what was told of a call or a letter says that it went unanswered; else None."""
    if not any(_UNANSWERED.search(text) for text in (*topics, note or "")):
        return None
    rest = (_UNANSWERED.sub("", topic).strip(" ,.;") for topic in topics)
    return Unanswered(
        tuple(topic for topic in rest if topic),
        _UNANSWERED.sub("", note or "").strip(" ,.;") or None,
    )
