"""Who would care about a thing, and by which evidence. Pure.

Notes are never evidence: what is passed on could give them away.
"""

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from bot.language.folding import fold
from bot.model.book import Book
from bot.model.document import Contact
from bot.people import interactions
from bot.wording import when

_GENERIC = frozenset(
    "the and for with from about into over that this their your our call open opening openings "
    "role roles job jobs position positions vacancy event talk new link share shared thing "
    "paper papers proposal proposals apply applications".split()
)
_ALIKE = 4
"""From how many letters on a word may be the beginning of another: climb and climbing."""


class Match(Struct, frozen=True):
    """Somebody who would care; ``because`` says why, the strongest reason first."""

    contact: Contact
    because: tuple[str, ...]
    strength: int


def who_would_care(book: Book, words: str, today: date) -> list[Match]:
    """Those who have named any of ``words``, the strongest evidence first.

    Without those who died or are to be let be. Equally strong ones stay in the book's order.
    """
    wanted = {word for word in _words(words) if word not in _GENERIC}
    found = [
        Match(contact, tuple(text for _, text in reasons), sum(each for each, _ in reasons))
        for contact in book.all(Contact)
        if not contact.do_not_contact
        and not contact.passed_away
        and (reasons := sorted(_reasons(book, contact, wanted, today), reverse=True))
    ]
    return sorted(found, key=lambda match: -match.strength)


def _reasons(
    book: Book, contact: Contact, wanted: set[str], today: date
) -> Iterator[tuple[int, str]]:
    for interest in contact.interests:
        if _fits(interest, wanted):
            yield 4, f"likes {interest}"
    for tag in contact.tags:
        if _fits(tag, wanted):
            yield 4, f"#{tag}"
    talks = interactions(book, contact.id)
    topics = {fold(topic): (topic, talk.on) for talk in talks for topic in talk.topics}
    for topic, on in topics.values():
        if _fits(topic, wanted):
            yield 3, f"you talked about {topic}, {when(on, today)}"
    job = contact.job
    if job and job.role and _fits(job.role, wanted):
        yield 2, job.role
    if job and job.org and _fits(job.org, wanted):
        yield 1, f"at {job.org}"
    if contact.location and _fits(contact.location, wanted):
        yield 1, f"in {contact.location}"


def _fits(text: str, wanted: set[str]) -> bool:
    return any(_alike(word, other) for word in _words(text) for other in wanted)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _ALIKE and long.startswith(short))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[\w+#]+", fold(text)) if len(word) > 1]
