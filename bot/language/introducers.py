"""Through whom somebody was met."""

from bot.language.draft import Draft
from bot.language.mentions import Mention

_BEFORE = frozenset({"by", "via", "through", "thru"})
_AFTER = frozenset({"introduced", "intro'd", "connected", "put"})
_ME = frozenset({"me", "us"})


def read_introducer(draft: Draft) -> Mention | None:
    """Fill ``introduced_by`` and use its words up; gives who it was."""
    sentence = draft.sentence
    for index, one in enumerate(draft.mentions):
        before, after = sentence.norm(one.start - 1), sentence.norm(one.end)
        verb = sentence.norm(one.start - 2)
        begins, ends = one.start, one.end
        if before in _BEFORE and verb in {"introduced", "intro", "connected", "introduction"}:
            begins = one.start - 2
        elif before == "by" and index and _was_introduced(draft, one.start):
            begins = one.start - 1
        elif before in _BEFORE and one.start == 1 and len(draft.mentions) > 1:
            begins = 0
        elif before == "via" or (before == "through" and _follows_a_name(draft, one.start - 1)):
            begins = one.start - 1
        elif (before == "from" and verb in {"intro", "introduction"}) or (
            before == "to" and verb == "thanks" and len(draft.mentions) > 1
        ):
            begins = one.start - 2
        elif after in _AFTER and sentence.norm(one.end + 1) in _ME and len(draft.mentions) > 1:
            ends = one.end + 2
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


def _was_introduced(draft: Draft, at: int) -> bool:
    return any(
        draft.sentence.norm(place) in {"introduced", "connected", "intro'd"}
        for place in range(max(0, at - 9), at)
    )


def _follows_a_name(draft: Draft, at: int) -> bool:
    """Whether "through" comes after a person or at a mark, and so says who introduced."""
    before = at - 1
    sentence = draft.sentence
    return before >= 0 and (sentence.is_named[before] or sentence.tokens[before].kind == "mark")
