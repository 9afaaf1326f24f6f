"""The phrases of the clause in which a contact took place: where, from where, about what."""

from functools import cache

from bot.language.cities import is_city
from bot.language.draft import Draft, tidy
from bot.language.places import VENUES, is_event, is_place, looks_like_event
from bot.language.vocabulary import words
from bot.language.work import Work, org_end_of, read_work, skip_article

Notes = list[tuple[int, str]]
_SUBJECTS = frozenset(
    {"'s", "who", "is", "she", "he", "they", "an", "a", "the", "our", "my", "this"}
)


def read_head(draft: Draft, start: int, end: int, notes: Notes, *, medium: str | None) -> None:
    """Fill what the phrases between ``start`` and ``end`` say; the rest goes to ``notes``."""
    at = start
    while at < end:
        token = draft.sentence.tokens[at]
        if draft.used[at] or (token.kind == "mark" and token.norm != "@"):
            at += 1
            continue
        at = max(_read_phrase(draft, at, end, medium), at + 1)
    _leftover(draft, start, end, notes)


def _read_phrase(draft: Draft, at: int, end: int, medium: str | None) -> int:
    """Read the phrase that begins at ``at``; gives where it ends, 0 if it is none."""
    norm = draft.sentence.norm(at)
    follows = follows_person(draft, at)
    if norm in words("where_leads") and not _is_clock(draft, at):
        return _read_where(draft, at, end, medium)
    if norm in words("talked") and draft.sentence.norm(at + 1) not in words("talked_with"):
        return read_topic(draft, at, end)
    if norm == "on" and draft.sentence.norm(at + 2) in {"phone", "call", "line"}:
        draft.use(at, at + 3)
        return at + 3
    if norm in words("topic_leads") or (norm == "on" and _was_talk(draft, at)):
        return read_topic(draft, at, end)
    if norm in {"in", "on"}:
        return _read_in(draft, at, end)
    if norm in {"with", "w/"} and draft.sentence.norm(at + 1) in {"the", "our", "their"}:
        return _read_team(draft, at, end)
    if norm in {"from", "of"} and (norm == "from" or follows):
        return _read_from(draft, at, end)
    if follows and draft.sentence.tokens[at].is_capital:
        return _read_named_event(draft, at, end)
    if norm in _SUBJECTS or follows:
        return read_job(draft, at, end, bare=True)
    return 0


@cache
def _contact() -> frozenset[str]:
    """Words that only say that there was contact."""
    classes = ("cue_words", "meal_words", "drink_words", "coffee_words", "talk_nouns")
    return frozenset().union(*map(words, classes))


@cache
def _plain() -> frozenset[str]:
    return _contact() | words("grammar", "common")


def _leftover(draft: Draft, start: int, end: int, notes: Notes) -> None:
    """What is left after the words that only say that there was contact."""
    begin = start
    while begin < end and (draft.used[begin] or draft.sentence.norm(begin) in _contact()):
        begin += 1
    text = tidy(draft.rest(begin, end))
    plain = _plain()
    if text and not all(word.strip(".,!") in plain for word in text.casefold().split()):
        notes.append((begin, text))


def _is_clock(draft: Draft, at: int) -> bool:
    return draft.sentence.norm(at) == "at" and draft.sentence.norm(at + 1)[:1].isdigit()


def _was_talk(draft: Draft, at: int) -> bool:
    before = {draft.sentence.norm(place) for place in range(max(0, at - 12), at)}
    after = draft.sentence.norm(at + 1)
    return bool(before & words("talk_words")) and after not in words("networks")


def follows_person(draft: Draft, at: int) -> bool:
    """Whether a person stands right before this place."""
    return at > 0 and draft.sentence.is_named[at - 1]


def _phrase_end(draft: Draft, start: int, end: int, stops: frozenset[str]) -> int:
    at = start
    while at < end and not draft.used[at] and draft.sentence.norm(at) not in stops:
        if at > start and draft.sentence.norm(at) in words("clause_starts"):
            break
        at += 1
    while at > start + 1 and draft.sentence.norm(at - 1) in {"and", "but", "then", "so"}:
        at -= 1
    return at


def _read_where(draft: Draft, at: int, end: int, medium: str | None) -> int:
    sentence = draft.sentence
    begin = at + 1
    while sentence.norm(begin) in {"was", "is", ":", "="} and begin < end:
        begin += 1
    if sentence.norm(begin) == "to":
        return at + 1
    stop = _owned_end(draft, begin, end)
    stop = _phrase_end(draft, stop, end, words("phrase_ends"))
    if stop <= begin or (stop == begin + 1 and sentence.norm(begin) in words("no_places")):
        return at + 1
    slot = "event" if _is_event_here(draft, begin, stop, medium, sentence.norm(at)) else "place"
    if slot == "place" and sentence.norm(stop) in {"in", "on", "near"}:
        if sentence.is_free(stop + 1) and not sentence.is_named[stop + 1]:
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
    owned = sentence.norm(begin) in {"his", "her", "their", "my", "our"}
    if owned and stop == begin + 2 and sentence.norm(begin + 1) in words("places"):
        return False
    if is_event(sentence, begin, stop):
        return True
    if is_place(sentence, begin, stop) or medium in VENUES or lead in words("near_leads"):
        return False
    if lead in {"during", "after"}:
        return True
    text = sentence.text(begin, stop)
    if is_land(text):
        return False
    if looks_like_event(sentence, begin, stop):
        return True
    small = not any(sentence.tokens[place].is_capital for place in range(begin, stop))
    if sentence.norm(begin) in {"the", "his", "her", "their", "my", "our"} and small:
        return False
    return medium in {None, "in_person"} and bool(
        draft.typed or {"met", "meet", "meeting"} & set(draft.skeleton.words)
    )


