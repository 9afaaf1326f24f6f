"""The phrases of the clause in which a contact took place, and what is left of it."""

import re
from functools import cache

from bot.language.chunks import is_plain
from bot.language.draft import Draft, tidy
from bot.language.intents.wheres import (
    phrase_end,
    read_from,
    read_in,
    read_named_event,
    read_where,
)
from bot.language.places import is_event, is_place
from bot.language.vocabulary import words
from bot.language.work import Work, read_work

_FOR_AGES = re.compile(
    r"\s+(?:for (?:ages|hours|a (?:while|bit)|(?:an|\w+) hours?|\d+ \w+)"
    r"|all (?:day|night|evening|afternoon|morning))$",
    re.IGNORECASE,
)
Notes = list[tuple[int, str]]
_SLACK = frozenset({"new", "w", "w/", "&", "+", "und", "y", "et"})
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
    if norm == "'s" and (stop := _read_owned(draft, at, end)):
        return stop
    if _leads_to_place(draft, at, end):
        return read_where(draft, at, end, medium)
    if norm == "on" and draft.sentence.norm(at + 2) in {"phone", "call", "line"}:
        draft.use(at, at + 3)
        return at + 3
    if _leads_to_topic(draft, at):
        return read_topic(draft, at, end)
    if norm in {"in", "on"}:
        return read_in(draft, at, end)
    return _read_who_else(draft, at, end)


def _leads_to_place(draft: Draft, at: int, end: int) -> bool:
    """Whether what follows says where: after "at", "down the", or "to our" and a feast."""
    sentence = draft.sentence
    norm, after = sentence.norm(at), sentence.norm(at + 1)
    if norm in words("where_leads"):
        return not _is_clock(draft, at)
    if norm in {"down", "over"}:
        return after == "the" and is_place(sentence, at + 2, at + 3)
    visited = norm == "to" and after in words("owners", "this_one")
    return visited and is_event(sentence, at + 1, min(end, at + 4))


def _read_owned(draft: Draft, at: int, end: int) -> int:
    """Fill ``event`` from somebody's own that was gone to: "sat in on Ola's lecture"."""
    sentence = draft.sentence
    stop = phrase_end(draft, at + 1, end, words("phrase_ends"))
    if not sentence.is_named[at - 1] or not is_event(sentence, at + 1, stop):
        return 0
    begin = at
    while begin > 0 and sentence.is_named[begin - 1]:
        begin -= 1
    if "event" not in draft.slots:
        draft.put("event", sentence.text(begin, stop), at, stop, "what somebody gave")
    return stop


def _leads_to_topic(draft: Draft, at: int) -> bool:
    norm, after = draft.sentence.norm(at), draft.sentence.norm(at + 1)
    if norm in words("talked"):
        return after not in words("talked_with")
    if norm == "on" and is_place(
        draft.sentence, at + 1, min(at + 4, len(draft.sentence.tokens))
    ):
        return False
    return norm in words("topic_leads") or (norm == "on" and _was_talk(draft, at))


def _read_who_else(draft: Draft, at: int, end: int) -> int:
    """Read what says more of the person: a team, a firm, a happening's name, a role."""
    norm = draft.sentence.norm(at)
    follows = follows_person(draft, at)
    if norm in {"with", "w/"}:
        return read_team(draft, at, end)
    if norm == "from" or (norm == "of" and follows):
        return read_from(draft, at, end)
    if follows and draft.sentence.is_word(at) and (stop := read_named_event(draft, at, end)):
        return stop
    if norm in words("owners", "this_one") and draft.sentence.norm(at - 1) not in words(
        "met_words"
    ):
        return 0
    return read_job(draft, at, end, bare=True) if norm in _SUBJECTS or follows else 0


@cache
def contact_words(*more: str) -> frozenset[str]:
    """Words that only say that there was contact, and those of ``more`` classes."""
    classes = ("cue_words", "meal_words", "drink_words", "coffee_words", "talk_nouns")
    return words(*classes, *more)


@cache
def _plain() -> frozenset[str]:
    return contact_words("grammar", "common")


def _leftover(draft: Draft, start: int, end: int, notes: Notes) -> None:
    """What is left after the words that only say that there was contact."""
    begin = start
    said = contact_words("togetherness", "before_name")
    while begin < end and (draft.used[begin] or draft.sentence.norm(begin) in said):
        begin += 1
    while end > begin and (draft.used[end - 1] or _is_slack(draft, end - 1)):
        end -= 1
    text = tidy(draft.rest(begin, end))
    plain = _plain()
    if text and not all(word.strip(".,!") in plain for word in text.casefold().split()):
        notes.append((begin, tidy(draft.rest(begin, end, names=True))))


