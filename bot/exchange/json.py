"""Everything that an owner has, as one JSON document."""

import msgspec

from bot.model.book import Book
from bot.model.document import TABLES

FORMAT = "cordially-export-1"
_LEFT_OUT = {"changes", "questions", "corrections"}


def write_json(book: Book) -> bytes:
    """The book's documents by table, in UTF-8, the same bytes for the same book."""
    tables = {
        table: sorted(book.all(kind), key=lambda document: document.id)
        for table, kind in TABLES.items()
        if table not in _LEFT_OUT
    }
    return (
        msgspec.json.format(msgspec.json.encode({"format": FORMAT, **tables}), indent=2) + b"\n"
    )
