"""All that one storage holds, into another: owner by owner, as often interrupted as may be."""

from hashlib import blake2b
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import AlreadyThere, StorageError
from bot.model.document import OwnerId
from bot.ports import CHECKSUM_BYTES, Dump, OwnerGone, Storage, checksum


class Copied(Struct, frozen=True):
    """What a finished copy holds; ``checksum`` is that of the storage it was made of, too."""

    owners: int
    documents: int
    checksum: str


class Progress(Protocol):
    """Who watches."""

    def begin(self, doing: str, owners: int) -> None:
        """Something is begun that takes as many steps as there are owners."""

    def step(self) -> None:
        """One owner is through."""


class Sums(Struct):
    """The checksum of everything that was read, by whose it is, and how much it was."""

    of_commons: bytes
    of_owners: dict[OwnerId, bytes] = {}
    documents: int = 0

    def add(self, dump: Dump) -> bytes:
        """Note an owner's part; its checksum."""
        found = checksum(dump)
        self.of_owners[dump.row.owner] = found
        self.documents += sum(kept.body is not None for kept in dump.documents)
        return found

    def copied(self) -> Copied:
        """All of it in a few numbers."""
        whole = blake2b(self.of_commons, digest_size=CHECKSUM_BYTES)
        for _, found in sorted(self.of_owners.items()):
            whole.update(found)
        return Copied(len(self.of_owners), self.documents, whole.hexdigest())


async def holds_anything(storage: Storage) -> bool:
    """Whether there is anybody's there, or a message that is nobody's."""
    counts = await storage.ledger.tally()
    return any(count for name, count in counts.items() if name != "due")


async def copy(source: Storage, target: Storage, origin: str, progress: Progress) -> Copied:
    """Let ``target`` hold what ``source`` holds, and nothing else.

    Nobody else may write to either. Until it is finished and was read again, the target is
    marked as an unfinished copy of ``origin``, from which the next attempt goes on.

    Raises:
        StorageError: if the target holds anything else, or what was written cannot be read
            again as it was.
    """
    there = await target.dump_commons()
    if there.copy_of is None and await holds_anything(target):
        return await _found_finished(source, target, progress)
    commons = await source.dump_commons()
    if there.copy_of is not None and there.hash_key != commons.hash_key:
        raise AlreadyThere(
            f"TO holds the unfinished copy of another memory, {there.copy_of}. Finish that, or "
            "copy to a place that is empty."
        )
    owners = [row.owner async for row in source.ledger.owners()]
    await _remove_others(target, set(owners))
    await target.adopt(replace(commons, copy_of=origin))
    sums = Sums(checksum(commons))
    progress.begin("Copying", len(owners))
    for owner in owners:
        await _hand_over(await _dump(source, owner), target, sums)
        progress.step()
    if await sums_of(target, progress) != sums:
        raise StorageError(
            "What was written is not what was read. Where you copied from nothing was changed; "
            "begin again with another TO."
        )
    await target.adopt(commons)
    return sums.copied()


async def sums_of(storage: Storage, progress: Progress) -> Sums:
    """The checksums of all that a storage holds, finished or not."""
    owners = [row.owner async for row in storage.ledger.owners()]
    sums = Sums(checksum(replace(await storage.dump_commons(), copy_of=None)))
    progress.begin("Reading again", len(owners))
    for owner in owners:
        sums.add(await _dump(storage, owner))
        progress.step()
    return sums


async def _found_finished(source: Storage, target: Storage, progress: Progress) -> Copied:
    """What a copy holds that was finished before, and not used since."""
    sums = await sums_of(source, progress)
    if await sums_of(target, progress) != sums:
        raise AlreadyThere(
            "TO holds a memory already. Copy to a folder or a database that is empty."
        )
    return sums.copied()


async def _remove_others(target: Storage, owners: set[OwnerId]) -> None:
    """Owners who have gone since an earlier attempt go here as well."""
    gone = [row.owner async for row in target.ledger.owners() if row.owner not in owners]
    for owner in gone:
        async with target.begin(owner) as work:
            await work.commit(OwnerGone(owner))


async def _hand_over(dump: Dump, target: Storage, sums: Sums) -> None:
    """See that the target has an owner, who may be there from an earlier attempt."""
    read = sums.add(dump)
    if await target.ledger.owner(dump.row.owner) is not None:
        there = await target.dump(dump.row.owner)
        if there is not None and checksum(there) == read:
            return
    await target.adopt(dump)


async def _dump(storage: Storage, owner: OwnerId) -> Dump:
    dump = await storage.dump(owner)
    if dump is None:
        raise StorageError("Somebody else has removed an owner meanwhile. Begin again.")
    return dump
