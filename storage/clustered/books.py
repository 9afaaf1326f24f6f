"""An owner's book as the database has it: read whole, or caught up with what others wrote."""

import asyncio
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from bot.model.book import Book
from bot.model.codec import decode
from bot.model.document import TABLES, OwnerId
from storage.clustered.server import Connection
from storage.loading import fill
from storage.text import Text

_WHOLE = """
    SELECT kind, id, version, CASE WHEN NOT hidden THEN body END, seq FROM documents
    WHERE owner = $1
"""
_NEWER = """
    SELECT kind, id, version, since, CASE WHEN NOT hidden THEN body END AS body FROM documents
    WHERE owner = $1 AND kind = ANY ($3::text[]) AND version > $2 ORDER BY seq
"""
_MANY = 500
"""Documents; more are decoded off the event loop."""


async def load(connection: Connection, text: Text, owner: OwnerId, version: int) -> Book:
    """The whole book."""
    rows = await connection.fetch(_WHOLE, owner)
    if len(rows) > _MANY:
        return await asyncio.to_thread(_fill, Book(owner, version), rows, text)
    return _fill(Book(owner, version), rows, text)


async def catch_up(connection: Connection, text: Text, book: Book, version: int) -> bool:
    """Bring a cached book to ``version``; False if it must be read anew instead.

    That is so when a batch was turned on: its documents belong in between.
    """
    for row in await connection.fetch(_NEWER, book.owner, book.version, list(TABLES)):
        kind = TABLES[row["kind"]]
        is_there = book.get(kind, row["id"]) is not None
        comes_last = row["since"] > book.version
        if row["body"] is None or comes_last:
            book.unload(kind, row["id"], row["version"])
        elif not is_there:
            return False
        if row["body"] is not None:
            book.load(decode(row["kind"], text.opened(row["body"])), row["version"])
    book.version = version
    return True


def _fill(book: Book, rows: Sequence[Any], text: Text) -> Book:
    """Sorted here, as the server would sort a large book on its disk."""
    in_order = sorted(rows, key=itemgetter(4))
    return fill(book, (row[:4] for row in in_order), text)
