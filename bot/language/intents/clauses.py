"""The clauses of a message about a contact: what each adds to the picture."""

import re

from bot.language.cities import is_city
from bot.language.draft import Draft, tidy
from bot.language.places import VENUES, is_event, is_place, looks_like_event
from bot.language.vocabulary import words
from bot.language.work import Work, org_end_of, read_work, skip_article

_DURATION = re.compile(
    r"(?:about |for |~)?(?:\d+|an|half an|two|three)?[ -]?(?:m|min|mins|minutes|h|hr|hrs|hours?)"
)
Notes = list[tuple[int, str]]


def read_head(draft: Draft, start: int, end: int, notes: Notes, *, medium: str | None) -> None:
    """The clause with the contact in it: its phrases say where, when and about what."""
    at = start
    sentence = draft.sentence
    while at < end:
        if draft.used[at] or sentence.tokens[at].kind == "mark" and sentence.norm(at) != "@":
            at += 1
            continue
        norm = sentence.norm(at)
        stop = at
        if norm in words("where_leads") and not _is_clock(draft, at):
            stop = _read_where(draft, at, end, medium)
        elif norm in words("topic_leads") or (norm == "on" and _was_talk(draft, at)):
            stop = _read_topic(draft, at, end)
        elif norm in {"in", "on"} and sentence.is_free(at + 1):
            stop = _read_in(draft, at, end)
        elif norm == "from":
            stop = _read_from(draft, at, end)
        elif norm in {"'s", "who", "is", "she", "he", "they"} or _follows_person(draft, at):
            stop = _read_work(draft, at, end, bare=True)
        at = max(stop, at + 1)
    _leftover(draft, start, end, notes)


def _leftover(draft: Draft, start: int, end: int, notes: Notes) -> None:
    """What of the head clause is left after the cue words is a note, if it says anything."""
    begin = start
    while begin < end and (
        draft.used[begin] or draft.sentence.norm(begin) in words("cue_words")
    ):
        begin += 1
    text = tidy(draft.rest(begin, end))
    plain = words("cue_words") | words("grammar")
    if text and not all(word.strip(".,!") in plain for word in text.casefold().split()):
        notes.append((begin, text))


def read_side(draft: Draft, start: int, end: int, notes: Notes, *, medium: str | None) -> None:
    """Another clause: work, a home, an interest, a topic, a place, or else a note."""
    sentence = draft.sentence
    while start < end and draft.used[start]:
        start += 1
    if start >= end:
        return
    if _read_work(draft, start, end, bare=True) and not _has_more(draft, start, end):
        return
    if _read_interest(draft, start, end) or _read_home(draft, start, end):
        return
    norms = [sentence.norm(at) for at in range(start, end)]
    has_verb = any(_is_verb(norm) for norm in norms) or _follows_name(draft, start)
    for offset, norm in enumerate(norms[:4]):
        if norm in words("topic_leads") | {"on"} and _is_talk(norms[:offset], norm):
            _read_topic(draft, start + offset, end)
            draft.use(start, start + offset)
            return
    if not has_verb and _read_bare(draft, start, end, medium):
        return
    text = tidy(draft.rest(start, end))
    if text and not _is_small_talk(text):
        notes.append((start, text))


def _is_verb(norm: str) -> bool:
    return norm in words("finite") or (len(norm) > 4 and norm.endswith("ed"))


def _follows_name(draft: Draft, at: int) -> bool:
    """Whether the clause goes on right after a person, so that a verb is what comes."""
    return at > 0 and draft.sentence.is_named[at - 1] and draft.intent != "met"


def _is_talk(before: list[str], norm: str) -> bool:
    """Whether the words before "about" or "on" only say that there was talk."""
    if norm == "on" and not set(before) & words("talk_words"):
        return False
    return all(
        each in words("talk_words") | words("cue_words") | words("telling") for each in before
    )


def _has_more(draft: Draft, start: int, end: int) -> bool:
    return not all(
        draft.used[at] or draft.sentence.norm(at) in words("grammar")
        for at in range(start, end)
    )


def _is_small_talk(text: str) -> bool:
    plain = words("grammar") | words("small_talk")
    return all(
        word.strip(".,!?'") in plain or not any(map(str.isalnum, word))
        for word in text.casefold().split()
    )


