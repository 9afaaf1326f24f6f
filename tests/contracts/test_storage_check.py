"""A storage that was used finds nothing wrong with itself, whatever was done to it."""

from bot.ports import (
    Bound,
    Claim,
    Claimed,
    Code,
    CodeKind,
    CodeMade,
    Done,
    NextDue,
    OwnerGone,
    Queued,
)
from bot.ports import Storage as AnyStorage
from tests.contracts.storages import (
    ANA,
    BEN,
    MINUTE,
    NOON,
    Place,
    address,
    contact,
    message,
    note,
    outgoing,
    save,
)


async def use(storage: AnyStorage) -> None:
    for owner, user in ((ANA, "u1"), (BEN, "u2")):
        await storage.ledger.receive(message(f"1 {user}", sender=address(user)))
        await storage.ledger.receive(message(f"2 {user}", sender=address(user)))
        async with storage.begin(owner) as work:
            work.book.save(contact("1"))
            work.book.save(note("2", "chess"))
            work.stage("import", note("3", "go"))
            await work.commit(
                Done(f"1 {user}"),
                Bound(owner, address(user), NOON),
                Queued(outgoing(user, owner), NOON + MINUTE),
                Queued(outgoing(f"stranger of {user}", None), NOON + MINUTE),
                NextDue(owner, NOON),
                Claimed(Claim(owner, NOON.date(), "morning")),
                CodeMade(Code(f"digest {user}", CodeKind.LINK, NOON, owner)),
            )
        async with storage.begin(owner) as work:
            work.turn_on("import")
            work.book.delete(note("2", "chess"))
            await work.commit()


async def test_nothing_is_wrong_with_what_was_used(place: Place) -> None:
    storage = await place.open()
    assert list(await storage.check()) == []
    await use(storage)
    assert list(await storage.check()) == []
    async with storage.begin(BEN) as work:
        await work.commit(OwnerGone(BEN))
    assert list(await storage.check()) == []


async def test_many_rows_are_all_read(place: Place) -> None:
    storage = await place.open()
    await save(storage, ANA, *(note(f"{count:04}", "chess") for count in range(2100)))
    assert list(await storage.check()) == []
