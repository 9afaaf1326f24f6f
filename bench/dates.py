"""What understanding a date costs, beside dateparser where that is installed.

CPU time of one thread, over sentences of the kinds that people type; the import is measured
in a process of its own.
"""

import importlib
import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import Any

from bot.language.cadences import find_cadence
from bot.language.dates import find, read

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
    print(f"import of the grammar {import_time():.0f} ms of CPU, once")
    print("                            median       p99   a call, in microseconds of CPU")
    print(row("a date", SHORT, lambda text: read(text, NOW)))
    print(row("dates of a sentence", SENTENCES, lambda text: find(text, NOW, looks="past")))
    print(row("cadence of a sentence", SENTENCES, find_cadence))
    paste = " ".join(SENTENCES) * 10
    print(row(f"a paste of {len(paste):,} bytes", (paste,), lambda text: find(text, NOW)))
    peer()


def peer() -> None:
    """The same dates by dateparser, or a word that it isn't there."""
    if importlib.util.find_spec("dateparser") is None:
        print("dateparser                isn't installed here, so there is no row for it")
        return
    parse = importlib.import_module("dateparser").parse
    print(row("a date, by dateparser", SHORT, parse))


def import_time() -> float:
    """Milliseconds of CPU that importing the grammar takes in a new process."""
    lines = [
        subprocess.run(
            [sys.executable, "-c", IMPORT], check=True, capture_output=True, text=True
        )
        for _ in range(3)
    ]
    return min(float(line.stdout) for line in lines)


def row(name: str, texts: tuple[str, ...], understand: Callable[[str], Any]) -> str:
    """Median and 99th percentile over all texts, each read many times."""
    for text in texts:
        understand(text)
    costs = [cost(understand, text) for _ in range(ROUNDS) for text in texts]
    return f"{name:<24} {median(costs):>9.0f} {quantiles(costs, n=100)[98]:>9.0f}"


def cost(understand: Callable[[str], Any], text: str) -> float:
    """Microseconds of CPU for one text."""
    began = time.thread_time_ns()
    understand(text)
    return (time.thread_time_ns() - began) / 1e3


if __name__ == "__main__":
    run()
