"""Answers to nudges, changes to what is stored, and how the bot behaves."""

from datetime import date

from bot.language.details import read_details
from bot.language.draft import Draft, read_length, tidy
from bot.language.forms import read_form
from bot.language.intents.telling import free_text
from bot.language.vocabulary import words
from bot.language.when import Found, day_of, period_of
from bot.language.who import name_people
from bot.language.work import org_end_of, skip_article
from bot.model.calendar import Month

_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
}
_EVERYONE = frozenset({"everyone", "everybody", "all", "everything"})
_FIELDS = {
    "org": "org",
    "company": "org",
    "employer": "org",
    "firm": "org",
    "workplace": "org",
    "role": "role",
    "title": "role",
    "job": "role",
    "position": "role",
    "event": "event",
    "conference": "event",
    "place": "place",
    "venue": "place",
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ACTIONS = {
    "done": "done",
    "snooze": "snooze",
    "later": "snooze",
    "skip": "skip",
    "undo": "undo",
    "edit": "edit",
    "merge": "merge",
    "rename": "rename",
    "forget": "forget",
    "export": "export",
    "import": "import",
    "help": "help",
    "start": "start",
    "status": "status",
    "invite": "invite",
    "link": "link",
    "someone": "someone_else",
    "swap": "someone_else",
}


def _action(draft: Draft, otherwise: str) -> str:
    return _ACTIONS.get(draft.typed or "") or draft.presets().get("action") or otherwise


def fill_nudge_reply(draft: Draft) -> None:
    """Done, later, skip or someone else: which lines, until when, and what was said."""
    action = _action(draft, "done")
    draft.slots["action"] = action
    name_people(draft, [one for one in draft.mentions if not one.negated])
    if action == "snooze":
        for start, end, found in draft.sentence.date_spans():
            day = _until(draft, found)
            if day is not None:
                draft.put("when", day, start, end, "until when")
                break
        else:
            if day := read_length(draft, 0, len(draft.sentence.tokens)):
                draft.slots["when"] = day
    _read_index(draft)
    if action == "done":
        text = free_text(draft, 0, dates=False)
        kept = text.split()
        while kept and kept[0].strip(",.!:;").casefold() in words("done_words"):
            kept.pop(0)
        if kept and len(kept) > 1:
            draft.slots["note"] = tidy(" ".join(kept))


def _until(draft: Draft, found: Found) -> date | None:
    """The first day that is meant: "until September" is the first of it."""
    either = draft.sentence.undirected(found)
    if isinstance(either.value, Month):
        return either.value.first
    return day_of(draft.sentence.ahead(found))


def _read_index(draft: Draft) -> None:
    """Lines of a digest by number: "2", "1 and 3", "the first two", "both"."""
    held = [token.norm for token in draft.sentence.tokens]
    if (
        draft.sentence.past
        and draft.slots.get("action") == "snooze"
        and not _plain_numbers(draft)
    ):
        return
    for at, norm in enumerate(held[:-1]):
        if norm == "first" and (held[at + 1] in _ORDINALS or held[at + 1].isdigit()):
            count = _ORDINALS.get(held[at + 1]) or int(held[at + 1][:2])
            draft.slots["index"] = tuple(range(1, count + 1))
            draft.use(at, at + 2)
            return
    found: list[int] = []
    for at, token in enumerate(draft.sentence.tokens):
        number = 0
        if token.norm.isdigit() and token.norm.isascii() and len(token.norm) < 3:
            number = int(token.norm)
        elif token.norm in _ORDINALS and (
            held[at - 1] == "the" or at == 0 or token.norm.endswith(("st", "nd", "rd", "th"))
        ):
            number = _ORDINALS[token.norm]
        if number and draft.sentence.date_at[at] is None and number not in found:
            found.append(number)
            draft.use(at, at + 1)
    if found and len(held) <= 10:
        draft.slots["index"] = tuple(found)


def _plain_numbers(draft: Draft) -> bool:
    return any(
        token.norm.isdigit() and draft.sentence.date_at[at] is None
        for at, token in enumerate(draft.sentence.tokens)
    )


def fill_edit(draft: Draft) -> None:
    """Which contact or entry is changed, and to what."""
    action = _action(draft, "edit")
    draft.slots["action"] = action
    held = [token.norm for token in draft.sentence.tokens]
    people = [one for one in draft.mentions if not one.negated]
    if action == "rename":
        _read_new_name(draft)
        people = people[:1]
    elif action == "forget" and (set(held) & _EVERYONE) and not people:
        draft.slots["everyone"] = True
        numbers = [norm for norm in held if norm.isdigit() and norm.isascii()]
        if numbers:
            draft.slots["value"] = numbers[0]
    elif action == "edit":
        _read_correction(draft)
    if action == "undo":
        people = []
    name_people(draft, people)


def _read_new_name(draft: Draft) -> None:
    sentence = draft.sentence
    count = len(sentence.tokens)
    for at in range(count - 1, 0, -1):
        norm = sentence.norm(at)
        if norm in words("rename_words") or sentence.tokens[at].text in {
            "->",
            "=>",
            "→",
            "➔",
            "–>",
        }:
            name = sentence.text(at + 1, count).strip(" .!\"“”'")
            if name:
                draft.slots["new_name"] = name
                draft.mentions = [one for one in draft.mentions if one.start < at]
            return


def _read_correction(draft: Draft) -> None:
    read_details(draft)
    for slot in read_form(draft):
        draft.slots["field"] = slot
    sentence = draft.sentence
    for slot in ("email", "phone"):
        if slot in draft.slots:
            draft.slots["field"] = slot
    for start, end, found in sentence.date_spans():
        if sentence.norm(start - 1) == "not" or sentence.norm(start) == "not":
            continue
        period = period_of(found)
        if period is not None:
            draft.put("when", period, start, end, "the right date")
            draft.slots.setdefault("field", "when")
            return
    for at in range(len(sentence.tokens)):
        if (
            sentence.norm(at) in {"at", "to", "was"}
            and not draft.used[at]
            and "field" not in draft.slots
        ):
            begin = skip_article(sentence, at + 1)
            stop = org_end_of(sentence, at + 1, len(sentence.tokens))
            if stop and sentence.tokens[begin].is_capital:
                slot = next(
                    (
                        each
                        for each in ("org", "role", "place", "event")
                        if each in draft.skeleton.words
                    ),
                    "place",
                )
                value = sentence.text(begin, stop)
                draft.put(
                    slot,
                    (value,) if slot in {"org", "role"} else value,
                    at,
                    stop,
                    "the right one",
                )
                draft.slots["field"] = slot


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
            day = _until(draft, found)
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
        if norm in _ORDINALS and not norm.endswith(("st", "nd", "rd", "th", "first", "second")):
            draft.slots["value"] = str(_ORDINALS[norm])
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
    draft.slots["action"] = _action(draft, "help")
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
