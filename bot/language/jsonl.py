"""Sentences in and readings out as JSON lines, in the shape of the project's evaluation."""

import json
import time
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from bot.language.names import NameIndex
from bot.language.reader import prepare, read
from bot.language.reading import Context, FollowUp, Named, Reading
from bot.model.calendar import Month, MonthDay, Week
from bot.model.document import ContactId

BOT_NAMES = ("cordially", "cordiallybot", "u0cordial")
LISTS = frozenset(
    {
        "topics",
        "interests",
        "tags",
        "aka",
        "email",
        "phone",
        "handle",
        "url",
        "prefer",
        "avoid",
        "days",
    }
)


def parse_lines(lines: Iterable[str]) -> Iterator[str]:
    """For every line ``{id, text, reference, locale, known, platform}``, its reading.

    Raises:
        ValueError: if a line is not such an object.
    """
    prepare()
    for line in lines:
        if line.strip():
            yield json.dumps(parse_one(json.loads(line)), ensure_ascii=False)


def parse_one(asked: dict[str, Any]) -> dict[str, Any]:
    """One sentence with its circumstances, as its reading with the microseconds it took."""
    context = context_of(asked)
    began = time.thread_time_ns()
    reading = read(asked["text"], context)
    took = (time.thread_time_ns() - began) / 1000
    return {"id": asked["id"], **as_json(reading), "us": round(took, 1)}


def context_of(asked: dict[str, Any]) -> Context:
    """What a line's sentence is read against."""
    known = NameIndex()
    for number, name in enumerate(asked["known"]):
        known.put(ContactId(str(number)), [name])
    return Context(
        reference=datetime.fromisoformat(asked["reference"]),
        locale=asked["locale"],
        platform=asked["platform"],
        known=known,
        verbs={},
        bot_names=BOT_NAMES,
    )


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading as plain values: dates as strings, people with ``new``."""
    slots = {slot: _plain(slot, value) for slot, value in reading.slots.items()}
    people = [{"name": one.name, "new": one.is_new} for one in reading.slots.get("people", ())]
    slots.pop("words", None)
    if slots.get("setting") == "zone":
        slots.update(setting="location", place=slots.pop("value", slots.get("place")))
    return {"intent": reading.intent, **slots, "people": people, "when": slots.get("when")}


def _plain(slot: str, value: Any) -> Any:
    match value:
        case date() | Week() | Month() | MonthDay():
            return spell(value)
        case FollowUp(when, about):
            return {"when": spell(when) if when else None, "about": about}
        case Named(name):
            return name
        case tuple():
            plain = [_plain(slot, each) for each in value]
            return plain if len(plain) != 1 or slot in LISTS else plain[0]
        case _:
            return value


def spell(when: date | Week | Month | MonthDay) -> str:
    """A date, a week, a month or a yearly day in the ISO form for it."""
    match when:
        case Week(year, week):
            return f"{year:04}-W{week:02}"
        case Month(year, month):
            return f"{year:04}-{month:02}"
        case MonthDay(month, day):
            return f"--{month:02}-{day:02}"
        case _:
            return when.isoformat()
