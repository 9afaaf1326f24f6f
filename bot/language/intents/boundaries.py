"""How and when somebody may be approached, and about what not."""

from bot.language.draft import Draft, tidy
from bot.language.intents.remarks import subject
from bot.language.vocabulary import table, words
from bot.language.who import name_people


def fill_boundary(draft: Draft) -> None:
    """How or when somebody may be approached: channels, hours, and the rule as typed."""
    people = subject(draft)
    name_people(draft, people)
    sentence = draft.sentence
    draft.used = [used and sentence.is_named[at] for at, used in enumerate(draft.used)]
    if people and sentence.norm(people[0].end) == "'s":
        draft.use(people[0].end, people[0].end + 1)
    _read_channels(draft)
    _read_hours(draft)
    text = ", ".join(
        piece
        for start, end in draft.clauses()
        if (piece := tidy(draft.rest(start, end, names=True)))
    )
    if text:
        draft.slots["note"] = text


def _read_channels(draft: Draft) -> None:
    sentence = draft.sentence
    channels = table("channels")
    prefer: list[str] = []
    avoid: list[str] = []
    negative = False
    for at, token in enumerate(sentence.tokens):
        if token.kind == "mark" or token.norm in {
            "but",
            "only",
            "prefers",
            "rather",
            "best",
            "unless",
        }:
            negative = False
        if token.norm in words("negations"):
            negative = True
        channel = channels.get(token.norm)
        if channel is None or draft.used[at]:
            continue
        ahead = {sentence.norm(at + 1), sentence.norm(at + 2)}
        target = prefer if "only" in ahead or not negative else avoid
        if channel not in target and not (
            token.norm == "person" and sentence.norm(at - 1) != "in"
        ):
            target.append(channel)
    if prefer:
        draft.slots["prefer"] = tuple(prefer)
    if avoid:
        kept = tuple(each for each in avoid if each not in prefer)
        draft.slots.update({"avoid": kept} if kept else {})


def _read_hours(draft: Draft) -> None:
    words_before = draft.sentence.cleaned.text[draft.sentence.begin :].casefold()
    for (start, _), clock in draft.sentence.times:
        if clock is None:
            continue
        before = words_before[max(0, start - 24) : start + 8]
        negative = any(word in words("negations") for word in words_before[:start].split())
        if "before" in before or "until" in before or "till" in before:
            slot = "not_before" if negative else "not_after"
        elif "after" in before or "past" in before or "from" in before:
            slot = "not_after" if negative else "not_before"
        else:
            continue
        draft.slots.setdefault(slot, clock)