def _is_clock(draft: Draft, at: int) -> bool:
    return draft.sentence.norm(at) == "at" and draft.sentence.norm(at + 1)[:1].isdigit()


def _was_talk(draft: Draft, at: int) -> bool:
    before = {draft.sentence.norm(place) for place in range(max(0, at - 8), at)}
    return bool(before & words("talk_words")) and draft.sentence.norm(at + 1) not in words(
        "networks"
    )


def _follows_person(draft: Draft, at: int) -> bool:
    return at > 0 and draft.used[at - 1] and draft.sentence.tokens[at - 1].kind != "mark"


def _phrase_end(draft: Draft, start: int, end: int, stops: frozenset[str]) -> int:
    at = start
    while at < end and not draft.used[at] and draft.sentence.norm(at) not in stops:
        at += 1
    return at


def _read_where(draft: Draft, at: int, end: int, medium: str | None) -> int:
    sentence = draft.sentence
    begin = at + 1
    while sentence.norm(begin) in {"was", "is", ":", "="} and begin < end:
        begin += 1
    stop = _owned_end(draft, begin, end)
    stop = _phrase_end(draft, stop, end, words("phrase_ends"))
    if stop == begin:
        return at + 1
    if _is_event_here(draft, begin, stop, medium, sentence.norm(at)):
        slot = "event"
    else:
        slot = "place"
        if sentence.norm(stop) in {"in", "on", "near"} and sentence.is_free(stop + 1):
            stop = _phrase_end(draft, stop + 1, end, words("phrase_ends"))
    if slot in draft.slots:
        return at + 1
    draft.put(slot, sentence.text(begin, stop), at, stop, f"after “{sentence.norm(at)}”")
    return stop


def _owned_end(draft: Draft, at: int, end: int) -> int:
    """The place after somebody's name and 's, where a phrase begins with them."""
    place = at
    while place < end and draft.sentence.is_named[place]:
        place += 1
    return place + 1 if place > at and draft.sentence.norm(place) == "'s" else at


def _is_event_here(draft: Draft, begin: int, stop: int, medium: str | None, lead: str) -> bool:
    sentence = draft.sentence
    if is_event(sentence, begin, stop):
        return True
    if is_place(sentence, begin, stop) or medium in VENUES:
        return False
    if lead in {"during", "after"}:
        return True
    return looks_like_event(sentence, begin, stop) or medium in {None, "in_person"}


def _read_topic(draft: Draft, at: int, end: int) -> int:
    sentence = draft.sentence
    begin = at + 1
    while begin < end and sentence.norm(begin) in {":", "=", "were", "was", "are", "is"}:
        begin += 1
    stop = end
    if sentence.norm(end) in {",", "/"} and sentence.norm(at) in {
        "topics",
        "discussed",
        "covered",
        "topic",
    }:
        stop = _list_end(draft, end)
    for place in range(begin, stop):
        if draft.used[place] and place > begin:
            stop = place
            break
    text = sentence.text(begin, stop)
    if not text:
        return at + 1
    topics = tuple(topic for each in text.split(",") if (topic := tidy(each)))
    draft.put("topics", topics, at, stop, f"after “{sentence.norm(at)}”")
    return stop


def _list_end(draft: Draft, at: int) -> int:
    sentence = draft.sentence
    while at < len(sentence.tokens):
        token = sentence.tokens[at]
        if token.is_end or draft.used[at]:
            return at
        at += 1
    return at


def _read_in(draft: Draft, at: int, end: int) -> int:
    sentence = draft.sentence
    if not sentence.tokens[at + 1].is_capital and not is_place(
        sentence, at + 1, min(end, at + 4)
    ):
        return at + 1
    if sentence.norm(at + 1) == "person":
        draft.use(at, at + 2)
        return at + 2
    stop = _phrase_end(draft, at + 1, end, words("phrase_ends"))
    if "place" not in draft.slots and stop > at + 1:
        draft.put("place", sentence.text(at + 1, stop), at, stop, "after “in”")
    return stop


