"""One sentence, and what is understood of it: readable, or as JSON lines."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TextIO

import msgspec

from bot.clock import Clock, system_clock
from bot.command import find_commands
from bot.language import Context, jsonl, read
from bot.language.names import NameIndex
from bot.language.reading import Reading, Verb


def verbs() -> dict[str, Verb]:
    """Every verb that can be typed, as the language needs it."""
    return {
        verb: Verb(found.verb, found.usage, found.answers)
        for verb, found in find_commands().by_verb.items()
    }


def shown(sentence: str, *, clock: Clock = system_clock) -> str:
    """What is understood of ``sentence`` now and here, with the evidence for each slot."""
    reference: datetime = clock().astimezone()
    context = Context(
        reference=reference,
        locale="en-GB",
        platform="console",
        known=NameIndex(),
        verbs=verbs(),
        bot_names=(),
    )
    return "\n".join(_lines(read(sentence, context), sentence))


def _lines(reading: Reading, sentence: str) -> Iterable[str]:
    yield f"{'intent':12} {reading.intent}" + (f" ({reading.verb})" if reading.verb else "")
    because = {each.slot: each for each in reading.evidence}
    for slot, value in reading.slots.items():
        why = because.get(slot)
        reason = f"   “{sentence[why.start : why.end]}”: {why.because}" if why else ""
        yield f"{slot:12} {_written(value)}{reason}"
    for word in reading.unread:
        yield f"{'unread':12} {word}"


def _written(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def parse_lines(source: TextIO, target: TextIO) -> None:
    """Answer each JSON line of ``source`` with one of ``target``."""
    for line in jsonl.parse_lines(source):
        print(line, file=target, flush=True)
