"""The same book on one more surface."""

from msgspec import Struct

from bot.codes import invitation
from bot.command import Turn, command
from bot.ports import CodeKind
from bot.reply import Reply, Span, Style, line


class Link(Struct, frozen=True):
    """Nothing more is needed."""


@command("link", "Use the same book from another app", answers=("system.link",))
def link(ask: Link, turn: Turn) -> Reply:
    """A code that opens this book to whoever sends it from elsewhere, good for a week."""
    del ask
    code = turn.new_code()
    turn.rows.append(invitation(turn.book.owner, code, CodeKind.LINK, turn.now))
    return Reply(
        (
            line("Send me this from your other app: ", Span(code, Style.CODE)),
            line("Whoever sends it sees your book, so keep it to yourself."),
        )
    )
