"""How the owner wants it: each setting, how it is changed, and how it is said."""

from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from bot.command import Turn
from bot.errors import Refusal
from bot.language.cities import find_zone
from bot.language.dates import is_day_first
from bot.language.reading import When
from bot.model.calendar import MonthDay, anniversary, first_day
from bot.model.document import Preferences
from bot.wording import counted, day_in_full, listed
from bot.zones import zone_named

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST = 10


class Wish(Struct, frozen=True):
    """What is to be set; ``ref`` is the setting and ``pick`` the value of a button."""

    words: str | None = None
    setting: str | None = None
    time: str | None = None
    place: str | None = None
    value: str | None = None
    days: tuple[str, ...] = ()
    when: When | None = None
    not_before: str | None = None
    not_after: str | None = None
    ref: str = ""
    pick: str = ""


Mend = Callable[[Wish, Turn], Preferences]


def _nudge_time(ask: Wish, turn: Turn) -> Preferences:
    if ask.time is None:
        raise Refusal("At what time?", "For example: nudge me at 7:30")
    return structs.replace(turn.preferences, nudge_time=ask.time)


def _zone(ask: Wish, turn: Turn) -> Preferences:
    """By IANA name or by city; a name that several zones share is asked about."""
    said = (ask.value or ask.place or "").strip()
    if not said:
        raise Refusal("Where are you?", "For example: I'm in Lisbon, or: zone Europe/Dublin")
    if zone := zone_named(said):
        return structs.replace(turn.preferences, zone=zone, zone_is_known=True)
    cities = find_zone(said)
    if not cities:
        raise Refusal(
            f"I don't know a city called {said}.",
            "Try a bigger one nearby, or a zone: settings zone Europe/Dublin",
        )
    return structs.replace(turn.preferences, zone=cities[0].zone, zone_is_known=True)


def _discreet(ask: Wish, turn: Turn) -> Preferences:
    said = (ask.value or "on").lower()
    if said not in {"on", "off", "yes", "no"}:
        raise Refusal("Discreet is on or off.", "For example: settings discreet on")
    return structs.replace(turn.preferences, discreet=said in {"on", "yes"})


def _home(ask: Wish, turn: Turn) -> Preferences:
    """The chat that this is said in; another one can only be named from there."""
    said = (ask.value or ask.place or "here").lower()
    if said not in {"here", turn.sender.platform}:
        raise Refusal(
            "Say that in the chat that is to be home.", "There, type: settings home here"
        )
    if not turn.where.private:
        raise Refusal("Home is a private chat.", "Write to me directly: settings home here")
    return structs.replace(turn.preferences, home=str(turn.sender))


def _quiet_days(ask: Wish, turn: Turn) -> Preferences:
    """The days, with the hour of the others if that was said too."""
    days = tuple(sorted({DAYS.index(day) for day in ask.days if day in DAYS}))
    hour = ask.time or turn.preferences.nudge_time
    return structs.replace(turn.preferences, quiet_days=days, nudge_time=hour)


def _quiet_hours(ask: Wish, turn: Turn) -> Preferences:
    preferences = turn.preferences
    return structs.replace(
        preferences,
        quiet_from=ask.not_after or preferences.quiet_from,
        quiet_until=ask.not_before or preferences.quiet_until,
    )


def _pause(ask: Wish, turn: Turn) -> Preferences:
    until = ask.when
    if until is None:
        raise Refusal("Until when?", "For example: pause until Monday")
    day = anniversary(until, turn.today) if isinstance(until, MonthDay) else first_day(until)
    if day <= turn.today:
        raise Refusal(f"{day_in_full(day, turn.today)} has been.", "Say a day to come.")
    return structs.replace(turn.preferences, paused_until=day, paused_from=None)


def _resume(ask: Wish, turn: Turn) -> Preferences:
    del ask
    return structs.replace(turn.preferences, paused_until=None, paused_from=None)


def _max_nudges(ask: Wish, turn: Turn) -> Preferences:
    if not (ask.value and ask.value.isdigit() and 1 <= int(ask.value) <= MOST):
        raise Refusal(f"How many people a morning? From 1 to {MOST}.", "For example: max 5")
    return structs.replace(turn.preferences, max_nudges=int(ask.value))


def _locale(ask: Wish, turn: Turn) -> Preferences:
    said = (ask.value or "").replace("_", "-").casefold()
    known = {"en-us": "en-US", "us": "en-US", "en-gb": "en-GB", "gb": "en-GB", "uk": "en-GB"}
    if said not in known:
        raise Refusal("I know two: en-US (3/4 is March 4) and en-GB (3/4 is 3 April).")
    return structs.replace(turn.preferences, locale=known[said])


MENDS: dict[str, Mend] = {
    "nudge_time": _nudge_time,
    "time": _nudge_time,
    "location": _zone,
    "zone": _zone,
    "discreet": _discreet,
    "home": _home,
    "quiet_days": _quiet_days,
    "quiet_hours": _quiet_hours,
    "pause": _pause,
    "resume": _resume,
    "max_nudges": _max_nudges,
    "locale": _locale,
}


def changed(before: Preferences, after: Preferences, turn: Turn) -> str:
    """What is different now, in words."""
    changed = [
        name
        for name in after.__struct_fields__
        if getattr(before, name) != getattr(after, name)
    ]
    said = list(dict.fromkeys(text for name in changed if (text := worded(name, after, turn))))
    return f"{listed(said)}." if said else "done."


def paused(preferences: Preferences, today: date) -> str:
    """The pause in words: from when, if that is to come, and until when."""
    since, until = preferences.paused_from, preferences.paused_until
    if until is None or until <= today:
        return "not paused"
    if since is None or since <= today:
        return f"paused until {day_in_full(until, today)}"
    last = day_in_full(until - timedelta(days=1), today)
    return f"paused from {day_in_full(since, today)} to {last}"


def worded(name: str, preferences: Preferences, turn: Turn) -> str | None:
    """One setting as it is, in words; None for what is nobody's business."""
    clock = f"{turn.now.astimezone(ZoneInfo(preferences.zone)):%H:%M}"
    home = preferences.home.partition("/")[0] if preferences.home else "no chat yet"
    people = counted(preferences.max_nudges, "person", "people")
    quiet_days = listed([DAY_NAMES[day] for day in preferences.quiet_days])
    words = {
        "nudge_time": f"the morning list comes at {preferences.nudge_time}",
        "zone": f"zone {preferences.zone}, where it is {clock} now",
        "discreet": f"discreet {'on' if preferences.discreet else 'off'}",
        "home": f"what comes unasked comes to {home}",
        "quiet_days": f"quiet on {quiet_days}" if quiet_days else "no quiet days",
        "quiet_from": f"quiet from {preferences.quiet_from} to {preferences.quiet_until}",
        "quiet_until": f"quiet from {preferences.quiet_from} to {preferences.quiet_until}",
        "paused_until": paused(preferences, turn.today),
        "paused_from": paused(preferences, turn.today),
        "max_nudges": f"at most {people} a morning",
        "interests": f"your interests are {listed(preferences.interests)}"
        if preferences.interests
        else None,
        "locale": f"3/4 is {'3 April' if is_day_first(preferences.locale) else 'March 4'}",
    }
    return words.get(name)
