"""Whether everything in a file can be read and belongs to somebody, told without its words."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

from bot.errors import Damaged
from bot.ports import Contents
from storage.embedded.connections import connect, failures
from storage.embedded.key import Key
from storage.embedded.migrations import FORMAT, version_of
from storage.soundness import BODIES, OWNED, Soundness, orphans, too_late
from storage.text import Codec, Plain, Text

SHOWN = 5
"""Of what a file's pages are wrong in, so many are told."""


def text_of(connection: Connection, codec: Codec | None = None) -> Text:
    """How the texts of a file are read; one without a key of its own has no hashes yet."""
    found = connection.execute("SELECT value FROM meta WHERE name = 'hash key'").fetchone()
    codec = codec or Plain()
    return Text(codec, codec.unseal(found[0]) if found else b"")


def problems(connection: Connection, text: Text) -> Iterator[str]:
    """What is wrong, a sentence each; nothing if all is well."""
    broken = [row[0] for row in connection.execute(f"PRAGMA integrity_check({SHOWN})")]
    if broken != ["ok"]:
        yield f"The pages of the file do not hold together: {'; '.join(broken)}."
        return
    rows = Soundness(text)
    query = "SELECT kind, id, body FROM documents WHERE body IS NOT NULL"
    for kind, id, body in connection.execute(query):
        rows.document(kind, id, body)
    for table in BODIES:
        query = f"SELECT body FROM {table} WHERE body IS NOT NULL"  # noqa: S608
        for (body,) in connection.execute(query):
            rows.body(table, body)
    for key, body in connection.execute("SELECT key, body FROM addresses"):
        rows.address(key, body)
    yield from rows.problems()
    yield from _misplaced(connection)


def _misplaced(connection: Connection) -> Iterator[str]:
    """Rows of owners who are not there, or from a time that is not there."""
    for table in OWNED:
        count = connection.execute(
            f"SELECT count(*) FROM {table} WHERE owner IS NOT NULL "  # noqa: S608
            "AND owner NOT IN (SELECT owner FROM owners)"
        ).fetchone()[0]
        yield from orphans(table, count)
    count = connection.execute(
        "SELECT count(*) FROM documents JOIN owners USING (owner) "
        "WHERE documents.version > owners.version"
    ).fetchone()[0]
    yield from too_late(count)


def contents(connection: Connection) -> Contents:
    """How much a file holds."""
    (owners,) = connection.execute("SELECT count(*) FROM owners").fetchone()
    documents, contacts = connection.execute(
        "SELECT count(*), coalesce(sum(kind = 'contacts' AND NOT hidden), 0) "
        "FROM documents WHERE body IS NOT NULL"
    ).fetchone()
    return Contents(owners, contacts, documents)


def verified(path: Path, key: Key | None) -> Contents:
    """How much a copy holds, after all of it was read.

    Raises:
        Damaged: if anything in it is wrong, or it is of a format that this cannot read.
        OSError, or one of ``failures()``: if it cannot be opened, or not with this key.
    """
    with closing(connect(path, key, read_only=True)) as connection:
        version = version_of(connection)
        if not 0 < version <= FORMAT:
            raise Damaged(f"{path} is of format {version}; this reads up to {FORMAT}.")
        if wrong := next(problems(connection, text_of(connection)), None):
            raise Damaged(f"{path} is damaged: {wrong}")
        return contents(connection)


def is_good(path: Path, key: Key | None) -> bool:
    """Whether all of a copy can be read with this key."""
    try:
        verified(path, key)
    except failures(OSError, Damaged):
        return False
    return True
