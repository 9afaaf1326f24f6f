"""Looking after what is kept, from the command line."""

import asyncio
import re
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.embedded.connections import connect
from tests.processes import Machine
from tests.storage.disk import bytes_in, damage

PEOPLE = "met Sarah\nmet Bob Okafor\n"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def folder_of(machine: Machine) -> Path:
    return Path(machine.storage.partition(":")[2])


async def test_backup_and_check_beside_a_conversation(machine: Machine) -> None:
    nothing = await machine.cordially("backup")
    assert (nothing.status, "nothing to back up" in nothing.err) == (2, True)
    await machine.cordially(stdin=PEOPLE)
    async with machine.running("chat") as talk:
        assert talk.process.stdin
        talk.process.stdin.write(b"met Ana\n")
        await talk.line("Saved: Ana")
        made, checked = await asyncio.gather(
            machine.cordially("backup"), machine.cordially("check")
        )
    assert (made.status, made.err) == (0, "")
    assert made.out.startswith("Backed up one owner and three people, and read it again: ")
    assert made.out.split()[-1] in [f"{path}" for path in folder_of(machine).rglob("*.db")]
    assert (checked.status, checked.err) == (0, "")
    assert checked.out == f"All of it can be read: one owner in {machine.storage}.\n"
    status, doctor = await asyncio.gather(
        machine.cordially("status"), machine.cordially("doctor")
    )
    assert re.search("backups   [12], the newest of 20", status.out)  # one is today's
    assert re.search("Backups: [12], the newest of 20", doctor.out)


async def test_a_conversation_of_a_new_day_makes_a_backup_by_itself(machine: Machine) -> None:
    backups = machine.folder / "elsewhere"
    await machine.cordially(stdin=PEOPLE, CORDIALLY_BACKUPS=f"{backups}")
    assert not backups.exists()  # nobody had a book when it began
    await machine.cordially("say", "met", "Ana", CORDIALLY_BACKUPS=f"{backups}")
    assert len(list(backups.glob("cordially-*.db"))) == 1


async def test_a_damaged_file_is_left_and_the_newest_good_backup_named(
    machine: Machine,
) -> None:
    await machine.cordially(stdin=PEOPLE)
    made = (await machine.cordially("backup")).out.split()[-1]
    await machine.cordially(stdin="met Ana\n")
    file = folder_of(machine) / "cordially.db"
    left = damage(file, 4096, file.stat().st_size)
    said, status, checked = await asyncio.gather(
        machine.cordially("say", "hi"), machine.cordially("status"), machine.cordially("check")
    )
    for words in (said.err, status.err, checked.out):
        assert f"To put it in its place: cordially restore {made}\n" in words
        assert "was left as it is" in words
        assert "what was written from then until 20" in words
    assert (said.status, status.status, checked.status) == (2, 2, 1)
    assert file.read_bytes() == left


async def test_check_ends_with_one_if_anything_is_wrong(machine: Machine) -> None:
    await machine.cordially(stdin=PEOPLE)
    with closing(connect(folder_of(machine) / "cordially.db")) as connection:
        connection.execute("UPDATE documents SET body = x'00' WHERE kind = 'contacts'")
    checked = await machine.cordially("check")
    assert (checked.status, checked.out, checked.err) == (
        1,
        "Two rows of contacts cannot be read.\n",
        "",
    )


async def test_where_there_are_no_backups_of_ours_it_says_whose(machine: Machine) -> None:
    made, checked = await asyncio.gather(
        machine.cordially("backup", CORDIALLY_STORAGE="memory:"),
        machine.cordially("check", CORDIALLY_STORAGE="memory:"),
    )
    assert (made.status, "pg_dump" in made.err) == (2, True)
    assert (checked.status, checked.out) == (
        0,
        "All of it can be read: no owners in memory:.\n",
    )


