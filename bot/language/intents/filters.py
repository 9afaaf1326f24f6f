"""By what a question narrows: organisation, place, event, role, interests, words."""

from bot.language.draft import Draft, tidy
from bot.language.intents.wheres import is_land
from bot.language.organisations import org_end_of, skip_article
from bot.language.places import is_event, is_place
from bot.language.vocabulary import words
from bot.language.work import role_end_of


def read_filters(draft: Draft) -> None:
    """Fill the filters of a question; words that are none of them become its ``note``."""
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
        if word.strip("?!.,'’").casefold() not in words("ask_words", "media_asked")
        and word.casefold() not in {"'s", "’s"}
    ]
    if kept and not all(word.strip("?!.,").casefold() in words("grammar") for word in kept):
        draft.slots["note"] = " ".join(kept)


def _read_filter(draft: Draft, at: int, count: int) -> int:
    sentence = draft.sentence
    norm = sentence.norm(at)
    if norm in {"works", "work", "working", "employed", "worked"} and _is_firm(draft, at + 1):
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
    if norm == "tagged" and sentence.is_free(at + 1):
        begin = at + 2 if sentence.norm(at + 1) in {"as", "with"} else at + 1
        draft.put("tags", (sentence.text(begin, begin + 1),), at, begin + 1, "after “tagged”")
        return begin + 1
    if norm in {"at", "from", "in", "@", "near", "around"}:
        return _read_where(draft, at, count)
    role = role_end_of(sentence, at, min(count, at + 4))
    if role and norm not in words("grammar") and norm not in {"find", "show", "list", "search"}:
        if "role" not in draft.slots:
            draft.put("role", (sentence.text(at, role),), at, role, "what they do")
        return role
    return at


def _is_firm(draft: Draft, at: int) -> bool:
    """Whether a firm follows, and no trade: "works at shell", but not "works in climate"."""
    norm = draft.sentence.norm(at)
    after = skip_article(draft.sentence, at + 1)
    named = after < len(draft.sentence.tokens) and draft.sentence.tokens[after].is_capital
    return norm in {"at", "for", "@"} or (norm in {"in", "with"} and named)


def _read_where(draft: Draft, at: int, count: int) -> int:
    sentence = draft.sentence
    begin = skip_article(sentence, at + 1)
    stop = org_end_of(sentence, at + 1, count)
    if not stop:
        return at
    norm = sentence.norm(at)
    if sentence.norm(stop) in words("events") and sentence.is_free(stop):
        return _put(draft, "event", at, stop + 1, begin)
    if is_place(sentence, stop - 1, stop) and not sentence.tokens[begin].is_capital:
        slot = "place"
    elif norm in {"in", "near", "around"} or is_land(sentence.text(begin, stop)):
        if not sentence.tokens[begin].is_capital and not is_land(sentence.text(begin, stop)):
            return at
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
