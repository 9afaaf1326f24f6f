"""What understanding a date costs and how often it is right, beside dateparser.

CPU time of one thread, over texts of the kinds that people type; the import is measured in a
process of its own. The share right is taken over the phrases of ``tests/language/phrases``
that mean one day, and over those that mean none. Our own share says only that the tests pass;
it is there so that the other's can be read.
"""

import importlib
import importlib.util
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.table import Cell, show
from bot.language.cadences import find_cadence
from bot.language.dates import find, prepare, read

Row = tuple[Cell, ...]
Read = Callable[[str, str | None], Any]
"""What reads a text that looks to the "past", the "future" or neither."""

NOW = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)
ROUNDS = 50
SHORT = (
    *("tomorrow", "last Tuesday", "in 3 weeks", "12 March", "3/4", "2026-05-06", "next month"),
    *("the first Monday of May", "two days before Christmas", "every other Friday", "weekend"),
    *("from 3 to 9 May", "since January", "May 5th, 2026 at 3pm", "a year and a half ago"),
)
SENTENCES = (
    "Ran into Ingrid at the trade fair yesterday, testing lead at Kestrel. Ping in 2 weeks",
    "coffee with Noor this morning, talked about the move to Ghent and her climbing trip",
    "lunch w/ Tariq and Pilar on the 9th, he promised the slides by Friday",
    "Mei's birthday is 4 November, and she starts at the museum next March",
    "keep in touch with my old flatmates every couple of months",
    "nothing about days in here at all, only a note on sourdough and bicycles",
)
PHRASES = Path(__file__).parents[1] / "tests/language/phrases"
LOOKS = {"<": "past", ">": "future"}
EVERY = 4
IMPORT = """
import time, datetime, re, typing, msgspec
began = time.process_time()
import bot.language.dates
print((time.process_time() - began) * 1e3)
"""


def run() -> None:
    """Print the tables."""
    began = time.process_time()
    prepare()
    prepared = (time.process_time() - began) * 1e3
    paste = " ".join(SENTENCES) * 10
    other = dateparser()
    rows = [
        row("a date", SHORT, lambda text: read(text, NOW)),
        *([row("a date, by dateparser", SHORT, lambda text: other(text, None))] * bool(other)),
        row("dates of a sentence", SENTENCES, lambda text: find(text, NOW, looks="past")),
        row("cadence of a sentence", SENTENCES, find_cadence),
        row(f"a paste of {len(paste):,} bytes", (paste,), lambda text: find(text, NOW)),
    ]
    show("A call, in microseconds of CPU", ("", "median", "p99"), rows)
    readers = {"ours, tested with them": ours, "dateparser": other}
    shares = [share(name, each) for name, each in readers.items() if each is not None]
    show("Right, of 100 of our own phrases", ("", "days", "no day", "us each"), shares)
    once = [("import of the grammar", import_time()), ("making its expressions", prepared)]
    show("Once", ("", "CPU ms"), once)


def ours(text: str, looks: str | None) -> Any:
    """A day, or whatever else was read."""
    return read(text, NOW, prefer=looks)  # type: ignore[arg-type]


def dateparser() -> Read | None:
    """The same by dateparser in English, told the same; ``None`` where it isn't installed."""
    if not importlib.util.find_spec("dateparser"):
        print("\ndateparser is not installed: python -m pip install -r requirements-dev.txt")
        return None
    warnings.simplefilter("ignore")
    parse = importlib.import_module("dateparser").parse

    def read_by_it(text: str, looks: str | None) -> Any:
        settings = {"RELATIVE_BASE": NOW.replace(tzinfo=None), "DATE_ORDER": "MDY"}
        if looks:
            settings["PREFER_DATES_FROM"] = looks
        found = parse(text, languages=["en"], settings=settings)
        return found and found.date()

    return read_by_it


def phrases() -> Iterator[tuple[str, str | None, date | None]]:
    """Every fourth of our phrases that mean a day or nothing: text, direction, meaning."""
    held = []
    for path in sorted(PHRASES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text, _, meaning = line.rpartition(" = ")
            if meaning == "nothing" or (meaning[:4].isdigit() and ".." not in meaning):
                held.append((text, meaning))
    for text, meaning in held[::EVERY]:
        looks = LOOKS.get(text[0])
        day = None if meaning == "nothing" else date.fromisoformat(meaning)
        yield text[2:] if looks else text, looks, day


def share(name: str, read_it: Read) -> Row:
    """How many of a hundred days and of a hundred other phrases are read as they are meant."""
    right: dict[bool, list[bool]] = {True: [], False: []}
    began = time.thread_time_ns()
    for text, looks, meaning in phrases():
        right[meaning is not None].append(read_it(text, looks) == meaning)
    spent = (time.thread_time_ns() - began) / 1e3
    days, others = (100 * sum(each) / len(each) for each in (right[True], right[False]))
    return name, days, others, spent / sum(map(len, right.values()))


def import_time() -> float:
    """Milliseconds of CPU that importing the grammar takes in a new process."""
    lines = [
        subprocess.run(
            [sys.executable, "-c", IMPORT], check=True, capture_output=True, text=True
        )
        for _ in range(3)
    ]
    return min(float(line.stdout) for line in lines)


def row(name: str, texts: tuple[str, ...], understand: Callable[[str], Any]) -> Row:
    """Median and 99th percentile over all texts, each read many times."""
    for text in texts:
        understand(text)
    costs = [cost(understand, text) for _ in range(ROUNDS) for text in texts]
    return name, median(costs), quantiles(costs, n=100)[98]


def cost(understand: Callable[[str], Any], text: str) -> float:
    """Microseconds of CPU for one text."""
    began = time.thread_time_ns()
    understand(text)
    return (time.thread_time_ns() - began) / 1e3
