"""What the bot has called saved in a chat is there after a kill, whole, on every storage."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.model.document import Interaction
from storage.tinydb import open_storage
from tests.contracts.storages import ANA, NOON
from tests.kills.chatting import ROOT, Half, read
from tests.storages import storage_modules, url_in

PERSISTENT = [name for name, module in storage_modules().items() if module.PERSISTS]


def killed_while_writing(url: str) -> tuple[set[str], set[str]]:
    """What a chat tried, and what was acknowledged, before it and the bot were killed."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.kills.chatting", "write", url, "0"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert writer.stdout
    lines = [writer.stdout.readline() for _ in range(4)]
    os.killpg(writer.pid, signal.SIGKILL)
    lines += [line for line in writer.stdout if line.endswith("\n")]
    writer.stdout.close()
    writer.wait()
    said = [line.split() for line in lines]
    return {id for verb, id in said if verb == "try"}, {
        id for verb, id in said if verb == "ack"
    }


@pytest.mark.parametrize("name", PERSISTENT)
async def test_what_was_called_saved_is_there_after_a_kill(name: str, tmp_path: Path) -> None:
    url = url_in(name, tmp_path / "data")
    tried, acknowledged = await asyncio.to_thread(killed_while_writing, url)
    assert acknowledged
    assert acknowledged <= set(await read(url)) <= tried


async def test_half_an_event_is_noticed(tmp_path: Path) -> None:
    url = f"tinydb:{tmp_path}"
    storage = await open_storage(url)
    async with storage.begin(ANA) as work:
        work.book.save(Interaction(id="1", contacts=(), on=NOON.date(), logged_at=NOON))
        await work.commit()
    await storage.close()
    with pytest.raises(Half, match="cannot be undone"):
        await read(url)
