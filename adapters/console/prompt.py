"""Talk with somebody at a terminal: a prompt with history and completion."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import create_output

from adapters.console.looks import Looks
from adapters.console.page import Page
from adapters.console.terminal import Talk

AT_ONCE = 2.0
MOST_COMPLETIONS = 50
_WORD_STARTS = re.compile(r"(?:^|(?<=[\s/@,]))(?=[^\s/@,])")


async def show_above_the_prompt(looks: Looks, page: Page) -> None:
    """Show a page and an empty line; a prompt that is there moves down beneath them."""
    await run_in_terminal(partial(looks.paint, Page((*page.lines, ()))))


async def converse_at_prompt(
    talk: Talk,
    stdin: TextIO,
    stdout: TextIO,
    history: Path | None,
    *,
    at_once: float = AT_ONCE,
) -> None:
    """Take lines until Ctrl-D or SIGTERM, or until the bot goes. Ctrl-C clears the line.

    An answer that takes longer than ``at_once`` seconds appears above the next prompt.
    """
    session: PromptSession[str] = PromptSession(
        "> ",
        input=create_input(stdin),
        output=create_output(stdout),
        history=private_history(history),
        completer=Completing(talk),
        complete_while_typing=False,
        key_bindings=_keys(),
    )
    loop = asyncio.get_running_loop()
    # Dying at once would leave the terminal without echo.
    loop.add_signal_handler(signal.SIGTERM, talk.over.set)
    try:
        await _answer_each(session, talk, at_once)
    finally:
        loop.remove_signal_handler(signal.SIGTERM)


async def _answer_each(session: PromptSession[str], talk: Talk, at_once: float) -> None:
    late: set[asyncio.Task[None]] = set()
    try:
        while (text := await _next(session, talk)) is not None:
            if text.strip():
                answer = asyncio.create_task(talk.take(text.strip()))
                late.add(answer)
                await asyncio.wait({answer}, timeout=at_once)
                await asyncio.gather(*(each for each in late if each.done()))
                late = {each for each in late if not each.done()}
    finally:
        for answer in late:
            answer.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _next(session: PromptSession[str], talk: Talk) -> str | None:
    """What is typed next; None at the end."""
    if talk.over.is_set():
        return None
    typing = asyncio.create_task(
        session.prompt_async(set_exception_handler=False, handle_sigint=False)
    )
    ending = asyncio.create_task(talk.over.wait())
    try:
        await asyncio.wait({typing, ending}, return_when=asyncio.FIRST_COMPLETED)
        return await typing if typing.done() else None
    except EOFError:
        return None
    finally:
        ending.cancel()
        if not typing.done():
            typing.cancel()
            await asyncio.wait({typing})


def private_history(path: Path | None) -> History:
    """What was typed before, in a file that only its owner can read; in memory without one."""
    if path is None:
        return InMemoryHistory()
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    path.chmod(0o600)
    return FileHistory(path)


class Completing(Completer):
    """Completes verbs and names, which the bot is asked for."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    def get_completions(
        self,
        document: Document,  # noqa: ARG002 - the library's signature
        complete_event: CompleteEvent,  # noqa: ARG002
    ) -> Iterable[Completion]:
        """Nothing: the bot can only be waited for."""
        return ()

    async def get_completions_async(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - the library's signature
    ) -> AsyncGenerator[Completion, None]:
        """What what was typed could become."""
        words = await self._talk.completions()
        for word, typed in completions(document.text_before_cursor, words):
            yield Completion(word, start_position=-typed)


def completions(before: str, words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The ``words`` that the end of ``before`` begins, each with how many letters it has of it.

    A name of several words is completed from any number of them; the longest match is first.
    """
    found: set[str] = set()
    for start in _WORD_STARTS.finditer(before):
        typed = before[start.start() :].casefold()
        for word in words:
            if word.casefold().startswith(typed) and word not in found:
                found.add(word)
                yield word, len(before) - start.start()
                if len(found) == MOST_COMPLETIONS:
                    return


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("c-c")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.reset()

    return keys
