"""How and when somebody may be approached, and about what not."""

import re
from collections.abc import Iterator

from bot.language.draft import Draft, tidy
from bot.language.intents.remarks import is_dull, subject
from bot.language.vocabulary import table, words
from bot.language.who import name_people

_BARE_HOUR = re.compile(
    r"\b(before|after|past|until|till|from) (2[0-3]|1?\d)\b(?![:.]\d|\s?[ap]\.?m|\s?[a-z/%-])"
)
_BETWEEN = re.compile(
    r"\bbetween (\d{1,2})(?:[:.](\d\d))? ?(am|pm)? (?:and|to|-) "
    r"(\d{1,2})(?:[:.](\d\d))? ?(am|pm)?\b"
)
EARLIEST = 10
"""The first hour that is the morning's where only the hour after which is said."""


def fill_boundary(draft: Draft) -> None:
    """How or when somebody may be approached: channels, hours, and the rule as typed."""
    people = subject(draft)
    name_people(draft, people)
    if "action" in (presets := draft.presets()):
        draft.slots["action"] = presets["action"]
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
    if text and not is_dull(text, words("rule_words")):
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
        if prefer and token.norm in words("preferred_to") and sentence.norm(at - 1) in channels:
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
    if span := _BETWEEN.search(words_before):
        draft.slots["not_before"], draft.slots["not_after"] = _span(span)
        return
    for start, clock in (*_clocks(draft), *_bare_hours(words_before)):
        before = words_before[max(0, start - 24) : start + 8]
        negative = any(word in words("negations") for word in words_before[:start].split())
        if "before" in before or "until" in before or "till" in before:
            slot = "not_before" if negative else "not_after"
        elif "after" in before or "past" in before or "from" in before:
            slot = "not_after" if negative else "not_before"
        else:
            continue
        draft.slots.setdefault(slot, clock)


def _clocks(draft: Draft) -> Iterator[tuple[int, str]]:
    for (start, _), clock in draft.sentence.times:
        if clock is not None:
            yield start, clock


def _bare_hours(typed: str) -> Iterator[tuple[int, str]]:
    """Hours without a mark: "before 10" is in the morning, "after 6" in the evening."""
    for found in _BARE_HOUR.finditer(typed):
        hour = int(found[2])
        late = found[1] in {"after", "past"} and hour < EARLIEST
        yield found.start(2), f"{hour + 12 * late:02}:00"


def _span(found: re.Match[str]) -> tuple[str, str]:
    """From when until when: "between 5 and 7pm", "between 9 and 5"."""
    first, last = int(found[1]), int(found[4])
    last_late = found[6] == "pm" or (not found[6] and last < min(first, EARLIEST))
    first_late = found[3] == "pm" or (not found[3] and last_late and first < last)
    return (
        f"{first % 24 + 12 * (first_late and first < 12):02}:{found[2] or '00'}",
        f"{last % 24 + 12 * (last_late and last < 12):02}:{found[5] or '00'}",
    )
