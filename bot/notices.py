"""What is said unasked beside the mornings: the hours that did not reach us."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.command import new_id
from bot.nudges.schedule import quiet_ends
from bot.ports import Kind, Outgoing, Queued, Storage
from bot.reply import say


def absence(away_from: datetime, back_at: datetime, keeps: timedelta, zone: ZoneInfo) -> str:
    """The words for an absence longer than the platform keeps messages."""
    lost_until = (back_at - keeps).astimezone(zone)
    start, end = away_from.astimezone(zone), back_at.astimezone(zone)
    return (
        f"I was away from {start:%A %H:%M} to {end:%A %H:%M}. "
        f"What you sent before {lost_until:%A %H:%M} did not reach me."
    )


async def missed(
    storage: Storage, platform: str, away_from: datetime, back_at: datetime, keeps: timedelta
) -> None:
    """Tell every owner who is on ``platform`` which hours were lost; one row each."""
    rows = [row async for row in storage.ledger.owners()]
    for row in rows:
        for address in row.addresses:
            if address.platform != platform:
                continue
            async with storage.begin(row.owner) as work:
                preferences = work.book.preferences
                text = absence(away_from, back_at, keeps, ZoneInfo(preferences.zone))
                id = new_id(f"missed {address} {back_at.isoformat()}", 0)
                outgoing = Outgoing(id, row.owner, address, say(text), Kind.NOTICE)
                await work.commit(
                    Queued(outgoing, quiet_ends(preferences, back_at), waits=True)
                )
