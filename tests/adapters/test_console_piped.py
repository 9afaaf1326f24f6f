"""Input that nobody types: line by line, plain, and to its end."""

import asyncio
import io
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.console import ConsoleAdapter, converse, say
from adapters.console.piped import lines
from bot.errors import RetryAt
from bot.ports import Attachment, Message, Outgoing, Words
from bot.reply import Press, Reply, choice
from bot.reply import say as saying
from tests.adapters.harness_console import Answers, running
from tests.fakes.door import FakeDoor

PROGRAM = [sys.executable, "-m", "tests.adapters.console_program"]


def heard(message: Message) -> Reply:
    said = message.body.text if isinstance(message.body, Words) else str(message.body)
    return saying(f"You said: {said}", choices=(choice("Undo", "undo", "c1"),))


class Pipe:
    """A pipe to write to, and a stream that keeps what is answered."""

    def __init__(self, door: FakeDoor, adapter: ConsoleAdapter, input: int) -> None:
        self.door, self.adapter = door, adapter
        self.output = io.StringIO()
        self._input = input

    def write(self, text: str | bytes) -> None:
        os.write(self._input, text if isinstance(text, bytes) else text.encode())

    def end(self) -> None:
        os.close(self._input)


@asynccontextmanager
async def pipe(*, is_answered: bool = True) -> AsyncIterator[tuple[Pipe, asyncio.Task[int]]]:
    """A pipe into a conversation, and the task whose result is the exit status."""
    door = FakeDoor()
    read, write = os.pipe()
    with os.fdopen(read) as stdin:
        async with running(door) as adapter:
            if is_answered:
                Answers(door, adapter, heard)
            at = Pipe(door, adapter, write)
            link = await adapter.link()
            talk = converse(link, stdin=stdin, stdout=at.output, patience=0.2)
            async with asyncio.timeout(5):
                yield at, asyncio.create_task(talk)


async def test_every_line_is_shown_with_its_answer() -> None:
    async with pipe() as (at, status):
        at.write("met Sarah\na\nundo")
        at.end()
        assert await status == 0
    assert at.output.getvalue() == (
        "> met Sarah\nYou said: met Sarah\n  [a Undo]\n"
        "\n> a\nYou said: undo:c1\n  [a Undo]\n"
        "\n> undo\nYou said: undo\n  [a Undo]\n"
    )
    assert at.door.worked[1].body == Press("undo", "c1")


async def test_a_line_is_read_once_the_one_before_is_answered() -> None:
    async with pipe(is_answered=False) as (at, status):
        at.write("one\ntwo\n")
        (one,) = await at.door.worked_on(1)
        await asyncio.sleep(0.02)
        assert len(at.door.worked) == 1
        await at.adapter.send(Outgoing("1", None, one.sender, saying("Yes"), where=one.where))
        await at.door.worked_on(2)
        at.end()
        await status


async def test_the_same_file_twice_is_two_events() -> None:
    ids = set()
    for _ in range(2):
        async with pipe() as (at, status):
            at.write("met Sarah\nmet Sarah\n")
            at.end()
            await status
            ids |= {message.id for message in at.door.worked}
    assert len(ids) == 4


async def test_nothing_at_all_is_no_failure() -> None:
    async with pipe() as (at, status):
        at.end()
        assert await status == 0
    assert at.output.getvalue() == ""


async def test_an_empty_line_is_answered_too() -> None:
    async with pipe() as (at, status):
        at.write("\n")
        at.end()
        assert await status == 0
    assert at.output.getvalue() == ">\nYou said: \n  [a Undo]\n"


async def test_what_is_unasked_does_not_go_to_a_pipe() -> None:
    async with pipe() as (at, status):
        at.write("hello\n")
        await at.door.worked_on(1)
        with pytest.raises(RetryAt):
            await at.adapter.send(Outgoing("m", None, at.adapter.address, saying("Morning")))
        at.end()
        await status


async def test_without_an_answer_it_says_so_and_fails() -> None:
    async with pipe(is_answered=False) as (at, status):
        at.write("hello\n")
        at.end()
        assert await status == 1
    assert "No answer yet. What you wrote is kept" in at.output.getvalue()


async def test_a_line_that_was_not_saved_is_said_to_be_lost() -> None:
    async with pipe() as (at, status):
        at.door.refusals = 1
        at.write("met Sarah\nmet Bob\n")
        at.end()
        assert await status == 0
    assert "I couldn't save that" in at.output.getvalue()
    assert "You said: met Bob" in at.output.getvalue()


async def test_after_stop_nothing_is_taken_and_it_says_so() -> None:
    async with pipe() as (at, status):
        await at.adapter.stop()
        at.write("met Sarah\n")
        at.end()
        assert await status == 0
    assert "didn't take that" in at.output.getvalue()
    assert not at.door.received


