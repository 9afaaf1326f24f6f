"""What understanding costs with 10,000 contacts, beside the floor: its tokens.

CPU time of one thread, over the sentences that the tests hold. What is done once is told
apart: the index, the import in a process of its own beside one that imports nothing, and the
first sentence, which loads the vocabulary.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product
from os import environ
from pathlib import Path
from random import Random
from statistics import median, quantiles

from bench.table import Cell, show
from bot.language import Context, read
from bot.language.cleaning import clean
from bot.language.names import NameIndex
from bot.language.tokens import tokenise
from bot.language.vocabulary import given_names
from bot.model.document import ContactId

Row = tuple[Cell, ...]

NOW = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)
CONTACTS = 10_000
ROUNDS = 5
COMMON = 3
SENTENCES = Path(__file__).parent.parent / "tests" / "language" / "sentences.jsonl"
SPENT = "import time; print(time.process_time() * 1e3)"
FIRST = """
import time
from tests.language.book import understood
began = time.process_time()
understood("met Zoe Bell at PyCon yesterday")
print((time.process_time() - began) * 1e3)
"""


def run() -> None:
    """Print the tables."""
    began = time.process_time()
    known = index_of(CONTACTS)
    built = (time.process_time() - began) * 1e3
    context = Context(NOW, "en-GB", "any", known, {}, ("cordially",))
    texts = [json.loads(line)["text"] for line in SENTENCES.read_text("utf-8").splitlines()]
    paste = " ".join(texts)[:4_000]
    rows = [
        row("a sentence, understood", texts, lambda text: read(text, context)),
        row("the floor: its tokens", texts, lambda text: tokenise(clean(text, "any"))),
        row("whom a name fits", ("Wren Bellmarson", "Wren"), known.match),
        row("near misses of a name", ("Wern Belmarson", "Belmarson", "Wern"), known.near),
        row("a paste of 4,000 letters", (paste,), lambda text: read(text, context)),
        row("4,000 open brackets", ("met " + "(" * 3_996,), lambda text: read(text, context)),
    ]
    show(f"A call, in microseconds of CPU, {CONTACTS:,} contacts", ("", "median", "p99"), rows)
    idle = alone(SPENT)
    show(
        "Once",
        ("", "CPU ms"),
        [
            (f"an index of {CONTACTS:,} contacts", built),
            ("import of bot.language", alone(f"import bot.language; {SPENT}") - idle),
            ("of which: import of msgspec", alone(f"import msgspec; {SPENT}") - idle),
            ("the floor: a process that imports nothing", idle),
            ("the first sentence", alone(FIRST)),
        ],
    )


def index_of(count: int) -> NameIndex:
    """An index of so many contacts with names that differ."""
    index = NameIndex()
    for number, name in enumerate(names(count)):
        index.put(ContactId(str(number)), [name])
    return index


def names(count: int) -> list[str]:
    """Made-up names, some of whose parts are far commoner than others, as in a town."""
    heads, middles = ("Bell", "Stan", "Kor", "Mir", "Ad"), ("mar", "ov", "en", "i", "ul")
    parts = product(heads, middles, middles, ("son", "berg", "ski", "sen", "dottir"))
    surnames = ["Bellmarson", *map("".join, parts)]
    given = ["Wren", "Will", "May", *map(str.title, sorted(given_names())[::6])]
    draw = Random(COMMON)
    found: dict[str, None] = {}
    while len(found) < count:
        one, other = (each[int(len(each) * draw.random() ** 2)] for each in (given, surnames))
        found[f"{one} {other}"] = None
    return list(found)


def row(name: str, texts: list[str] | tuple[str, ...], call: Callable[[str], object]) -> Row:
    """A line of the table: ``call`` on every text, some rounds."""
    took = []
    for _ in range(ROUNDS + 1):
        for text in texts:
            began = time.thread_time_ns()
            call(text)
            took.append((time.thread_time_ns() - began) / 1e3)
    warm = took[len(texts) :]
    return name, median(warm), quantiles(warm, n=100)[-1]


def alone(program: str) -> float:
    """What a program prints, in a process of its own that finds bytecode; the best of five."""
    command = [sys.executable, "-c", program]
    around = {name: held for name, held in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return min(
        float(subprocess.run(command, check=True, capture_output=True, env=around).stdout)
        for _ in range(5)
    )
