"""When a contact took place: of the dates in a message, the one that is its own."""

from bot.language.draft import Draft
from bot.language.intents.phrases import contact_words
from bot.language.vocabulary import words
from bot.language.when import others_of, period_of
from bot.model.calendar import first_day


def read_date(draft: Draft, head: int) -> None:
    """Fill ``when`` with the date of the contact: not one of what was told then."""
    for start, end, found in draft.sentence.date_spans():
        if draft.used[start] or found.relation in {"by", "before", "after", "since"}:
            continue
        period = period_of(found)
        if start > head and _is_told(draft, head, start):
            continue
        if draft.sentence.norm(start - 1) in {"to", "for", "until", "till", "from"}:
            continue
        if (
            draft.sentence.norm(start) in {"from", "all"}
            or draft.sentence.norm(start - 1) == "all"
        ):
            continue
        if period is None or first_day(period) > draft.sentence.context.reference.date():
            continue
        if _was_attempt(draft, start) or _is_kind(draft, start, end):
            continue
        if _is_inside_name(draft, start, end) or _is_about(draft, start, end):
            continue
        draft.put("when", period, start, end, "a date in the past")
        if others := others_of(found):
            draft.slots["when_or"] = others
        return


def _acts(norm: str) -> bool:
    """Whether a word is a verb in the past: "knocked on Sunday" is the contact itself."""
    return norm in words("past") or (len(norm) > 4 and norm.endswith("ed"))


def _has_plain_words(draft: Draft, begin: int, at: int) -> bool:
    """Whether a thought before its date says something else than who, what and where."""
    first = draft.sentence.norm(begin)
    if _acts(first) or first in words("where_leads"):
        return False
    kept = contact_words("grammar", "events", "places", "roles", "common")
    return any(
        draft.sentence.is_word(place)
        and not draft.used[place]
        and not draft.sentence.tokens[place].is_capital
        and draft.sentence.norm(place) not in kept
        for place in range(begin, at)
    )


def leave_unread(draft: Draft) -> None:
    """Keep as unread a day that is still to come: nobody has been met next week."""
    if "when" in draft.slots or "note" in draft.slots:
        return
    for start, end, found in draft.sentence.date_spans():
        period = period_of(found)
        today = draft.sentence.context.reference.date()
        if period is not None and not draft.used[start] and first_day(period) > today:
            draft.unread.append(draft.sentence.text(start, end))


def _is_told(draft: Draft, head: int, at: int) -> bool:
    """Whether a date after the contact is in a thought of its own, with its own subject."""
    begin = at
    while begin > head and not draft.is_boundary(begin - 1):
        begin -= 1
    sentence = draft.sentence
    if begin <= head:
        return any(
            sentence.norm(place) in {"he", "she", "they", "who"}
            for place in range(head + 1, at)
        )
    held = {sentence.norm(place) for place in range(begin, at)}
    if sentence.norm(begin) in words("reached"):
        return False
    told = held & words("tellers") and held & words("finite", "past")
    told = told or held & words("present")
    if sentence.norm(begin) in words("imperatives"):
        return True
    if (sentence.is_named[begin] and begin > head) or _has_plain_words(draft, begin, at):
        return True
    first = sentence.norm(begin)
    if first.endswith("s") and first not in contact_words("grammar", "past"):
        return True
    return bool(told) or (begin < at and sentence.norm(begin).endswith("ing"))


def _is_kind(draft: Draft, start: int, end: int) -> bool:
    """Whether a feast says what kind it was, and another day when: "Christmas drinks"."""
    norm = draft.sentence.norm(end)
    named = norm in words("events") or norm in contact_words()
    if not named or norm in words("grammar") or not draft.sentence.is_word(end):
        return False
    small = draft.sentence.norm(start) in words("grammar")
    return not small and any(begins > end for begins, _, _ in draft.sentence.date_spans())


def _was_attempt(draft: Draft, at: int) -> bool:
    """Whether a date is of a try only, and that of the contact follows: "no luck on Monday"."""
    if draft.skeleton.held.isdisjoint(words("attempted")):
        return False
    begin = at
    while begin > 0 and not draft.is_boundary(begin - 1):
        begin -= 1
    tried = any(draft.sentence.norm(place) in words("attempted") for place in range(begin, at))
    later = any(start > at + 1 for start, _, _ in draft.sentence.date_spans())
    return tried and later


def _is_about(draft: Draft, start: int, end: int) -> bool:
    """Whether a date belongs to what was talked about: "about Diwali catering"."""
    sentence = draft.sentence
    leads = words("topic_leads")
    is_led = sentence.norm(start) in leads or sentence.norm(start - 1) in leads
    return is_led and sentence.is_word(end) and sentence.norm(end) not in words("grammar")


def _is_inside_name(draft: Draft, start: int, end: int) -> bool:
    """Whether a date belongs to the name of a happening: "the Tuesday pottery class"."""
    sentence = draft.sentence
    before, after = sentence.norm(start - 1), sentence.norm(end)
    if before not in {"the", "a", "our", "my"}:
        return False
    if end == start + 1 and sentence.is_word(end) and after not in words("grammar"):
        return True
    follows = sentence.norm(end + 1)
    return after in words("events") or (sentence.is_free(end) and follows in words("events"))
