"""Whether the file may hold copies of what was deleted, until it is written anew."""

from sqlite3 import Connection


def leave(connection: Connection) -> None:
    """Note, in the transaction that deletes something, that there may be some."""
    connection.execute("INSERT OR IGNORE INTO meta VALUES ('traces', x'')")


def are_left(connection: Connection) -> bool:
    """Whether something was deleted since the file was written anew."""
    found = connection.execute("SELECT 1 FROM meta WHERE name = 'traces'")
    return found.fetchone() is not None


def are_gone(connection: Connection) -> None:
    """Note that the file was written anew."""
    connection.execute("DELETE FROM meta WHERE name = 'traces'")
