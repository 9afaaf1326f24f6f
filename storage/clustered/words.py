"""What stands in the index for the words of a document: numbers that give none of them away."""

from collections.abc import Iterator

from bot.model.book import Book
from bot.model.document import TABLES, Document, OwnerId
from bot.ports import Hit
from storage.search import words_in, words_of
from storage.text import Text

LONGEST = 8
"""Letters: every beginning of a word up to this long is hashed. For a longer one a search looks
the documents over that were found, in the book, as it does for collisions."""


def indexed(text: Text, owner: OwnerId, document: Document) -> list[int]:
    """Keyed hashes of how the owner's words in a document begin; another owner's differ."""
    starts = {start for word in words_of(document) for start in _starts(word)}
    return [_number(text, owner, start) for start in sorted(starts)]


def looked_for(text: Text, owner: OwnerId, query: str) -> list[int]:
    """The hashes that every document with all words of ``query`` has."""
    return [_number(text, owner, word[:LONGEST]) for word in words_in(query)]


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
