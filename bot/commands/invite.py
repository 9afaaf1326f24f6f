"""Let one more person use the bot, with a book of their own."""

from msgspec import Struct

from bot.codes import invitation
from bot.command import Turn, command
from bot.ports import CodeKind
from bot.reply import Reply, Span, Style, line


class Invite(Struct, frozen=True):
    """Nothing more is needed."""


@command("invite", "Get a code that lets someone else in", answers=("system.invite",))
def invite(ask: Invite, turn: Turn) -> Reply:
    """A code for one person, good for a week."""
    del ask
    code = turn.new_code()
    turn.rows.append(invitation(turn.book.owner, code, CodeKind.INVITATION, turn.now))
    return Reply(
        (
            line("Give this code to one person: ", Span(code, Style.CODE)),
            line(
                "They send it to me and get a book of their own; neither sees the other's. "
                "It is good for a week."
            ),
        )
    )
