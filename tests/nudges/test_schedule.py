"""Mornings in every zone, around a century of clock changes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from bot.model.document import Preferences
from bot.nudges.schedule import in_quiet_hours, instant, next_morning, quiet_ends

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ZONES = sorted(available_timezones())
YEARS = (1975, 2075)
"""Before 1972 some clocks were off by seconds, which minutes do not count."""


@cache
def changes(name: str, year: int) -> tuple[datetime, ...]:
    """The instants of a year (UTC) at which a zone's clocks are changed, to the second."""
    zone = ZoneInfo(name)
    days = [datetime(year, 1, 1, tzinfo=UTC) + DAY * n for n in range(367)]
    offsets = [_offset(day, zone) for day in days]
    return tuple(
        _between(days[n], days[n + 1], zone) for n in range(366) if offsets[n] != offsets[n + 1]
    )


def _between(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    before = _offset(low, zone)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high


def _offset(at: datetime, zone: ZoneInfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()


Moment = tuple[str, datetime, str]
"""A zone's name, an instant, and what a clock shows: near to a clock change where there is."""


@some.composite
def moments(draw: some.DrawFn) -> Moment:
    name = draw(some.sampled_from(ZONES))
    year = draw(some.integers(*YEARS))
    anywhere = datetime(year, 1, 1, tzinfo=UTC) + MINUTE * draw(some.integers(0, 525_600))
    near = draw(some.sampled_from(changes(name, year) or (anywhere,)))
    now = near + MINUTE * draw(some.integers(-2000, 2000))
    shown = (near - MINUTE).astimezone(ZoneInfo(name)).replace(tzinfo=None)
    clock = shown + MINUTE * draw(some.integers(-90, 150) | some.integers(0, 1440))
    return name, now, f"{clock:%H:%M}"


def first_shown(day: date, clock: str, zone: ZoneInfo) -> datetime | None:
    """By looking at every minute: when it is ``clock`` or later on ``day`` first."""
    wanted = time.fromisoformat(clock)
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    for minute in range(-30 * 60, 30 * 60):
        at = noon + MINUTE * minute
        local = at.astimezone(zone)
        if local.date() == day and local.time() >= wanted:
            return at
    return None


def local_day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def mornings(preferences: Preferences, now: datetime) -> Iterator[datetime]:
    """Each next one, with the day of the last one closed."""
    closed = None
    while True:
        now = next_morning(preferences, now, closed)
        closed = local_day(now, ZoneInfo(preferences.zone))
        yield now


@settings(max_examples=150)
@given(moments(), some.integers(-1, 1))
def test_an_instant_is_the_first_minute_of_its_day_that_shows_the_hour_or_later(
    moment: Moment, ahead: int
) -> None:
    name, now, clock = moment
    zone = ZoneInfo(name)
    day = local_day(now, zone) + DAY * ahead
    at, shown = instant(day, clock, zone), first_shown(day, clock, zone)
    assert at.tzinfo is UTC
    assert at == shown if shown else local_day(at, zone) > day


@settings(max_examples=150)
@given(moments())
@example(("Pacific/Apia", datetime(2011, 12, 30, tzinfo=UTC), "08:30"))
@example(("Africa/Cairo", datetime(2024, 4, 25, 22, tzinfo=UTC), "00:00"))
@example(("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC), "01:45"))
def test_every_local_day_has_one_morning(moment: Moment) -> None:
    name, now, clock = moment
    zone = ZoneInfo(name)
    due = mornings(Preferences(zone=name, nudge_time=clock), now - 2 * DAY)
    days = [local_day(next(due), zone) for _ in range(6)]
    for earlier, later in pairwise(days):
        left_out = [earlier + DAY * n for n in range(1, (later - earlier).days)]
        assert later > earlier
        assert not any(first_shown(day, clock, zone) for day in left_out)


@settings(max_examples=150)
@given(moments())
def test_the_next_morning_is_the_same_whether_or_not_the_day_was_closed(
    moment: Moment,
) -> None:
    name, now, clock = moment
    preferences = Preferences(zone=name, nudge_time=clock)
    due = next_morning(preferences, now)
    closed = local_day(due, ZoneInfo(name))
    assert next_morning(preferences, due) == next_morning(preferences, due, closed)


@settings(max_examples=150)
@given(moments(), some.booleans())
def test_the_next_morning_is_after_now_and_at_most_two_days_and_a_bit_away(
    moment: Moment, is_closed: bool
) -> None:
    name, now, clock = moment
    closed = local_day(now, ZoneInfo(name)) if is_closed else None
    due = next_morning(Preferences(zone=name, nudge_time=clock), now, closed)
    assert now < due <= now + (2 * DAY if is_closed else DAY) + 2 * HOUR


@settings(max_examples=150)
@given(moments(), some.sampled_from(ZONES), some.times())
def test_a_closed_day_never_opens_again_whatever_zone_or_hour_is_changed_to(
    moment: Moment, moved_to: str, hour: time
) -> None:
    name, now, clock = moment
    due = next_morning(Preferences(zone=name, nudge_time=clock), now)
    closed = local_day(due, ZoneInfo(name))
    moved = Preferences(zone=moved_to, nudge_time=f"{hour:%H:%M}")
    again = next_morning(moved, due, closed)
    assert local_day(again, ZoneInfo(moved_to)) > closed
    assert again > due


@settings(max_examples=150)
@given(moments(), some.times(), some.times())
@example(("Pacific/Apia", datetime(2011, 12, 30, 8, tzinfo=UTC), "x"), time(21), time(7))
def test_what_waits_for_the_end_of_quiet_hours_waits_until_it_is_allowed_and_not_longer(
    moment: Moment, start: time, end: time
) -> None:
    name, now, _ = moment
    quiet = Preferences(zone=name, quiet_from=f"{start:%H:%M}", quiet_until=f"{end:%H:%M}")
    allowed = quiet_ends(quiet, now)
    assert allowed >= now
    assert not in_quiet_hours(quiet, allowed)
    zone = ZoneInfo(name)
    minutes = range(int((allowed - now) / MINUTE))
    waits = [now + MINUTE * n for n in minutes]
    if len({_offset(at, zone) for at in waits}) <= 1:
        assert all(in_quiet_hours(quiet, at) for at in waits)


@pytest.mark.parametrize(
    ("name", "day", "clock", "expected"),
    [
        # Cairo has no midnight on that day: clocks go from 23:59 to 01:00.
        ("Africa/Cairo", date(2024, 4, 26), "00:00", "2024-04-26 01:00+03:00"),
        ("Africa/Cairo", date(2024, 4, 26), "00:30", "2024-04-26 01:00+03:00"),
        # Lord Howe goes by half an hour.
        ("Australia/Lord_Howe", date(2026, 10, 4), "02:15", "2026-10-04 02:30+11:00"),
        ("Australia/Lord_Howe", date(2026, 4, 5), "01:45", "2026-04-05 01:45+11:00"),
        ("Europe/Dublin", date(2026, 3, 29), "01:30", "2026-03-29 02:00+01:00"),
        ("Europe/Dublin", date(2026, 10, 25), "01:30", "2026-10-25 01:30+01:00"),
        ("Asia/Kathmandu", date(2026, 3, 2), "08:30", "2026-03-02 08:30+05:45"),
    ],
)
def test_a_skipped_time_comes_after_the_gap_and_a_repeated_one_the_first_time(
    name: str, day: date, clock: str, expected: str
) -> None:
    assert instant(day, clock, ZoneInfo(name)) == datetime.fromisoformat(expected)


def test_a_clock_that_was_off_by_seconds_is_jumped_to_the_second() -> None:
    # Liberia went from -00:44:30 to UTC on 7 January 1972, at its midnight.
    after_gap = instant(date(1972, 1, 7), "00:10", ZoneInfo("Africa/Monrovia"))
    assert after_gap == datetime(1972, 1, 7, 0, 44, 30, tzinfo=UTC)


def test_samoa_has_no_morning_on_the_day_that_it_left_out() -> None:
    preferences = Preferences(zone="Pacific/Apia", nudge_time="08:30")
    due = mornings(preferences, datetime(2011, 12, 29, 12, tzinfo=UTC))
    assert [f"{next(due).astimezone(ZoneInfo('Pacific/Apia')):%d %H:%M}" for _ in "123"] == [
        "29 08:30",
        "31 08:30",
        "01 08:30",
    ]


def test_a_silent_day_opens_again_when_the_hour_is_moved_later() -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    moved = Preferences(nudge_time="10:15")
    assert next_morning(moved, now) == datetime(2026, 3, 2, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "clock", "is_quiet"),
    [
        ("21:00", "07:00", "20:59", False),
        ("21:00", "07:00", "21:00", True),
        ("21:00", "07:00", "06:59", True),
        ("21:00", "07:00", "07:00", False),
        ("12:00", "14:00", "13:00", True),
        ("12:00", "14:00", "14:00", False),
        ("09:00", "09:00", "09:00", False),
    ],
)
def test_quiet_hours_begin_with_their_first_minute_and_end_before_their_last(
    start: str, end: str, clock: str, is_quiet: bool
) -> None:
    preferences = Preferences(quiet_from=start, quiet_until=end)
    now = datetime.combine(date(2026, 3, 2), time.fromisoformat(clock), tzinfo=UTC)
    assert in_quiet_hours(preferences, now) is is_quiet
