"""Searching in the database: the newest documents, then by the index if those are few."""

from collections.abc import AsyncIterator, Sequence

from msgspec import Struct

from bot.model.book import Book
from bot.ports import Hit
from storage.clustered.server import Connection
from storage.clustered.words import has_all, looked_for, table_number
from storage.search import SEARCHED, in_order
from storage.text import Text

LOOKED_AT = 400
"""Documents of each table that are looked at before the index is asked. A word that fewer of
them have than are wanted is in few documents, so that all that have it can be put in order."""

# For each table how many there are among the newest, and those of them that have the words.
_NEWEST = """
    SELECT place.name, newest.many, newest.ids
    FROM unnest($2::text[], $3::bigint[]) WITH ORDINALITY AS place (name, number, nth)
    CROSS JOIN LATERAL (
        SELECT array_agg(word # place.number) AS words FROM unnest($4::bigint[]) AS word
    ) AS wanted
    CROSS JOIN LATERAL (
        SELECT count(*) AS many,
            array_agg(id ORDER BY version DESC, id COLLATE "C")
                FILTER (WHERE is_shown AND documents.words @> wanted.words) AS ids
        FROM (
            SELECT id, version, words, body IS NOT NULL AND NOT hidden AS is_shown
            FROM documents WHERE owner = $1 AND kind = place.name
            ORDER BY version DESC, id COLLATE "C" LIMIT $5) AS documents
    ) AS newest
    ORDER BY place.nth
"""
# It must be the index of words that finds them, and not that of owners, although the hashes
# alone are an owner's own.
_FOUND = """
    WITH found AS MATERIALIZED (
        SELECT owner, id, version FROM documents
        WHERE words @> $1::bigint[] AND body IS NOT NULL AND NOT hidden)
    SELECT id FROM found WHERE owner = $2
    ORDER BY version DESC, id COLLATE "C" LIMIT $3 OFFSET $4
"""


class Wanted(Struct, frozen=True):
    """What is searched for, in which book, and how many hits are enough."""

    book: Book
    words: str
    limit: int


async def search(connection: Connection, text: Text, wanted: Wanted) -> Sequence[Hit]:
    """The hits, in the order of ``storage.search``.

    What the transaction has not written yet is looked at in the book, as is every hit: the
    numbers of words may collide, and know how long words begin only.
    """
    numbers = looked_for(text, wanted.book.owner, wanted.words)
    if not numbers:
        return []
    changed = {Hit(each.table, each.id) for each in wanted.book.changes()}
    hits = {hit for hit in changed if has_all(wanted.book, hit, wanted.words)}
    sure = 0
    async for hit in _stored(connection, wanted, numbers):
        if hit not in changed and has_all(wanted.book, hit, wanted.words):
            sure += hit not in hits
            hits.add(hit)
        if sure == wanted.limit:
            break
    return in_order(wanted.book, hits, wanted.limit)


async def _stored(
    connection: Connection, wanted: Wanted, numbers: Sequence[int]
) -> AsyncIterator[Hit]:
    """What may be a hit, in order; some twice."""
    tables = list(SEARCHED)
    given = wanted.book.owner, tables, [table_number(table) for table in tables], numbers
    for table, many, ids in await connection.fetch(_NEWEST, *given, LOOKED_AT):
        for id in ids or ():
            yield Hit(table, id)
        if many == LOOKED_AT:
            of_table = [number ^ table_number(table) for number in numbers]
            async for id in _indexed(connection, wanted, of_table):
                yield Hit(table, id)


async def _indexed(
    connection: Connection, wanted: Wanted, numbers: Sequence[int]
) -> AsyncIterator[str]:
    """The ids that the index has, in order, in pages that grow."""
    seen, page = 0, wanted.limit + len(wanted.book.changes())
    while page > 0:
        found = await connection.fetch(_FOUND, numbers, wanted.book.owner, page, seen)
        for row in found:
            yield row[0]
        seen, page = seen + len(found), page * 4 if len(found) == page else 0
