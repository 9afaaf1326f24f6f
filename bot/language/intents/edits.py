"""Changes to what is stored."""

from bot.language.details import read_details
from bot.language.draft import Draft
from bot.language.forms import read_form
from bot.language.intents.remarks import action_of
from bot.language.organisations import org_end_of, skip_article
from bot.language.vocabulary import table, words
from bot.language.when import Found, find_dates, period_of
from bot.language.who import name_people
from bot.model.calendar import Period

_EVERYONE = frozenset({"everyone", "everybody", "all", "everything"})


def fill_edit(draft: Draft) -> None:
    """Which contact or entry is changed, and to what."""
    action = action_of(draft, "edit")
    draft.slots["action"] = action
    held = [token.norm for token in draft.sentence.tokens]
    people = [one for one in draft.mentions if not one.negated]
    if action == "rename":
        _read_new_name(draft)
        people = people[:1]
    elif action == "forget" and (set(held) & _EVERYONE) and not people:
        draft.slots["everyone"] = True
        numbers = [norm for norm in held if norm.isdigit() and norm.isascii()]
        if numbers:
            draft.slots["value"] = numbers[0]
    elif action == "edit":
        _read_correction(draft)
    if action == "undo":
        people = []
    name_people(draft, people)


def _read_new_name(draft: Draft) -> None:
    sentence = draft.sentence
    count = len(sentence.tokens)
    for at in range(count - 1, 0, -1):
        norm = sentence.norm(at)
        if norm in words("rename_words") or sentence.tokens[at].text in {
            "->",
            "=>",
            "→",
            "➔",
            "–>",
        }:
            begin, end = at + 1, count
            while begin < end and sentence.norm(begin) in words("rename_fillers"):
                begin += 1
            while end > begin and sentence.norm(end - 1) in words("rename_fillers"):
                end -= 1
            name = sentence.text(begin, end).strip(" .!\"“”'")
            if name:
                draft.slots["new_name"] = name
                draft.mentions = [one for one in draft.mentions if one.start < at]
            return


def _last_named(draft: Draft, found: Found) -> Period | None:
    """What a date comes to; of "not yesterday, Monday" what stands after the comma."""
    begin = draft.sentence.begin
    typed = draft.sentence.cleaned.text[begin + found.start : begin + found.end]
    _, comma, last = typed.rpartition(", ")
    again = find_dates(last, draft.sentence.context, "past").found if comma else ()
    return period_of(again[-1] if again else found)


def _read_correction(draft: Draft) -> None:
    read_details(draft)
    for slot in read_form(draft):
        draft.slots["field"] = slot
    sentence = draft.sentence
    for slot in ("email", "phone"):
        if slot in draft.slots:
            draft.slots["field"] = slot
    for start, end, found in sentence.date_spans():
        denied = "not" in {sentence.norm(start - 1), sentence.norm(start)}
        if denied and "," not in sentence.text(start, end):
            continue
        period = _last_named(draft, found)
        if period is not None:
            draft.put("when", period, start, end, "the right date")
            draft.slots.setdefault("field", "when")
            return
    for at in range(len(sentence.tokens)):
        if (
            sentence.norm(at) in {"at", "to", "was"}
            and not draft.used[at]
            and "field" not in draft.slots
        ):
            begin = skip_article(sentence, at + 1)
            stop = org_end_of(sentence, at + 1, len(sentence.tokens))
            if stop and sentence.tokens[begin].is_capital:
                fields = (table("fields").get(word) for word in draft.skeleton.words)
                slot = next((each for each in fields if each), "place")
                value = sentence.text(begin, stop)
                draft.put(
                    slot,
                    (value,) if slot in {"org", "role"} else value,
                    at,
                    stop,
                    "the right one",
                )
                draft.slots["field"] = slot
