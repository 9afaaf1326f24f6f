"""The clauses beside the one about the contact: work, home, interests, topics, or a note."""

import re

from bot.language.chunks import is_plain
from bot.language.draft import Draft, tidy
from bot.language.intents.bare import read_bare
from bot.language.intents.phrases import Notes, put_work, read_job, read_topic
from bot.language.intents.wheres import is_land
from bot.language.vocabulary import words
from bot.language.work import read_work

_ABOUT_WORK = frozenset(
    {"works", "working", "work", "worked", "runs", "leads", "heads", "manages", "does", "doing"}
)
_HOME_ENDS = frozenset({"and", "but", "with", "for", "half", "most", "part", "all", "since"})
_SETTLED = frozenset({"lives", "live", "living", "based"})
_PRONOUNS = frozenset({"he", "she", "they", "who", "it", "hes", "shes", "that"})


def read_side(draft: Draft, start: int, end: int, notes: Notes, *, medium: str | None) -> None:
    """Fill what a clause says; what has no slot of its own goes to ``notes``."""
    sentence = draft.sentence
    while start < end and draft.used[start] and not sentence.is_named[start]:
        start += 1
    while end > start and draft.used[end - 1] and not sentence.is_named[end - 1]:
        end -= 1
    if start >= end:
        return
    if draft.is_contact(start, end):
        draft.use(start, end)
    elif _is_about_another(draft, start):
        _put_note(draft, start, end, notes)
    elif not _read_fact(draft, start, end):
        _read_talk(draft, start, end, notes, medium)


def _read_fact(draft: Draft, start: int, end: int) -> bool:
    """Fill work, interests or home, where that is all that a clause says."""
    if read_job(draft, start, end, bare=True) and not _has_more(draft, start, end):
        return True
    return _read_interest(draft, start, end) or _read_home(draft, start, end)


def _read_talk(draft: Draft, start: int, end: int, notes: Notes, medium: str | None) -> None:
    """Fill topics, or what a clause without a verb names; else it is a note."""
    sentence = draft.sentence
    _read_inner_job(draft, start, end)
    norms = [sentence.norm(at) for at in range(start, end)]
    for offset, norm in enumerate(norms[:5]):
        bare = norm in words("talked") and sentence.norm(start + offset + 1) not in words(
            "talked_with"
        )
        if bare or (norm in words("topic_leads") | {"on"} and _is_talk(norms[:offset], norm)):
            read_topic(draft, start + offset, end)
            draft.use(start, start + offset)
            return
    if not _has_verb(draft, start, norms) and read_bare(draft, start, end, medium):
        return
    _put_note(draft, start, end, notes)


def _put_note(draft: Draft, start: int, end: int, notes: Notes) -> None:
    text = tidy(draft.rest(start, end))
    if text and not _is_small_talk(text):
        notes.append((start, tidy(draft.rest(start, end, names=True))))


def _is_about_another(draft: Draft, start: int) -> bool:
    """Whether the clause is about somebody of theirs: "Kwame's sister lives in Accra"."""
    at = start
    sentence = draft.sentence
    while sentence.is_named[at : at + 1] == [True] or sentence.norm(at) in {
        "'s",
        "her",
        "his",
        "their",
    }:
        at += 1
    return (at > start and sentence.norm(at) in words("relations")) or (
        sentence.norm(start) in words("relations") and sentence.norm(start - 1) == "'s"
    )


def _has_verb(draft: Draft, start: int, norms: list[str]) -> bool:
    if len(norms) > 1 and norms[0] in words("imperatives"):
        return True
    if set(norms[:2]) & words("imperatives") and norms[0] in {"so", "then", "and", "please"}:
        return True
    if norms[0] in _PRONOUNS | {"we", "i"} or _follows_name(draft, start):
        return True
    return any(
        norm in words("finite")
        or norm in words("past")
        or (len(norm) > 4 and norm.endswith("ed"))
        for norm in norms
    )


def _follows_name(draft: Draft, at: int) -> bool:
    """Whether the clause goes on right after a person, so that a verb is what comes."""
    return at > 0 and draft.sentence.is_named[at - 1] and draft.intent != "met"


def _read_inner_job(draft: Draft, start: int, end: int) -> None:
    """Work that is spoken of further in: "turned out he's a set designer at the National"."""
    sentence = draft.sentence
    for at in range(start + 1, end):
        if draft.used[at]:
            continue
        norm, before = sentence.norm(at), sentence.norm(at - 1)
        is_subject = norm in {"'s", "is", "was"} and before in _PRONOUNS
        if not (is_subject or (norm in _ABOUT_WORK and before in {"and", "but", "who", ","})):
            continue
        work = read_work(sentence, at, end)
        if work and (work.role or work.org):
            put_work(draft, work, at - 1 if is_subject else at)
            return


def _is_talk(before: list[str], norm: str) -> bool:
    """Whether the words before "about" or "on" only say that there was talk."""
    if norm == "on" and not set(before) & words("talk_words"):
        return False
    return all(
        each in words("talk_words") or each in words("cue_words") or each in words("telling")
        for each in before
    )


def _has_more(draft: Draft, start: int, end: int) -> bool:
    return not all(
        draft.used[at] or draft.sentence.norm(at) in words("grammar")
        for at in range(start, end)
    )


def _is_small_talk(text: str) -> bool:
    first, *more = text.casefold().split()
    if first in _PRONOUNS and len(more) > 1 and words("small_talk").isdisjoint(more):
        return False
    return all(
        (bare := word.strip(".,!?'")) in words("grammar")
        or bare in words("small_talk")
        or not any(map(str.isalpha, word))
        for word in text.casefold().split()
    )


def _read_interest(draft: Draft, start: int, end: int) -> bool:
    sentence = draft.sentence
    for at in range(start, min(end, start + 5)):
        norm = sentence.norm(at)
        if norm in words("interest_words"):
            begin = at + 1
            while sentence.norm(begin) in {"on", "about", "of", "with", "the", "really", "to"}:
                begin += 1
            parts = _parts(tidy(draft.rest(begin, end)))
            if parts:
                draft.put("interests", parts, start, end, f"after “{norm}”")
                return True
        if norm not in words("grammar") and not draft.used[at]:
            return False
    return False


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for each in re.split(r" and | & |, ", text) if (part := tidy(each)))


def _read_home(draft: Draft, start: int, end: int) -> bool:
    sentence = draft.sentence
    for at in range(start, min(end, start + 4)):
        norm = sentence.norm(at)
        is_home = norm in words("home_words") or (
            norm in {"from", "in"}
            and (at == start or sentence.norm(at - 1) in {"is", "'s"})
            and (norm == "from" or is_land(sentence.text(at + 1, end)))
        )
        if is_home:
            begin = at + 1
            while sentence.norm(begin) in {"in", "from", "out", "of", "near", "to", "on"}:
                begin += 1
            stop = begin
            while stop < end and sentence.norm(stop) not in _HOME_ENDS:
                stop += 1
            while stop > begin + 1 and sentence.norm(stop - 1) in words("at_present"):
                stop -= 1
                draft.use(stop, stop + 1)
            text = tidy(draft.rest(begin, stop))
            if begin < end and sentence.date_at[begin] is not None:
                return False
            is_name = begin < end and sentence.tokens[begin].is_capital
            begin = max(begin, at + 1)
            settled = norm in _SETTLED and sentence.norm(at + 1) == "in"
            is_name = is_name or (settled and not is_plain(sentence.norm(begin)))
            if text and (is_name or is_land(text)):
                draft.put("location", (text,), start, stop, f"after “{norm}”")
                return not _has_more(draft, stop, end)
    return False
