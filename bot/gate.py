"""Who may use the bot: codes, invitations, and what a stranger hears."""

from datetime import timedelta

from msgspec import structs

from bot.clock import Clock
from bot.codes import digest, new_code, read_code
from bot.command import new_id
from bot.errors import AlreadyThere
from bot.model.document import OwnerId, Preferences
from bot.nudges.schedule import next_morning
from bot.ports import (
    Bound,
    Code,
    CodeKind,
    CodeMade,
    CodeUsed,
    Message,
    NextDue,
    OwnerRow,
    Profile,
    Row,
    Storage,
    Words,
)
from bot.reply import Reply, say
from bot.settings import Join

CLAIM_LASTS = timedelta(days=365)
LOCAL = "console"
STRANGER = "This is a private bot. If you were invited, send me your code."


class Gate:
    """Lets people in, each with a book of their own."""

    def __init__(
        self, storage: Storage, *, join: Join, clock: Clock, defaults: Preferences
    ) -> None:
        self._storage = storage
        self._join = join
        self._clock = clock
        self._defaults = defaults

    async def claim_code(self) -> str | None:
        """A new code that makes whoever sends it the first owner; None once somebody is.

        The terminal is the operator's own, so an owner who was only there does not count.
        Where everybody may join, there is nothing to claim.
        """
        if self._join is Join.OPEN:
            return None
        if await self._is_claimed():
            return None
        code = new_code()
        expires = self._clock() + CLAIM_LASTS
        async with self._storage.begin() as work:
            await work.commit(CodeMade(Code(digest(code), CodeKind.CLAIM, expires)))
        return code

    async def admit(self, message: Message, profile: Profile) -> OwnerId | None:
        """The owner that this unknown sender is from now on; None for a stranger."""
        now = self._clock()
        ledger = self._storage.ledger
        if message.sender.platform == LOCAL:
            # Where everybody may join, the first owner need not be the operator.
            row = await self._first_owner() if self._join is Join.INVITE else None
            return await self._bind(row, message, profile)
        body = message.body
        typed = (
            read_code(body.text) if isinstance(body, Words) and message.where.private else None
        )
        code = await ledger.code(digest(typed), now) if typed else None
        if code is not None:
            used = CodeUsed(code.digest)
            match code.kind:
                case CodeKind.CLAIM if not await self._is_claimed():
                    return await self._bind(await self._first_owner(), message, profile, used)
                case CodeKind.LINK:
                    row = await ledger.owner(code.owner) if code.owner else None
                    return await self._bind(row, message, profile, used) if row else None
                case CodeKind.INVITATION:
                    return await self._bind(None, message, profile, used)
        if self._join is Join.OPEN:
            return await self._bind(None, message, profile)
        return None

    async def _is_claimed(self) -> bool:
        async for row in self._storage.ledger.owners():
            if any(address.platform != LOCAL for address in row.addresses):
                return True
        return False

    async def _first_owner(self) -> OwnerRow | None:
        async for row in self._storage.ledger.owners():
            return row
        return None

    async def _bind(
        self, row: OwnerRow | None, message: Message, profile: Profile, *more: Row
    ) -> OwnerId | None:
        """Give the address to an owner, made new if there is none; None if that was raced."""
        now = self._clock()
        sender = message.sender
        owner = row.owner if row else OwnerId(new_id(f"{sender} {message.id}", 0))
        rows: list[Row] = [Bound(owner, sender, now), *more]
        async with self._storage.begin(owner) as work:
            if row is None:
                preferences = self._preferences(message, profile)
                work.book.save(preferences)
                rows.append(NextDue(owner, next_morning(preferences, now)))
            try:
                await work.commit(*rows)
            except AlreadyThere:
                return await self._storage.ledger.owner_of(sender)
        return owner

    def _preferences(self, message: Message, profile: Profile) -> Preferences:
        return Preferences(
            zone=profile.zone or self._defaults.zone,
            zone_is_known=profile.zone is not None,
            locale=profile.locale or self._defaults.locale,
            home=str(message.sender) if message.where.private else None,
        )


def greeted(message: Message) -> Message:
    """The first message of a new owner: a code alone is answered with a hello."""
    body = message.body
    if isinstance(body, Words) and read_code(body.text):
        return structs.replace(message, body=Words("/start"))
    return message


def stranger() -> Reply:
    """The one neutral line for whoever is not let in."""
    return say(STRANGER)
