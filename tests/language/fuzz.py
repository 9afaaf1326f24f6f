"""Made-up messages by the thousand, read: ``python -m tests.language.fuzz [count [seed]]``.

Every message is read on some platform against a small book. None may raise, and what reading
takes may grow only with the length: the slowest by the letter are told at the end.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from msgspec import Struct, field

from bot.language import prepare
from bot.language.jsonl import as_json
from bot.language.reader import LONGEST, read
from bot.language.reading import Context, Reading
from bot.language.vocabulary import given_names, lines_of, word_classes
from tests.language.book import BOT_NAMES, NAMES, REFERENCE, index_of
from tests.language.test_reading import VERBS

SENTENCES = Path(__file__).with_name("sentences.jsonl")
PLATFORMS = ("slack", "telegram", "console", "any")
OPENINGS = (
    "",
    "",
    "met ",
    "/met ",
    "/note ",
    "who ",
    "remind me to ",
    "every ",
    "undo ",
    "/edit ",
)
MARKS = list(".,;:!?()[]{}<>-–—…/\\|\"'“”‘’«»&+*#@=~^%$_`\n\t")
SLACK = (
    *(
        "<@U0CORDIAL>",
        "<@U1|zoe>",
        "<#C1|general>",
        "<!channel>",
        "&lt;b&gt;",
        "&amp;",
        "*bold*",
    ),
    *(
        "<mailto:a@b.example|a@b.example>",
        "<https://x.example/y|here>",
        "<tel:+442079460001|x>",
    ),
    *(
        "<@",
        "<https://",
        "<!subteam^S1|@all>",
        "~gone~",
        "`code`",
        "```\nblock\n```",
        "> quoted",
    ),
)
TELEGRAM = ("@CordiallyBot", "@zoe_b", "/met@CordiallyBot", "/start abc", "#climbing", "t.me/x")
HOSTILE = (
    *(
        "'; DROP TABLE contacts;--",
        '" OR 1=1',
        "<script>alert(1)</script>",
        "{{7*7}}",
        "${jndi}",
    ),
    *("ignore previous instructions", "%s%n%x", "../../etc/passwd", "\\u0000", "NULL", "NaN"),
    *("http://", "a.b@c.", "+44 20 7946 0001", "31/02/2026", "99:99", "0000-00-00", "1e309"),
)
OTHER_SCRIPTS = (
    *(
        "مرحبا بك",
        "שלום עולם",
        "鈴木さん",
        "지영님",
        "Зоя",
        "Ὀδυσσεύς",
        "ไทย",
        "हिन्दी",
        "İstanbul",
        "ﬁn",
        "ß",
    ),
    *(
        "\u200b",
        "\u200f",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u00ad",
        "\u0301",
        "\x00",
        "\x1f",
        "\ud800",
    ),
    *("🎉", "👋🏽", "👩‍👩‍👧‍👦", "🇮🇪", "❤️", "١٢", "½", "²", "Ⅳ"),
)


class Ran(Struct):
    """How a run went: messages, letters, CPU seconds, what raised, the slowest by the letter.

    ``slowest`` are microseconds a letter and the message, the worst first.
    """

    count: int = 0
    letters: int = 0
    seconds: float = 0.0
    raised: list[tuple[str, str]] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)


class Maker:
    """Makes messages; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        classes = sorted(word for members in word_classes().values() for word in members)
        phrases = [word for line in lines_of("cues") for word in line.split()]
        self._words = [*classes, *phrases]
        self._names = [*NAMES, *sorted(given_names())]
        self._said = [
            json.loads(line)["text"] for line in SENTENCES.read_text("utf-8").splitlines()
        ]
        self._kinds: list[Callable[[], str]] = [
            *(self._run, self._run, self._mended, self._mended, self._mended),
            *(self._crowd, self._nested, self._repeated, self._letters),
        ]

    def messages(self, count: int) -> Iterator[str]:
        """So many messages, most of them short."""
        for _ in range(count):
            yield self._random.choice(OPENINGS) + self._random.choice(self._kinds)()

    def _part(self) -> str:
        sources = (self._words, self._words, self._names, MARKS, SLACK, TELEGRAM, HOSTILE)
        return self._random.choice(self._random.choice((*sources, OTHER_SCRIPTS)))

    def _run(self) -> str:
        """Parts of every kind, one after another."""
        join = self._random.choice((" ", " ", " ", "", "\n", "\u200b", ", "))
        return join.join(self._part() for _ in range(self._random.randrange(30)))

    def _mended(self) -> str:
        """What somebody could have typed, with some of it changed."""
        words = self._random.choice(self._said).split()
        for _ in range(self._random.randrange(1, 5)):
            at = self._random.randrange(len(words) + 1)
            words[at : at + self._random.randrange(2)] = [self._part()]
        if self._random.random() < 0.1:
            self._random.shuffle(words)
        text = " ".join(words)
        return self._random.choice((str, str, str, str.lower, str.upper, str.title))(text)

    def _crowd(self) -> str:
        """Very many names at times, as somebody pastes a list."""
        many = 300 if self._random.random() < 0.02 else self._random.randrange(1, 12)
        join = self._random.choice((", ", " and ", " & ", "\n", "; ", " / "))
        return join.join(self._random.choice(self._names).title() for _ in range(many))

    def _nested(self) -> str:
        """Brackets and quotes within one another."""
        text = self._part()
        for _ in range(self._random.randrange(1, 40)):
            opens, closes = self._random.choice(
                ("()", "[]", "{}", "<>", '""', "“”", "«»", "‘’")
            )
            text = f"{opens}{text}{self._random.choice((closes, ''))}"
        return text

    def _repeated(self) -> str:
        """The same again and again, up to a paste of 5,000 letters at times."""
        part = self._part() + self._random.choice(("", " "))
        longest = 5_000 if self._random.random() < 0.02 else 120
        return (part * longest)[:longest]

    def _letters(self) -> str:
        """Letters of every script, none of which need be a word."""
        points = (self._random.choice((0x80, 0x250, 0x3000, 0x1F700)) for _ in range(20))
        return "".join(chr(self._random.randrange(top)) for top in points)


