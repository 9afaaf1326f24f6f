"""Searching what an owner wrote: the same words and the same order on every storage."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.language.folding import fold
from bot.model.book import Book
from bot.model.document import (
    TABLES,
    Attempt,
    Boundary,
    Contact,
    Document,
    Event,
    Favour,
    Interaction,
    Introduction,
    Milestone,
    Note,
    Opportunity,
    Promise,
    Reminder,
    Support,
)
from bot.ports import Hit

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")
_WRITTEN: Mapping[type[Document], tuple[str, ...]] = {
    Contact: (
        *("name", "location", "met_at", "met_through", "aka", "emails", "phones", "handles"),
        *("links", "interests", "tags"),
    ),
    Interaction: ("place", "event", "note", "topics"),
    Note: ("text",),
    Milestone: ("label",),
    Reminder: ("about",),
    Attempt: ("note",),
    Promise: ("what",),
    Favour: ("what",),
    Introduction: ("about", "outcome"),
    Opportunity: ("what", "org", "role", "url"),
    Boundary: ("rule",),
    Support: ("about",),
    Event: ("name",),
}
"""The fields in which the owner's own words are; a contact's jobs have some besides."""
SEARCHED = tuple(table for table, kind in TABLES.items() if kind in _WRITTEN)
"""The tables in which there is anything to find, in the order in which it is told."""
_PLACE = {table: place for place, table in enumerate(TABLES)}


def words_in(text: str) -> list[str]:
    """The words of a text without case and accents: "Zoë O'Hara, 2nd" is zoe, ohara and 2nd."""
    whole = text if text.isascii() else unicodedata.normalize("NFC", text)
    return [fold(word) for word in _WORD.findall(whole.translate(_APOSTROPHES))]


def words_of(document: Document) -> set[str]:
    """Every word that the owner wrote in a document; none where they wrote nothing."""
    return {word for text in _texts(document) if text for word in words_in(text)}


def scan(book: Book, query: str, limit: int) -> Sequence[Hit]:
    """The documents in which every word of ``query`` begins a word, by looking at them all."""
    starts = set(words_in(query))
    hits = (
        Hit(table, document.id)
        for table, kind in TABLES.items()
        for document in book.all(kind)
        if starts and _has_all(words_of(document), starts)
    )
    return in_order(book, hits, limit)


def in_order(book: Book, hits: Iterable[Hit], limit: int) -> Sequence[Hit]:
    """Contacts first, then by table; of one table what was written last comes first."""

    def place(hit: Hit) -> tuple[int, int, str]:
        return _PLACE[hit.table], -book.version_of(hit.table, hit.id), hit.id

    return sorted(hits, key=place)[:limit]


def _has_all(words: set[str], starts: set[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in starts)


def _texts(document: Document) -> Iterator[str | None]:
    for field in _WRITTEN.get(type(document), ()):
        value = getattr(document, field)
        if isinstance(value, tuple):
            yield from value
        else:
            yield value
    if isinstance(document, Contact):
        for job in document.jobs:
            yield from (job.org, job.role)
