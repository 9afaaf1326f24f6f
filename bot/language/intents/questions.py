"""Questions about one's people: what is asked, of whom, and about when."""

from bot.language.details import read_details
from bot.language.draft import Draft
from bot.language.intents.filters import read_filters
from bot.language.organisations import org_end_of
from bot.language.places import is_event
from bot.language.vocabulary import table
from bot.language.when import period_of
from bot.language.who import name_people

_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365, "quarter": 90, "fortnight": 14}
_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "couple": 2,
    "few": 3,
}


def fill_query(draft: Draft) -> None:
    """Fill what is asked, and everything that narrows it."""
    read_details(draft)
    presets = draft.presets()
    query = table("queries").get(draft.typed or "") or presets.get("query")
    name_people(draft, [one for one in draft.mentions if not one.negated])
    if query is None:
        query = "profile" if draft.slots["people"] else "find"
    draft.slots["query"] = query
    if query == "detail" and "field" in presets:
        draft.slots["field"] = presets["field"]
    _read_period(draft, query)
    if query == "owed":
        draft.slots.update(_direction(draft))
    if query in {"milestones", "stats"}:
        _read_kind(draft)
    if query == "history":
        _read_event(draft)
    if query in {"find", "stats"}:
        read_filters(draft)
    if query == "stats":
        draft.slots.pop("note", None)
    _read_medium(draft, query)


def _read_medium(draft: Draft, query: str) -> None:
    if query == "stats" or (query == "find" and "did" in draft.skeleton.held):
        for word in draft.skeleton.words:
            if word in table("media"):
                draft.slots["medium"] = table("media")[word]


def _read_event(draft: Draft) -> None:
    """Fill ``event`` from "what did we discuss at the fair?"."""
    sentence = draft.sentence
    for at in range(len(sentence.tokens)):
        if sentence.norm(at) in {"at", "during"} and sentence.is_word(at + 1):
            stop = org_end_of(sentence, at + 1, len(sentence.tokens))
            if stop and is_event(sentence, at + 1, stop):
                draft.put("event", sentence.text(at + 1, stop), at, stop, "where it was")
            return


def _read_kind(draft: Draft) -> None:
    held = draft.skeleton.words
    kinds = [table("kinds")[word] for word in held if word in table("kinds")]
    if kinds:
        draft.slots["kind"] = kinds[-1]
    elif "anniversary" in held:
        draft.slots["kind"] = "work_anniversary" if "work" in held else "anniversary"


def _direction(draft: Draft) -> dict[str, str]:
    held = draft.skeleton.text
    if (
        "i owe" in held
        or "do i" in held
        or "did i" in held
        or "i promise" in held
        or "my promise" in held
    ):
        return {"direction": "mine"}
    if "owes me" in held or "owe me" in held or "to me" in held or "promised me" in held:
        return {"direction": "theirs"}
    if "<p> owe" in held or "<p> promise" in held:
        return {"direction": "theirs"}
    return {}


def _read_period(draft: Draft, query: str) -> None:
    held = draft.skeleton.words
    sentence = draft.sentence
    for start, end, found in sentence.date_spans():
        text = sentence.text(start, end).casefold()
        days = _length(text)
        if days is not None and (
            "next" in text or "coming" in text or "within" in text or "in " in text[:3]
        ):
            draft.put("within_days", days, start, end, "a length of time to come")
            if query == "lapsed":
                draft.slots["since_days"] = draft.slots.pop("within_days")
            return
        if days is not None and query == "lapsed":
            draft.put("since_days", days, start, end, "a length of silence")
            return
        looks = sentence.undirected(found)
        if query == "milestones" and "last" not in text:
            looks = sentence.undirected(found)
        period = None if isinstance(looks.value, tuple) else period_of(looks)
        if period is not None:
            draft.put("when", period, start, end, "the period asked about")
            return
    if query == "lapsed":
        days = _length(sentence.cleaned.text[sentence.begin :].casefold())
        if days is not None:
            draft.slots["since_days"] = days
    del held


def _length(text: str) -> int | None:
    """A length of time in days: "10 days", "three months", "half a year"."""
    held = [word.strip(".,!?") for word in text.replace("-", " ").split()]
    for at, word in enumerate(held[1:], 1):
        unit = _UNITS.get(word.rstrip("s"))
        if unit is None:
            continue
        count = held[at - 1]
        if count in {"next", "coming"} and word == "fortnight":
            return unit
        if count == "of" and at > 1:
            count = held[at - 2]
        if at > 1 and held[at - 2] == "half" and count == "a":
            return unit // 2
        if count.isdigit() and len(count) < 5:
            return int(count) * unit
        if count in _COUNTS:
            return _COUNTS[count] * unit
    return None