def _is_slack(draft: Draft, at: int) -> bool:
    """Whether a word at the end of what is left says nothing: "with", "chat", "my new"."""
    norm = draft.sentence.norm(at)
    return norm in contact_words("owners", "met_words", "hangers_on") or norm in _SLACK


def _is_clock(draft: Draft, at: int) -> bool:
    return draft.sentence.norm(at) == "at" and draft.sentence.norm(at + 1)[:1].isdigit()


def _was_talk(draft: Draft, at: int) -> bool:
    before = {draft.sentence.norm(place) for place in range(max(0, at - 12), at)}
    after = draft.sentence.norm(at + 1)
    return bool(before & words("talk_words")) and after not in words("networks")


def follows_person(draft: Draft, at: int) -> bool:
    """Whether a person stands right before this place."""
    return at > 0 and draft.sentence.is_named[at - 1]


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
        if draft.used[place]:
            stop = place
            break
        if place > begin + 1 and sentence.norm(place) in {"he", "she", "they", "who"}:
            stop = place
            break
    text = sentence.text(begin, stop)
    topics = tuple(
        topic for each in text.split(",") if (topic := tidy(_FOR_AGES.sub("", each)))
    )
    if not topics:
        return at + 1
    draft.put("topics", topics, at, stop, f"after “{sentence.norm(at)}”")
    return stop


def _goes_elsewhere(draft: Draft, at: int) -> bool:
    """Whether what follows a comma is no further item of a list, but a thought with a verb."""
    for place in range(at, min(at + 6, len(draft.sentence.tokens))):
        norm = draft.sentence.norm(place)
        if norm in words("finite", "past", "clause_starts") or draft.used[place]:
            return True
        if norm == ",":
            return False
    return False


def _list_end(draft: Draft, at: int) -> int:
    while at < len(draft.sentence.tokens):
        token = draft.sentence.tokens[at]
        if token.is_end or draft.used[at]:
            return at
        if token.norm == "," and _goes_elsewhere(draft, at + 1):
            return at
        at += 1
    return at


def read_team(draft: Draft, at: int, end: int) -> int:
    """An organisation that was met as a team: "with the Ferrix sales team"."""
    sentence = draft.sentence
    begin = stop = at + 2
    if sentence.norm(at + 1) not in {"the", "our", "their"}:
        return 0
    while stop < end and sentence.is_word(stop) and sentence.tokens[stop].is_capital:
        stop += 1
    if stop == begin and _is_strange(draft, begin, end):
        stop += 1
    for place in range(stop, min(stop + 3, end)):
        if stop > begin and sentence.norm(place) in words("teams"):
            draft.put("org", (sentence.text(begin, stop),), at, place + 1, "a team of it")
            return place + 1
    return 0


def _is_strange(draft: Draft, at: int, end: int) -> bool:
    """Whether a small word is none that is known: "okta" in "the okta people"."""
    sentence = draft.sentence
    return at + 1 < end and sentence.is_word(at) and not is_plain(sentence.norm(at))


def read_job(draft: Draft, start: int, end: int, *, bare: bool) -> int:
    """Fill ``role`` and ``org`` if work is what is spoken of; gives where that ends, or 0."""
    work = read_work(draft.sentence, start, end, bare=bare)
    if work is None:
        return 0
    stop = put_work(draft, work, start)
    sentence = draft.sentence
    leads_home = sentence.norm(stop) in {"in", "from"} and stop + 1 < end
    is_home = work.role and not work.org and leads_home
    if is_home and sentence.tokens[stop + 1].is_capital:
        home = phrase_end(draft, stop + 1, end, words("phrase_ends"))
        draft.put("location", (sentence.text(stop + 1, home),), stop, home, "where they work")
        return home
    return stop


def _put_second_role(draft: Draft, at: int) -> None:
    """Fill ``role`` with what else somebody is: "dj + dentist"."""
    sentence = draft.sentence
    if sentence.norm(at) in {"+", "/", "&", "and"} and sentence.norm(at + 1) in words("roles"):
        draft.put("role", (sentence.text(at + 1, at + 2),), at, at + 2, "what else they do")


def put_work(draft: Draft, work: Work, start: int) -> int:
    """Fill ``role`` and ``org``; gives where they end."""
    sentence = draft.sentence
    if work.role:
        draft.put("role", (sentence.text(*work.role),), start, work.role[1], "what they do")
        _put_second_role(draft, work.role[1])
    if work.org:
        begin = start if work.role or work.org[0] - start < 5 else work.org[0] - 1
        draft.put("org", (sentence.text(*work.org),), begin, work.org[1], "whom they work for")
    return work.end
