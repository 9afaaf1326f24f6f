"""Whose morning it is: claim, plan, commit, send. Everything that is not pure about it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import structs

from bot.clock import Clock
from bot.command import new_id
from bot.delivery import Delivery
from bot.errors import AlreadyThere, StorageError
from bot.log import logger, trace
from bot.model.book import Book
from bot.model.document import Digest, OwnerId, Preferences
from bot.nudges.digest import compose
from bot.nudges.moments import due_moments, next_due, said
from bot.nudges.planner import plan
from bot.nudges.schedule import in_quiet_hours, instant
from bot.ports import (
    Adapter,
    Address,
    Claim,
    Claimed,
    Due,
    Kind,
    NextDue,
    Outgoing,
    OwnerRow,
    Queued,
    Storage,
    UnitOfWork,
)

LEASE = timedelta(minutes=5)
SEND_LEASE = timedelta(minutes=2)
LATE_AFTER = timedelta(minutes=15)
TRY_AGAIN_IN = timedelta(minutes=1)
AT_ONCE = 20
log = logger("morning")


class Morning:
    """Sends each owner one digest a local day, whatever the clock and the outages do."""

    def __init__(
        self,
        storage: Storage,
        delivery: Delivery,
        adapters: Mapping[str, Adapter],
        *,
        clock: Clock,
    ) -> None:
        self._storage = storage
        self._delivery = delivery
        self._adapters = adapters
        self._clock = clock
        self._down: tuple[datetime, datetime] | None = None

    async def tick(self) -> None:
        """Serve everybody whose morning has come, a few at a time."""
        await self._notice_downtime()
        while True:
            now = self._clock()
            dues = await self._storage.ledger.claim_due(
                now, lease_until=now + LEASE, limit=AT_ONCE
            )
            for due in dues:
                if self._clock() - now > LEASE / 2:
                    break  # whoever comes next may take them soon
                try:
                    await self._serve(due)
                except StorageError as error:
                    log.error("a morning waits for the storage: %s", trace(error))
                    return
            if len(dues) < AT_ONCE:
                return

    async def _notice_downtime(self) -> None:
        """Keep the gap between two ticks, if it is one, for the words of a late digest."""
        now = self._clock()
        before = await self._storage.ledger.heartbeat("process", now)
        if before is not None and now - before > LATE_AFTER:
            self._down = (before, now)

    async def _serve(self, due: Due) -> None:
        row = await self._storage.ledger.owner(due.owner)
        if row is None:
            return
        is_more = True
        while is_more:
            async with self._storage.begin(due.owner) as work:
                outgoing = await self._moment(row, work)
                is_more = outgoing is not None
                if not is_more:
                    outgoing = await self._prepare(due, row, work)
            if outgoing:
                await self._delivery.deliver(outgoing)

    async def _moment(self, row: OwnerRow, work: UnitOfWork) -> Outgoing | None:
        """Commit the first reminder or review that is due now and was not said yet."""
        now = self._clock()
        today = now.astimezone(ZoneInfo(work.book.preferences.zone)).date()
        to = self._reachable(work.book.preferences, row)
        for moment in due_moments(work.book, now) if to else ():
            claim = Claim(row.owner, moment.day, moment.kind)
            if to is None or await work.is_claimed(claim):
                continue
            outgoing = Outgoing(
                id=new_id(f"{moment.kind} {row.owner} {moment.day}", 0),
                owner=row.owner,
                to=to,
                reply=said(moment, work.book, now, to.platform),
                kind=Kind.NOTICE,
                until=self._end_of(today, moment.at, work.book),
            )
            try:
                await work.commit(
                    Claimed(claim), Queued(outgoing, now + SEND_LEASE), NextDue(row.owner, now)
                )
            except AlreadyThere:
                return None
            return outgoing
        return None

    async def _prepare(self, due: Due, row: OwnerRow, work: UnitOfWork) -> Outgoing | None:
        """Commit what this owner's morning is; the digest to send, if there is one."""
        now = self._clock()
        preferences = work.book.preferences
        day = now.astimezone(ZoneInfo(preferences.zone)).date()
        claim = Claim(due.owner, day, "morning")
        opens = instant(day, preferences.nudge_time, ZoneInfo(preferences.zone))
        closed = await work.is_claimed(claim)
        later = next_due(work.book, now, day if closed else None)
        too_late = in_quiet_hours(preferences, now) and now - opens > LATE_AFTER
        if closed or now < opens or too_late:
            await self._storage.ledger.release(due, later)
            return None
        to = self._reachable(preferences, row)
        if to is None:
            await self._storage.ledger.release(due, now + TRY_AGAIN_IN)
            return None
        digest = self._plan(work.book, day, opens)
        if digest is None:
            await self._storage.ledger.release(due, later)
            return None
        outgoing = self._outgoing(digest, to, work.book, day)
        work.book.save(digest)
        if digest.asks_slower:
            work.book.save(structs.replace(preferences, asked_slower=day))
        try:
            await work.commit(
                Claimed(claim),
                Queued(outgoing, now + SEND_LEASE),
                NextDue(due.owner, next_due(work.book, now, day)),
            )
        except AlreadyThere:
            return None
        return outgoing

    def _plan(self, book: Book, day: date, opens: datetime) -> Digest | None:
        now = self._clock()
        count = 0

        def fresh_id() -> str:
            nonlocal count
            count += 1
            return new_id(f"morning {book.owner} {day}", count)

        late = now - opens > LATE_AFTER
        return plan(
            book,
            day=day,
            now=now,
            previous=_previous(book, day),
            new_id=fresh_id,
            late_since=self._down_from(opens) if late else None,
        )

    def _down_from(self, opens: datetime) -> datetime:
        """Since when the bot had been down at ``opens``, as far as it noticed."""
        if self._down and self._down[0] <= opens <= self._down[1]:
            return self._down[0]
        return opens

    def _outgoing(self, digest: Digest, to: Address, book: Book, day: date) -> Outgoing:
        opens = instant(day, book.preferences.nudge_time, ZoneInfo(book.preferences.zone))
        return Outgoing(
            id=digest.id,
            owner=book.owner,
            to=to,
            reply=compose(digest, book, day, platform=to.platform),
            kind=Kind.DIGEST,
            until=self._end_of(day, opens, book),
        )

    @staticmethod
    def _end_of(day: date, opens: datetime, book: Book) -> datetime:
        """Until when what was due at ``opens`` may be shown: quiet hours, or the day's end."""
        preferences = book.preferences
        zone = ZoneInfo(preferences.zone)
        midnight = instant(day + timedelta(days=1), "00:00", zone)
        quiet = instant(day, preferences.quiet_from, zone)
        return min(midnight, quiet) if quiet > opens else midnight

    def _reachable(self, preferences: Preferences, row: OwnerRow) -> Address | None:
        """The home address, or the next one if nothing can be seen there now."""
        home = Address.parse(preferences.home) if preferences.home else None
        candidates = sorted(row.addresses, key=lambda address: address != home)
        for address in candidates:
            adapter = self._adapters.get(address.platform)
            if adapter and address not in row.gone and adapter.reaches(address):
                return address
        return None


async def pass_over(storage: Storage, owner: OwnerId, now: datetime) -> None:
    """Claim what an owner is due now and send nothing of it: it may have been sent before."""
    async with storage.begin(owner) as work:
        preferences = work.book.preferences
        zone = ZoneInfo(preferences.zone)
        day = now.astimezone(zone).date()
        claims = [Claim(owner, each.day, each.kind) for each in due_moments(work.book, now)]
        if instant(day, preferences.nudge_time, zone) <= now:
            claims.append(Claim(owner, day, "morning"))
        rows = [Claimed(each) for each in claims if not await work.is_claimed(each)]
        await work.commit(*rows, NextDue(owner, next_due(work.book, now, day)))


def _previous(book: Book, day: date) -> Digest | None:
    """The last digest before ``day``: what stayed open in it is carried over once."""
    earlier = [digest for digest in book.all(Digest) if digest.day < day]
    return max(earlier, key=lambda digest: digest.day, default=None)
