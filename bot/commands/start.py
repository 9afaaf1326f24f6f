"""The first hello."""

from msgspec import Struct

from bot.command import Turn, command
from bot.reply import Reply, Span, Style, choice, line, quiet
from bot.welcome import who_can_read


class Start(Struct, frozen=True):
    """What followed: a code that the gate has used already."""

    words: str | None = None


@command("start", "Say hello", answers=("system.start",))
def start(ask: Start, turn: Turn) -> Reply:
    """What this is, who could read it, and one thing to try."""
    del ask
    return Reply(
        (
            line(
                "Hello. Tell me about people as you meet them, and each morning I'll say "
                "whom to write to, and why."
            ),
            line(quiet(who_can_read(turn.sender.platform))),
            line("Try: ", Span("met Sarah at the conference yesterday", Style.CODE)),
        ),
        (choice("What can I say?", "help"),),
    )
