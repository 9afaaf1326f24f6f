"""What stands in the index for the words of a document: numbers that give none of them away."""

from collections.abc import Iterator

from bot.model.book import Book
from bot.model.document import TABLES, Document, OwnerId
from bot.ports import Hit
from storage.embedded.text import Text
from storage.search import words_in, words_of

LENGTHS = (2, 4, 8)
"""How many of a word's first letters are hashed. A search takes the longest that it has, and
looks the documents that were found over in the book, so that its answer is exact."""


def indexed(text: Text, owner: OwnerId, document: Document) -> list[int]:
    """Keyed hashes of how the owner's words in a document begin; another owner's differ."""
    starts = {start for word in words_of(document) for start in _starts(word)}
    return [_number(text, owner, start) for start in sorted(starts)]


def looked_for(text: Text, owner: OwnerId, query: str) -> list[int] | None:
    """The hashes that a document with all words of ``query`` has; None if any document may."""
    longest = [start for word in words_in(query) for start in list(_starts(word))[-1:]]
    return [_number(text, owner, start) for start in longest] or None


def has_all(book: Book, hit: Hit, query: str) -> bool:
    """Whether every word of ``query`` begins a word of what was hit, as the book has it."""
    document = book.get(TABLES[hit.table], hit.id)
    if document is None:
        return False
    words = words_of(document)
    return all(any(word.startswith(start) for word in words) for start in words_in(query))


def _starts(word: str) -> Iterator[str]:
    return (word[:length] for length in LENGTHS if len(word) >= length)


def _number(text: Text, owner: OwnerId, start: str) -> int:
    return int.from_bytes(text.hash(f"{owner} {start}")[:8], "big", signed=True)
