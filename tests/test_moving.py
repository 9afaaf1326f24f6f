"""``cordially copy``: real processes, from one place to another, killed and begun again."""

import asyncio
import io
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.console import Console
from rich.progress import Progress

from bot.errors import SettingsError, StorageError
from bot.model.document import OwnerId
from bot.moving import Bar, Lines, copy_memory
from bot.ports import Bound, Copying
from bot.settings import Settings
from bot.storage_url import StorageUrl
from storage import tinydb
from tests import postgres
from tests.contracts.storages import NOON, address, commit, contact, save
from tests.processes import Machine
from tests.storages import storage_modules

KILLS = 5
PEOPLE = "met Sarah at PyCon\nmet Bob Okafor\nbirthday Bob 19 March\n"
PERSISTENT = [name for name, module in storage_modules().items() if module.PERSISTS]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def place(kind: str, folder: Path) -> str:
    """Somewhere empty; a password is given, which a test's server does not ask for."""
    if kind == "tinydb":
        return f"{folder}"
    return postgres.fresh_url().replace("://test@", "://test:hush@")


async def exports(machine: Machine, *places: str) -> Sequence[str]:
    printed = [await machine.cordially("export", CORDIALLY_STORAGE=each) for each in places]
    return [each.out for each in printed]


async def fill(url: str, owners: int) -> None:
    storage = await tinydb.open_storage(url)
    for number in range(owners):
        owner = OwnerId(f"o{number}")
        await commit(storage, Bound(owner, address(owner), NOON))
        await save(storage, owner, *(contact(f"{id}") for id in range(20)))
    await storage.close()


@pytest.mark.parametrize("kind", PERSISTENT)
async def test_a_conversation_goes_on_where_it_was_copied_to(
    machine: Machine, kind: str
) -> None:
    await machine.cordially(stdin=PEOPLE)
    to, back = place(kind, machine.folder / "new"), f"tinydb:{machine.folder / 'back'}"
    copied = await machine.cordially("copy", machine.storage, to)
    assert (copied.status, copied.err) == (0, "")
    *_, told, kept, last = copied.out.splitlines()
    assert told.startswith("Copied, and read again: one owner, ")
    assert "nothing was changed" in kept
    assert last.startswith("Now set CORDIALLY_STORAGE=")
    assert "hush" not in copied.out
    before, after = await exports(machine, machine.storage, to)
    assert before == after
    undone = await machine.cordially(stdin="undo\nwho is Bob\n", CORDIALLY_STORAGE=to)
    assert "Undone: Bob Okafor · birthday on 19 March." in undone.out
    returned = await machine.cordially("copy", to, back)
    assert (returned.status, returned.err) == (0, "")
    before, after = await exports(machine, to, back)
    assert before == after


@pytest.mark.parametrize("kind", PERSISTENT)
async def test_a_copy_that_is_killed_again_and_again_is_finished(
    machine: Machine, kind: str
) -> None:
    machine.is_measured = False  # what is killed tells nothing of itself
    await fill(machine.storage, 25)
    to, moments = place(kind, machine.folder / "new"), random.Random(4)
    for _ in range(KILLS):
        async with machine.running("copy", machine.storage, to) as copying:
            await copying.line("owners.")
            await asyncio.sleep(moments.uniform(0, 0.25))
    copied = await machine.cordially("copy", machine.storage, to)
    assert (copied.status, copied.err) == (0, "")
    back = await machine.cordially("copy", to, f"{machine.folder / 'back'}")
    assert copied.out.splitlines()[-3].startswith("Copied, and read again: 25 owners")
    assert back.out.splitlines()[-3] == copied.out.splitlines()[-3]


async def test_nobody_works_on_what_is_copied(machine: Machine) -> None:
    await machine.cordially(stdin=PEOPLE)
    to = f"{machine.folder / 'new'}"
    async with machine.running("chat") as talk:
        assert talk.process.stdin
        talk.process.stdin.write(b"met Ana\n")
        await talk.line("Saved: Ana")
        copied = await machine.cordially("copy", machine.storage, to)
    assert (copied.status, "is in use" in copied.err) == (2, True)
    assert not await asyncio.to_thread(Path(to).exists)
    storage = await tinydb.open_storage(machine.storage, copying=Copying.FROM)
    said = await machine.cordially("run", TELEGRAM_BOT_TOKEN=f"1:{'a' * 35}")
    await storage.close()
    assert (said.status, "is in use" in said.err) == (2, True)


async def test_an_unfinished_copy_is_not_used_and_says_what_to_type(machine: Machine) -> None:
    await fill(machine.storage, 1)
    storage = await tinydb.open_storage(machine.storage)
    commons = await storage.dump_commons()
    await storage.adopt(replace(commons, copy_of="tinydb:/old"))
    await storage.close()
    for words in (["say", "met Ana"], ["status"], ["export"], ["copy", machine.storage, "~/x"]):
        refused = await machine.cordially(*words)
        assert (refused.status, refused.out) == (2, "")
        assert "a copy of tinydb:/old that is not finished" in refused.err
        assert "cordially copy" in refused.err
    examined = await machine.cordially("doctor")
    assert "not finished" in examined.out


@pytest.mark.parametrize(
    ("origin", "target", "said"),
    [
        ("{here}", "memory:", "memory: keeps nothing"),
        ("{here}", "{here}", "the same place"),
        ("{here}", "{here}/../cordially", "the same place"),
        ("{here}", "postgresql:cordially", "TO names no database"),
        ("nowhere", "{here}", "FROM names no kind of storage"),
        ("{here}/nothing", "{here}2", "No such file"),
        ("{here}/empty", "{here}2", "nothing to copy"),
        ("{here}", "{here}/full", "TO holds a memory already"),
    ],
)
def test_what_cannot_be_copied_is_said_before_anything_is_done(
    tmp_path: Path, origin: str, target: str, said: str
) -> None:
    here = tmp_path / "cordially"
    asyncio.run(fill(f"tinydb:{here}", 2))
    asyncio.run(fill(f"tinydb:{here}/full", 1))
    (here / "empty").mkdir()
    settings = Settings(StorageUrl("memory:"))
    start, end = (each.format(here=here) for each in (origin, target))
    with pytest.raises((SettingsError, StorageError), match=said):
        asyncio.run(copy_memory(settings, start, end))
    assert not Path(f"{here}2").exists()


def test_without_a_terminal_there_is_a_line_for_each_tenth(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = Lines()
    for owners in (3, 2000):
        lines.begin("Copying", owners)
        for _ in range(owners):
            lines.step()
    few, many, *tenths = capsys.readouterr().out.splitlines()
    assert (few, many) == ("Copying: three owners.", "Copying: 2000 owners.")
    assert tenths[0] == "Copying: 200 of 2,000."
    assert (tenths[-1], len(tenths)) == ("Copying: 2,000 of 2,000.", 10)


def test_on_a_terminal_a_bar_is_drawn() -> None:
    drawn = io.StringIO()
    with Progress(console=Console(file=drawn, force_terminal=True)) as bars:
        bar = Bar(bars)
        bar.begin("Copying", 4)
        bar.step()
        bars.refresh()
        assert [(task.description, task.percentage) for task in bars.tasks] == [("Copying", 25)]
    assert "Copying" in drawn.getvalue()
