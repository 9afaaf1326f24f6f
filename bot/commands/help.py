"""What can be said."""

from msgspec import Struct

from bot.command import Command, Turn, command
from bot.reply import Line, Reply, Span, Style, choice, line, quiet, strong

ALL = "all"
BEGINNINGS = (
    ("Tell me", ("met Sarah at the conference yesterday", "note Bob: vegetarian")),
    ("Ask me", ("who should I congratulate this week?", "who works at Acme?")),
    (
        "Let me remind you",
        ("remind me to call Bob on Monday", "keep in touch with Ana monthly"),
    ),
    ("Take it back", ("undo",)),
)
"""For each thing that it is for, a sentence or two to begin with."""


class Help(Struct, frozen=True):
    """The verb to explain, or all; a button has it in ``ref``."""

    words: str | None = None
    ref: str = ""
    pick: str = ""


@command("help [<verb>]", "What you can say", answers=("system.help",))
def help(ask: Help, turn: Turn) -> Reply:
    """Some sentences to begin with, one verb in full, or all of them in a line each."""
    wanted = (ask.ref or ask.words or "").strip().lower().lstrip("/")
    if wanted in turn.commands.by_verb:
        return Reply(tuple(_full(turn.commands.by_verb[wanted])))
    shown = [each for each in turn.commands.all if each.in_menu]
    if wanted == ALL:
        return Reply(tuple(line(strong(each.verb), f" · {each.summary}") for each in shown))
    verbs = ", ".join(each.verb for each in shown)
    return Reply(
        (
            line("Write as you would to a colleague; a slash is never needed."),
            *(_beginning(title, examples) for title, examples in BEGINNINGS),
            line(quiet(f"Every verb: {verbs}.")),
            line(quiet("More about one of them: help met")),
        ),
        (choice("What each is for", "help", ALL),),
    )


def _beginning(title: str, examples: tuple[str, ...]) -> Line:
    spans = [Span(f"{title}: ")]
    for number, example in enumerate(examples):
        spans += [Span(" · ")] if number else []
        spans.append(Span(example, Style.CODE))
    return Line(tuple(spans))


def _full(found: Command) -> list[Line]:
    lines = [
        line(strong(found.verb), f" · {found.summary}"),
        line(Span(found.usage, Style.CODE)),
    ]
    lines += [line("For example: ", Span(each, Style.CODE)) for each in found.examples]
    if found.also:
        lines.append(line(f"Also: {', '.join(found.also)}"))
    return lines
