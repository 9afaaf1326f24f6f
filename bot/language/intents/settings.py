"""How the bot itself is to behave, and its own functions."""

from bot.language.draft import Draft, read_length
from bot.language.intents.nudges import until
from bot.language.intents.remarks import action_of
from bot.language.vocabulary import table, words
from bot.language.work import skip_article

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def fill_settings(draft: Draft) -> None:
    """Which setting, and its new value."""
    presets = draft.presets()
    sentence = draft.sentence
    setting = presets.get("setting")
    clock = next((time for _, time in sentence.times if time), None)
    clock = clock or next((found.time for found in sentence.past if found.time), None)
    if setting is None and clock:
        setting = "nudge_time"
    if setting is None:
        return
    draft.slots["setting"] = setting
    if setting == "nudge_time" and clock:
        draft.slots["time"] = clock
    elif setting == "pause":
        for start, end, found in sentence.date_spans():
            day = until(draft, found)
            if day is not None:
                draft.put("when", day, start, end, "until when")
                break
        else:
            if day := read_length(draft, 0, len(sentence.tokens)):
                draft.slots["when"] = day
    elif setting == "quiet_days":
        _read_days(draft)
    elif setting == "quiet_hours":
        clocks = [time for _, time in sentence.times if time]
        if len(clocks) >= 2:
            draft.slots["not_after"], draft.slots["not_before"] = clocks[0], clocks[1]
    elif setting == "max_nudges":
        _read_number(draft)
    elif setting == "location":
        _read_place(draft)
    elif setting == "discreet":
        off = {"off", "no", "not", "show", "less"} & set(draft.skeleton.words)
        draft.slots["value"] = "off" if off else "on"
    elif setting in {"home", "locale"}:
        draft.slots["value"] = sentence.text(0, len(sentence.tokens)).split()[-1]


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


def _read_place(draft: Draft) -> None:
    sentence = draft.sentence
    count = len(sentence.tokens)
    for at in range(count):
        if sentence.norm(at) in {
            "in",
            "to",
            "is",
            "zone",
            "timezone",
            "location",
            ":",
            "=",
            "from",
            "at",
        }:
            begin = skip_article(sentence, at + 1)
            stop = begin
            while (
                stop < count
                and sentence.is_free(stop)
                and sentence.norm(stop) not in words("grammar")
            ):
                stop += 1
            if stop > begin and sentence.norm(begin) not in words("common"):
                draft.put(
                    "place",
                    sentence.text(begin, stop),
                    at,
                    stop,
                    f"after “{sentence.norm(at)}”",
                )
                return
    for begin, end in draft.others:
        draft.put("place", sentence.text(begin, end), begin, end, "a proper name")
        return


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
