"""Somebody at a terminal: a real prompt on a pseudo-terminal, with a bot in this process."""

import asyncio
import os
import signal
import stat
import termios
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from prompt_toolkit.history import FileHistory

from adapters.console import ConsoleAdapter, TerminalLink, converse, say
from adapters.console.looks import Rich
from adapters.console.prompt import completions, converse_at_prompt, show_above_the_prompt
from adapters.console.terminal import Talk
from bot.ports import Kind, Message, Outgoing, Words
from bot.reply import Press, Reply, choice, line, strong
from bot.reply import say as saying
from tests.adapters.harness_console import Answers, running
from tests.fakes.door import FakeDoor
from tests.fakes.terminal import FakeTerminal, fake_terminal

SAVED = saying(
    "Saved: ",
    strong("Sarah"),
    choices=(choice("Undo", "undo", "c1"), choice("Follow up", "remind", "c1")),
)
MORNING = saying(
    line("Good morning. One person today."),
    line(
        "1  Sarah · the deck.",
        choices=(choice("Done", "done", "n1"), choice("Later", "later", "n1")),
        name="1 Sarah",
    ),
)
WRAPPED = saying(" ".join(["word"] * 40))


@pytest.fixture(autouse=True)
def capable_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)


class Seat:
    """Somebody at a terminal, talking to a bot that answers with ``reply``."""

    def __init__(self, terminal: FakeTerminal, door: FakeDoor, adapter: ConsoleAdapter) -> None:
        self.terminal, self.door, self.adapter = terminal, door, adapter

    async def says(self, keys: str, *, prompts: int) -> None:
        """Type at the prompt of this number."""
        await self.terminal.until_prompt(prompts)
        self.terminal.types(keys)

    async def gets(self, reply: Reply) -> None:
        """Have something said to them unasked."""
        outgoing = Outgoing("morning", None, self.adapter.address, reply, Kind.DIGEST)
        await self.adapter.send(outgoing)


async def leave(terminal: FakeTerminal, talking: asyncio.Task[Any]) -> None:
    """Type Ctrl-D until a prompt takes it: between two prompts there is nobody to."""
    async with asyncio.timeout(3):
        while not talking.done():
            terminal.types("\x04")
            await asyncio.wait({talking}, timeout=0.05)


def saved(message: Message) -> Reply:
    return SAVED


@asynccontextmanager
async def seat(
    reply: Callable[[Message], Reply] = saved, history: Path | None = None
) -> AsyncIterator[Seat]:
    """A seat at a terminal, which is left with Ctrl-D at the end."""
    door = FakeDoor()
    with fake_terminal() as terminal:
        async with running(door) as adapter:
            Answers(door, adapter, reply)
            talking = asyncio.create_task(
                converse(
                    await adapter.link(),
                    stdin=terminal.stdin,
                    stdout=terminal.stdout,
                    history=history,
                    patience=3,
                )
            )
            yield Seat(terminal, door, adapter)
            await leave(terminal, talking)
            assert await talking == 0


async def test_a_line_is_answered_beneath_it() -> None:
    async with seat() as at:
        await at.says("met Sarah\r", prompts=1)
        await at.terminal.until("Saved: Sarah\n  [a Undo] [b Follow up]\n")
        assert [each.body for each in at.door.worked] == [Words("met Sarah")]
        assert at.door.worked[0].where.private


async def test_names_stand_out_and_buttons_stand_back() -> None:
    async with seat() as at:
        await at.says("met Sarah\r", prompts=1)
        await at.terminal.until("[b Follow up]")
        assert "\x1b[1mSarah\x1b[0m" in at.terminal.raw
        assert "\x1b[2m[a Undo] [b Follow up]\x1b[0m" in at.terminal.raw


async def test_without_colour_there_are_no_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with seat() as at:
        await at.says("met Sarah\r", prompts=1)
        await at.terminal.until("[b Follow up]")
        assert "Saved: Sarah" in at.terminal.raw


async def test_a_long_line_is_broken_between_words() -> None:
    async with seat(lambda message: WRAPPED) as at:
        await at.says("who\r", prompts=1)
        await at.terminal.until("word\n\n")
        assert "wor\n" not in at.terminal.screen


async def test_a_letter_presses_and_another_is_words() -> None:
    async with seat() as at:
        await at.says("met Sarah\r", prompts=1)
        await at.says("b\r", prompts=2)
        await at.says("x\r", prompts=3)
        await at.door.worked_on(3)
        assert [each.body for each in at.door.worked[1:]] == [Press("remind", "c1"), Words("x")]


async def test_a_digest_appears_above_the_prompt_and_its_lines_can_be_pressed() -> None:
    async with seat() as at:
        await at.says("half a li", prompts=1)
        await at.terminal.until("half a li")
        await at.gets(MORNING)
        await at.terminal.until("1  Sarah · the deck.   [a Done] [b Later]\n")
        at.terminal.types("ne\r")
        await at.door.worked_on(1)
        assert at.door.worked[0].body == Words("half a line")
        await at.says("1b\r", prompts=3)
        await at.door.worked_on(2)
        assert at.door.worked[1].body == Press("later", "n1")