async def test_the_bot_going_ends_it_with_a_failure_only_if_something_is_open() -> None:
    async with pipe(is_answered=False) as (at, status):
        at.write("hello\n")
        await at.door.worked_on(1)
        await at.adapter.stop()
        await at.adapter.close()
        assert await status == 1
        at.end()
    assert at.output.getvalue() == "> hello\nCordially has stopped.\n"


async def test_a_letter_that_the_streams_encoding_lacks_becomes_a_question_mark() -> None:
    door = FakeDoor()
    output = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    async with running(door) as adapter:
        Answers(door, adapter, lambda message: saying("🎂 José"))
        assert await say(await adapter.link(), "who", stdout=output) == 0
    output.seek(0)
    assert output.read() == "? José\n"


async def test_words_that_are_no_text_are_sent_as_text() -> None:
    door = FakeDoor()
    async with running(door) as adapter:
        Answers(door, adapter, heard)
        await say(await adapter.link(), "met \udcff\ud800", stdout=io.StringIO())
        assert door.worked[0].body == Words("met ��")


async def test_a_file_is_written_beside_what_is_there_and_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    door = FakeDoor()
    output = io.StringIO()
    async with running(door) as adapter:
        file = Attachment("../people.json", "application/json", b"{}")
        for _ in range(2):
            asking = asyncio.create_task(say(await adapter.link(), "export", stdout=output))
            message = (await door.worked_on(len(door.worked) + 1))[-1]
            reply = Outgoing("1", None, message.sender, saying("Here."), where=message.where)
            await adapter.send(reply, [file])
            assert await asking == 0
    assert "Written to ./people.json\n" in output.getvalue()
    assert "Written to ./people-1.json\n" in output.getvalue()
    assert (tmp_path / "people.json").read_bytes() == b"{}"
    assert (tmp_path / "people-1.json").stat().st_mode & 0o777 == 0o600


async def test_a_file_that_cannot_be_written_is_said_to_be_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    door = FakeDoor()
    output = io.StringIO()
    async with running(door) as adapter:
        asking = asyncio.create_task(say(await adapter.link(), "export", stdout=output))
        (message,) = await door.worked_on(1)
        reply = Outgoing("1", None, message.sender, saying("Here."), where=message.where)
        await adapter.send(reply, [Attachment("x" * 300, "text/plain", b"")])
        assert await asking == 0
    assert "I couldn't write" in output.getvalue()
    assert "File name too long." in output.getvalue()


async def test_an_answer_that_nobody_reads_is_a_failure_without_a_traceback() -> None:
    read, write = os.pipe()
    os.close(read)
    door = FakeDoor()
    with os.fdopen(write, "w") as closed:
        async with running(door) as adapter:
            Answers(door, adapter, heard)
            assert await say(await adapter.link(), "met Sarah", stdout=closed) == 1


async def split(data: bytes) -> list[str]:
    read, write = os.pipe()
    loop = asyncio.get_running_loop()
    writing = loop.run_in_executor(None, _write, write, data)
    found = [each async for each in lines(read)]
    await writing
    os.close(read)
    return found


def _write(descriptor: int, data: bytes) -> None:
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"a", ["a"]),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"\n\na", ["", "", "a"]),
        (b"\xef\xbb\xbfa\n\xef\xbb\xbfb", ["a", "\ufeffb"]),
        (b"\xff\xfe\n", ["��"]),
    ],
)
async def test_lines_are_read_as_they_are(data: bytes, expected: list[str]) -> None:
    assert await split(data) == expected


async def test_a_line_without_end_is_cut_and_the_next_one_is_whole() -> None:
    first, second = await split(b"x" * 3_000_000 + b"\nnext\n")
    assert len(first) == 1 << 17
    assert second == "next"


async def test_an_input_that_cannot_be_read_has_ended(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    assert [each async for each in lines(folder)] == []
    os.close(folder)


def run(stdin: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["sh", "-c", f"{' '.join(PROGRAM)} {stdin}"],
        capture_output=True,
        timeout=20,
        check=False,
    )


def test_a_program_answers_its_pipe_plainly_and_needs_no_prompt_for_it() -> None:
    done = subprocess.run(
        PROGRAM, input=b"met \x1b[2J\xff\n", capture_output=True, timeout=20, check=False
    )
    assert done.returncode == 0
    assert done.stdout.decode() == "> met �[2J�\nYou said: met �[2J�\n  [a Undo]\n"
    assert done.stderr == b"False False\n"


@pytest.mark.parametrize("source", ["</dev/null", "<&-"])
def test_a_program_without_input_ends_well(source: str) -> None:
    done = run(source)
    assert (done.returncode, done.stdout) == (0, b"")


def test_a_file_that_nobody_reads_to_its_end_is_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    file.write_text("hello\n" * 50)
    done = run(f"<{file} | head -n 1")
    assert done.stdout == b"> hello\n"
    assert b"Traceback" not in done.stderr
