"""A process to be killed: it says "try" before each event, and "ack" once it is committed."""

import asyncio
import sys

from bot.model.document import ContactId, Interaction
from bot.ports import Bound, Done, Queued
from storage.tinydb import open_storage
from tests.contracts.storages import ANA, NOON, address, contact, message, outgoing


def tell(verb: str, id: str) -> None:
    sys.stdout.write(f"{verb} {id}\n")
    sys.stdout.flush()


async def write(folder: str, run: str) -> None:
    storage = await open_storage(f"tinydb:{folder}")
    for count in range(100_000):
        id = f"{run}.{count}"
        tell("try", id)
        await storage.ledger.receive(message(id))
        async with storage.begin(ANA) as work:
            work.book.save(contact(id))
            work.book.save(
                Interaction(id=id, contacts=(ContactId(id),), on=NOON.date(), logged_at=NOON)
            )
            rows = Done(id), Bound(ANA, address(), NOON), Queued(outgoing(id), NOON)
            await work.commit(*rows)
        tell("ack", id)


if __name__ == "__main__":
    asyncio.run(write(*sys.argv[1:3]))
