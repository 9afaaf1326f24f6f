"""A process that dies, as kill -9 has it, at one after the other of its calls to the system.

``python -m tests.storage.dying VERB FOLDER`` does "backup" or "restore" in copies of FOLDER. It
dies at the first, second, third … file that is opened, renamed, made or removed, until it once
came through. After each death it prints what is found then, as JSON: what the storage holds,
and the names of the files that are left.
"""

import asyncio
import json
import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from bot.settings import Settings
from bot.storage_url import StorageUrl
from bot.upkeep import restore
from storage.tinydb import open_storage, open_vault
from tests.contracts.storages import contacts
from tests.storage.disk import files_in

EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect"}


def die_at(step: int) -> None:
    """End this process at the so-and-so-many-th call that has to do with the folder."""
    left = step

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal left
        if event in EVENTS and "made-for-dying" in str(args[0]):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def do(verb: str, url: str) -> None:
    vault = open_vault(url)
    if verb == "backup":
        vault.back_up()
    else:
        oldest = vault.backups()[-1].path
        asyncio.run(restore(Settings(StorageUrl(url)), oldest, yes=True))


async def found(folder: Path) -> dict[str, object]:
    url = f"tinydb:{folder}"
    beside = await open_storage(url, read_only=True)
    read = [each.name for each in await contacts(beside)]
    await beside.close()
    storage = await open_storage(url)
    held = [each.name for each in await contacts(storage)]
    problems = list(await storage.check())
    await storage.close()
    vault = open_vault(url)
    good = [vault.contents(each.path).contacts for each in vault.backups()]
    files = [each.name for each in files_in(folder)]
    return {"read": read, "held": held, "problems": problems, "backups": good, "files": files}


def main(verb: str, template: Path) -> None:
    for step in count(1):
        folder = template.with_name(f"made-for-dying-{step}")
        shutil.copytree(template, folder)
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            die_at(step)
            do(verb, f"tinydb:{folder}")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(json.dumps(asyncio.run(found(folder))), flush=True)  # noqa: T201
        shutil.rmtree(folder)
        if status == 0:
            return


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
