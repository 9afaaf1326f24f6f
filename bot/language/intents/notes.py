"""Lasting facts about somebody."""

from bot.language.details import read_details
from bot.language.draft import Draft
from bot.language.intents.clauses import read_side
from bot.language.intents.remarks import subject, without_lead
from bot.language.mentions import Mention
from bot.language.who import name_people


def fill_note(draft: Draft) -> None:
    """A lasting fact: what has a slot of its own goes there, the rest is the note."""
    read_details(draft)
    people = subject(draft)
    name_people(draft, people)
    if (presets := draft.presets()).get("action") == "ended":
        draft.slots.update(presets)
    start = without_lead(draft, "note")
    draft.use(0, start)
    if len(people) == 1 and draft.sentence.norm(people[0].end) == "'s":
        draft.use(people[0].end, people[0].end + 1)
    typed = _literal(draft, people)
    if typed is not None:
        draft.slots["note"] = typed
        return
    if draft.skeleton.text.startswith(("tag <p> as ", "tag <p> with ", "tag <p> : ")):
        text = draft.sentence.text(people[-1].end + 1, len(draft.sentence.tokens))
        tags = tuple(tag.strip(" #.!") for tag in text.split(",") if tag.strip(" #.!"))
        draft.put("tags", tags, 0, len(draft.sentence.tokens), "after “tag”")
        return
    if draft.skeleton.words[:2] == ("tag", "<p>") and len(draft.skeleton.words) == 3:
        begin = people[-1].end
        tag = draft.sentence.text(begin, begin + 1).strip(" #.!")
        draft.put("tags", (tag,), 0, len(draft.sentence.tokens), "after “tag”")
        return
    notes: list[tuple[int, str]] = []
    for begin, end in list(draft.clauses(start)):
        read_side(draft, begin, end, notes, medium=None)
    text = ", ".join(text for _, text in notes)
    if text:
        draft.slots["note"] = text


def _literal(draft: Draft, people: list[Mention]) -> str | None:
    """A note that quotes something with marks of code in it is kept letter for letter."""
    sentence = draft.sentence
    if not people:
        return None
    start = people[-1].end
    if sentence.norm(start) in {":", ","}:
        start += 1
    rest = sentence.text(start, len(sentence.tokens))
    return rest if any(mark in rest for mark in ("');", "--", "</", "{{", "${", "`")) else None
