"""Who is let in, and as whom."""

from bot.codes import digest, invitation, read_code
from bot.command import new_id
from bot.gate import STRANGER, Gate, greeted, stranger
from bot.model.document import OwnerId, Preferences
from bot.ports import (
    Address,
    Body,
    CodeKind,
    Conversation,
    Message,
    OwnerRow,
    Profile,
    Upload,
    Words,
)
from bot.settings import Join
from storage.memory import MemoryStorage
from tests.fakes.clock import FakeClock

DUBLIN = Preferences(zone="Europe/Dublin", locale="en-GB")
HIDDEN = "4F7K-Q2XM"


class Doorstep:
    """A gate before an empty storage, and people who come to it."""

    def __init__(self, join: Join = Join.INVITE) -> None:
        self.clock = FakeClock()
        self.storage = MemoryStorage(self.clock)
        self.gate = Gate(self.storage, join=join, clock=self.clock, defaults=DUBLIN)
        self._count = 0

    async def comes(
        self,
        user: str,
        says: Body | str = "hello",
        *,
        profile: Profile | None = None,
        private: bool = True,
    ) -> OwnerId | None:
        self._count += 1
        message = Message(
            id=f"m{self._count}",
            sender=address(user),
            at=self.clock.now,
            body=Words(says) if isinstance(says, str) else says,
            where=Conversation("c1", private),
        )
        return await self.gate.admit(message, profile or Profile())

    async def claim(self) -> str:
        code = await self.gate.claim_code()
        assert code
        return code

    async def gives(self, owner: OwnerId | None, kind: CodeKind) -> str:
        assert owner
        async with self.storage.begin(owner) as work:
            await work.commit(invitation(owner, HIDDEN, kind, self.clock.now))
        return HIDDEN

    async def row(self, owner: OwnerId | None) -> OwnerRow:
        assert owner
        row = await self.storage.ledger.owner(owner)
        assert row
        return row

    async def preferences(self, owner: OwnerId | None) -> Preferences:
        assert owner
        async with self.storage.begin(owner) as work:
            return work.book.preferences


def address(user: str) -> Address:
    platform, _, name = user.rpartition("/")
    return Address(platform or "telegram", "", name)


async def test_a_stranger_is_not_let_in_and_nothing_of_theirs_is_kept() -> None:
    door = Doorstep()
    assert await door.comes("eve") is None
    assert await door.comes("eve", HIDDEN) is None
    assert await door.comes("eve", Upload("a voice note")) is None
    assert (await door.storage.ledger.tally())["owners"] == 0
    assert stranger().text == STRANGER


async def test_whoever_sends_the_claim_code_is_the_first_owner_once() -> None:
    door = Doorstep()
    code = await door.claim()
    assert read_code(code) == code
    ann = await door.comes("ann", f"/start {code.lower()}")
    assert ann
    assert (await door.row(ann)).addresses == (address("ann"),)
    assert await door.comes("eve", code) is None
    assert await door.gate.claim_code() is None


async def test_an_older_claim_code_is_worth_nothing_once_somebody_has_claimed() -> None:
    door = Doorstep()
    older, newer = await door.claim(), await door.claim()
    ann = await door.comes("ann", newer)
    assert await door.comes("eve", older) is None
    assert (await door.row(ann)).addresses == (address("ann"),)


async def test_an_older_claim_code_is_good_while_nobody_has_claimed() -> None:
    door = Doorstep()
    older, _ = await door.claim(), await door.claim()
    assert await door.comes("ann", older)


async def test_a_claim_code_ends_after_a_year() -> None:
    door = Doorstep()
    code = await door.claim()
    door.clock.passes(days=365)
    assert await door.comes("ann", code) is None


async def test_a_code_that_is_said_in_a_channel_opens_nothing_and_is_still_good() -> None:
    door = Doorstep()
    code = await door.claim()
    assert await door.comes("eve", code, private=False) is None
    assert await door.comes("ann", code)


async def test_the_terminal_is_the_first_owners_and_a_claim_joins_them() -> None:
    door = Doorstep()
    here = await door.comes("console/me")
    assert await door.comes("console/again") == here
    code = await door.claim()
    assert await door.comes("ann", code) == here
    assert len((await door.row(here)).addresses) == 3


async def test_an_invitation_makes_an_owner_with_a_book_of_their_own() -> None:
    door = Doorstep()
    ann = await door.comes("ann", await door.claim())
    code = await door.gives(ann, CodeKind.INVITATION)
    bob = await door.comes("bob", code)
    assert bob
    assert bob != ann
    assert await door.comes("eve", code) is None


async def test_a_link_brings_another_address_to_the_same_book() -> None:
    door = Doorstep()
    ann = await door.comes("ann", await door.claim(), profile=Profile("Asia/Tokyo"))
    code = await door.gives(ann, CodeKind.LINK)
    assert await door.comes("slack/ann", code, profile=Profile("Europe/Rome")) == ann
    assert (await door.row(ann)).addresses == (address("ann"), address("slack/ann"))
    assert (await door.preferences(ann)).zone == "Asia/Tokyo"


async def test_a_link_to_an_owner_who_is_gone_opens_nothing() -> None:
    door = Doorstep()
    code = await door.gives(OwnerId("gone"), CodeKind.LINK)
    assert await door.comes("eve", code) is None


async def test_a_code_is_kept_only_as_what_it_cannot_be_read_from() -> None:
    door = Doorstep()
    code = await door.claim()
    state = repr(door.storage.state)
    assert code not in state
    assert code.replace("-", "") not in state
    assert digest(code) in state


async def test_where_everybody_may_join_each_has_a_book() -> None:
    door = Doorstep(Join.OPEN)
    ann, bob = await door.comes("ann"), await door.comes("bob", private=False)
    assert ann
    assert bob
    assert ann != bob
    assert (await door.preferences(ann)).home == "telegram//ann"
    assert (await door.preferences(bob)).home is None
    assert await door.gate.claim_code() is None


async def test_two_first_messages_of_one_person_make_one_owner() -> None:
    door = Doorstep(Join.OPEN)
    ann = await door.comes("ann")
    assert await door.comes("ann", "again") == ann
    assert (await door.storage.ledger.tally())["owners"] == 1


async def test_a_new_owner_is_due_on_the_next_morning_in_their_zone() -> None:
    door = Doorstep(Join.OPEN)  # it is 09:00 in Dublin, 18:00 in Tokyo
    told = await door.comes("ann", profile=Profile("Asia/Tokyo", "ja-JP"))
    assumed = await door.comes("bob")
    preferences = await door.preferences(told)
    assert (preferences.zone, preferences.zone_is_known) == ("Asia/Tokyo", True)
    assert preferences.locale == "ja-JP"
    due = (await door.row(told)).next_due
    assert due
    assert due.isoformat() == "2026-03-02T23:30:00+00:00"
    preferences = await door.preferences(assumed)
    assert (preferences.zone, preferences.zone_is_known) == ("Europe/Dublin", False)


async def test_the_owners_id_is_not_their_address() -> None:
    door = Doorstep(Join.OPEN)
    assert await door.comes("ann") == new_id("telegram//ann m1", 0)


def test_a_code_alone_is_answered_with_a_hello_and_other_words_by_what_they_say() -> None:
    def sent(body: Body) -> Message:
        return Message("m1", address("ann"), FakeClock().now, body, Conversation("c1"))

    assert greeted(sent(Words(HIDDEN))) == sent(Words("/start"))
    for body in (Words("met Sarah"), Upload("a photo")):
        assert greeted(sent(body)) == sent(body)
