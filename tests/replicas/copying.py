"""A folder copied into PostgreSQL and from there into another folder, and what comes back.

    python -m tests.replicas.copying [OWNERS [CONTACTS]]     2,000 of 200 each, unless told

Ends with 0 if every owner's export has the same bytes in all three, and the checksums agree.
"""

import asyncio
import sys
import time
from contextlib import AsyncExitStack
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.copying import Copied, copy
from bot.exchange import RECIPES
from bot.model.document import Contact, ContactId, Interaction, OwnerId
from bot.ports import Bound, NextDue, Storage
from storage import postgresql, tinydb
from tests import postgres
from tests.contracts.storages import NOON, address

FIRST = "Ada Bruno Carla Dmitri Elif Farid Greta Hugo Ines Jonas Keiko Lars Mira Nadia".split()
LAST = "Abbott Brandt Castro Dumas Eriksen Fontana Gupta Haddad Ivanova Jansen Okafor".split()


class Silent:
    """Nobody watches."""

    def begin(self, doing: str, owners: int) -> None:
        """Say nothing."""

    def step(self) -> None:
        """Nor here."""


async def fill(storage: Storage, owners: int, contacts: int) -> None:
    """Owners with contacts, each of whom was met once."""
    for number in range(owners):
        owner = OwnerId(f"owner-{number}")
        async with storage.begin(owner) as work:
            for id in range(contacts):
                work.book.save(contact(number, id))
                work.book.save(talk(id))
            due = NOON + timedelta(minutes=number)
            await work.commit(Bound(owner, address(owner), NOON), NextDue(owner, due))


def contact(owner: int, number: int) -> Contact:
    first, last = FIRST[(owner + number) % len(FIRST)], LAST[number % len(LAST)]
    return Contact(
        id=f"c{number}",
        name=f"{first} {last}",
        added_on=NOON.date(),
        emails=(f"{first}.{number}@example.org".lower(),),
        interests=("climbing",),
    )


def talk(number: int) -> Interaction:
    return Interaction(
        id=f"i{number}",
        contacts=(ContactId(f"c{number}"),),
        on=NOON.date() - timedelta(days=number),
        logged_at=NOON,
        topics=("the marathon",),
    )


async def digest(storage: Storage) -> str:
    """A hash over every owner's export."""
    whole = blake2b(digest_size=16)
    async for row in storage.ledger.owners():
        async with storage.begin(row.owner) as work:
            whole.update(RECIPES["json"][1](work.book))
    return whole.hexdigest()


async def there_and_back(folder: Path, owners: int, contacts: int) -> bool:
    async with AsyncExitStack() as opened:
        storages: list[Storage] = []
        for module, url in (
            (tinydb, f"tinydb:{folder / 'first'}"),
            (postgresql, postgres.fresh_url()),
            (tinydb, f"tinydb:{folder / 'second'}"),
        ):
            storages.append(await module.open_storage(url))
            opened.push_async_callback(storages[-1].close)
        await fill(storages[0], owners, contacts)
        copies: list[Copied] = []
        for name, start, end in zip(
            ("into PostgreSQL", "back into a folder"), storages, storages[1:], strict=False
        ):
            began, used = time.monotonic(), time.process_time()
            copies.append(await copy(start, end, "a test", Silent()))
            took, cpu = time.monotonic() - began, time.process_time() - used
            print(f"{name:20} {took:7.1f} s, of them {cpu:.1f} s ours  {copies[-1]}")  # noqa: T201
        digests = [await digest(storage) for storage in storages]
        print("exports", *digests)  # noqa: T201
        return len({*copies}) == 1 and len({*digests}) == 1


def main(owners: int = 2000, contacts: int = 200) -> int:
    with TemporaryDirectory() as folder:
        is_same = asyncio.run(there_and_back(Path(folder), owners, contacts))
    print("the same" if is_same else "NOT the same")  # noqa: T201
    return int(not is_same)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
