"""What understanding a date costs, beside dateparser where that is installed.

CPU time of one thread, over sentences of the kinds that people type; the import is measured
in a process of its own.
"""

import importlib
import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

from bench.table import Cell, show
from bot.language.cadences import find_cadence
from bot.language.dates import find, read

Row = tuple[Cell, ...]

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
IMPORT = """
import time, datetime, re, typing, msgspec
began = time.process_time()
import bot.language.dates
print((time.process_time() - began) * 1e3)
"""


def run() -> None:
    """Print the table."""
    paste = " ".join(SENTENCES) * 10
    rows = [
        row("a date", SHORT, lambda text: read(text, NOW)),
        *peer(),
        row("dates of a sentence", SENTENCES, lambda text: find(text, NOW, looks="past")),
        row("cadence of a sentence", SENTENCES, find_cadence),
        row(f"a paste of {len(paste):,} bytes", (paste,), lambda text: find(text, NOW)),
    ]
    show("A call, in microseconds of CPU", ("", "median", "p99"), rows)
    show("Once", ("", "CPU ms"), [("import of the grammar", import_time())])


def peer() -> Iterator[Row]:
    """The same dates by dateparser, where it is installed."""
    if importlib.util.find_spec("dateparser"):
        parse = importlib.import_module("dateparser").parse
        yield row("a date, by dateparser", SHORT, parse)
    else:
        yield "a date, by dateparser", "not installed", ""


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
