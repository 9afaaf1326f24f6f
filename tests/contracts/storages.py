"""What the contract of storages is tried on: every storage found, a clock, and some values."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType

from bot.model.document import Contact, ContactId, Document, Note, OwnerId
from bot.ports import Address, Conversation, Due, Ledger, Message, Outgoing, Row, Storage, Words
from bot.reply import say
from tests.storages import storage_modules, url_in

ANA, BEN = OwnerId("ana"), OwnerId("ben")
NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


STORAGES = list(storage_modules().values())
PERSISTENT = [module for module in STORAGES if module.PERSISTS]


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Place:
    """Where one storage is kept; it can be opened again and again."""

    def __init__(self, module: ModuleType, folder: Path) -> None:
        self.clock = FakeClock()
        self.module = module
        self.folder = folder
        self.name = module.__name__.rpartition(".")[2]
        self.url = url_in(self.name, folder / "data")
        self._open_storage = module.open_storage
        self._opened: list[Storage] = []

    async def open(self) -> Storage:
        opened: Storage = await self._open_storage(self.url, clock=self.clock)
        self._opened.append(opened)
        return opened

    async def close(self) -> None:
        while self._opened:
            await self._opened.pop().close()

    async def reopen(self) -> Storage:
        await self.close()
        return await self.open()


async def place_of(module: ModuleType, folder: Path) -> AsyncIterator[Place]:
    place = Place(module, folder)
    yield place
    await place.close()


def address(user: str = "u1") -> Address:
    return Address("telegram", "", user)


def message(id: str, words: str = "met Sarah", sender: Address | None = None) -> Message:
    return Message(id, sender or address(), NOON, Words(words), Conversation("c1"))


def contact(id: str, name: str = "Sarah Chen") -> Contact:
    return Contact(id=id, name=name, added_on=date(2026, 3, 18))


def note(id: str, text: str) -> Note:
    return Note(id=id, contacts=(ContactId("c"),), text=text, on=date(2026, 3, 18))


def outgoing(id: str, owner: OwnerId | None = ANA, words: str = "Saved") -> Outgoing:
    return Outgoing(id, owner, address(), say(words))


async def save(storage: Storage, owner: OwnerId, *saved: Document) -> int:
    async with storage.begin(owner) as work:
        for document in saved:
            work.book.save(document)
        await work.commit()
        return work.book.version


async def contacts(storage: Storage, owner: OwnerId = ANA) -> list[Contact]:
    async with storage.begin(owner) as work:
        return list(work.book.all(Contact))


async def commit(storage: Storage, *rows: Row) -> None:
    async with storage.begin() as work:
        await work.commit(*rows)


async def counts(storage: Storage) -> dict[str, int]:
    return {name: count for name, count in (await storage.ledger.tally()).items() if count}


async def sendable(ledger: Ledger, minutes: int = 0, limit: int = 10) -> list[Outgoing]:
    """What can be sent some minutes past noon, leased for a minute."""
    now = NOON + minutes * MINUTE
    return list(await ledger.sendable(now, lease_until=now + MINUTE, limit=limit))


async def claim_due(ledger: Ledger, minutes: int = 0, limit: int = 10) -> list[Due]:
    now = NOON + minutes * MINUTE
    return list(await ledger.claim_due(now, lease_until=now + MINUTE, limit=limit))
