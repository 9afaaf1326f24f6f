"""Calls one command with a turn of its own, as the dispatcher does."""

from datetime import date
from itertools import count
from typing import Any

from bot.command import Command, Turn
from bot.errors import Refusal
from bot.language.reading import Named
from bot.model.book import Book
from bot.model.document import Contact, ContactId, Document
from bot.ports import Address, Conversation
from bot.reply import Choice, Reply
from tests.nudges.life import WEDNESDAY, at

_ids = count(1)


def ask(
    command: Command,
    book: Book,
    *,
    day: date = WEDNESDAY,
    platform: str = "telegram",
    **slots: object,
) -> Reply:
    """What the command says to these slots; a refusal's words if it refuses."""
    turn = Turn(
        book,
        message_id=f"message {next(_ids)}",
        said_at=at(day),
        now=at(day),
        sender=Address(platform, "", "ann"),
        where=Conversation("chat"),
    )
    try:
        return command.run(command.ask(**slots), turn)
    except Refusal as refusal:
        return refusal.reply()


def named(book: Book, *ids: str) -> tuple[Named, ...]:
    """Contacts as the language names them."""
    found = [book.get(Contact, id) for id in ids]
    return tuple(Named(each.name, (ContactId(each.id),)) for each in found if each)


def press(reply: Reply, label: str) -> tuple[str, str, str]:
    """The verb, ref and pick of a reply's button."""
    choices = [*reply.choices, *(each for line in reply.lines for each in line.choices)]
    found = next(each for each in choices if each.label == label)
    return found.press.verb, found.press.ref, found.press.pick


def labels(choices: tuple[Choice, ...]) -> list[str]:
    return [each.label for each in choices]


def ask_in_vain(command: Command, book: Book, **more: Any) -> Reply:
    """As ``ask``, of what must leave every document as it was."""
    before = _documents(book)
    reply = ask(command, book, **more)
    assert _documents(book) == before
    assert "Undo" not in labels(reply.choices)
    return reply


def _documents(book: Book) -> list[tuple[str, str, Document | None]]:
    changes = [each for each in book.changes() if each.table != "drafts"]
    return [(each.table, each.id, each.after) for each in changes]
