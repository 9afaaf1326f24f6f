"""From stored rows to a book: what every storage with rows does alike."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from bot.model.book import Book
from bot.model.codec import decode_all
from bot.model.document import TABLES
from storage.text import Text


def fill(book: Book, rows: Iterable[Sequence[Any]], text: Text) -> Book:
    """The book, with documents put in that come in the order in which they were added.

    A row is a document's kind, id, version and body, which is None if it is not to be seen.
    """
    bodies: defaultdict[str, list[bytes]] = defaultdict(list)
    versions: defaultdict[str, list[int]] = defaultdict(list)
    for kind, id, version, body in rows:
        if body is None:
            book.unload(TABLES[kind], id, version)
        else:
            bodies[kind].append(text.opened(body))
            versions[kind].append(version)
    for kind, shown in bodies.items():
        book.fill(kind, decode_all(kind, shown), versions[kind])
    return book
