"""An index of a book's words in memory: as fast for a word of every talk as for a rare one."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice

from bot.model.book import Book
from bot.model.document import TABLE_OF, TABLES, Document
from bot.ports import Hit
from storage.search import words_in, words_of

Key = tuple[int, str]
"""What a table's documents are in order by: the version that wrote it, negative, and the id."""

_FEW = 8
"""Lists that a document is looked for in one after the other; more are made into a set."""


class WordIndex:
    """A book's words, each with the documents that have it: a view that the book keeps.

    Each list is in the order of ``storage.search``, so that only what is asked for is read. A
    change shows at once; which version wrote it is known when it is committed, and is looked
    up at the next search.
    """

    def __init__(self, book: Book) -> None:
        self._lists: dict[str, dict[str, list[Key]]] = {}
        self._keys: dict[str, dict[str, Key]] = {table: {} for table in TABLES}
        self._unsure: set[tuple[str, str]] = set()
        for table, kind in TABLES.items():
            keyed = [(_key(book, table, each.id), each) for each in book.all(kind)]
            for key, document in sorted(keyed, key=lambda pair: pair[0]):
                self._keys[table][document.id] = key
                for word in words_of(document):
                    self._lists.setdefault(word, {}).setdefault(table, []).append(key)
        self._sorted = sorted(self._lists)

    def replace(self, before: Document | None, after: Document | None) -> None:
        """Take ``before`` out of the index and put ``after`` in."""
        key: Key | None = None
        if before is not None:
            table = TABLE_OF[type(before)]
            key = self._keys[table].pop(before.id)
            for word in words_of(before):
                self._remove(word, table, key)
        if after is not None:
            table = TABLE_OF[type(after)]
            self._unsure.add((table, after.id))
            self._add(table, key or (0, after.id), after)

    def find(self, book: Book, query: str, limit: int) -> Sequence[Hit]:
        """As ``scan`` does: what has a word beginning with each of ``query``, in order."""
        self._look_up_versions(book)
        starts = set(words_in(query))
        words = [self._beginning_with(start) for start in starts]
        if not words or not all(words):
            return []
        found = (Hit(table, id) for table in TABLES for id in self._in_table(table, words))
        return list(islice(found, limit))

    def _in_table(self, table: str, words: Sequence[Sequence[str]]) -> Iterator[str]:
        """The ids of a table's documents that have one of each of the ``words``."""
        of_each = [
            [lists[table] for word in some if table in (lists := self._lists[word])]
            for some in words
        ]
        if not all(of_each):
            return
        rarest, *others = sorted(of_each, key=lambda lists: sum(map(len, lists)))
        have_all = [_Members(lists) for lists in others]
        last = None
        for key in merge(*rarest):
            if key != last and all(key in members for members in have_all):
                yield key[1]
            last = key

    def _beginning_with(self, start: str) -> Sequence[str]:
        first = bisect_left(self._sorted, start)
        after = bisect_left(self._sorted, start + chr(0x10FFFF), lo=first)
        return self._sorted[first:after]

    def _look_up_versions(self, book: Book) -> None:
        """Put what was changed since the last search where its version belongs."""
        for table, id in self._unsure:
            old = self._keys[table].get(id)
            document = book.get(TABLES[table], id)
            if old is None or document is None or old == (key := _key(book, table, id)):
                continue
            for word in words_of(document):
                self._remove(word, table, old)
            self._add(table, key, document)
        if not book.changes():
            self._unsure.clear()

    def _add(self, table: str, key: Key, document: Document) -> None:
        self._keys[table][document.id] = key
        for word in words_of(document):
            if word not in self._lists:
                self._lists[word] = {}
                insort(self._sorted, word)
            insort(self._lists[word].setdefault(table, []), key)

    def _remove(self, word: str, table: str, key: Key) -> None:
        lists = self._lists[word]
        keys = lists[table]
        del keys[bisect_left(keys, key)]
        if not keys:
            del lists[table]
        if not lists:
            del self._lists[word]
            del self._sorted[bisect_left(self._sorted, word)]


class _Members:
    """The documents of several lists, made into a set when they are first asked for."""

    def __init__(self, lists: Sequence[list[Key]]) -> None:
        self._lists = lists
        self._all: set[Key] = set()

    def __contains__(self, key: Key) -> bool:
        if len(self._lists) > _FEW:
            self._all = self._all or set().union(*self._lists)
            return key in self._all
        places = ((keys, bisect_left(keys, key)) for keys in self._lists)
        return any(keys[place : place + 1] == [key] for keys, place in places)


def _key(book: Book, table: str, id: str) -> Key:
    return -book.version_of(table, id), id
