"""Whoever dies while a backup is made or brought back leaves the old or the new, whole."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from storage.tinydb import open_storage, open_vault
from tests.contracts.storages import FakeClock, contact
from tests.storage.disk import save

ROOT = Path(__file__).parents[2]


async def template(url: str, folder: Path) -> None:
    """A file with a log beside it, two contacts, and a backup from when there was one."""
    clock = FakeClock()
    storage = await open_storage(url, clock=clock)
    await save(storage, contact("1", "Old"))
    open_vault(url, clock=clock).back_up()
    await save(storage, contact("2", "New"))
    shutil.copytree(folder, folder.with_name("template"))  # as a kill would leave it
    await storage.close()


def after_each_death(verb: str, folder: Path) -> list[dict[str, Any]]:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.storage.dying", verb, folder.with_name("template")],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in ended.stdout.splitlines()]


async def test_a_restore_leaves_the_old_or_the_new(url: str, folder: Path) -> None:
    await template(url, folder)
    deaths = after_each_death("restore", folder)
    assert len(deaths) > 20
    old = [each for each in deaths if each["held"] == ["Old", "New"]]
    new = [each for each in deaths if each["held"] == ["Old"]]
    assert old + new == deaths
    assert min(len(old), len(new)) > 4
    for each in deaths:
        assert each["read"] == each["held"]
        assert each["problems"] == []
        assert each["backups"] == [1]
        strange = [name for name in each["files"] if name.startswith((".making", "restored"))]
        assert strange == []
    for each in new:
        assert any(name.startswith("replaced-") for name in each["files"])


async def test_a_backup_has_its_name_only_when_it_is_whole(url: str, folder: Path) -> None:
    await template(url, folder)
    deaths = after_each_death("backup", folder)
    assert len(deaths) > 8
    made = [len(each["backups"]) - 1 for each in deaths]
    assert made == sorted(made)
    assert set(made) == {0, 1}
    for each in deaths:
        assert each["held"] == ["Old", "New"]
        assert each["backups"] in ([1], [2, 1])
