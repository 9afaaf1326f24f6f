"""A process that is killed at any moment loses nothing acknowledged, and halves nothing."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from bot.model.document import Contact, Interaction
from storage.tinydb import open_storage
from tests.contracts.storages import ANA, message

KILLS = 15
ROOT = Path(__file__).parents[2]


def kill_a_writer(url: str, run: int, after: float) -> tuple[set[str], set[str]]:
    """Which events the writer began, and which it acknowledged, before it was killed."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.writing", url, str(run)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert writer.stdout is not None
    lines = [writer.stdout.readline(), writer.stdout.readline()]  # it is at work now
    time.sleep(after)
    writer.kill()
    lines += writer.stdout.readlines()
    writer.stdout.close()
    writer.wait()
    said = [line.split() for line in lines if line.endswith("\n")]
    tried = {id for verb, id in said if verb == "try"}
    return tried, {id for verb, id in said if verb == "ack"}


async def test_kill_after_kill_loses_nothing_and_halves_nothing(tmp_path: Path) -> None:
    moments = random.Random(2026)
    tried: set[str] = set()
    acknowledged: set[str] = set()
    for run in range(KILLS):
        begun, done = kill_a_writer(f"tinydb:{tmp_path}", run, moments.uniform(0, 0.1))
        tried |= begun
        acknowledged |= done

        storage = await open_storage(f"tinydb:{tmp_path}")
        async with storage.begin(ANA) as work:
            contacts = {each.id for each in work.book.all(Contact)}
            interactions = {each.id for each in work.book.all(Interaction)}
            done_with = {id for id in tried if await work.is_done(id)}
        queued = (await storage.ledger.tally())["outbox_queued"]
        unfinished = {each.id for each in await storage.ledger.unfinished()}
        redelivered = [await storage.ledger.receive(message(id)) for id in contacts]
        await storage.close()

        assert acknowledged <= contacts <= tried
        assert contacts == interactions == done_with
        assert queued == len(contacts)
        assert unfinished <= tried - contacts
        assert not any(redelivered)
    assert len(acknowledged) >= KILLS
