"""What is to be done or was done for somebody: reminders, promises, favours, introductions."""

from datetime import date, timedelta

from bot.language.cadences import find_cadence
from bot.language.details import read_details
from bot.language.draft import Draft, read_length, tidy
from bot.language.intents.parts import read_parts
from bot.language.intents.remarks import (
    free_text,
    is_dull,
    subject,
    without_ends,
    without_lead,
)
from bot.language.mentions import Mention
from bot.language.organisations import org_end_of, skip_article
from bot.language.vocabulary import words
from bot.language.when import Found, day_of, others_of, period_of
from bot.language.who import first_list, name_people
from bot.language.work import role_end_of
from bot.model.calendar import Month, Week


def _read_ahead(draft: Draft, start: int = 0) -> None:
    """Fill ``when`` with a day to come."""
    for begins, ends, found in draft.sentence.date_spans():
        if begins < start:
            continue
        ahead = draft.sentence.ahead(found)
        day = day_ahead(draft, begins, ends, ahead)
        if day is not None:
            draft.put("when", day, begins, ends, "a day to come")
            if others := others_of(ahead):
                draft.slots["when_or"] = others
            _read_time(draft, ahead.time)
            return
    if draft.intent == "remind" and (
        day := read_length(draft, start, len(draft.sentence.tokens))
    ):
        draft.slots["when"] = day


_WITHIN = {"fortnight": 14, "week": 7}


def day_ahead(draft: Draft, start: int, end: int, ahead: Found) -> date | None:
    """The day of a date to come; "within the week" is seven days away."""
    is_limit, is_end = ahead.relation in {"by", "before"}, "end" in _norms(draft, start, end)
    if is_limit or is_end:
        either = draft.sentence.undirected(ahead).value
        if is_limit and isinstance(either, tuple):
            return either[1]
        if is_end and isinstance(either, Month | Week):
            return either.last
    if draft.sentence.norm(start) == "within" and draft.sentence.norm(end - 1) in _WITHIN:
        length = _WITHIN[draft.sentence.norm(end - 1)]
        return draft.sentence.context.reference.date() + timedelta(days=length)
    return day_of(ahead)


def _norms(draft: Draft, start: int, end: int) -> set[str]:
    return {draft.sentence.norm(at) for at in range(start, end)}


def _read_back(draft: Draft) -> None:
    """Fill ``when`` with when it was."""
    for begins, ends, found in draft.sentence.date_spans():
        period = period_of(found)
        if period is not None and found.relation not in {"by", "before"}:
            draft.put("when", period, begins, ends, "a date in the past")
            return


def _read_time(draft: Draft, clock: str | None = None) -> None:
    if clock is None:
        clock = next((time for _, time in draft.sentence.times if time), None)
    if clock is not None:
        draft.slots["time"] = clock
    for (start, end), _ in draft.sentence.times:
        for at, token in enumerate(draft.sentence.tokens):
            if (
                token.start >= start + draft.sentence.begin
                and token.end <= end + draft.sentence.begin
            ):
                draft.use(at, at + 1)


def fill_remind(draft: Draft) -> None:
    """Something to do on a day: who, when, at what time, and what."""
    name_people(draft, subject(draft))
    _unuse_people(draft)
    _read_ahead(draft)
    _read_time(draft, draft.slots.get("time"))
    text = free_text(draft, without_lead(draft, "remind"))
    first = draft.mentions[0].name if draft.mentions else ""
    _put_note(draft, text.removeprefix(first) if draft.typed and first else text)


def fill_promise(draft: Draft) -> None:
    """What somebody has undertaken, by when."""
    presets = draft.presets()
    draft.slots["direction"] = presets.get("direction", "mine")
    if "status" in presets or draft.typed == "kept":
        draft.slots["status"] = "done"
    people = subject(draft)
    name_people(draft, people)
    _read_ahead(draft)
    text = free_text(draft, without_lead(draft, "promise"))
    if draft.slots.get("status") != "done" or not is_dull(text, words("kept_words")):
        _put_note(draft, text)


def fill_favour(draft: Draft) -> None:
    """Help given or received, when, and whether thanks are sent or due."""
    presets = draft.presets()
    for slot in ("direction", "thanks"):
        if slot in presets:
            draft.slots[slot] = presets[slot]
    if draft.typed == "thanks":
        draft.slots.setdefault("direction", "received")
        draft.slots.setdefault("thanks", "sent")
    draft.slots.setdefault("direction", "received")
    name_people(draft, subject(draft))
    _read_back(draft)
    _put_note(draft, free_text(draft, without_lead(draft, "favour")))


def fill_introduction(draft: Draft) -> None:
    """Who is brought together with whom, and how far it is."""
    presets = draft.presets()
    if "status" in presets:
        draft.slots["status"] = presets["status"]
    elif draft.typed is None:
        draft.slots["status"] = "planned"
    elif draft.skeleton.held & {"done", "made", "sent"}:
        draft.slots["status"] = "done"
    people = [one for one in draft.mentions if not one.negated][:3]
    name_people(draft, people)
    _read_back(draft)
    start = people[-1].end if people else 0
    note = free_text(draft, start)
    for lead in ("for ", "about ", "re ", "on ", "over "):
        if note.casefold().startswith(lead):
            note = note[len(lead) :]
    if not is_dull(note, words("intro_words")):
        _put_note(draft, note)


