"""Answers to a nudge: done, later, skip, someone else."""

from datetime import date

from bot.language.draft import Draft, read_length, tidy
from bot.language.intents.remarks import action_of, free_text, without_ends
from bot.language.vocabulary import table, words
from bot.language.when import Found, day_of
from bot.language.who import name_people
from bot.model.calendar import Month


def fill_nudge_reply(draft: Draft) -> None:
    """Done, later, skip or someone else: which lines, until when, and what was said."""
    action = action_of(draft, "done")
    draft.slots["action"] = action
    name_people(draft, [one for one in draft.mentions if not one.negated])
    if action == "snooze":
        for start, end, found in draft.sentence.date_spans():
            day = until(draft, found)
            if day is not None:
                draft.put("when", day, start, end, "until when")
                break
        else:
            if day := read_length(draft, 0, len(draft.sentence.tokens)):
                draft.slots["when"] = day
    _read_index(draft)
    if action == "done":
        text = free_text(draft, 0, dates=False)
        text = without_ends(text, words("done_words", "articles") | {"with"})
        if len(text.split()) > 1:
            draft.slots["note"] = tidy(text)


def until(draft: Draft, found: Found) -> date | None:
    """The first day that is meant: "until September" is the first of it."""
    either = draft.sentence.undirected(found)
    if isinstance(either.value, Month):
        return either.value.first
    return day_of(draft.sentence.ahead(found))


def _read_index(draft: Draft) -> None:
    """Lines of a digest by number: "2", "1 and 3", "the first two", "both"."""
    held = [token.norm for token in draft.sentence.tokens]
    is_put_off = draft.sentence.past and draft.slots.get("action") == "snooze"
    counted = _first_numbers(draft)
    if not counted and is_put_off and not _plain_numbers(draft):
        return
    if counted := counted or _first_few(draft):
        draft.slots["index"] = counted
        return
    found: list[int] = []
    for at, token in enumerate(draft.sentence.tokens):
        if draft.sentence.norm(at + 1).rstrip("s") in words("units"):
            continue
        number = 0
        if token.norm.isdigit() and token.norm.isascii() and len(token.norm) < 3:
            number = int(token.norm)
        elif token.norm in table("ordinals") and (
            held[at - 1] == "the" or at == 0 or token.norm.endswith(("st", "nd", "rd", "th"))
        ):
            number = int(table("ordinals")[token.norm])
        if number and draft.sentence.date_at[at] is None and number not in found:
            found.append(number)
            draft.use(at, at + 1)
    if found and len(held) <= 10:
        draft.slots["index"] = tuple(found)


def _first_numbers(draft: Draft) -> tuple[int, ...]:
    """The numbers that a typed answer begins with: "later 1 tomorrow"."""
    found: list[int] = []
    if draft.typed is None:
        return ()
    for at, token in enumerate(draft.sentence.tokens):
        if token.norm.isdigit() and token.norm.isascii() and len(token.norm) < 3:
            found.append(int(token.norm))
            draft.use(at, at + 1)
        elif token.norm.rstrip("s") in words("units"):
            return ()
        elif token.norm not in {",", "and", "&", "+"}:
            break
    return tuple(found)


def _first_few(draft: Draft) -> tuple[int, ...]:
    """The lines that "the first two" are."""
    held = [token.norm for token in draft.sentence.tokens]
    for at, norm in enumerate(held[:-1]):
        if norm == "first" and (held[at + 1] in table("ordinals") or held[at + 1].isdigit()):
            draft.use(at, at + 2)
            return tuple(
                range(1, int(table("ordinals").get(held[at + 1]) or held[at + 1][:2]) + 1)
            )
    return ()


def _plain_numbers(draft: Draft) -> bool:
    return any(
        token.norm.isdigit() and draft.sentence.date_at[at] is None
        for at, token in enumerate(draft.sentence.tokens)
    )
