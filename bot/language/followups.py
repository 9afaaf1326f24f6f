"""What the owner means to do next, in a message that tells of a contact."""

from bot.language.draft import Draft, read_length, tidy
from bot.language.patterns import patterns
from bot.language.reading import FollowUp
from bot.language.vocabulary import words
from bot.language.when import Found, day_of, period_of
from bot.model.calendar import Month, Week, first_day

_LONG = frozenset({"week", "month", "year", "summer", "winter", "autumn", "spring"})
_BREAKS = frozenset({".", "!", "?", ";", "\n", "–", "—", ")"})


def read_follow_up(draft: Draft) -> None:
    """Fill ``follow_up`` from the first words that say that something is to be done."""
    first = min((one.end for one in draft.mentions), default=0)
    found = min(
        (
            (pattern, match)
            for pattern, match in patterns("followups").find(
                draft.skeleton.text, draft.skeleton.begins
            )
            if not _is_quoted(draft.skeleton.text[: match.start()])
            and (
                pattern.slots.get("after") != "person"
                or draft.skeleton.token_at(match.start()) >= first > 0
            )
        ),
        key=lambda pair: (pair[1].start(), -pair[1].end()),
        default=None,
    )
    if found is None:
        return
    pattern, match = found
    start = draft.skeleton.token_at(match.start())
    after = draft.skeleton.token_at(match.end())
    if pattern.slots.get("keep") == "words":
        after = start
    end = _end(draft, max(after, start + 1))
    when = None
    for begins, ends, date in draft.sentence.date_spans():
        if start <= begins < end:
            ahead = draft.sentence.ahead(date)
            if not _is_under_way(draft, ahead, begins):
                when = day_of(ahead)
                draft.use(begins, ends)
            break
    else:
        when = read_length(draft, start, end)
    about = _about(draft, after, end)
    if when is None and about is None:
        return
    draft.put("follow_up", FollowUp(when, about), start, end, f"“{pattern.source}”")


def _is_under_way(draft: Draft, found: Found, begins: int) -> bool:
    """Whether a date is a week or a month that has begun: "this week" is no day."""
    if draft.sentence.norm(begins) == "this" and draft.sentence.norm(begins + 1) in _LONG:
        return True
    period = period_of(found)
    today = draft.sentence.context.reference.date()
    return isinstance(period, Week | Month) and period.first <= today


def _is_quoted(before: str) -> bool:
    """Whether somebody else has said what follows: "she said i should come"."""
    said = before.removesuffix("that ").split()[-2:]
    return len(said) > 1 and said[0] in words("tellers") and said[1] in words("sayings")


def read_deadline(draft: Draft) -> None:
    """A day that the other side set is a follow-up, too: "wants feedback by Friday"."""
    if "follow_up" in draft.slots:
        return
    sentence = draft.sentence
    if _read_bare_plan(draft):
        return
    for begins, ends, date in sentence.date_spans():
        if date.relation != "by" or draft.used[begins]:
            continue
        start = begins
        while start > 0 and not draft.is_boundary(start - 1):
            start -= 1
        for at in range(start, begins):
            if sentence.norm(at) in words("wanting"):
                about = tidy(draft.rest(at + 1, begins))
                draft.slots["follow_up"] = FollowUp(day_of(sentence.ahead(date)), about or None)
                draft.note_evidence("follow_up", at, ends, "a day that they set")
                return


def _read_bare_plan(draft: Draft) -> bool:
    """Fill it from a thought of its own with a day to come: "thank-you mail tomorrow"."""
    sentence = draft.sentence
    today = sentence.context.reference.date()
    for begins, ends, date in sentence.date_spans():
        period = period_of(date)
        if period is None or draft.used[begins] or first_day(period) <= today:
            continue
        start = begins
        while start > 0 and not draft.is_boundary(start - 1):
            start -= 1
        norms = [sentence.norm(at) for at in range(start, begins)]
        is_told = words("finite", "past", "clause_starts", "owners", "grammar") & set(norms)
        alone = ends == len(sentence.tokens) or draft.is_boundary(ends)
        if (
            start > 0
            and norms
            and alone
            and not is_told
            and not any(sentence.is_named[start:ends])
        ):
            about = tidy(draft.rest(start, begins))
            draft.put(
                "follow_up", FollowUp(day_of(date), about or None), start, ends, "a day to come"
            )
            return True
    return False


def _end(draft: Draft, at: int) -> int:
    """Where the thought ends that goes on at ``at``."""
    sentence = draft.sentence
    while at < len(sentence.tokens):
        token = sentence.tokens[at]
        if token.kind == "mark" and token.text in _BREAKS and sentence.date_at[at] is None:
            return at
        if token.kind == "tag":
            return at
        at += 1
    return at


def _about(draft: Draft, start: int, end: int) -> str | None:
    text = tidy(draft.rest(start, end))
    lower = text.casefold()
    for lead in (
        "I said I'd ",
        "said I'd ",
        "I promised to ",
        "I must ",
        "I should ",
        "I need to ",
        "I have to ",
    ):
        text = text.removeprefix(lead)
    lower = text.casefold()
    for lead in ("about ", "re ", "re: ", "on ", "regarding ", "to ", "with "):
        if lower.startswith(lead):
            text = text[len(lead) :]
            break
    return text or None
