"""Whatever is killed, the bot or the database: what was acknowledged is there, and is whole."""

import asyncio
import os
import random
import sys

from bot.model.document import Contact, Interaction
from storage.postgresql import PostgresStorage, open_storage
from tests import postgres
from tests.contracts.storages import ANA
from tests.kills.outliving import outlive
from tests.storage.test_kills import ROOT, kill_a_writer

BOT_KILLS = 3
SERVER_KILLS = 3


async def check(storage: PostgresStorage, tried: set[str], acknowledged: set[str]) -> None:
    async with storage.begin(ANA) as work:
        contacts = {each.id for each in work.book.all(Contact)}
        interactions = {each.id for each in work.book.all(Interaction)}
        done_with = {id for id in tried if await work.is_done(id)}
    assert acknowledged <= contacts <= tried
    assert contacts == interactions == done_with
    assert (await storage.ledger.tally())["outbox_queued"] == len(contacts)


async def test_a_bot_that_is_killed_loses_nothing_and_halves_nothing(url: str) -> None:
    moments = random.Random(2026)
    tried: set[str] = set()
    acknowledged: set[str] = set()
    storage = await open_storage(url)
    for run in range(BOT_KILLS):
        after = moments.uniform(0, 0.3)
        begun, done = await asyncio.to_thread(kill_a_writer, url, run, after)
        tried |= begun
        acknowledged |= done
        await check(storage, tried, acknowledged)
    await storage.close()
    assert len(acknowledged) > BOT_KILLS


async def test_a_database_that_is_killed_loses_nothing_and_halves_nothing(
    killable: postgres.Server,
) -> None:
    url = f"{killable.url}?search_path=killed"
    writer = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.storage.writing", url, "run"),
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert writer.stdout
    said: list[list[str]] = []
    moments = random.Random(2026)
    for _ in range(SERVER_KILLS):
        await _hear_acknowledged(writer.stdout, said)
        await asyncio.sleep(moments.uniform(0, 0.3))
        killable.kill()
        killable.start()
    await _hear_acknowledged(writer.stdout, said)
    writer.kill()
    said += [line.split() for line in (await writer.stdout.read()).decode().split("\n")[:-1]]
    await writer.wait()

    storage = await open_storage(url)
    tried = {id for verb, id in said if verb == "try"}
    acknowledged = {id for verb, id in said if verb == "ack"}
    await check(storage, tried, acknowledged)
    await storage.close()


async def test_a_chat_goes_on_when_its_database_is_back_and_what_it_called_saved_is_there(
    killable: postgres.Server,
) -> None:
    count = await asyncio.to_thread(outlive, killable, 1)
    assert count.is_well


async def _hear_acknowledged(out: asyncio.StreamReader, said: list[list[str]]) -> None:
    """What the writer says from now on, until something is acknowledged that was tried now."""
    begun = len(said)
    async with asyncio.timeout(30):
        while True:
            said.append((await out.readline()).decode().split())
            verb, id = said[-1]
            if verb == "ack" and ["try", id] in said[begun:]:
                return
