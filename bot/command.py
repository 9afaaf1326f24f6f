"""What a command is, and the turn it is called with. To extend, drop a file into commands/."""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.model.book import Book
from bot.model.document import Document, Preferences
from bot.ports import Address, Conversation, Hit, Row
from bot.reply import Reply


class Turn:
    """One message's moment: the book, when it was said, what time it is, where it came from.

    ``said_at`` dates what was said; ``now`` decides what is due. Both are aware and in UTC.
    ``rows`` go to the ledger in the book's transaction. ``new_code`` gives a code that nobody
    can guess. ``undoes`` is the change that this turn takes back; ``is_final`` if nothing may
    be kept that it could be undone with.
    """

    def __init__(
        self,
        book: Book,
        *,
        message_id: str,
        said_at: datetime,
        now: datetime,
        sender: Address,
        where: Conversation,
        hits: Sequence[Hit] = (),
        new_code: Callable[[], str] = lambda: "",
        commands: "Commands | None" = None,
    ) -> None:
        self.book = book
        self.message_id = message_id
        self.said_at = said_at
        self.now = now
        self.sender = sender
        self.where = where
        self.hits = hits
        self.new_code = new_code
        self.commands = commands or Commands(())
        self.rows: list[Row] = []
        self.undoes: str | None = None
        self.is_final = False
        self.change_id = new_id(message_id, 0)
        self._ids = 0

    @property
    def preferences(self) -> Preferences:
        """How the owner wants it."""
        return self.book.preferences

    @property
    def zone(self) -> ZoneInfo:
        """The owner's zone."""
        return ZoneInfo(self.preferences.zone)

    @property
    def said_on(self) -> date:
        """The owner's day on which it was said."""
        return self.said_at.astimezone(self.zone).date()

    @property
    def today(self) -> date:
        """The owner's day that it is now."""
        return self.now.astimezone(self.zone).date()

    def new_id(self) -> str:
        """An id that the same message makes again when it is worked on again."""
        self._ids += 1
        return new_id(self.message_id, self._ids)

    def save(self, document: Document) -> None:
        """Add a document to the book, or put it in the place of the one with its id."""
        self.book.save(document)


def new_id(cause: str, count: int) -> str:
    """The id of the ``count``-th thing that ``cause`` makes: 16 hexadecimal digits."""
    return hashlib.blake2b(f"{cause}#{count}".encode(), digest_size=8).hexdigest()


Run = Callable[[Any, Turn], Reply]


class Command(Struct, frozen=True):
    """A verb: how it is written, what it is for, and what it does.

    ``usage`` is at once grammar, help and menu: "met <people> [at <place>] [on <day>]".
    ``answers`` are the readings that this command answers: an intent ("met"), or an intent
    with what narrows it ("query.milestones"). ``ask`` is the struct of its slots, named as in
    ``bot.language.reading.SLOTS``; a button fills ``ref`` and ``pick`` where it has them.
    ``searches`` is the slot whose words are looked up before it runs. ``hears`` are sentences
    that stand for the typed verb where nothing else was understood, ``claims`` those that do
    whatever else they look like: patterns of a whole sentence, whose group "words" follows
    the verb ("i am leaving (?P<words>.+)").
    """

    verb: str
    usage: str
    summary: str
    run: Run
    ask: type[Struct]
    also: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    searches: str | None = None
    in_menu: bool = True
    hears: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


def command(
    usage: str,
    summary: str,
    *,
    also: tuple[str, ...] = (),
    answers: tuple[str, ...] = (),
    examples: tuple[str, ...] = (),
    searches: str | None = None,
    in_menu: bool = True,
    hears: tuple[str, ...] = (),
    claims: tuple[str, ...] = (),
) -> Callable[[Run], Command]:
    """Declare a function of (ask, turn) as a command; ``usage`` begins with its verb."""

    def declare(run: Run) -> Command:
        return Command(
            verb=usage.partition(" ")[0],
            usage=usage,
            summary=summary,
            run=run,
            ask=run.__annotations__["ask"],
            also=also,
            answers=answers,
            examples=examples,
            searches=searches,
            in_menu=in_menu,
            hears=hears,
            claims=claims,
        )

    return declare


class Commands:
    """Every command, found by verb, by other name, or by what it answers."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self.all = tuple(sorted(commands, key=lambda each: each.verb))
        self.by_verb: dict[str, Command] = {}
        self.by_answer: dict[str, Command] = {}
        self._heard = [(_whole(form), each) for each in self.all for form in each.hears]
        self._claimed = [(_whole(form), each) for each in self.all for form in each.claims]
        for each in self.all:
            for verb in (each.verb, *each.also):
                _claim(self.by_verb, verb, each)
            for answer in each.answers:
                _claim(self.by_answer, answer, each)

    def claimed(self, text: str) -> str | None:
        """The typed form of a sentence that a command claims as its own, if one does."""
        return _typed(self._claimed, text)

    def heard(self, text: str) -> str | None:
        """The typed form of a sentence that is a command where nothing else is meant."""
        return _typed(self._heard, text)


def _whole(form: str) -> re.Pattern[str]:
    return re.compile(rf"\s*{form}\s*[.!]*\s*", re.IGNORECASE)


def _typed(forms: Sequence[tuple[re.Pattern[str], "Command"]], text: str) -> str | None:
    plain = text.replace("’", "'")
    for form, each in forms:
        if found := form.fullmatch(plain):
            return f"{each.verb} {found.groupdict().get('words') or ''}".rstrip(" .!")
    return None


def _claim(index: dict[str, Command], key: str, value: Command) -> None:
    if key in index:
        raise ValueError(f"{key!r} is claimed by {index[key].verb} and by {value.verb}")
    index[key] = value


def find_commands(package: str = "bot.commands") -> Commands:
    """The commands in every module of a package."""
    folder = import_module(package)
    modules = [
        import_module(f"{package}.{found.name}") for found in iter_modules(folder.__path__)
    ]
    return Commands(
        [
            value
            for module in modules
            for value in vars(module).values()
            if isinstance(value, Command)
        ]
    )
