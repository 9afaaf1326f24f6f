"""Through whom somebody was met."""

from bot.language.draft import Draft
from bot.language.mentions import Mention

_BEFORE = frozenset({"by", "via", "through", "thru", "thro"})
_AFTER = frozenset({"introduced", "intro", "introd", "connected", "put"})
_ME = frozenset({"me", "us"})


def read_introducer(draft: Draft) -> Mention | None:
    """Fill ``introduced_by`` and use its words up; gives who it was."""
    sentence = draft.sentence
    for index, one in enumerate(draft.mentions):
        before = sentence.norm(one.start - 1)
        verb = sentence.norm(one.start - 2)
        begins, ends = one.start, one.end
        if before in _BEFORE and verb in {"introduced", "intro", "connected", "introduction"}:
            begins = one.start - 2
        elif before == "by" and index and _was_introduced(draft, one.start):
            begins = one.start - 1
        elif before in _BEFORE and one.start == 1 and len(draft.mentions) > 1:
            begins = 0
        elif before == "via" or (
            before in {"through", "thru", "thro"} and _follows_a_name(draft, one.start - 1)
        ):
            begins = one.start - 1
        elif (before == "from" and verb in {"intro", "introduction"}) or (
            before == "to" and verb == "thanks" and len(draft.mentions) > 1
        ):
            begins = one.start - 2
        elif (me := _acts(draft, one.end)) and len(draft.mentions) > 1:
            ends = me + 1
            while sentence.norm(ends) in {"to", "in", "on", "onto", "touch", "with"}:
                ends += 1
        else:
            continue
        if index == 0 and len(draft.mentions) == 1 and before not in _BEFORE:
            continue
        named = draft.named(one)
        draft.put("introduced_by", named.name, begins, ends, "who introduced them")
        return one
    return None


def _acts(draft: Draft, at: int) -> int:
    """Where "me" is in "introduced me" and "intro'd me"; 0 if somebody did no such thing."""
    sentence = draft.sentence
    if sentence.norm(at) not in _AFTER:
        return 0
    me = at + 2 if sentence.norm(at + 1) == "'d" else at + 1
    return me if sentence.norm(me) in _ME else 0


def _was_introduced(draft: Draft, at: int) -> bool:
    return any(
        draft.sentence.norm(place) in {"introduced", "connected", "intro", "introd"}
        for place in range(max(0, at - 9), at)
    )


def _follows_a_name(draft: Draft, at: int) -> bool:
    """Whether "through" comes after a person or at a mark, and so says who introduced."""
    before = at - 1
    sentence = draft.sentence
    return before >= 0 and (sentence.is_named[before] or sentence.tokens[before].kind == "mark")
