"""Terminals of other processes: the socket file in the data folder, and who may use it."""

import asyncio
import io
import os
import socket
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from adapters.console import ConsoleAdapter, Page, connect, open_adapter, say, socket_path
from adapters.console.doorstep import is_peer
from adapters.console.terminal import Show, Talk
from adapters.console.wire import Bye, Completions, Hello, Said, Seen, Shown, Wanted
from bot.errors import InUse, NotSaved, RetryAt, Unsure
from bot.ports import Address, Message, Outgoing, Words
from bot.reply import Reply
from bot.reply import say as saying
from bot.settings import Settings
from bot.storage_url import StorageUrl
from tests.adapters.harness_console import NOW, Answers, running
from tests.fakes.door import FakeDoor
from tests.fakes.terminal import fake_terminal

PROGRAM = [sys.executable, "-m", "tests.adapters.console_program"]


def heard(message: Message) -> Reply:
    return saying(
        f"Heard {message.body.text}" if isinstance(message.body, Words) else "Pressed"
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "chat.sock"


@asynccontextmanager
async def bot(path: Path) -> AsyncIterator[tuple[FakeDoor, ConsoleAdapter]]:
    """A bot that listens at ``path`` and says what it heard."""
    door = FakeDoor()
    async with running(door, path, patience=0.2) as adapter:
        Answers(door, adapter, heard)
        yield door, adapter


async def said(path: Path, words: str) -> str:
    """What is answered to one thing said through the socket."""
    link = await connect(path)
    assert link is not None
    output = io.StringIO()
    assert await say(link, words, stdout=output) == 0
    return output.getvalue()


async def test_what_is_said_through_the_socket_is_answered_there(path: Path) -> None:
    async with bot(path) as (door, adapter):
        assert await said(path, "met Sarah") == "Heard met Sarah\n"
        assert door.worked[0].sender == adapter.address


async def test_each_of_several_terminals_gets_its_own_answer(path: Path) -> None:
    async with bot(path):
        words = [f"met {n}" for n in range(20)]
        answers = await asyncio.gather(*(said(path, each) for each in words))
        assert answers == [f"Heard {each}\n" for each in words]


def mode(path: Path) -> int | None:
    """The permissions of what is at ``path``; None if nothing is."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else None


async def test_only_the_owner_can_open_the_socket_file(path: Path) -> None:
    async with bot(path):
        assert mode(path) == 0o600
        assert mode(path.parent) == 0o700


def test_a_process_of_another_user_is_no_peer() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert is_peer(ours, os.geteuid())
        if hasattr(socket, "SO_PEERCRED"):
            assert not is_peer(ours, os.geteuid() + 1)


async def test_the_socket_file_goes_with_the_bot(path: Path) -> None:
    async with bot(path):
        assert mode(path)
    assert mode(path) is None


async def test_where_nobody_listens_there_is_no_link(path: Path) -> None:
    assert await connect(path) is None


async def test_a_file_that_a_dead_process_left_is_replaced(path: Path) -> None:
    path.parent.mkdir()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as dead:
        dead.bind(str(path))
    assert await connect(path) is None
    async with bot(path):
        assert await said(path, "hello") == "Heard hello\n"


async def test_a_second_bot_does_not_take_the_place_of_the_first(path: Path) -> None:
    async with bot(path):
        with pytest.raises(InUse):
            await ConsoleAdapter(lambda: NOW, path).run(FakeDoor())
        assert await said(path, "hello") == "Heard hello\n"


async def test_a_path_that_is_too_long_costs_only_the_other_terminals(tmp_path: Path) -> None:
    async with bot(tmp_path / ("x" * 120) / "chat.sock") as (_, adapter):
        output = io.StringIO()
        assert await say(await adapter.link(), "hello", stdout=output) == 0
        assert output.getvalue() == "Heard hello\n"


async def test_what_is_unasked_goes_to_the_terminal_attached_last(path: Path) -> None:
    pages: list[str] = []
    async with bot(path) as (_, adapter):
        links = [await adapter.link(), await connect(path)]
        talks = [
            Talk(link, _collect(pages, n), interactive=True)
            for n, link in enumerate(links)
            if link
        ]
        async with talks[0], talks[1]:
            for talk in talks:
                await talk.completions()
            await adapter.send(Outgoing("m", None, adapter.address, saying("Good morning.")))
    assert pages == ["1 Good morning."]


def _collect(pages: list[str], number: int) -> Show:
    async def show(page: Page) -> None:
        if not page.text.startswith("Cordially"):
            pages.append(f"{number} {page.text}")

    return show


async def test_what_is_for_somebody_else_is_not_shown_here(path: Path) -> None:
    stranger = Address("console", "", "somebody else")
    async with (
        bot(path) as (_, adapter),
        Talk(await adapter.link(), _collect([], 0), interactive=True) as talk,
    ):
        await talk.completions()
        assert adapter.reaches(adapter.address)
        assert not adapter.reaches(stranger)
        with pytest.raises(RetryAt) as raised:
            await adapter.send(Outgoing("m", None, stranger, saying("Good morning.")))
    assert (raised.value.at - NOW).total_seconds() == 60


async def test_an_answer_to_a_terminal_that_left_may_have_been_shown(path: Path) -> None:
    door = FakeDoor()
    async with running(door, path) as adapter:
        link = await adapter.link()
        await link.send(Hello(interactive=False))
        await link.send(Said(1, Words("met Sarah")))
        (message,) = await door.worked_on(1)
        outgoing = Outgoing("1", None, message.sender, saying("Saved."), where=message.where)
        sending = asyncio.create_task(adapter.send(outgoing))
        async for frame in link.frames():
            assert isinstance(frame, Shown)
            break
        await link.close()
        with pytest.raises(Unsure):
            await sending
        with pytest.raises(Unsure):
            await adapter.send(outgoing)


async def test_a_send_ends_when_the_terminal_has_shown_it(path: Path) -> None:
    door = FakeDoor()
    async with running(door, path) as adapter:
        link = await adapter.link()
        await link.send(Hello(interactive=True))
        await link.send(Wanted())
        frames = link.frames()
        assert await anext(frames) == Completions(("met", "who", "Sarah Chen"))
        sending = asyncio.create_task(
            adapter.send(Outgoing("m", None, adapter.address, saying("Good morning.")))
        )
        assert isinstance(await anext(frames), Shown)
        await asyncio.sleep(0.01)
        assert not sending.done()
        await link.send(Seen(99))
        await link.send(Seen(1))
        assert (await sending or "").endswith("/1")
        await link.close()


@pytest.mark.parametrize(
    "line", [b"hello\n", b'{"type":"said"}\n', b"\xff\n", b"x" * (2 << 20)]
)
async def test_what_is_no_frame_costs_only_its_own_terminal(path: Path, line: bytes) -> None:
    async with bot(path):
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(line)
        with suppress(ConnectionError):
            assert await reader.read() == b""
        writer.close()
        assert await said(path, "hello") == "Heard hello\n"


async def test_nothing_is_taken_before_a_greeting(path: Path) -> None:
    async with bot(path) as (door, adapter):
        link = await adapter.link()
        await link.send(Said(1, Words("met Sarah")))
        await link.send(Hello(interactive=False))
        await link.send(Wanted())
        async for _ in link.frames():
            break
        assert not door.received
        await link.close()


async def test_another_version_is_told_so(path: Path) -> None:
    async with bot(path) as (_, adapter):
        link = await adapter.link()
        await link.send(Hello(interactive=False, version=99))
        async for frame in link.frames():
            assert frame == Bye("The Cordially that runs is of another version; restart it.")
            break
        await link.close()


async def test_a_bot_that_talks_otherwise_is_told_so(path: Path) -> None:
    path.parent.mkdir()
    output = io.StringIO()

    def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"?\n")
        writer.close()

    server = await asyncio.start_unix_server(babble, path)
    link = await connect(path)
    assert link is not None
    assert await say(link, "hello", stdout=output) == 1
    server.close()
    assert "another version" in output.getvalue()


async def test_a_bot_that_dies_is_told_so(path: Path) -> None:
    path.parent.mkdir()
    output = io.StringIO()
    server = await asyncio.start_unix_server(lambda _, writer: writer.close(), path)
    link = await connect(path)
    assert link is not None
    assert await say(link, "hello", stdout=output) == 1
    server.close()
    assert output.getvalue() == "The Cordially that I was talking to has gone.\n"


async def test_without_completions_the_terminal_goes_on(path: Path) -> None:
    class Broken(FakeDoor):
        async def completions(self, address: Address) -> tuple[str, ...]:
            raise NotSaved("the disk is full")

    async with (
        running(Broken(), path) as adapter,
        Talk(await adapter.link(), _collect([], 0), interactive=True) as talk,
    ):
        assert await talk.completions() == ()


async def test_completions_that_do_not_come_are_not_waited_for(path: Path) -> None:
    class Slow(FakeDoor):
        async def completions(self, address: Address) -> tuple[str, ...]:
            await asyncio.sleep(0.1)
            return ("late",)

    async with running(Slow(), path) as adapter:
        show = _collect([], 0)
        async with Talk(await adapter.link(), show, interactive=True, patience=0.01) as talk:
            assert await talk.completions() == ()
            await asyncio.sleep(0.15)
            assert await talk.completions() == ("late",)


async def test_a_terminal_that_does_not_read_is_not_waited_for(path: Path) -> None:
    async with running(FakeDoor(), path, patience=0.05) as adapter:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asleep:
            asleep.connect(str(path))
            asleep.sendall(b'{"type":"hello","interactive":true}\n')
            while not adapter.reaches(adapter.address):  # noqa: ASYNC110 - nobody is told
                await asyncio.sleep(0)
            long = Outgoing("m", None, adapter.address, saying("x" * 1_000_000))
            for _ in range(2):
                with pytest.raises(Unsure):
                    await adapter.send(long)
            await adapter.stop()
            await adapter.close()


async def test_a_terminal_in_a_process_of_its_own_talks_to_this_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "1")
    async with bot(path) as (_, adapter):
        with fake_terminal() as terminal:
            process = await asyncio.create_subprocess_exec(
                *PROGRAM, str(path), stdin=terminal.stdin, stdout=terminal.stdout
            )
            await terminal.until_prompt(1)
            terminal.types("met Sarah\r")
            await terminal.until("Heard met Sarah")
            await adapter.send(Outgoing("m", None, adapter.address, saying("Good morning.")))
            await terminal.until("Good morning.")
            while process.returncode is None:
                terminal.types("\x04")
                await asyncio.wait({asyncio.create_task(process.wait())}, timeout=0.1)
            assert process.returncode == 0


def test_the_socket_is_in_the_data_folder() -> None:
    def path_for(url: str) -> Path | None:
        return socket_path(Settings(StorageUrl(url)))

    assert path_for("tinydb:/srv/data") == Path("/srv/data/chat.sock")
    assert path_for("tinydb:~/data") == Path.home() / "data" / "chat.sock"
    assert path_for("memory:") is None
    assert path_for("tinydb:") is None


async def test_the_adapter_opens_without_any_setting() -> None:
    adapter = open_adapter(Settings(StorageUrl("memory:")), lambda: NOW)
    assert (adapter.platform, adapter.keeps_hours) == ("console", 0)
