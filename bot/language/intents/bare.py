"""Clauses without a verb: a happening, a place, an organisation, a role, or a topic."""

import re

from bot.language.draft import Draft, tidy
from bot.language.intents.wheres import is_land
from bot.language.organisations import skip_article
from bot.language.places import VENUES, is_event, is_place
from bot.language.vocabulary import words

_DURATION = re.compile(
    r"(?:about |for |~)?(?:\d+|an|half an|two|three)?[ -]?"
    r"(?:m|min|mins|minutes|h|hr|hrs|hours?)"
)


def read_bare(draft: Draft, start: int, end: int, medium: str | None) -> bool:
    """A clause without a verb: a happening, a place, an organisation, or a topic."""
    sentence = draft.sentence
    begin = skip_article(sentence, start)
    if end > begin + 1 and sentence.norm(end - 1) in words("report_words"):
        end -= 1
    if all(sentence.norm(at) in words("cue_words") for at in range(begin, end)):
        draft.use(start, end)
        return True
    text = sentence.text(begin, end)
    if _DURATION.fullmatch(text.casefold()) or not any(map(str.isalnum, text)):
        draft.use(start, end)
        return True
    if any(draft.used[at] for at in range(begin, end)):
        return False
    return _put_bare(draft, begin, end, medium)


def _follows_role(draft: Draft, begin: int) -> bool:
    """Whether a role has been told, and the words go on in the same sentence."""
    return "role" in draft.slots and not draft.sentence.tokens[begin - 1].is_end


def _put_team(draft: Draft, begin: int, end: int) -> bool:
    """An organisation and a part of it: "Sony sensor team"."""
    sentence = draft.sentence
    stop = begin
    while stop < end and sentence.tokens[stop].is_capital:
        stop += 1
    if not begin < stop < end - 1 or sentence.norm(end - 1) not in words("teams"):
        return False
    draft.put("org", (sentence.text(begin, stop),), begin, stop, "an organisation")
    draft.put("role", (sentence.text(stop, end),), stop, end, "a part of it")
    return True


def _put_work_at(draft: Draft, begin: int, end: int) -> bool:
    """A role without a word for one, and where: "Product @ Grab"."""
    sentence = draft.sentence
    for at in range(begin + 1, min(end - 1, begin + 5)):
        if sentence.norm(at) in {"at", "@"} and sentence.tokens[at + 1].is_capital:
            if sentence.norm(begin).endswith("ing"):
                return False
            if "org" in draft.slots or sentence.norm(begin) in words("cue_words", "grammar"):
                return False
            draft.put("role", (sentence.text(begin, at),), begin, at, "before “at”")
            draft.put("org", (sentence.text(at + 1, end),), at, end, "after “at”")
            return True
    return False


def _is_field_in_brackets(draft: Draft, begin: int, end: int) -> bool:
    """Whether small words stand beside a proper name in brackets: "(cardiology, Korle Bu)"."""
    sentence = draft.sentence
    if (
        end - begin > 3
        or sentence.is_loud
        or any(
            sentence.tokens[at].is_capital or not sentence.is_word(at)
            for at in range(begin, end)
        )
    ):
        return False
    opens, closes = sentence.norm(begin - 1), sentence.norm(end)
    if opens == "(" and closes == "," and begin > 1 and sentence.is_named[begin - 2]:
        return end + 1 < len(sentence.tokens) and sentence.tokens[end + 1].is_capital
    return opens == "," and closes == ")" and "org" in draft.slots and "role" not in draft.slots


def _is_shop(draft: Draft, begin: int, end: int, medium: str | None) -> bool:
    """Whether words name a place by their last, or, after a meal, by any: "Café Oberkampf"."""
    sentence = draft.sentence
    if is_place(sentence, end - 1, end):
        return True
    is_owned = sentence.norm(end - 1) == "'s" and end - begin < 4
    return medium in VENUES and (is_place(sentence, begin, begin + 1) or is_owned)


def _is_home(draft: Draft, begin: int, end: int) -> bool:
    """Whether a city is where somebody lives: in brackets after a role, or of somebody new."""
    if draft.skeleton.words[:2] == ("new", "contact"):
        return True
    told = {"role", "org"} & set(draft.slots)
    norm = draft.sentence.norm
    opened = norm(begin - 1) == "(" or norm(end) == ")"
    return bool(told) and opened


def _put_bare(draft: Draft, begin: int, end: int, medium: str | None) -> bool:
    sentence = draft.sentence
    text = sentence.text(begin, end)
    capital = sentence.tokens[begin].is_capital and not sentence.is_loud
    first = sentence.norm(begin)
    capital = capital and not first.endswith(("ing", "ed")) and first not in words("grammar")
    if _put_work_at(draft, begin, end):
        return True
    if not capital and _is_field_in_brackets(draft, begin, end):
        draft.put("role", (text,), begin, end, "beside an organisation, in brackets")
        return True
    if draft.intent == "note" and (is_event(sentence, begin, end) or "=" in text):
        return False
    return _put_where(draft, begin, end, medium) or _put_name(
        draft, begin, end, medium, capital=capital
    )


def _put_where(draft: Draft, begin: int, end: int, medium: str | None) -> bool:
    """A happening, a home or a place."""
    sentence, slots = draft.sentence, draft.slots
    text = sentence.text(begin, end)
    norms = {sentence.norm(at) for at in range(begin, end)}
    happens = medium not in VENUES and medium not in words("far_media")
    if is_event(sentence, begin, end) and "event" not in slots and happens:
        draft.put("event", text, begin, end, "the name of a happening")
    elif norms & words("orgs") and "org" not in slots:
        return False
    elif is_land(text) and _is_home(draft, begin, end):
        draft.put("location", (text,), begin, end, "a city of somebody's")
    elif is_land(text) or (_is_shop(draft, begin, end, medium) and "place" not in slots):
        place = slots.get("place")
        draft.put("place", f"{place}, {text}" if place else text, begin, end, "a place")
    else:
        return False
    return True


def _put_name(draft: Draft, begin: int, end: int, medium: str | None, *, capital: bool) -> bool:
    """A team, an organisation, a happening beside one, or what was talked about."""
    sentence, slots = draft.sentence, draft.slots
    text = sentence.text(begin, end)
    norms = {sentence.norm(at) for at in range(begin, end)}
    after_name = begin > 1 and sentence.is_named[begin - 2] and end - begin <= 4
    if _put_team(draft, begin, end):
        return True
    is_body = norms & words("orgs") and (capital or sentence.is_loud)
    named = capital and (after_name or _follows_role(draft, begin))
    if "org" not in slots and (is_body or named):
        draft.put("org", (text,), begin, end, "the name of an organisation")
    elif capital and _is_other_name(draft, begin, end):
        draft.put("event", text, begin, end, "a proper name beside an organisation")
    elif medium in words("talk_media"):
        draft.put("topics", (tidy(text),), begin, end, "what it was about")
    else:
        return False
    return True


def _is_other_name(draft: Draft, begin: int, end: int) -> bool:
    """Whether a second proper name stands alone where somebody was met: "| Air Cargo |"."""
    sentence, slots = draft.sentence, draft.slots
    if draft.typed is None or "org" not in slots or {"event", "place"} & set(slots):
        return False
    return end > begin + 1 and all(sentence.tokens[at].is_capital for at in range(begin, end))
