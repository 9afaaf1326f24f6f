"""A backup a day, made beside whatever else goes on."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.errors import StorageError
from bot.log import logger
from bot.ports import Backup, Backups, Ledger
from bot.wording import counted

LATE_AFTER = timedelta(days=2)
log = logger("backup")


class DailyBackup:
    """Has a backup made on each day of UTC on which the bot runs, as soon as it can be."""

    def __init__(self, ledger: Ledger, vault: Backups, *, clock: Clock) -> None:
        self._ledger = ledger
        self._vault = vault
        self._clock = clock

    async def tick(self) -> None:
        """Make today's, unless there is one or nobody has a book. What fails is tried again."""
        today = self._clock().date()
        newest = next(iter(await asyncio.to_thread(self._vault.backups)), None)
        if newest is not None and newest.at.date() >= today:
            return
        if not (await self._ledger.tally())["owners"]:
            return
        try:
            made = await asyncio.to_thread(self._vault.back_up)
        except StorageError as error:
            # Its words are the storage's own: a folder, and what the disk or the file has.
            log.error("%s", error)
        else:
            log.info("backup made: %s", made.path)


def described(backups: Sequence[Backup], now: datetime) -> str:
    """How many there are, and how old the newest is."""
    if not backups:
        return "none yet"
    newest = backups[0].at
    return f"{len(backups)}, the newest of {newest:%Y-%m-%d %H:%M} UTC, {_age(now - newest)}"


def is_late(backups: Sequence[Backup], now: datetime) -> bool:
    """Whether there should be a newer one by now."""
    return bool(backups) and now - backups[0].at > LATE_AFTER


def _age(age: timedelta) -> str:
    hours = age // timedelta(hours=1)
    if hours < 1:
        return "less than an hour ago"
    return f"{counted(age.days, 'day') if age.days else counted(hours, 'hour')} ago"
