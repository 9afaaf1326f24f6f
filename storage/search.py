"""Searching what an owner wrote: the same words and the same order on every storage."""

import re
import unicodedata
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.language.folding import fold
from bot.model.book import Book
from bot.model.document import (
    TABLE_OF,
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


class WordIndex:
    """A book's words, each with the documents that have it: a view that the book keeps."""

    def __init__(self, book: Book) -> None:
        self._hits: dict[str, set[Hit]] = {}
        for kind in TABLES.values():
            for document in book.all(kind):
                self._add(document)
        self._sorted = sorted(self._hits)

    def replace(self, before: Document | None, after: Document | None) -> None:
        """Take ``before`` out of the index and put ``after`` in."""
        if before is not None:
            self._remove(before)
        if after is not None:
            for word in self._add(after):
                insort(self._sorted, word)

    def find(self, query: str) -> set[Hit]:
        """The documents in which every word of ``query`` begins a word."""
        found: set[Hit] | None = None
        for start in set(words_in(query)):
            hits = self._beginning_with(start)
            found = hits if found is None else found & hits
        return found or set()

    def _beginning_with(self, start: str) -> set[Hit]:
        hits: set[Hit] = set()
        for word in self._sorted[bisect_left(self._sorted, start) :]:
            if not word.startswith(start):
                break
            hits |= self._hits[word]
        return hits

    def _add(self, document: Document) -> list[str]:
        hit = Hit(TABLE_OF[type(document)], document.id)
        new = []
        for word in words_of(document):
            if word not in self._hits:
                self._hits[word] = set()
                new.append(word)
            self._hits[word].add(hit)
        return new

    def _remove(self, document: Document) -> None:
        hit = Hit(TABLE_OF[type(document)], document.id)
        for word in words_of(document):
            self._hits[word].discard(hit)
            if not self._hits[word]:
                del self._hits[word]
                del self._sorted[bisect_left(self._sorted, word)]


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