async def test_a_restore_lists_asks_and_brings_back(machine: Machine) -> None:
    await machine.cordially(stdin=PEOPLE)
    made = (await machine.cordially("backup")).out.split()[-1]
    await machine.cordially(stdin="met Ana\n")
    listed = await machine.cordially("restore")
    assert listed.status == 1
    assert re.search(r"1  20\d\d-\d\d-\d\d \d\d:\d\d UTC  one owner and two people", listed.out)
    refused = await machine.cordially("restore", made, stdin="n\n")
    assert refused.status == 1
    assert "two people; one change made since would be lost." in refused.out
    assert "Ana" in (await machine.cordially("export")).out
    restored = await machine.cordially("restore", stdin="\ny\n")
    assert (restored.status, restored.err) == (0, "")
    assert "Restored. What was kept before: " in restored.out
    book = (await machine.cordially("export")).out
    assert ("Ana" in book, "Bob Okafor" in book) == (False, True)


async def test_after_damage_the_command_that_is_named_brings_the_backup_back(
    machine: Machine,
) -> None:
    await machine.cordially(stdin=PEOPLE)
    await machine.cordially("backup")
    file = folder_of(machine) / "cordially.db"
    damage(file, 4096, file.stat().st_size)
    said = await machine.cordially("say", "hi")
    command = said.err.partition("in its place: cordially ")[2].split()
    restored = await machine.cordially(*command, "--yes")
    assert restored.status == 0
    assert "Bob Okafor" in (await machine.cordially("export")).out


async def test_a_restore_is_refused_while_somebody_has_the_memory(machine: Machine) -> None:
    async with machine.running("chat") as talk:
        assert talk.process.stdin
        talk.process.stdin.write(b"met Ana\n")
        await talk.line("Saved: Ana")
        refused = await machine.cordially("restore", "--yes")
    assert (refused.status, "is in use by another Cordially" in refused.err) == (2, True)


async def test_what_is_kept_is_encrypted_and_taken_back(machine: Machine) -> None:
    await machine.cordially(stdin=PEOPLE)
    await machine.cordially("backup")
    folder = folder_of(machine)
    (folder / "history").write_text("+met Sarah\n")
    (machine.folder / "key").write_text("correct horse\n")
    keyed = Machine(machine.folder, CORDIALLY_KEY_FILE=f"{machine.folder / 'key'}")
    without, refused = await asyncio.gather(
        machine.cordially("encrypt"), keyed.cordially("say", "hi")
    )
    assert (without.status, "Set CORDIALLY_KEY" in without.err) == (2, True)
    assert (refused.status, "cordially encrypt" in refused.err) == (2, True)

    done = await keyed.cordially("encrypt")
    assert done.out.startswith("Encrypted: two files. Keep the key")
    assert not [word for word in (b"Sarah", b"Okafor", b"met ") if word in bytes_in(folder)]
    again = await keyed.cordially("encrypt")
    said, status, wrong = await asyncio.gather(
        keyed.cordially("say", "who", "bob"),
        keyed.cordially("status"),
        machine.cordially("status"),
    )
    assert "before" in again.out
    assert "Bob Okafor" in said.out
    assert "owners    1" in status.out
    assert (wrong.status, "no key is set" in wrong.err) == (2, True)

    back = await keyed.cordially("decrypt")
    assert "Take CORDIALLY_KEY" in back.out
    assert "Bob Okafor" in (await machine.cordially("export")).out


async def test_without_the_library_that_encrypts_it_is_named(machine: Machine) -> None:
    program = (
        "import sys; sys.modules['sqlcipher3'] = None; from bot.__main__ import main; main()"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program, "say", "hi"),
        env=machine.environ({"CORDIALLY_KEY": "correct horse"}),
        cwd=machine.folder,
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )
    _, err = await process.communicate()
    assert process.returncode == 2
    assert err.decode() == (
        "CORDIALLY_KEY needs sqlcipher3, which is not installed: "
        ".venv/bin/pip install -e '.[encryption]'\n"
    )
