"""Where it was: what follows "at", "in" and "from" is a happening, a place or a firm."""

from bot.language.cities import is_city, is_town
from bot.language.draft import Draft
from bot.language.organisations import org_end_of, skip_article
from bot.language.places import VENUES, is_event, is_place, looks_like_event
from bot.language.vocabulary import words


def _owned_end(draft: Draft, at: int, end: int) -> int:
    """The place after somebody's name and 's, where a phrase begins with them."""
    place = at
    while place < end and draft.sentence.is_named[place]:
        place += 1
    return place + 1 if place > at and draft.sentence.norm(place) == "'s" else at


def phrase_end(draft: Draft, start: int, end: int, stops: frozenset[str]) -> int:
    """Where a phrase ends that goes on at ``start``."""
    at = start
    while at < end and not draft.used[at]:
        if draft.sentence.norm(at) in stops and not _is_acronym(draft, at):
            break
        if at > start and _is_told_of_us(draft, at):
            break
        if draft.sentence.norm(at + 2) == "way" and draft.sentence.norm(at) == "on":
            break
        if draft.sentence.norm(at) == "all" and draft.sentence.norm(at + 1) in words(
            "called_days"
        ):
            break
        begins = draft.sentence.norm(at) in words("clause_starts")
        if at > start and begins and not _is_acronym(draft, at):
            break
        if at > start and draft.sentence.norm(at) == "to" and _is_small(draft, at + 1):
            break
        at += 1
    while at > start + 1 and draft.sentence.norm(at - 1) in {"and", "but", "then", "so"}:
        at -= 1
    return at


def _is_told_of_us(draft: Draft, at: int) -> bool:
    """Whether a place is over and a thing done to the owner follows: "the do put me beside"."""
    norm, after = draft.sentence.norm(at), draft.sentence.norm(at + 1)
    if norm == "of" and after == "all":
        return True
    acts = norm in words("past", "finite") or (len(norm) > 4 and norm.endswith("ed"))
    return acts and after in {"me", "us"}


def _is_small(draft: Draft, at: int) -> bool:
    """Whether an ordinary word is here, and no proper name."""
    return draft.sentence.is_word(at) and not draft.sentence.tokens[at].is_capital


def _is_acronym(draft: Draft, at: int) -> bool:
    """Whether a word of grammar is written as a name: "the WHO briefing"."""
    text = draft.sentence.tokens[at].text
    return len(text) > 1 and text.isupper() and not draft.sentence.is_loud


def _is_event_here(draft: Draft, begin: int, stop: int, medium: str | None, lead: str) -> bool:
    """Whether a happening is named: by its words, by its shape, or by what else is said."""
    sentence = draft.sentence
    owned = sentence.norm(begin) in words("owners")
    if owned and stop == begin + 2 and sentence.norm(begin + 1) in words("places"):
        return False
    if is_event(sentence, begin, stop):
        return True
    if is_place(sentence, begin, stop) or medium in VENUES or lead in words("near_leads"):
        return False
    if stop > begin + 1 and sentence.norm(stop - 1) in words("orgs"):
        return False
    if lead in {"during", "after"} or is_land(sentence.text(begin, stop)):
        return lead in {"during", "after"}
    return looks_like_event(sentence, begin, stop) or _was_met(draft, begin, stop, medium)


def _was_met(draft: Draft, begin: int, stop: int, medium: str | None) -> bool:
    """Whether somebody was met at something with a name: that is a happening, rather."""
    sentence = draft.sentence
    small = not any(sentence.tokens[place].is_capital for place in range(begin, stop))
    if sentence.norm(begin) == "the" or (small and sentence.norm(begin) in words("owners")):
        return False
    met = draft.typed or {"met", "meet", "meeting"} & draft.skeleton.held
    return medium in {None, "in_person"} and bool(met)


def is_land(text: str) -> bool:
    """Whether this is the name of a well-known city or of a country."""
    return text.casefold() in words("lands") or is_city(text)


def read_where(draft: Draft, at: int, end: int, medium: str | None) -> int:
    """Fill ``event`` or ``place`` from what follows "at" and the like; gives where it ends."""
    sentence = draft.sentence
    begin = at + 1
    while sentence.norm(begin) in {"was", "is", ":", "="} and begin < end:
        begin += 1
    if sentence.norm(begin) == "to":
        return at + 1
    if begin < end and _is_shown(draft, begin):
        draft.put("place", sentence.text(begin, begin + 1), at, begin + 1, "shown by a link")
        return begin + 1
    stop = _owned_end(draft, begin, end)
    stop = phrase_end(draft, stop, end, words("phrase_ends"))
    if stop <= begin or _is_nowhere(draft, begin, stop):
        return at + 1
    slot = "event" if _is_event_here(draft, begin, stop, medium, sentence.norm(at)) else "place"
    goes_on = sentence.norm(stop) in {"in", "on", "near"} and sentence.is_word(stop + 1)
    if slot == "place" and goes_on and sentence.norm(stop + 1) not in words("topic_leads"):
        stop = phrase_end(draft, stop + 1, end, words("phrase_ends"))
    is_far = medium in words("far_media") and sentence.is_named[at - 1] and at > 0
    is_far = is_far and sentence.tokens[skip_article(sentence, begin)].is_capital
    if is_far or _is_of_role(draft, at, begin):
        draft.put("org", (sentence.text(begin, stop),), at, stop, "where somebody works")
        return stop
    if slot in draft.slots or (slot == "place" and sentence.norm(at) in {"after", "during"}):
        return at + 1
    draft.put(slot, sentence.text(begin, stop), at, stop, f"after “{sentence.norm(at)}”")
    return stop


