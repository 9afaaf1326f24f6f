"""Questions about one's people: what is asked, of whom, and by which filters."""

from bot.language.details import read_details
from bot.language.draft import Draft, tidy
from bot.language.intents.phrases import is_land
from bot.language.places import is_event, is_place
from bot.language.vocabulary import words
from bot.language.when import period_of
from bot.language.who import name_people
from bot.language.work import org_end_of, role_end_of, skip_article

_TYPED = {
    "find": "find",
    "about": "profile",
    "last": "last_contact",
    "due": "due",
    "today": "due",
    "congrats": "milestones",
    "drifting": "lapsed",
    "history": "history",
    "owe": "owed",
}
_KINDS = {
    "birthday": "birthday",
    "wedding": "wedding",
    "weddings": "wedding",
    "promotion": "promotion",
    "promotions": "promotion",
    "promoted": "promotion",
    "graduation": "graduation",
    "graduations": "graduation",
    "retirement": "retirement",
    "retirements": "retirement",
    "engagement": "engagement",
    "engagements": "engagement",
    "baby": "baby",
    "babies": "baby",
}
_MEDIA = {
    "call": "call",
    "calls": "call",
    "coffee": "coffee",
    "coffees": "coffee",
    "lunch": "meal",
    "lunches": "meal",
    "dinner": "meal",
    "dinners": "meal",
    "drinks": "drinks",
    "email": "email",
    "emails": "email",
    "video": "video",
    "message": "message",
    "messages": "message",
}


def fill_query(draft: Draft) -> None:
    """Fill what is asked, and everything that narrows it."""
    read_details(draft)
    presets = draft.presets()
    query = _TYPED.get(draft.typed or "") or presets.get("query")
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
        for word in draft.skeleton.words:
            if word in _KINDS:
                draft.slots["kind"] = _KINDS[word]
        if "anniversary" in draft.skeleton.words and "kind" not in draft.slots:
            draft.slots["kind"] = (
                "work_anniversary" if "work" in draft.skeleton.words else "anniversary"
            )
    if query == "stats":
        for word in draft.skeleton.words:
            if word in _MEDIA:
                draft.slots["medium"] = _MEDIA[word]
    if query == "find":
        _read_filters(draft)
    elif query == "stats":
        _read_filters(draft)
        draft.slots.pop("note", None)


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
        period = period_of(looks)
        if period is not None:
            draft.put("when", period, start, end, "the period asked about")
            return
    if query == "lapsed":
        days = _length(sentence.cleaned.text[sentence.begin :].casefold())
        if days is not None:
            draft.slots["since_days"] = days
    del held


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


def _length(text: str) -> int | None:
    """A length of time in days: "10 days", "three months", "half a year"."""
    held = [word.strip(".,!?") for word in text.replace("-", " ").split()]
    for at, word in enumerate(held[1:], 1):
        unit = _UNITS.get(word.rstrip("s"))
        if unit is None:
            continue
        count = held[at - 1]
        if count == "of" and at > 1:
            count = held[at - 2]
        if at > 1 and held[at - 2] == "half" and count == "a":
            return unit // 2
        if count.isdigit() and len(count) < 5:
            return int(count) * unit
        if count in _COUNTS:
            return _COUNTS[count] * unit
    return None


def _read_filters(draft: Draft) -> None:
    sentence = draft.sentence
    count = len(sentence.tokens)
    at = 0
    while at < count:
        if draft.used[at]:
            at += 1
            continue
        at = max(at + 1, _read_filter(draft, at, count))
    begin = 0
    text = tidy(" ".join(draft.rest(start, end) for start, end in draft.clauses(begin)))
    kept = [
        word
        for word in text.split()
        if word.strip("?!.,'’").casefold() not in words("ask_words")
        and word.casefold() not in {"'s", "’s"}
    ]
    if kept and not all(word.strip("?!.,").casefold() in words("grammar") for word in kept):
        draft.slots["note"] = " ".join(kept)


def _read_filter(draft: Draft, at: int, count: int) -> int:
    sentence = draft.sentence
    norm = sentence.norm(at)
    if norm in {"works", "work", "working", "employed", "worked"} and sentence.norm(at + 1) in {
        "at",
        "for",
        "@",
        "in",
        "with",
    }:
        return _put(
            draft,
            "org",
            at,
            org_end_of(sentence, at + 2, count),
            skip_article(sentence, at + 2),
        )
    if norm in {"likes", "loves", "into", "enjoys", "plays", "like", "love", "interested"}:
        begin = at + 2 if norm == "interested" else at + 1
        stop = begin
        while (
            stop < count
            and sentence.is_free(stop)
            and sentence.norm(stop) not in {"in", "at", "and"}
        ):
            stop += 1
        if stop > begin:
            draft.put("interests", (sentence.text(begin, stop),), at, stop, f"after “{norm}”")
        return stop
    if norm in {"at", "from", "in", "@", "near", "around"}:
        return _read_where(draft, at, count)
    role = role_end_of(sentence, at, min(count, at + 4))
    if role and norm not in words("grammar") and norm not in {"find", "show", "list", "search"}:
        if "role" not in draft.slots:
            draft.put("role", (sentence.text(at, role),), at, role, "what they do")
        return role
    return at


def _read_where(draft: Draft, at: int, count: int) -> int:
    sentence = draft.sentence
    begin = skip_article(sentence, at + 1)
    stop = org_end_of(sentence, at + 1, count)
    if not stop:
        return at
    norm = sentence.norm(at)
    if norm in {"in", "near", "around"} or is_land(sentence.text(begin, stop)):
        slot = "location"
    elif (
        is_event(sentence, begin, stop)
        or "met" in draft.skeleton.words
        or "meet" in draft.skeleton.words
        or "ran" in draft.skeleton.words
    ):
        slot = (
            "place"
            if is_place(sentence, begin, stop) and not is_event(sentence, begin, stop)
            else "event"
        )
    else:
        slot = "org"
    stop = _put(draft, slot, at, stop, begin)
    if sentence.norm(stop) in {"or", "and"} and sentence.is_free(stop + 1):
        more = org_end_of(sentence, stop + 1, count)
        if more and sentence.tokens[skip_article(sentence, stop + 1)].is_capital:
            first = draft.slots[slot]
            held = first if isinstance(first, tuple) else (first,)
            draft.slots[slot] = (*held, sentence.text(skip_article(sentence, stop + 1), more))
            draft.use(stop, more)
            return more
    return stop


def _put(draft: Draft, slot: str, at: int, stop: int, begin: int) -> int:
    if not stop or stop <= begin:
        return at
    text = draft.sentence.text(begin, stop)
    value = text if slot in {"event", "place"} else (text,)
    draft.put(slot, value, at, stop, f"after “{draft.sentence.norm(at)}”")
    return stop
