"""A Reply as Telegram messages: plain text with entities beside it, nothing escaped. Pure.

Telegram counts a text in characters and an entity's place in UTF-16 units, of which an emoji
takes two.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from telegram import InlineKeyboardMarkup, MessageEntity

from adapters.telegram.cleaning import clean, is_visible
from adapters.telegram.keyboard import keyboard
from bot.reply import Reply, Span, Style

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100

LOOKS = {
    Style.STRONG: MessageEntity.BOLD,
    Style.QUIET: MessageEntity.ITALIC,
    Style.CODE: MessageEntity.CODE,
}
LINKED = ("https://", "http://", "tg://")
"""Telegram opens these; an e-mail address or a number it finds by itself."""


class Part(Struct, frozen=True):
    """One message that fits: at most 4,096 characters and 100 entities."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None


class Run(Struct, frozen=True):
    """Text of one look."""

    text: str
    look: str | None = None
    link: str | None = None

    @property
    def marks(self) -> int:
        """How many entities it takes."""
        return (self.look is not None) + (self.link is not None)


Row = Sequence[Run]


def render(reply: Reply) -> tuple[Part, ...]:
    """A reply in as many messages as it takes, the keyboard under the last; none if blank.

    A notification shows how a message begins and can be given no words of its own, so where
    discretion is asked for the core folds a reply to its discreet line before it gets here.
    """
    buttons = keyboard(reply)
    pages = [page for page in _pages(_rows(reply)) if is_visible(page.text)]
    if not pages:
        return (Part("…", (), buttons),) if buttons else ()
    parts = [Part(page.text, tuple(page.entities)) for page in pages]
    return (*parts[:-1], Part(parts[-1].text, parts[-1].entities, buttons))


def _rows(reply: Reply) -> Iterator[Row]:
    if reply.discreet is not None and not reply.lines:
        yield [Run(clean(reply.discreet))]
    for line in reply.lines:
        yield [_run(span) for span in line.spans]


def _run(span: Span) -> Run:
    link = span.link if span.link and span.link.startswith(LINKED) else None
    return Run(clean(span.text), LOOKS.get(span.style), link)


class _Page:
    """A message being filled."""

    def __init__(self) -> None:
        self.text = ""
        self.entities: list[MessageEntity] = []
        self._units = 0
        self._is_begun = False

    def has_room(self, row: Row) -> bool:
        """Whether the row fits with the line break before it."""
        length = len(self.text) + self._is_begun + sum(len(run.text) for run in row)
        marks = len(self.entities) + sum(run.marks for run in row)
        return length <= MAX_TEXT and marks <= MAX_ENTITIES

    def add(self, row: Row) -> None:
        """Write a row on a line of its own."""
        if self._is_begun:
            self._write(Run("\n"))
        self._is_begun = True
        for run in row:
            self._write(run)

    def _write(self, run: Run) -> None:
        units = len(run.text) + sum(character > "\uffff" for character in run.text)
        if run.text and run.look:
            self.entities.append(MessageEntity(run.look, self._units, units))
        if run.text and run.link:
            link = MessageEntity(MessageEntity.TEXT_LINK, self._units, units, url=run.link)
            self.entities.append(link)
        self.text += run.text
        self._units += units


def _pages(rows: Iterable[Row]) -> list[_Page]:
    pages = [_Page()]
    for row in rows:
        for piece in _pieces(row):
            if not pages[-1].has_room(piece):
                pages.append(_Page())
            pages[-1].add(piece)
    return pages


def _pieces(row: Row) -> Iterator[Row]:
    """The row in pieces that each fit into a message, cut between words where there are any."""
    piece: list[Run] = []
    room, marks = MAX_TEXT, MAX_ENTITIES
    for run in row:
        rest = run.text
        while len(rest) > room or run.marks > marks:
            cut = _cut(rest, room) if run.marks <= marks else 0
            yield [*piece, Run(rest[:cut].rstrip(), run.look, run.link)]
            piece, rest = [], rest[cut:].lstrip()
            room, marks = MAX_TEXT, MAX_ENTITIES
        piece.append(Run(rest, run.look, run.link))
        room, marks = room - len(rest), marks - run.marks
    yield piece


def _cut(text: str, room: int) -> int:
    """Where to cut: after the last blank that fits, unless that leaves half the room unused."""
    blank = max(text.rfind(" ", 0, room + 1), text.rfind("\n", 0, room + 1))
    return blank if blank > room // 2 else room
