"""What a message did to the book, and how to take it back."""

from datetime import timedelta

from msgspec import structs

from bot.command import Turn
from bot.model.book import Book
from bot.model.codec import decode, encode
from bot.model.document import TABLES, Before, Change, Correction, Digest, Question

KEPT_FOR = timedelta(days=30)
_NOT_UNDONE = {"changes", "questions", "corrections", "drafts"}


def record(turn: Turn, said: str) -> Change | None:
    """The change that this turn has made so far, added to the book; None if it made none.

    It holds each document as it was, and the version that the coming commit gives it.
    """
    version = turn.book.version + 1
    documents = tuple(
        Before(
            changed.table,
            changed.id,
            encode(changed.before).decode() if changed.before else None,
            version,
            changed.version_before,
        )
        for changed in turn.book.changes()
        if changed.table not in _NOT_UNDONE
    )
    if not documents or turn.is_final:
        return None
    if turn.undoes and (taken_back := turn.book.get(Change, turn.undoes)):
        _renumber(taken_back, turn, version)
    change = Change(
        id=turn.change_id,
        message=turn.message_id,
        at=turn.now,
        said=said,
        documents=documents,
        undoes=turn.undoes,
        conversation=turn.where.id,
    )
    turn.save(change)
    return change


def stale(change: Change, book: Book) -> list[Before]:
    """The documents of a change that something later has altered: those forbid an undo."""
    return [
        each
        for each in change.documents
        if book.version_of(each.table, each.id) != each.version
    ]


def take_back(change: Change, turn: Turn) -> None:
    """Put every document back as it was before ``change``, which must not be stale."""
    for each in change.documents:
        kind = TABLES[each.table]
        if each.was is not None:
            turn.save(decode(each.table, each.was.encode()))
        elif current := turn.book.get(kind, each.id):
            turn.book.delete(current)
    turn.save(structs.replace(change, undone=True))
    if change.undoes and (earlier := turn.book.get(Change, change.undoes)):
        turn.save(structs.replace(earlier, undone=False, at=turn.now))
    turn.undoes = change.id


def _renumber(taken_back: Change, turn: Turn, version: int) -> None:
    """Let every change know what has come back by its new version, so that undo walks on."""
    back = {(each.table, each.id, each.version_before) for each in taken_back.documents}

    def now(each: Before, then: int) -> int:
        return version if (each.table, each.id, then) in back else then

    for change in turn.book.all(Change):
        documents = tuple(
            structs.replace(
                each,
                version=now(each, each.version),
                version_before=now(each, each.version_before),
            )
            for each in change.documents
        )
        turn.save(structs.replace(change, documents=documents))


def latest(book: Book) -> Change | None:
    """What a bare undo takes back: the last change that is neither undone nor an undo."""
    changes = [each for each in book.all(Change) if not each.undone and each.undoes is None]
    return max(reversed(changes), key=lambda each: each.at, default=None)


def of_message(book: Book, message_id: str) -> Change | None:
    """The change that a message made, unless it was undone."""
    found = (each for each in book.all(Change) if each.message == message_id)
    return next((each for each in found if not each.undone), None)


def drop_old(turn: Turn) -> None:
    """Forget changes, questions and corrections that are past their time."""
    for change in turn.book.all(Change):
        if change.at <= turn.now - KEPT_FOR:
            turn.book.delete(change)
    for question in turn.book.all(Question):
        if question.asked_at < turn.now - timedelta(days=1):
            turn.book.delete(question)
    for correction in turn.book.all(Correction):
        if correction.said_at < turn.now - KEPT_FOR:
            turn.book.delete(correction)
    for digest in turn.book.all(Digest):
        if digest.day < turn.today - 2 * KEPT_FOR:
            turn.book.delete(digest)
