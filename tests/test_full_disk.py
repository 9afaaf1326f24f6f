"""A disk that is full while somebody talks: they are told, nothing is lost, and it goes on."""

import json
import resource
from pathlib import Path

import pytest

from tests.processes import Machine, Running

NOT_SAVED = "I couldn't save that"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def leave_room(talk: Running, size: int) -> None:
    """Let the process write no file beyond so many bytes: a disk that is full for it."""
    pid = talk.process.pid
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


async def says(talk: Running, words: str, answer: str) -> None:
    assert talk.process.stdin
    talk.process.stdin.write(f"{words}\n".encode())
    await talk.line(answer)


async def test_what_was_not_saved_is_said_and_it_goes_on_when_there_is_room(
    machine: Machine,
) -> None:
    async with machine.running("chat") as talk:
        await says(talk, "met Sarah", "Saved: Sarah")
        for room in (0, 4096, 40_000):
            leave_room(talk, room)
            await says(talk, "met Bob Okafor", NOT_SAVED)
            await says(talk, "note Sarah: likes tea", NOT_SAVED)
            leave_room(talk, resource.RLIM_INFINITY)
            await says(talk, f"note Sarah: room after {room}", "Noted: Sarah")
        await says(talk, "met Ana Lima", "Saved: Ana Lima")
        assert talk.process.stdin
        talk.process.stdin.close()
        ended = await talk.end()
    assert ended.status == 0
    assert "Sarah" not in ended.err
    book, checked = await machine.cordially("export"), await machine.cordially("check")
    held = json.loads(book.out)
    assert {each["name"] for each in held["contacts"]} == {"Sarah", "Ana Lima"}
    assert {each["text"] for each in held["notes"]} == {
        f"room after {room}" for room in (0, 4096, 40_000)
    }
    assert checked.status == 0