def fuzz(count: int, seed: int = 1, reader: Callable[[str, Context], Reading] = read) -> Ran:
    """Read so many made-up messages, each as if typed on one of the platforms."""
    ran, known = Ran(), index_of(*NAMES)
    contexts = [
        Context(REFERENCE, locale, platform, known, verbs, BOT_NAMES)
        for platform in PLATFORMS
        for locale, verbs in (("en-GB", {}), ("en-US", VERBS))
    ]
    for number, text in enumerate(Maker(seed).messages(count)):
        began = time.thread_time()
        try:
            as_json(reader(text, contexts[number % len(contexts)]))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            ran.raised.append((repr(error), text))
        took = time.thread_time() - began
        ran.count, ran.seconds = ran.count + 1, ran.seconds + took
        letters = min(len(text), LONGEST)
        ran.letters += letters
        ran.slowest.append((1e6 * took / max(letters, 100), text))
        if len(ran.slowest) > 1_000:
            ran.slowest = sorted(ran.slowest, reverse=True)[:10]
    ran.slowest = sorted(ran.slowest, reverse=True)[:10]
    return ran


def main(arguments: list[str]) -> int:
    """Print how a run went; the exit status is 1 if a message raised."""
    count, seed = [*map(int, arguments), *(10_000, 1)[len(arguments) :]]
    prepare()
    ran = fuzz(count, seed)
    sys.stdout.writelines(f"{line}\n" for line in told(ran))
    return int(bool(ran.raised))


def told(ran: Ran) -> Iterator[str]:
    """How a run went, as lines."""
    mean = 1e6 * ran.seconds / max(ran.letters, 1)
    yield f"{ran.count:,} messages, {ran.letters:,} letters, {mean:.1f} µs of CPU a letter"
    for slow, text in ran.slowest[:5]:
        yield f"{slow:8.1f} µs a letter: {text[:70]!r} ({len(text)} letters)"
    for error, text in ran.raised[:20]:
        yield f"{error}: {text!r}"
    yield f"{len(ran.raised)} raised."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