def fill_opportunity(draft: Draft) -> None:
    """An opening, for whom, until when, and where to read of it."""
    read_details(draft)
    draft.slots["status"] = draft.presets().get("status", "planned")
    name_people(draft, first_list(draft, _for_whom(draft)))
    _read_ahead(draft)
    sentence = draft.sentence
    for at in range(len(sentence.tokens)):
        if sentence.norm(at) == "at" and not draft.used[at] and "org" not in draft.slots:
            begin = skip_article(sentence, at + 1)
            stop = org_end_of(sentence, at + 1, len(sentence.tokens))
            if stop and sentence.tokens[begin].is_capital:
                draft.put("org", (sentence.text(begin, stop),), at, stop, "after “at”")
                role = _role_before(draft, at)
                if role:
                    what = _less_opening(draft, *role)
                    draft.put("role", (what,), role[0], at, "before “at”")
    _read_hiring(draft)
    if draft.typed and not {"org", "role"} & set(draft.slots):
        read_parts(draft)
    text = free_text(draft, without_lead(draft, "opportunity"), names=False)
    note = without_ends(text, words("opening_words"))
    known = {"org", "role"} & set(draft.slots)
    if not known or not is_dull(note, words("openings", "grammar")):
        _put_note(draft, note)


def _for_whom(draft: Draft) -> list[Mention]:
    """The people named, without who only offers it: "a call from Wellcome that suits Ana"."""
    named = [one for one in draft.mentions if not one.negated]
    norm = draft.sentence.norm
    offered = [one for one in named if norm(one.start - 1) in {"from", "by", "at"}]
    return [one for one in named if one not in offered] or named


def _read_hiring(draft: Draft) -> None:
    """Fill ``org`` and ``role`` from "Acme is hiring a nurse"."""
    sentence = draft.sentence
    for at in range(1, len(sentence.tokens)):
        is_opening = sentence.norm(at) in words("openings") and sentence.norm(at + 1) == "for"
        if sentence.norm(at) not in words("hiring") and not is_opening:
            continue
        end = at
        while end > 0 and sentence.norm(end - 1) in words("opens"):
            end -= 1
        begin = end
        while (
            begin > 0 and sentence.is_word(begin - 1) and sentence.tokens[begin - 1].is_capital
        ):
            begin -= 1
        if begin < end and "org" not in draft.slots:
            draft.put("org", (sentence.text(begin, end),), begin, at + 1, "who is hiring")
        first = at + 2 if sentence.norm(at + 1) == "for" else at + 1
        first = skip_article(sentence, first)
        stop = role_end_of(sentence, first, min(first + 4, len(sentence.tokens)))
        if stop and "role" not in draft.slots:
            draft.put("role", (sentence.text(first, stop),), at, stop, "who is looked for")
        return


def _less_opening(draft: Draft, start: int, end: int) -> str:
    """A role without what only calls it an opening: "curator job", "lecturer post"."""
    while end > start + 1 and draft.sentence.norm(end - 1) in words("openings"):
        end -= 1
    return draft.sentence.text(start, end)


def _role_before(draft: Draft, at: int) -> tuple[int, int] | None:
    edge = at
    while edge > 1 and draft.sentence.norm(edge - 1) in words("openings"):
        edge -= 1
    for begin in range(max(0, edge - 5), edge):
        stop = role_end_of(draft.sentence, begin, edge)
        if stop == edge and draft.sentence.norm(begin) not in words("grammar"):
            return begin, at
    return None


def fill_cadence(draft: Draft) -> None:
    """How often to be in touch with somebody, or with all of a tag."""
    read_details(draft)
    name_people(draft, subject(draft))
    held = draft.skeleton.text
    if draft.typed == "drop" or held.startswith(("drop ", "off ", "never ")):
        draft.slots["cadence_days"] = 0
        return
    tokens, begin = draft.sentence.tokens, draft.sentence.begin
    names = tuple(
        (tokens[one.start].start - begin, tokens[one.end - 1].end - begin)
        for one in draft.mentions
    )
    words_typed = draft.sentence.cleaned.text[begin:]
    if draft.typed == "every" and not words_typed.casefold().startswith("every"):
        words_typed = f"every {words_typed}"
        names = tuple((start + 6, end + 6) for start, end in names)
    held_words = draft.skeleton.held
    stops = "without" not in held_words and not words("stopping").isdisjoint(held_words)
    if found := find_cadence(words_typed, bare=not stops, skip=names):
        draft.slots["cadence_days"] = found.days
    elif stops:
        draft.slots["cadence_days"] = 0


def _unuse_people(draft: Draft) -> None:
    """Leave names in the words of what is to be done: "call Bob"."""
    for one in draft.mentions:
        draft.used[one.start : one.end] = [False] * (one.end - one.start)


def _put_note(draft: Draft, text: str) -> None:
    note = tidy(text)
    names = {word for one in draft.mentions for word in one.name.casefold().split()}
    if note and not all(word.casefold() in names for word in note.split()):
        draft.slots["note"] = note
