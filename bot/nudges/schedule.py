"""When an owner's morning comes: civil time, keyed by the local day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.document import Preferences


def instant(day: date, clock: str, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) of ``day`` at which the wall clock shows ``clock`` or later.

    A time that a clock change skips comes right after the gap; one that it repeats, the
    first time.
    """
    hour, minute = (int(part) for part in clock.split(":"))
    wall = datetime.combine(day, time(hour, minute), tzinfo=zone)
    there = wall.astimezone(UTC)
    if there.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return there
    return _after_gap(wall, zone)


def _after_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks jump over ``wall``, found by halving to the second."""
    low = wall.replace(fold=1).astimezone(UTC)
    high = wall.replace(fold=0).astimezone(UTC)
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def next_morning(
    preferences: Preferences, now: datetime, closed: date | None = None
) -> datetime:
    """The next instant after ``now`` at which the owner's nudge time comes.

    ``closed`` is the last local day whose digest was sent: it does not open again, whatever
    the zone or the hour is changed to.
    """
    zone = ZoneInfo(preferences.zone)
    day = now.astimezone(zone).date()
    if closed is not None and closed >= day:
        day = closed + timedelta(days=1)
    while True:
        due = instant(day, preferences.nudge_time, zone)
        is_of_day = due.astimezone(zone).date() == day  # Samoa had no 30 December 2011
        if is_of_day and due > now:
            return due
        day += timedelta(days=1)


def in_quiet_hours(preferences: Preferences, now: datetime) -> bool:
    """Whether nothing unasked may be sent at ``now``."""
    clock = f"{now.astimezone(ZoneInfo(preferences.zone)):%H:%M}"
    start, end = preferences.quiet_from, preferences.quiet_until
    return start <= clock < end if start <= end else clock >= start or clock < end


def quiet_ends(preferences: Preferences, now: datetime) -> datetime:
    """The next instant, ``now`` included, at which something unasked may be sent."""
    if not in_quiet_hours(preferences, now):
        return now
    zone = ZoneInfo(preferences.zone)
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(3))
    ends = (instant(day, preferences.quiet_until, zone) for day in days)
    return next(end for end in ends if end >= now and not in_quiet_hours(preferences, end))
