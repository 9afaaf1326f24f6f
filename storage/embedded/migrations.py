"""The format of the file, as the steps that led to it. Append; never change what is here."""

from sqlite3 import Connection

FIRST = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    """CREATE TABLE owners (
        seq INTEGER PRIMARY KEY,
        owner TEXT NOT NULL UNIQUE,
        created_at INTEGER NOT NULL,
        version INTEGER NOT NULL DEFAULT 0,
        next_due INTEGER,
        lease_until INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX owners_by_due ON owners (next_due) WHERE next_due IS NOT NULL",
    # A body that is NULL is a tombstone. What is hidden waits for its batch to be turned on.
    """CREATE TABLE documents (
        seq INTEGER PRIMARY KEY,
        owner TEXT NOT NULL,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        batch TEXT,
        hidden INTEGER NOT NULL DEFAULT 0,
        body BLOB,
        UNIQUE (owner, kind, id))""",
    "CREATE INDEX documents_in_order ON documents (owner, kind)",
    "CREATE INDEX documents_by_batch ON documents (owner, batch) WHERE batch IS NOT NULL",
    """CREATE TABLE addresses (
        seq INTEGER PRIMARY KEY,
        key BLOB NOT NULL UNIQUE,
        owner TEXT NOT NULL,
        body BLOB NOT NULL,
        gone INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX addresses_by_owner ON addresses (owner)",
    # A row has its message until that is done or parked; `at` is when the state changed.
    """CREATE TABLE inbox (
        seq INTEGER PRIMARY KEY,
        key BLOB NOT NULL UNIQUE,
        sender BLOB,
        at INTEGER NOT NULL,
        state TEXT NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0,
        body BLOB)""",
    # A row has its reply until it is settled; `visible_at` is when it may be sent, a lease's
    # end, or when it was settled.
    """CREATE TABLE outbox (
        seq INTEGER PRIMARY KEY,
        key BLOB NOT NULL UNIQUE,
        owner TEXT,
        cause BLOB,
        state TEXT NOT NULL,
        visible_at INTEGER NOT NULL,
        begun INTEGER NOT NULL DEFAULT 0,
        lapsed INTEGER NOT NULL DEFAULT 0,
        sent_as TEXT,
        body BLOB)""",
    "CREATE INDEX outbox_unsettled ON outbox (visible_at) WHERE body IS NOT NULL",
    "CREATE INDEX outbox_by_cause ON outbox (cause) WHERE owner IS NULL",
    """CREATE TABLE claims (
        owner TEXT NOT NULL,
        day TEXT NOT NULL,
        kind TEXT NOT NULL,
        PRIMARY KEY (owner, day, kind)) WITHOUT ROWID""",
    """CREATE TABLE codes (
        digest TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        expires_at INTEGER NOT NULL,
        owner TEXT) WITHOUT ROWID""",
    "CREATE TABLE heartbeats (name TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
)

# The index that keeps ids unique finds an owner's documents as well; one page less a document.
SECOND = ("DROP INDEX documents_in_order",)

# What is one owner's is found without looking at everybody's.
THIRD = (
    "CREATE INDEX inbox_by_sender ON inbox (sender) WHERE sender IS NOT NULL",
    "CREATE INDEX outbox_by_owner ON outbox (owner) WHERE owner IS NOT NULL",
)

# What was forgotten for good, by hashes of ids: a backup that still has it is not to bring it
# back.
FOURTH = ("CREATE TABLE forgotten (key BLOB PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",)

MIGRATIONS: tuple[tuple[str, ...], ...] = (FIRST, SECOND, THIRD, FOURTH)
"""The n-th makes format n+1 of format n; each is one transaction."""

FORMAT = len(MIGRATIONS)


def version_of(connection: Connection) -> int:
    """The format of a file; 0 for an empty one."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: Connection) -> None:
    """Bring a file of any earlier format to this one, step by step."""
    for version in range(version_of(connection), FORMAT):
        connection.execute("BEGIN IMMEDIATE")
        for statement in MIGRATIONS[version]:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.execute("COMMIT")
