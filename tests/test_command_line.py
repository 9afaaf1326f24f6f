"""What a person meets first: whole processes, without any platform."""

import asyncio
import json
import re
import signal
from pathlib import Path

import pytest

from bot.environment import read_environment
from storage.tinydb import open_storage
from tests.processes import Ended, Machine

FIRST_LIGHT = """\
/met Sarah at conference
met Bob Okafor at PyCon yesterday, talked about Rust
/birthday Bob tomorrow
who should I congratulate this week?
/who sarah
undo
"""
HEAVY = "aiohttp apscheduler prompt_toolkit rich slack_bolt telegram tinydb".split()
COMMANDS = """chat say run status backup restore check encrypt decrypt copy export doctor
    manifest parse""".split()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def assert_told(ended: Ended, *words: str, status: int = 2) -> None:
    """Ended with sentences of ours alone."""
    assert (ended.status, ended.out) == (status, "")
    assert all(word in ended.err for word in words), ended.err
    assert "Traceback" not in ended.err
    assert len(ended.err.splitlines()) == 1, ended.err


async def test_no_words_no_trouble(machine: Machine) -> None:
    assert await machine.cordially() == Ended(0, "", "")


async def test_piped_lines_are_answered_one_by_one_and_kept(machine: Machine) -> None:
    first = await machine.cordially(stdin=FIRST_LIGHT)
    assert (first.status, first.err) == (0, "")
    answers = first.out.split("\n\n")
    said = [answer.splitlines()[0] for answer in answers]
    assert said == [f"> {line}" for line in FIRST_LIGHT.splitlines()]
    met, bob, birthday, week, who, undone = answers
    assert "Saved: Sarah" in met
    assert "Saved: Bob Okafor" in bob
    assert "Rust" in bob
    assert "birthday" in birthday
    assert "Bob Okafor: birthday" in week
    assert "conference" in who
    assert "Undone: Bob Okafor" in undone

    again, status, export = await asyncio.gather(
        machine.cordially("say", "who", "bob", LC_ALL="C"),
        machine.cordially("status"),
        machine.cordially("export", "--format", "json"),
    )
    assert (again.status, again.err) == (0, "")
    assert "Bob Okafor" in again.out
    assert "PyCon" in again.out
    assert re.search("[67] done", status.out)  # the question is asked at the same time
    assert "on console" in status.out
    book = json.loads(export.out)
    assert sorted(each["name"] for each in book["contacts"]) == ["Bob Okafor", "Sarah"]
    assert "milestones" not in book or book["milestones"] == []


async def test_help_lists_every_command_whole(machine: Machine) -> None:
    shown, version, usage = await asyncio.gather(
        machine.cordially("--help", listing=True),
        machine.cordially("--version"),
        machine.cordially("nonsense"),
    )
    listed = shown.out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert [line.split()[0] for line in listed] == COMMANDS
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)
    assert not shown.imported("asyncio", "bot.app", *HEAVY)
    assert version.out == "cordially 0.1.0\n"
    assert usage.status == 2
    assert "No such command 'nonsense'" in usage.err


async def test_parse_shows_what_is_understood(machine: Machine) -> None:
    words = "met Sarah yesterday at PyCon, follow up in 2 weeks about the deck"
    lines = [
        {"text": "met Bob", "known": ["Bob Okafor"]},
        {"text": "met Bob", "known": [], "reference": "soon"},
    ]
    asked = [
        {"id": 7, "reference": "2026-03-18T09:00:00+00:00", "locale": "en-US", **each}
        | {"platform": "any"}
        for each in lines
    ]
    piped = "\n".join(["nonsense", "", *map(json.dumps, asked)])
    shown, lines_out, nothing = await asyncio.gather(
        machine.cordially("parse", words, listing=True),
        machine.cordially("parse", "--jsonl", stdin=piped),
        machine.cordially("parse"),
    )
    assert not shown.imported(*HEAVY)
    rows = {line.split()[0]: line for line in shown.out.splitlines()}
    assert "met" in rows["intent"]
    assert "Sarah (new)" in rows["people"]
    assert "yesterday" in rows["when"]
    wrong, right, also_wrong = (json.loads(line) for line in lines_out.out.splitlines())
    assert (wrong["line"], also_wrong["line"], lines_out.status) == (1, 4, 1)
    assert (right["id"], right["intent"]) == (7, "met")
    assert (nothing.status, "cordially parse met Sarah" in nothing.err) == (2, True)