def is_land(text: str) -> bool:
    """Whether this is the name of a well-known city or of a country."""
    return text.casefold() in words("lands") or is_city(text)


def read_topic(draft: Draft, at: int, end: int) -> int:
    """Fill ``topics`` from what follows "about" and the like; a list goes on after commas."""
    sentence = draft.sentence
    begin = at + 1
    while begin < end and sentence.norm(begin) in {":", "=", "were", "was", "are", "is", "-"}:
        begin += 1
    stop = end
    if sentence.norm(end) in {",", "/"} and sentence.norm(at) in words("list_leads"):
        stop = _list_end(draft, end)
    for place in range(begin, stop):
        if draft.used[place] and place > begin:
            stop = place
            break
        if place > begin + 1 and sentence.norm(place) in {"he", "she", "they", "who"}:
            stop = place
            break
    text = sentence.text(begin, stop)
    topics = tuple(topic for each in text.split(",") if (topic := tidy(each)))
    if not topics:
        return at + 1
    draft.put("topics", topics, at, stop, f"after “{sentence.norm(at)}”")
    return stop


def _list_end(draft: Draft, at: int) -> int:
    while at < len(draft.sentence.tokens):
        if draft.sentence.tokens[at].is_end or draft.used[at]:
            return at
        at += 1
    return at


def _read_in(draft: Draft, at: int, end: int) -> int:
    sentence = draft.sentence
    if sentence.norm(at + 1) == "person":
        draft.use(at, at + 2)
        return at + 2
    if not sentence.is_word(at + 1) or "place" in draft.slots:
        return 0
    stop = _phrase_end(draft, at + 1, end, words("phrase_ends"))
    begin = at + 1
    capital = (
        stop > (first := skip_article(sentence, begin)) and sentence.tokens[first].is_capital
    )
    if sentence.norm(stop - 1) in {"queue", "line"}:
        return stop
    if not (capital and sentence.norm(at) == "in") and not is_place(sentence, begin, stop):
        return 0
    if "event" in draft.slots or stop > begin:
        draft.put("place", sentence.text(begin, stop), at, stop, f"after “{sentence.norm(at)}”")
    return stop


def _read_from(draft: Draft, at: int, end: int) -> int:
    sentence = draft.sentence
    if not sentence.is_word(at + 1):
        return 0
    stop = org_end_of(sentence, at + 1, end)
    if not stop:
        return 0
    begin = skip_article(sentence, at + 1)
    text = sentence.text(begin, stop)
    if is_event(sentence, begin, stop):
        draft.put("event", text, at, stop, "after “from”")
    elif is_land(text):
        draft.put("location", (text,), at, stop, "a city after “from”")
    else:
        draft.put("org", (text,), at, stop, f"after “{sentence.norm(at)}”")
    return stop


def _read_team(draft: Draft, at: int, end: int) -> int:
    """An organisation that was met as a team: "with the Ferrix sales team"."""
    sentence = draft.sentence
    begin = stop = at + 2
    while stop < end and sentence.is_word(stop) and sentence.tokens[stop].is_capital:
        stop += 1
    for place in range(stop, min(stop + 3, end)):
        if stop > begin and sentence.norm(place) in words("teams"):
            draft.put("org", (sentence.text(begin, stop),), at, place + 1, "a team of it")
            return place + 1
    return 0


def _read_named_event(draft: Draft, at: int, end: int) -> int:
    """A happening's name right after a person, and the city after that: "CES Las Vegas"."""
    sentence = draft.sentence
    stop = at
    while stop < end and sentence.is_word(stop) and sentence.tokens[stop].is_capital:
        stop += 1
    if sentence.norm(at) in words("named_events") and is_land(sentence.text(at + 1, stop)):
        draft.put("event", sentence.text(at, at + 1), at, at + 1, "a happening's name")
        draft.put("place", sentence.text(at + 1, stop), at + 1, stop, "a city after it")
        return stop
    if is_event(sentence, at, stop):
        draft.put("event", sentence.text(at, stop), at, stop, "a happening's name")
        return stop
    return read_job(draft, at, end, bare=True)


def read_job(draft: Draft, start: int, end: int, *, bare: bool) -> int:
    """Fill ``role`` and ``org`` if work is what is spoken of; gives where that ends, or 0."""
    work = read_work(draft.sentence, start, end, bare=bare)
    return put_work(draft, work, start) if work is not None else 0


def put_work(draft: Draft, work: Work, start: int) -> int:
    """Fill ``role`` and ``org``; gives where they end."""
    sentence = draft.sentence
    if work.role:
        draft.put("role", (sentence.text(*work.role),), start, work.role[1], "what they do")
    if work.org:
        draft.put("org", (sentence.text(*work.org),), start, work.org[1], "whom they work for")
    return work.end
