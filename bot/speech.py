"""Parts of replies that several commands say."""

from collections.abc import Sequence

from bot.model.document import Contact
from bot.reply import Part, Span


def names(people: Sequence[Contact]) -> list[Part]:
    """People as spans, joined with commas and an "and"."""
    parts: list[Part] = []
    for index, contact in enumerate(people):
        if index:
            parts.append(" and " if index == len(people) - 1 else ", ")
        parts.append(Span.person(contact))
    return parts
