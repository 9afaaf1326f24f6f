"""Bringing a backup back: made ready beside the present file, then put in its place."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from bot.clock import Clock
from bot.model.document import ContactId, OwnerId
from bot.ports import Contents, Forgotten
from storage.embedded import forgotten
from storage.embedded.checking import text_of, verified
from storage.embedded.connections import connect, failures
from storage.embedded.migrations import migrate
from storage.embedded.place import NAME, Place
from storage.embedded.recoding import copy_for
from storage.embedded.replacing import replace
from storage.embedded.trouble import lost_by, told
from storage.forgotten import key_of
from storage.text import Text, stamp

# What waited to be sent may have been, since. Only what was not to be sent before now waits on.
_SETTLED = (
    "DELETE FROM outbox WHERE body IS NOT NULL AND owner IS NULL",
    """UPDATE outbox SET state = 'unsure', visible_at = :now, body = NULL
        WHERE body IS NOT NULL
        AND NOT (state = 'queued' AND begun = 0 AND visible_at > :now)""",
    "DELETE FROM codes",  # some were used up since; new ones are made for the asking
    "UPDATE owners SET lease_until = 0",
)


class EmbeddedRestoring:
    """A backup that is being brought back; see Restoring in bot.ports."""

    def __init__(self, place: Place, folder: Path, clock: Clock) -> None:
        self._place = place
        self._made = folder / NAME
        self._clock = clock
        self._news: set[bytes] = set()
        self._text: Text | None = None
        self.knows_mornings = False

    def prepare(self, backup: Path) -> Contents:
        """Copy a backup to where it is made ready, and settle what is between then and now."""
        with told(self._place, backup):
            copy_for(self._place.key, backup, self._made)
            held = verified(self._made, self._place.key)
        with told(self._place, self._made), self._opened() as connection:
            migrate(connection)
            self._text = text_of(connection)
            self._settle(connection, self._clock())
        return held

    def is_forgotten(self, owner: OwnerId, contact: ContactId | None = None) -> bool:
        """Whether a contact, or the whole book, was forgotten after the backup was made."""
        key = self._text and key_of(self._text, Forgotten(owner, contact))
        return key in self._news

    @property
    def url(self) -> str:
        """The storage that is being made ready."""
        return f"tinydb:{self._made.parent}"

    @property
    def lost(self) -> str:
        """What is kept now and is not in the backup, as a clause of a sentence."""
        return lost_by(self._place, self._made)

    def finish(self) -> Path | None:
        """Put it in the place of the present file; the folder in which that is now."""
        with told(self._place, self._made):
            return replace(self._place, self._made, self._clock(), self._place.key)

    def _settle(self, connection: Connection, now: datetime) -> None:
        known = forgotten.keys_known(self._place)
        self._news = known - forgotten.keys_in(self._made, self._place)
        claims = _claims_in(self._place)
        self.knows_mornings = claims is not None
        connection.execute("BEGIN IMMEDIATE")
        for statement in _SETTLED:
            connection.execute(statement, {"now": stamp(now)})
        forgotten.add(connection, known, stamp(now))
        connection.executemany(
            "INSERT OR IGNORE INTO claims SELECT ?, ?, ? "
            "WHERE EXISTS (SELECT 1 FROM owners WHERE owner = ?1)",
            claims or [],
        )
        connection.execute("COMMIT")

    @contextmanager
    def _opened(self) -> Iterator[Connection]:
        with closing(connect(self._made, self._place.key)) as connection:
            connection.execute("PRAGMA secure_delete = ON")
            yield connection


def _claims_in(place: Place) -> list[tuple[str, str, str]] | None:
    """Which mornings were sent, as the present file knows; None if it cannot be read."""
    with (
        suppress(*failures(OSError)),
        closing(connect(place.current, place.key, read_only=True)) as connection,
    ):
        return connection.execute("SELECT owner, day, kind FROM claims").fetchall()
    return None
