"""What can be said."""

from msgspec import Struct

from bot.command import Command, Turn, command
from bot.reply import Line, Reply, Span, Style, line, quiet, strong


class Help(Struct, frozen=True):
    """The verb to explain, if one was named."""

    words: str | None = None
    ref: str = ""
    pick: str = ""


@command("help [<verb>]", "What you can say", answers=("system.help",))
def help(ask: Help, turn: Turn) -> Reply:
    """One verb in full, or all of them in a line each."""
    wanted = (ask.words or "").strip().lower().lstrip("/")
    if wanted in turn.commands.by_verb:
        return Reply(tuple(_full(turn.commands.by_verb[wanted])))
    lines = [
        line("Write as you would to a colleague; a slash is never needed. For example:"),
        line(Span("met Sarah at the conference yesterday", Style.CODE)),
        line(Span("who should I congratulate this week?", Style.CODE)),
        *(
            line(strong(each.verb), f" · {each.summary}")
            for each in turn.commands.all
            if each.in_menu
        ),
        line(quiet("More about one of them: help met")),
    ]
    return Reply(tuple(lines))


def _full(found: Command) -> list[Line]:
    lines = [
        line(strong(found.verb), f" · {found.summary}"),
        line(Span(found.usage, Style.CODE)),
    ]
    lines += [line("For example: ", Span(each, Style.CODE)) for each in found.examples]
    if found.also:
        lines.append(line(f"Also: {', '.join(found.also)}"))
    return lines
