"""Copying from one storage to another, each kind to each, and back."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.copying import Sums, copy, holds_anything, sums_of
from bot.errors import AlreadyThere, StorageError
from bot.exchange import RECIPES
from bot.model.document import OwnerId
from bot.ports import Bound, Commons, Dump, OwnerGone, Storage
from tests.contracts.storages import BEN, NOON, address, commit, contact, note, save
from tests.storages import open_in, storage_modules

KINDS = list(storage_modules())


class Watching:
    """Notes what is told, and breaks off before step ``until``."""

    def __init__(self, until: int | None = None) -> None:
        self.told: list[str] = []
        self._until = until

    def begin(self, doing: str, owners: int) -> None:
        self.told.append(f"{doing} {owners}")

    def step(self) -> None:
        self.told.append(".")
        if self._until is not None and len(self.told) > self._until:
            raise Killed


class Killed(Exception):
    """The end of a process, as far as a test can have it within."""


class Forgetful:
    """A storage that adopts, and says so, and does not keep a word of it."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.ledger = storage.ledger
        self.dump, self.dump_commons = storage.dump, storage.dump_commons

    async def adopt(self, part: Dump | Commons) -> None:
        if isinstance(part, Dump):
            part = Dump(part.row, part.version)
        await self._storage.adopt(part)


@pytest.fixture(params=KINDS, ids=lambda kind: f"from {kind}")
async def source(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Storage]:
    storage = await open_in(request.param, tmp_path / "from")
    for number in range(5):
        owner = OwnerId(f"o{number}")
        await commit(storage, Bound(owner, address(owner), NOON))
        await save(storage, owner, *(contact(f"{id}") for id in range(number)))
        await save(storage, owner, note("n", "chess"))
    yield storage
    await storage.close()


@pytest.fixture(params=KINDS, ids=lambda kind: f"to {kind}")
async def target(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Storage]:
    storage = await open_in(request.param, tmp_path / "to")
    yield storage
    await storage.close()


async def exports(storage: Storage) -> Sequence[bytes]:
    written = []
    async for row in storage.ledger.owners():
        async with storage.begin(row.owner) as work:
            written.append(RECIPES["json"][1](work.book))
    return written


async def sums(storage: Storage) -> Sums:
    return await sums_of(storage, Watching())


async def test_a_copy_holds_what_it_was_made_of(source: Storage, target: Storage) -> None:
    watching = Watching()
    copied = await copy(source, target, "there", watching)
    assert (copied.owners, copied.documents) == (5, 15)
    assert await exports(target) == await exports(source)
    assert await sums(target) == await sums(source)
    assert (await target.dump_commons()).copy_of is None
    assert watching.told == ["Copying 5", *"." * 5, "Reading again 5", *"." * 5]


async def test_there_and_back_is_the_same(
    source: Storage, target: Storage, tmp_path: Path
) -> None:
    there = await copy(source, target, "there", Watching())
    back = await open_in("tinydb", tmp_path / "back")
    try:
        assert await copy(target, back, "here", Watching()) == there
        assert await exports(back) == await exports(source)
    finally:
        await back.close()


@pytest.mark.parametrize("step", [1, 3, 7, 9])
async def test_what_was_broken_off_goes_on(source: Storage, target: Storage, step: int) -> None:
    with pytest.raises(Killed):
        await copy(source, target, "there", Watching(until=step))
    assert (await target.dump_commons()).copy_of == "there"
    copied = await copy(source, target, "there", Watching())
    assert copied.owners == 5
    assert await sums(target) == await sums(source)
    assert (await target.dump_commons()).copy_of is None


async def test_what_has_changed_since_it_was_broken_off_is_copied_again(
    source: Storage, target: Storage
) -> None:
    with pytest.raises(Killed):
        await copy(source, target, "there", Watching(until=4))
    await save(source, OwnerId("o1"), contact("9", "Mei"))
    await commit(source, OwnerGone(OwnerId("o0")), Bound(BEN, address("o0"), NOON))
    await copy(source, target, "there", Watching())
    assert await exports(target) == await exports(source)
    assert await target.ledger.owner(OwnerId("o0")) is None
    assert await target.ledger.owner_of(address("o0")) == BEN


async def test_a_finished_copy_is_found_to_be_one(source: Storage, target: Storage) -> None:
    copied = await copy(source, target, "there", Watching())
    assert await copy(source, target, "there", Watching()) == copied


async def test_nothing_is_copied_over_what_is_there(source: Storage, target: Storage) -> None:
    await save(target, BEN, contact("1", "Bob"))
    before = await sums(target)
    with pytest.raises(AlreadyThere, match="empty"):
        await copy(source, target, "there", Watching())
    assert await sums(target) == before


async def test_a_copy_that_was_used_is_not_copied_over(
    source: Storage, target: Storage
) -> None:
    await copy(source, target, "there", Watching())
    await save(target, OwnerId("o1"), contact("9", "Mei"))
    with pytest.raises(AlreadyThere, match="empty"):
        await copy(source, target, "there", Watching())


async def test_the_unfinished_copy_of_another_is_left_alone(
    source: Storage, target: Storage, tmp_path: Path
) -> None:
    other = await open_in("memory", tmp_path)
    await save(other, BEN, contact("1", "Bob"))
    await commit(other, Bound(BEN, address(), NOON))
    with pytest.raises(Killed):
        await copy(other, target, "another", Watching(until=1))
    with pytest.raises(AlreadyThere, match="unfinished copy of another"):
        await copy(source, target, "there", Watching())
    assert await target.ledger.owner(BEN) is not None


async def test_what_is_not_read_again_as_it_was_is_not_called_a_copy(
    source: Storage, target: Storage
) -> None:
    forgetful = Forgetful(target)
    with pytest.raises(StorageError, match="not what was read"):
        await copy(source, forgetful, "there", Watching())  # type: ignore[arg-type]
    assert (await target.dump_commons()).copy_of == "there"


async def test_what_holds_nothing_says_so(source: Storage, target: Storage) -> None:
    assert await holds_anything(source)
    assert not await holds_anything(target)