def _is_nowhere(draft: Draft, begin: int, stop: int) -> bool:
    """Whether words after "at" name no place: "at once", "at her request"."""
    first, last = draft.sentence.norm(begin), draft.sentence.norm(stop - 1)
    alone = stop == begin + 1 and first in words("no_places")
    return alone or (stop == begin + 2 and last in words("at_somebodys"))


def _is_shown(draft: Draft, at: int) -> bool:
    """Whether a link is shown by a name, and not by its address."""
    token = draft.sentence.tokens[at]
    text = token.text
    return (
        token.kind == "url"
        and "place" not in draft.slots
        and "." not in text
        and "/" not in text
    )


def _is_of_role(draft: Draft, at: int, begin: int) -> bool:
    """Whether "at" follows what somebody is: "my counterpart at Maersk"."""
    sentence = draft.sentence
    before = sentence.norm(at - 1)
    is_role = before in words("roles", "ties") and sentence.norm(at) in {"at", "@"}
    is_read = draft.used[at - 1] or sentence.is_named[at - 1]
    return is_role and sentence.tokens[begin].is_capital and not is_read


def read_in(draft: Draft, at: int, end: int) -> int:
    """Fill ``place`` from what follows "in" or "on"; gives where it ends, or 0."""
    sentence = draft.sentence
    if sentence.norm(at + 3) in words("chat_groups") and draft.is_contact(at, at + 3):
        draft.use(at, at + 4)
        return at + 4
    if sentence.norm(at + 1) == "person":
        draft.use(at, at + 2)
        return at + 2
    if not sentence.is_word(at + 1) or "place" in draft.slots:
        return 0
    stop = phrase_end(draft, at + 1, end, words("phrase_ends"))
    begin = at + 1
    capital = (
        stop > (first := skip_article(sentence, begin)) and sentence.tokens[first].is_capital
    )
    if sentence.norm(stop - 1) in {"queue", "line"}:
        return stop
    where = capital or is_town(sentence.text(first, stop))
    aboard = capital and first > begin and sentence.norm(stop) in {"to", "from"}
    if aboard and sentence.is_word(stop + 1) and sentence.tokens[stop + 1].is_capital:
        stop += 2
    elif not (
        (where and (sentence.norm(at) == "in" or _is_isle(draft, begin, stop)))
        or is_place(sentence, begin, stop)
    ):
        return 0
    if sentence.norm(stop) == "in" and sentence.is_word(stop + 1):
        stop = phrase_end(draft, stop + 1, end, words("phrase_ends"))
    if "event" in draft.slots or stop > begin:
        draft.put("place", sentence.text(begin, stop), at, stop, f"after “{sentence.norm(at)}”")
    return stop


def _is_isle(draft: Draft, begin: int, stop: int) -> bool:
    """Whether one proper name follows "on", where somebody was met: "on Waiheke"."""
    sentence = draft.sentence
    met = draft.typed == "met" or "met" in draft.skeleton.held
    is_one = stop == begin + 1 and sentence.tokens[begin].is_capital
    return met and is_one and sentence.norm(begin) not in words("networks")


def read_from(draft: Draft, at: int, end: int) -> int:
    """Fill ``org``, ``event`` or ``location`` from what follows "from" or "of"."""
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
    elif is_place(sentence, stop - 1, stop) and not sentence.tokens[begin].is_capital:
        later = {sentence.norm(place) for place in range(stop, end)}
        if at and sentence.is_named[at - 1] and later & words("where_leads"):
            return 0
        draft.put("place", text, at, stop, "a place after “from”")
    elif is_land(text) or (sentence.norm(at) == "from" and is_town(text)):
        draft.put("location", (text,), at, stop, "a town after “from”")
    else:
        draft.put("org", (text,), at, stop, f"after “{sentence.norm(at)}”")
    return stop


def read_named_event(draft: Draft, at: int, end: int) -> int:
    """A happening's name right after a person, and the city after that: "CES Las Vegas"."""
    sentence = draft.sentence
    stop = at
    while stop < end and sentence.is_word(stop) and sentence.tokens[stop].is_capital:
        stop += 1
    if stop == at:
        stop = phrase_end(draft, at, end, words("phrase_ends"))
        if (
            draft.typed is None
            or stop > at + 3
            or sentence.norm(stop - 1) not in words("events")
        ):
            return 0
    if sentence.norm(at) in words("named_events") and is_land(sentence.text(at + 1, stop)):
        draft.put("event", sentence.text(at, at + 1), at, at + 1, "a happening's name")
        draft.put("place", sentence.text(at + 1, stop), at + 1, stop, "a city after it")
        return stop
    if is_event(sentence, at, stop):
        draft.put("event", sentence.text(at, stop), at, stop, "a happening's name")
        return stop
    return 0