async def test_the_manifest_is_made_of_the_commands(machine: Machine) -> None:
    ended = await machine.cordially("manifest", "slack")
    commands = json.loads(ended.out)["features"]["slash_commands"]
    assert "/cordially" in {each["command"] for each in commands}
    assert "/met" in {each["command"] for each in commands}


async def test_without_a_platform_run_says_what_to_set(machine: Machine) -> None:
    assert_told(await machine.cordially("run"), "TELEGRAM_BOT_TOKEN", "cordially chat")


async def test_memory_that_cannot_be_used_is_a_sentence(machine: Machine) -> None:
    folder = machine.folder
    (folder / "file").write_text("")
    (folder / "damaged").mkdir()
    (folder / "damaged" / "cordially.db").write_bytes(b"garbage " * 100)
    no_folder, damaged, unknown, nobody = await asyncio.gather(
        machine.cordially("say", "hi", CORDIALLY_STORAGE=f"tinydb:{folder}/file/below"),
        machine.cordially("say", "hi", CORDIALLY_STORAGE=f"tinydb:{folder}/damaged"),
        machine.cordially("say", "hi", CORDIALLY_STORAGE="abacus:x"),
        machine.cordially("export"),
    )
    assert_told(no_folder, "file/below")
    assert_told(damaged, "damaged", "left as it is")
    assert_told(unknown, "abacus", "tinydb:FOLDER")
    assert_told(nobody, "cordially chat")
    assert (folder / "damaged" / "cordially.db").read_bytes() == b"garbage " * 100


async def test_dot_env_is_read_beneath_the_process(machine: Machine) -> None:
    (machine.folder / ".env").write_text(
        "# what I chose\nexport CORDIALLY_STORAGE='memory:'  # nothing is kept\n"
        'CORDIALLY_LOCALE="en-GB"\nTELEGRAM_BOT_TOKEN=\n'
    )
    assert "memory    memory:" in (await machine.cordially("status")).out
    file = machine.folder / ".env"
    both = read_environment(file, {"CORDIALLY_STORAGE": "tinydb:here", "OTHER": "1"})
    assert both == {
        "CORDIALLY_STORAGE": "tinydb:here",
        "CORDIALLY_LOCALE": "en-GB",
        "OTHER": "1",
    }
    (machine.folder / ".env").write_text('TELEGRAM_BOT_TOKEN="123:hush\n')
    wrong = await machine.cordially("say", "hi")
    assert_told(wrong, ".env, line 1")
    assert "hush" not in wrong.err


async def test_nobody_has_to_read_what_is_written(machine: Machine) -> None:
    ends = await asyncio.gather(
        machine.shell("yes help | head -50 | cordially | head -1; exit ${PIPESTATUS[3]}"),
        machine.shell("XDG_DATA_HOME=other cordially status >&-"),
        machine.shell("cordially parse hi >/dev/full"),
        machine.shell("env -u HOME LC_ALL=C cordially parse $'met Jo\\xff'"),
    )
    assert not [each for each in ends if "Traceback" in each.err]
    piped, closed, full, letters = ends
    assert piped.out == "> help\n"
    assert (closed.status, closed.err) == (0, "")
    assert (full.status, full.err) == (
        1,
        "That cannot be done here: No space left on device.\n",
    )
    assert "met, typed as met" in letters.out


async def test_who_waits_for_the_storage_gets_it(machine: Machine) -> None:
    """As when another process is about to listen, or to let go."""
    storage = await open_storage(machine.storage)
    async with machine.running("say", "met", "Sarah") as saying:
        await asyncio.sleep(1.0)
        assert saying.process.returncode is None
        await storage.close()
        ended = await saying.end()
    assert (ended.status, ended.err) == (0, "")
    assert "Saved: Sarah" in ended.out


async def test_ctrl_c_ends_a_conversation_without_a_word(machine: Machine) -> None:
    async with machine.running("chat") as talk:
        assert talk.process.stdin
        talk.process.stdin.write(b"met Sarah\n")
        await talk.line("Saved: Sarah")
        await asyncio.sleep(1)  # until it waits for the next line
        ended = await talk.stop(signal.SIGINT)
    assert (ended.status, ended.err) == (130, "")
