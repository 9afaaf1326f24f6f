"""Whether every row can be read and belongs to somebody, told without anybody's words."""

from collections.abc import AsyncIterator
from typing import Any

from storage.clustered.server import Connection
from storage.soundness import BODIES, OWNED, Soundness, orphans, too_late
from storage.text import Text

_AT_ONCE = 1000
_TOO_LATE = """
    SELECT count(*) FROM documents JOIN books USING (owner)
    WHERE documents.version > books.version OR documents.since > documents.version
"""


async def problems(connection: Connection, text: Text) -> AsyncIterator[str]:
    """What is wrong, a sentence each; nothing if all is well."""
    rows = Soundness(text)
    async for row in _pages(connection, "documents", "owner, kind, id"):
        rows.document(row["kind"], row["id"], row["body"])
    for table in BODIES:
        async for row in _pages(connection, table, "key"):
            rows.body(table, row["body"])
    async for row in _pages(connection, "addresses", "key"):
        rows.address(row["key"], row["body"])
    for each in rows.problems():
        yield each
    for table in OWNED:
        query = f"""
            SELECT count(*) FROM {table} WHERE owner IS NOT NULL
            AND NOT EXISTS (SELECT FROM owners WHERE owners.owner = {table}.owner)
        """  # noqa: S608
        for each in orphans(table, await connection.fetchval(query)):
            yield each
    for each in too_late(await connection.fetchval(_TOO_LATE)):
        yield each


async def _pages(connection: Connection, table: str, key: str) -> AsyncIterator[Any]:
    """Every row that has a body, in the order of its key, read so many at a time."""
    names = key.split(", ")
    places = ", ".join(f"${number}" for number, _ in enumerate(names, start=1))
    after: list[object] = []
    while True:
        where = f"AND ({key}) > ({places})" if after else ""
        found = await connection.fetch(
            f"SELECT {key}, body FROM {table} WHERE body IS NOT NULL {where} "  # noqa: S608
            f"ORDER BY {key} LIMIT {_AT_ONCE}",
            *after,
        )
        for row in found:
            yield row
        if len(found) < _AT_ONCE:
            return
        after = [found[-1][name] for name in names]