async def test_a_number_alone_lists_its_buttons_without_asking_the_bot() -> None:
    async with seat() as at:
        await at.terminal.until_prompt(1)
        await at.gets(MORNING)
        await at.says("1\r", prompts=2)
        await at.terminal.until("1 Sarah   [1a Done] [1b Later]")
        assert not at.door.worked


async def test_several_pasted_lines_are_one_message() -> None:
    async with seat() as at:
        await at.says("\x1b[200~met at the fair:\nHana\nIdris\n\x1b[201~\r", prompts=1)
        await at.door.worked_on(1)
        assert at.door.worked[0].body == Words("met at the fair:\nHana\nIdris")


async def test_an_empty_line_says_nothing() -> None:
    async with seat() as at:
        await at.says("  \r", prompts=1)
        await at.says("hello\r", prompts=2)
        await at.door.worked_on(1)
        assert at.door.worked[0].body == Words("hello")


async def test_ctrl_c_clears_the_line() -> None:
    async with seat() as at:
        await at.says("forget everyone\x03met Sarah\r", prompts=1)
        await at.door.worked_on(1)
        assert at.door.worked[0].body == Words("met Sarah")


async def test_a_tab_completes_names() -> None:
    async with seat() as at:
        await at.says("met sar\t", prompts=1)
        await at.terminal.until(
            "ah Chen"
        )  # of what stood there before only the change is drawn
        at.terminal.types("\r")
        await at.door.worked_on(1)
        assert at.door.worked[0].body == Words("met Sarah Chen")


async def test_what_was_typed_before_comes_back_and_is_private(tmp_path: Path) -> None:
    history = tmp_path / "history"
    history.touch(0o644)
    async with seat(history=history) as at:
        await at.says("met Sarah\r", prompts=1)
        await at.terminal.until("[b Follow up]")
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
    assert list(FileHistory(history).load_history_strings()) == ["met Sarah"]
    async with seat(history=history) as at:
        await at.says("\x1b[A\r", prompts=1)
        await at.door.worked_on(1)
        assert at.door.worked[0].body == Words("met Sarah")


async def test_when_the_bot_stops_the_terminal_says_so_and_ends() -> None:
    door = FakeDoor()
    with fake_terminal() as terminal:
        async with running(door) as adapter:
            link = await adapter.link()
            talking = asyncio.create_task(
                converse(link, stdin=terminal.stdin, stdout=terminal.stdout)
            )
            await terminal.until_prompt(1)
        assert await talking == 0
        assert "Cordially has stopped." in terminal.screen


async def test_a_terminal_that_is_told_to_stop_is_left_as_it_was() -> None:
    with fake_terminal() as terminal:
        before = termios.tcgetattr(terminal.stdin)
        async with running(FakeDoor()) as adapter:
            link = await adapter.link()
            talking = asyncio.create_task(
                converse(link, stdin=terminal.stdin, stdout=terminal.stdout)
            )
            await terminal.until_prompt(1)
            assert termios.tcgetattr(terminal.stdin) != before
            os.kill(os.getpid(), signal.SIGTERM)
            assert await talking == 0
        assert termios.tcgetattr(terminal.stdin) == before


async def impatient(terminal: FakeTerminal, link: TerminalLink) -> None:
    """Talk without waiting long for an answer before the next prompt."""
    show = partial(show_above_the_prompt, Rich(terminal.stdout))
    async with Talk(link, show, interactive=True) as talk:
        await converse_at_prompt(talk, terminal.stdin, terminal.stdout, None, at_once=0.05)


async def test_a_late_answer_appears_above_the_next_prompt() -> None:
    door = FakeDoor()
    with fake_terminal() as terminal:
        async with running(door) as adapter:
            talking = asyncio.create_task(impatient(terminal, await adapter.link()))
            await terminal.until_prompt(1)
            terminal.types("slow\r")
            await terminal.until_prompt(2)
            (message,) = await door.worked_on(1)
            await adapter.send(
                Outgoing("late", None, message.sender, SAVED, where=message.where)
            )
            await terminal.until("Saved: Sarah")
            terminal.types("another\r")
            await door.worked_on(2)
            await terminal.until_prompt(4)
            await leave(terminal, talking)


async def test_one_thing_said_is_answered_with_looks_on_a_terminal() -> None:
    door = FakeDoor()
    with fake_terminal() as terminal:
        async with running(door) as adapter:
            Answers(door, adapter, saved)
            assert await say(await adapter.link(), "met Sarah", stdout=terminal.stdout) == 0
        await terminal.until("Saved: Sarah\n  [a Undo] [b Follow up]\n")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", []),
        ("m", [("met", 1), ("milestone", 1)]),
        ("/m", [("met", 1), ("milestone", 1)]),
        ("met s", [("Sarah Chen", 1), ("Sarah Diaz", 1)]),
        ("met sarah c", [("Sarah Chen", 7)]),
        ("met Ana, Sarah D", [("Sarah Diaz", 7)]),
        ("met sarahx", []),
        ("met ", []),
    ],
)
def test_the_end_of_a_line_is_completed(before: str, expected: list[tuple[str, int]]) -> None:
    words = ["met", "milestone", "Sarah Chen", "Sarah Diaz", "Ana"]
    assert list(completions(before, words)) == expected


def test_there_is_an_end_to_completions() -> None:
    assert len(list(completions("a", [f"a{n}" for n in range(1000)]))) == 50
