"""A process to be killed: it says "try" before each event, and "ack" once it is committed.

Should the storage be killed instead, it goes on with the next event as soon as it can.
"""

import asyncio
import sys
from importlib import import_module

from bot.errors import StorageError
from bot.model.document import ContactId, Interaction
from bot.ports import Bound, Done, Queued, Storage
from tests.contracts.storages import ANA, NOON, address, contact, message, outgoing


def tell(verb: str, id: str) -> None:
    sys.stdout.write(f"{verb} {id}\n")
    sys.stdout.flush()


async def write(url: str, run: str) -> None:
    storage = await import_module(f"storage.{url.partition(':')[0]}").open_storage(url)
    for count in range(100_000):
        id = f"{run}.{count}"
        tell("try", id)
        try:
            await write_one(storage, id)
        except StorageError:
            continue
        tell("ack", id)


async def write_one(storage: Storage, id: str) -> None:
    await storage.ledger.receive(message(id))
    async with storage.begin(ANA) as work:
        work.book.save(contact(id))
        work.book.save(
            Interaction(id=id, contacts=(ContactId(id),), on=NOON.date(), logged_at=NOON)
        )
        rows = Done(id), Bound(ANA, address(), NOON), Queued(outgoing(id), NOON)
        await work.commit(*rows)


if __name__ == "__main__":
    asyncio.run(write(*sys.argv[1:3]))
