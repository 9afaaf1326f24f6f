"""What is understood of a sentence: readable, or as JSON lines."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TextIO

import msgspec
from msgspec import Struct

from bot.clock import Clock, system_clock
from bot.command import find_commands
from bot.language import Context, jsonl, read
from bot.language.names import NameIndex
from bot.language.reader import reasons
from bot.language.reading import FollowUp, Named, Reading, Verb


def verbs() -> dict[str, Verb]:
    """Every verb that can be typed, as the language needs it."""
    return {
        verb: Verb(found.verb, found.usage, found.answers)
        for verb, found in find_commands().by_verb.items()
    }


def shown(sentence: str, *, locale: str, clock: Clock = system_clock) -> str:
    """What is understood of ``sentence`` now and here, with the evidence for each slot."""
    reference: datetime = clock().astimezone()
    context = Context(
        reference=reference,
        locale=locale,
        platform="console",
        known=NameIndex(),
        verbs=verbs(),
    )
    return "\n".join(_lines(read(sentence, context), sentence, reasons(sentence, context)))


def _lines(reading: Reading, sentence: str, why_so: Sequence[str]) -> Iterable[str]:
    verb = f", typed as {reading.verb}" if reading.verb else ""
    spoke = f"   {' · '.join(why_so)}" if why_so and not verb else ""
    yield f"{'intent':12} {reading.intent}{verb}{spoke}"
    because = {each.slot: each for each in reading.evidence}
    for slot, value in reading.slots.items():
        if slot == "words":
            continue  # the sentence once more
        why = because.get(slot)
        reason = f"   “{sentence[why.start : why.end]}”: {why.because}" if why else ""
        yield f"{slot:12} {_written(value)}{reason}"
    for word in reading.unread:
        yield f"{'not read':12} {word}"


def _written(value: Any) -> str:
    match value:
        case str():
            return value
        case Named(name, is_new=is_new):
            return f"{name} (new)" if is_new else name
        case FollowUp(when, about):
            return _written(tuple(each for each in (when, about) if each))
        case tuple():
            return ", ".join(_written(each) for each in value)
    return msgspec.json.encode(value).decode().strip('"')


class Asked(Struct):
    """One line of input: a sentence and what it is to be read against."""

    id: Any
    text: str
    reference: str
    locale: str
    known: list[str]
    platform: str


class Wrong(Struct):
    """What is answered to a line that cannot be read."""

    line: int
    error: str


def parse_lines(source: Iterable[bytes], target: TextIO) -> int:
    """Answer each JSON line of ``source`` with one of ``target``; exit status.

    A line that cannot be read is answered with its number and why, and the next one is read
    all the same.
    """
    failed = False
    for number, line in enumerate(source, start=1):
        try:
            if line.strip():
                datetime.fromisoformat(msgspec.json.decode(line, type=Asked).reference)
        except ValueError as error:
            failed = True
            answers: Iterable[str] = [msgspec.json.encode(Wrong(number, str(error))).decode()]
        else:
            answers = jsonl.parse_lines([line.decode()])
        for answer in answers:
            print(answer, file=target, flush=True)
    return int(failed)
