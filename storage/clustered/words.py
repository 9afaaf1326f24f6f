"""What stands in the index for the words of a document: numbers that give none of them away."""

from collections.abc import Iterator
from hashlib import md5

from bot.model.book import Book
from bot.model.document import TABLE_OF, TABLES, Document, OwnerId
from bot.ports import Hit
from storage.search import words_in, words_of
from storage.text import Text

LONGEST = 8
"""Letters: every beginning of a word up to this long is hashed. For a longer one a search looks
the documents over that were found, in the book, as it does for collisions."""


def indexed(text: Text, owner: OwnerId, document: Document) -> list[int]:
    """Keyed hashes of how a document's words begin; another owner's and table's differ."""
    starts = {start for word in words_of(document) for start in _starts(word)}
    of_table = table_number(TABLE_OF[type(document)])
    return [_number(text, owner, start) ^ of_table for start in sorted(starts)]


def looked_for(text: Text, owner: OwnerId, query: str) -> list[int]:
    """What every document with all words of ``query`` has, but for its table's number."""
    return [_number(text, owner, word[:LONGEST]) for word in words_in(query)]


def table_number(table: str) -> int:
    """What the hashes of a table's words are combined with: no secret, as in the migration.

    A word of every talk would otherwise hide whether any contact has it.
    """
    digest = md5(table.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def has_all(book: Book, hit: Hit, query: str) -> bool:
    """Whether every word of ``query`` begins a word of what was hit, as the book has it."""
    document = book.get(TABLES[hit.table], hit.id)
    if document is None:
        return False
    words = words_of(document)
    return all(any(word.startswith(start) for word in words) for start in words_in(query))


def _starts(word: str) -> Iterator[str]:
    return (word[:length] for length in range(1, min(len(word), LONGEST) + 1))


def _number(text: Text, owner: OwnerId, start: str) -> int:
    return int.from_bytes(text.hash(f"{owner} {start}")[:8], "big", signed=True)
