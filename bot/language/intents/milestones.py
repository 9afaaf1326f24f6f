"""Days that matter in somebody's life."""

import re
from datetime import date

from bot.language.draft import Draft
from bot.language.intents.phrases import put_work
from bot.language.intents.remarks import (
    free_text,
    is_dull,
    subject,
    use_cues,
    without_ends,
    without_lead,
)
from bot.language.mentions import Mention
from bot.language.organisations import org_end_of, skip_article
from bot.language.vocabulary import words
from bot.language.when import Found, others_of, period_of, yearly_of
from bot.language.who import name_people
from bot.language.work import read_work
from bot.model.calendar import Month, MonthDay, Week

Day = date | Week | MonthDay
_YEAR = re.compile(r"\d{4}|\d[/.-]\d{1,2}[/.-]\d\d|['’]\d\d\b")
_YEARLY = frozenset({"birthday", "work_anniversary", "anniversary"})


def fill_milestone(draft: Draft) -> None:
    """A day that matters: its kind, its date with as much year as was said, who and where."""
    draft.slots.update(draft.presets())
    kind = draft.slots.get("kind", "birthday" if draft.typed == "birthday" else None)
    if kind:
        draft.slots["kind"] = kind
    name_people(draft, _couple(draft, subject(draft), kind))
    _read_day(draft, yearly=kind in _YEARLY)
    _read_new_work(draft, kind)
    start = without_lead(draft, "milestone")
    use_cues(draft)
    for begin, end, found in draft.sentence.date_spans():
        if period_of(found) is not None and not _is_length(draft, begin, found):
            draft.use(begin, end)
    text = free_text(draft, start, dates=False, names=False)
    says_more = "year" in text or not is_dull(text, words("day_words", "grammar", "relations"))
    if says_more and kind not in {"birthday", "promotion", "new_job"}:
        draft.slots["note"] = without_ends(text, words("day_words"))


def _couple(draft: Draft, people: list[Mention], kind: str | None) -> list[Mention]:
    """Those named, with whoever somebody has proposed to or marries."""
    if kind not in {"engagement", "wedding"} or len(people) != 1:
        return people
    for one in draft.mentions:
        leads = draft.sentence.norm(one.start - 1) in {"to", "marries", "married", "marrying"}
        if one.start > people[0].end and leads and one.contacts:
            return [*people, one]
    return people


def _read_day(draft: Draft, *, yearly: bool) -> None:
    sentence = draft.sentence
    for start, end, found in sentence.date_spans():
        if _is_length(draft, start, found):
            continue
        value = (
            _yearly(
                directed(draft, found),
                has_year=_YEAR.search(sentence.text(start, end)) is not None,
            )
            if yearly
            else period_of(directed(draft, found))
        )
        if value is None:
            continue
        draft.put("when", value, start, end, "the day of it")
        if others := others_of(found):
            draft.slots["when_or"] = others
        return


def _is_length(draft: Draft, start: int, found: Found) -> bool:
    """Whether it is how long something was: "after 31 years of teaching"."""
    return found.relation == "since" and draft.sentence.norm(start) == "after"


def _yearly(found: Found, *, has_year: bool) -> Day | None:
    monthly = yearly_of(found)
    if monthly is not None:
        return monthly
    value = period_of(found)
    if isinstance(value, date) and not has_year:
        return MonthDay(value.month, value.day)
    return value if not isinstance(value, Month) else None


def _around(draft: Draft, found: Found) -> frozenset[str]:
    """The words of the thought that a date stands in, or all where it stands alone."""
    sentence = draft.sentence
    for begin, end in draft.clauses():
        first, last = sentence.tokens[begin], sentence.tokens[end - 1]
        is_in = first.start - sentence.begin <= found.start < last.end - sentence.begin
        near = frozenset(sentence.norm(at) for at in range(begin, end))
        if is_in and (near & words("past", "ahead_words") or any(map(_is_past, near))):
            return near
    return draft.skeleton.held


def _is_past(word: str) -> bool:
    return word.endswith("ed")


def directed(draft: Draft, found: Found) -> Found:
    """A date read ahead where the sentence speaks of what is to come."""
    held = _around(draft, found)
    happened = held & words("past") or any(word.endswith("ed") for word in held)
    if happened and not held & words("ahead_words"):
        return found
    if draft.slots.get("kind") in {"promotion", "new_job"} and not held & words("ahead_words"):
        return found
    either = draft.sentence.undirected(found)
    return either if isinstance(either.value, Month) else draft.sentence.ahead(found)


def _read_new_work(draft: Draft, kind: str | None) -> None:
    sentence = draft.sentence
    for at, token in enumerate(sentence.tokens):
        if draft.used[at] or token.kind != "word":
            continue
        if kind in {"promotion", "new_job"}:
            if (at and sentence.is_named[at - 1] and token.is_capital) or token.norm in {
                "to",
                "as",
                "is",
                "'s",
                "made",
                "now",
                "become",
                "becomes",
                "became",
                "named",
                "new",
            }:
                is_head = at and sentence.is_named[at - 1] and token.is_capital
                start = at if is_head else at + 1
                work = read_work(sentence, start, len(sentence.tokens), bare=True)
                if work and work.role:
                    put_work(draft, work, at)
                    return
        elif kind in {"work_anniversary", "graduation"} and token.norm in {
            "at",
            "with",
            "from",
        }:
            stop = org_end_of(sentence, at + 1, len(sentence.tokens))
            if stop and sentence.tokens[skip_article(sentence, at + 1)].is_capital:
                begin = skip_article(sentence, at + 1)
                draft.put("org", (sentence.text(begin, stop),), at, stop, "where it is")
                return
        elif kind in {"wedding", "engagement"} and token.norm in {"in", "at"}:
            begin = skip_article(sentence, at + 1)
            stop = org_end_of(sentence, at + 1, len(sentence.tokens))
            if stop and sentence.tokens[begin].is_capital:
                draft.put("place", sentence.text(begin, stop), at, stop, "where it is")
                return