def _read_from(draft: Draft, at: int, end: int) -> int:
    sentence = draft.sentence
    if draft.used[at + 1 : at + 2] == [True]:
        return at + 1
    stop = org_end_of(sentence, at + 1, end)
    if not stop:
        return at + 1
    begin = skip_article(sentence, at + 1)
    if is_event(sentence, begin, stop):
        draft.put("event", sentence.text(begin, stop), at, stop, "after “from”")
    elif is_land(sentence.text(begin, stop)):
        draft.put("location", (sentence.text(begin, stop),), at, stop, "a city after “from”")
    else:
        draft.put("org", (sentence.text(begin, stop),), at, stop, "after “from”")
    return stop


def is_land(text: str) -> bool:
    """Whether this is the name of a well-known city or of a country."""
    return text.casefold() in words("lands") or is_city(text)


def _read_work(draft: Draft, start: int, end: int, *, bare: bool) -> int:
    work = read_work(draft.sentence, start, end, bare=bare)
    if work is None:
        return 0
    return put_work(draft, work, start)


def put_work(draft: Draft, work: Work, start: int) -> int:
    """Fill ``role`` and ``org``; gives where they end."""
    sentence = draft.sentence
    if work.role:
        draft.put("role", (sentence.text(*work.role),), start, work.role[1], "what they do")
    if work.org:
        draft.put("org", (sentence.text(*work.org),), start, work.org[1], "whom they work for")
    return work.end


def _read_interest(draft: Draft, start: int, end: int) -> bool:
    sentence = draft.sentence
    for at in range(start, min(end, start + 5)):
        norm = sentence.norm(at)
        if norm in words("interest_words"):
            begin = at + 1
            while sentence.norm(begin) in {"on", "about", "of", "with", "the", "really", "to"}:
                begin += 1
            text = tidy(draft.rest(begin, end))
            if text:
                parts = tuple(part for each in text.split(" and ") if (part := tidy(each)))
                draft.put("interests", parts, start, end, f"after “{norm}”")
                return True
        if norm not in words("grammar") and not draft.used[at]:
            return False
    return False


def _read_home(draft: Draft, start: int, end: int) -> bool:
    sentence = draft.sentence
    for at in range(start, min(end, start + 4)):
        if sentence.norm(at) in words("home_words") or (
            sentence.norm(at) == "from" and at == start
        ):
            begin = at + 1
            while sentence.norm(begin) in {"in", "from", "out", "of", "near", "to"}:
                begin += 1
            text = tidy(draft.rest(begin, end))
            if text and begin > at:
                draft.put("location", (text,), start, end, f"after “{sentence.norm(at)}”")
                return True
    return False


def _read_bare(draft: Draft, start: int, end: int, medium: str | None) -> bool:
    """A clause without a verb: a happening, a place, an organisation, or a topic."""
    sentence = draft.sentence
    begin = skip_article(sentence, start)
    while end > begin + 1 and sentence.norm(end - 1) in {"recap", "notes", "update", "summary"}:
        end -= 1
    if all(sentence.norm(at) in words("cue_words") for at in range(begin, end)):
        draft.use(start, end)
        return True
    if any(draft.used[at] for at in range(begin, end)):
        return False
    text = sentence.text(begin, end)
    if _DURATION.fullmatch(text.casefold()) or not any(map(str.isalnum, text)):
        draft.use(start, end)
        return True
    capital = sentence.tokens[begin].is_capital
    if is_event(sentence, begin, end) and "event" not in draft.slots and medium not in VENUES:
        draft.put("event", text, start, end, "the name of a happening")
    elif any(sentence.norm(at) in words("orgs") for at in range(begin, end)) and capital:
        draft.put("org", (text,), start, end, "the name of an organisation")
    elif is_land(text) or (is_place(sentence, begin, end) and "place" not in draft.slots):
        place = draft.slots.get("place")
        draft.put("place", f"{place}, {text}" if place else text, start, end, "a place")
    elif capital and end - begin <= 4 and "role" in draft.slots and "org" not in draft.slots:
        draft.put("org", (text,), start, end, "a proper name after a role")
    elif medium in {"call", "video", "coffee", "meal", "drinks", "message", "email"}:
        draft.put("topics", (tidy(text),), start, end, "what it was about")
    else:
        return False
    return True
