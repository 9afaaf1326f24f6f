"""A whole conversation over a link, from the first line to the exit status."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import TextIO

from adapters.console.looks import Looks, Plain, looks_of
from adapters.console.page import Page, note
from adapters.console.piped import answer_each
from adapters.console.terminal import Show, Talk
from adapters.console.wire import TerminalLink

PATIENCE = 30.0
HOW_TO = "Tell me whom you met, or ask. help says what I understand; Ctrl-D ends."


async def converse(
    link: TerminalLink,
    *,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    history: Path | None = None,
    patience: float = PATIENCE,
) -> int:
    """Talk until the input ends; the exit status: 0, or 1 if something stayed unanswered.

    At a terminal there is a prompt, with ``history`` kept in that file, and what comes unasked
    appears above it; anything else is read line by line and answered plainly. The streams are
    the process's own unless given; an answer is waited for ``patience`` seconds.
    """
    source: TextIO | None = stdin or sys.stdin
    stream = stdout or sys.stdout
    try:
        if source is None:  # the process was started without a standard input
            await link.close()
            return 0
        if source.isatty() and stream.isatty():
            return await _at_prompt(link, source, stream, history, patience)
        plain = Plain(stream)
        async with Talk(link, _directly(plain), patience=patience) as talk:
            await answer_each(talk, plain, source.fileno())
    except BrokenPipeError:
        return _unread(stream)
    return int(talk.failed)


async def say(
    link: TerminalLink,
    words: str,
    *,
    stdout: TextIO | None = None,
    patience: float = PATIENCE,
) -> int:
    """Say one thing and show its answer; the exit status: 0, or 1 if there was none."""
    stream = stdout or sys.stdout
    try:
        async with Talk(link, _directly(looks_of(stream)), patience=patience) as talk:
            await talk.take(words)
    except BrokenPipeError:
        return _unread(stream)
    return int(talk.failed)


async def _at_prompt(
    link: TerminalLink, stdin: TextIO, stdout: TextIO, history: Path | None, patience: float
) -> int:
    # Imported here because it takes 100 ms that a pipe need not pay.
    from adapters.console.prompt import converse_at_prompt, show_above_the_prompt  # noqa: PLC0415

    show = partial(show_above_the_prompt, looks_of(stdout))
    async with Talk(link, show, interactive=True, patience=patience) as talk:
        await show(note(HOW_TO))
        await converse_at_prompt(talk, stdin, stdout, history)
    return int(talk.failed)


def _directly(looks: Looks) -> Show:
    async def show(page: Page) -> None:
        looks.paint(page)

    return show


def _unread(stream: TextIO) -> int:
    """The exit status when nobody reads what is written; Python is not to complain of it."""
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
    return 1
