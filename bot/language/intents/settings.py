"""How the bot itself is to behave, and its own functions."""

import re
from collections.abc import Callable, Mapping

from bot.language.draft import Draft, read_length
from bot.language.intents.nudges import until
from bot.language.intents.remarks import action_of
from bot.language.organisations import skip_article
from bot.language.vocabulary import table, words

_ZONE = re.compile(r"\b[A-Z][A-Za-z]{1,20}/[A-Z][A-Za-z_/-]{1,30}\b")
_CLOCK = re.compile(r"(?<![\d:])([0-2]?\d)(?::([0-5]\d))?\s?(am|pm)?(?![\d:])", re.IGNORECASE)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def fill_settings(draft: Draft) -> None:
    """Which setting, and its new value."""
    setting = draft.presets().get("setting")
    if draft.typed in {"settings", "set"} and draft.skeleton.words:
        setting = table("settings").get(draft.skeleton.words[0], setting)
    clocks = _clocks(draft)
    if setting is None and clocks:
        setting = "nudge_time"
    if setting is None:
        return
    draft.slots["setting"] = setting
    if setting == "nudge_time" and clocks:
        draft.slots["time"] = clocks[0]
    elif setting in _READ:
        _READ[setting](draft)


def _clocks(draft: Draft) -> list[str]:
    alone = [clock for _, clock in draft.sentence.times if clock]
    return alone + [found.time for found in draft.sentence.past if found.time]


def _read_hours(draft: Draft) -> None:
    """Fill ``not_after`` and ``not_before``: "22:00 to 7", "before 8am", "after 9pm"."""
    typed = draft.sentence.cleaned.text[draft.sentence.begin :]
    found = [(one.start(), clock) for one in _CLOCK.finditer(typed) if (clock := _clock(one))]
    if len(found) > 1:
        draft.slots["not_after"], draft.slots["not_before"] = found[0][1], found[1][1]
    elif found:
        start, clock = found[0]
        slot = "not_before" if "before" in typed[:start].casefold() else "not_after"
        draft.slots[slot] = clock


def _clock(found: re.Match[str]) -> str | None:
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").casefold()
    hour = hour % 12 + 12 * (half == "pm") if half else hour
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _read_pause(draft: Draft) -> None:
    for start, end, found in draft.sentence.date_spans():
        day = until(draft, found)
        if day is not None:
            draft.put("when", day, start, end, "until when")
            return
    if day := read_length(draft, 0, len(draft.sentence.tokens)):
        draft.slots["when"] = day


def _read_discreet(draft: Draft) -> None:
    off = {"off", "no", "not", "show", "less"} & draft.skeleton.held
    draft.slots["value"] = "off" if off else "on"


def _read_locale(draft: Draft) -> None:
    held = draft.skeleton.held
    if held & {"us", "american", "america"} or {"month", "first"} <= held:
        draft.slots["value"] = "en-US"
    elif held & {"uk", "gb", "british", "britain", "english"} or {"day", "first"} <= held:
        draft.slots["value"] = "en-GB"
    else:
        _read_last_word(draft)


def _read_last_word(draft: Draft) -> None:
    held = draft.sentence.text(0, len(draft.sentence.tokens)).split()
    if held:
        draft.slots["value"] = "here" if held[-1].casefold() == "home" else held[-1]


def _read_number(draft: Draft) -> None:
    for token in draft.sentence.tokens:
        norm = token.norm
        if norm.isdigit() and norm.isascii() and len(norm) < 4:
            draft.slots["value"] = norm
            return
        if norm in table("ordinals") and not norm.endswith(
            ("st", "nd", "rd", "th", "first", "second")
        ):
            draft.slots["value"] = str(table("ordinals")[norm])
            return


def _read_days(draft: Draft) -> None:
    held = [token.norm for token in draft.sentence.tokens]
    found: list[str] = []
    for norm in held:
        if norm.startswith("weekend"):
            found += ["sat", "sun"]
        elif norm[:3] in _DAYS and (norm.rstrip("s").endswith("day") or norm in _DAYS):
            found.append(norm[:3])
    only = "only" in held or "just" in held
    if any(norm in {"weekdays", "workdays"} for norm in held) or "mon-fri" in held:
        found = ["sat", "sun"] if only else list(_DAYS[:5])
    elif only and found:
        found = [day for day in _DAYS if day not in found]
    if found:
        draft.slots["days"] = tuple(dict.fromkeys(found))
    if clocks := _clocks(draft):
        draft.slots["time"] = clocks[0]


def _read_place(draft: Draft) -> None:
    sentence = draft.sentence
    if named := _ZONE.search(sentence.text(0, len(sentence.tokens))):
        draft.slots.update(setting="zone", value=named.group())
        return
    for at in range(len(sentence.tokens)):
        if sentence.norm(at) not in words("zone_leads"):
            continue
        begin = stop = skip_article(sentence, at + 1)
        while sentence.is_free(stop) and sentence.norm(stop) not in words("grammar"):
            stop += 1
        if stop > begin and sentence.norm(begin) not in words("common"):
            because = f"after “{sentence.norm(at)}”"
            draft.put("place", sentence.text(begin, stop), at, stop, because)
            return
    for begin, end in draft.others[:1]:
        draft.put("place", sentence.text(begin, end), begin, end, "a proper name")


_READ: Mapping[str, Callable[[Draft], None]] = {
    "pause": _read_pause,
    "quiet_days": _read_days,
    "quiet_hours": _read_hours,
    "max_nudges": _read_number,
    "location": _read_place,
    "discreet": _read_discreet,
    "home": _read_last_word,
    "locale": _read_locale,
}


def fill_system(draft: Draft) -> None:
    """Which of the bot's own functions, and in which format."""
    draft.slots["action"] = action_of(draft, "help")
    for word in draft.skeleton.words:
        found = {
            "csv": "csv",
            "json": "json",
            "vcard": "vcard",
            "vcards": "vcard",
            "vcf": "vcard",
            "spreadsheet": "csv",
        }.get(word)
        if found:
            draft.slots["format"] = found
