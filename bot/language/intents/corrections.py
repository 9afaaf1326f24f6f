"""What is right instead: a day, how or where it was, or something of a person."""

from collections.abc import Iterator

from bot.language.details import read_details
from bot.language.draft import Draft
from bot.language.forms import read_form
from bot.language.organisations import org_end_of, skip_article
from bot.language.places import is_event, is_place
from bot.language.vocabulary import table, words
from bot.language.when import Found, find_dates, period_of
from bot.language.work import read_work
from bot.model.calendar import Period

_LISTS = frozenset({"org", "role", "location"})
_OF_ENTRIES = frozenset({"place", "event"})
_INSTEAD = frozenset({("instead", "of"), ("rather", "than")})
_SUBJECTS = frozenset({"she", "he", "they", "'s", "is", "works"})


def read_correction(draft: Draft) -> None:
    """Fill ``field`` and the slot it names with what is right; what is denied is left out."""
    read_details(draft)
    for slot in read_form(draft):
        draft.slots["field"] = slot
    for slot in ("email", "phone"):
        if slot in draft.slots:
            draft.slots["field"] = slot
    _read_day(draft)
    denied = frozenset(_denied(draft))
    for at in denied:
        draft.use(at, at + 1)
    if "field" not in draft.slots:
        _ = (
            _read_work(draft)
            or _read_named_field(draft)
            or _read_where(draft)
            or _read_medium(draft)
        )


def _read_day(draft: Draft) -> None:
    sentence = draft.sentence
    for start, end, found in sentence.date_spans():
        denied = "not" in {sentence.norm(start - 1), sentence.norm(start)}
        if denied and "," not in sentence.text(start, end):
            continue
        period = _last_named(draft, found)
        if period is not None:
            draft.put("when", period, start, end, "the right date")
            draft.slots.setdefault("field", "when")
            return


def _last_named(draft: Draft, found: Found) -> Period | None:
    """What a date comes to; of "not yesterday, Monday" what stands after the comma."""
    begin = draft.sentence.begin
    typed = draft.sentence.cleaned.text[begin + found.start : begin + found.end]
    _, comma, last = typed.rpartition(", ")
    again = find_dates(last, draft.sentence.context, "past").found if comma else ()
    return period_of(again[-1] if again else found)


def _denied(draft: Draft) -> Iterator[int]:
    """The tokens of what it was not: after "not", "instead of" and "rather than"."""
    sentence = draft.sentence
    is_denied = False
    for at, token in enumerate(sentence.tokens):
        pair = (token.norm, sentence.norm(at + 1))
        if token.norm in {"not", "isn't", "wasn't"} or pair in _INSTEAD:
            is_denied = True
        elif token.norm in {"but", "it", "she", "he", "they"} or token.kind == "mark":
            is_denied = False
        if is_denied:
            yield at


def _put(draft: Draft, slot: str, at: int, begin: int, stop: int) -> bool:
    value = draft.sentence.text(begin, stop)
    draft.put(slot, (value,) if slot in _LISTS else value, at, stop, "the right one")
    if slot not in _OF_ENTRIES or draft.sentence.norm(at) in table("fields"):
        draft.slots["field"] = slot
    return True


def _read_named_field(draft: Draft) -> bool:
    """Fill what is called by its name: "role CTO", "change the place to Graz"."""
    sentence = draft.sentence
    for at, token in enumerate(sentence.tokens):
        slot = table("fields").get(token.norm)
        if slot is None or draft.used[at]:
            continue
        begin = at + 1
        while sentence.norm(begin) in words("correction_links"):
            begin += 1
        stop = begin
        while stop < len(sentence.tokens) and sentence.is_word(stop) and not draft.used[stop]:
            stop += 1
        if stop > begin:
            return _put(draft, slot, at, skip_article(sentence, begin), stop)
    return False


def _read_work(draft: Draft) -> bool:
    """Fill ``role`` or ``org`` from "she's CTO, not CEO", "no, she's at Globex"."""
    sentence = draft.sentence
    for at, token in enumerate(sentence.tokens):
        if token.norm not in _SUBJECTS or draft.used[at]:
            continue
        if token.norm in {"'s", "is"} and not sentence.is_named[at - 1]:
            continue
        work = read_work(sentence, at, len(sentence.tokens), bare=True)
        role, org = (work.role, work.org) if work else (None, None)
        if role:
            _put(draft, "role", at, *role)
        if org:
            _put(draft, "org", at, *org)
        return bool(role or org)
    return False


def _read_where(draft: Draft) -> bool:
    """Fill ``place`` or ``event`` from "it was at the gym", "not Vienna, in Graz"."""
    sentence = draft.sentence
    for at in range(len(sentence.tokens)):
        if sentence.norm(at) not in words("correction_leads") or draft.used[at]:
            continue
        begin = skip_article(sentence, at + 1)
        stop = org_end_of(sentence, at + 1, len(sentence.tokens))
        if not stop:
            continue
        while stop > begin and draft.used[stop - 1]:
            stop -= 1
        is_here = is_place(sentence, begin, stop) and sentence.norm(at) in {"at", "in"}
        if is_event(sentence, begin, stop) and sentence.norm(at) in {"at", "was"}:
            return _put(draft, "event", at, at + 1, stop)
        if is_here or sentence.tokens[begin].is_capital:
            return _put(draft, "place", at, at + 1, stop)
    return False


def _read_medium(draft: Draft) -> bool:
    """Fill ``medium`` from "it was coffee, not lunch", "no, by phone"."""
    sentence = draft.sentence
    for at, token in enumerate(sentence.tokens):
        medium = _medium_of(token.norm)
        if medium is None or draft.used[at]:
            continue
        before = at - 1
        while sentence.norm(before) in {"a", "an", "over", "by", "on", "for", "just", "video"}:
            before -= 1
        if before < 0 or sentence.norm(before) in words("correction_starts"):
            draft.put("medium", medium, at, at + 1, "how it was")
            return True
    return False


def _medium_of(norm: str) -> str | None:
    for medium, kind in (
        ("meal", "meal_words"),
        ("drinks", "drink_words"),
        ("coffee", "coffee_words"),
    ):
        if norm in words(kind):
            return medium
    return table("media").get(norm)
