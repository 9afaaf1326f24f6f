"""The weights of ``bot.language.learned``, made from labelled sentences: ``make weights``.

``python -m tests.language.training`` writes them; with ``compare`` it tells instead, file by
file, how often the intent is right by cues alone, by weights alone and by both, each sentence
read with weights that were learned from the others (five parts, each left out in turn).
"""

import hashlib
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from bot.language.decision import Candidates, candidates_of
from bot.language.jsonl import context_of
from bot.language.learned import INTENTS, Weights, packed, written
from bot.language.reader import draft_of
from bot.language.vocabulary import FOLDER, LANGUAGE
from tests.language.evaluation import FILES, Asked, sentences

LESSONS = Path(__file__).with_name("lessons")
TARGET = FOLDER / LANGUAGE / "weights.txt"
PARTS = 5
ROUNDS = 12
PACE = 0.1
NOTHING = 2.2
RARE = 2
SCALE = 10
_HEAD = """\
# How much each trait of a sentence speaks for an intent or against it, in tenths.
# Made by `make weights` from sentences with the fingerprint {fingerprint}. Do not edit.
"""


class Lesson(Struct, frozen=True):
    """One sentence: the file it is from, what it is meant to do, what speaks for what."""

    source: str
    meant: str
    also: tuple[str, ...]
    found: Candidates

    def is_right(self, intent: str) -> bool:
        """Whether an intent is one that most people would see in it."""
        return intent == self.meant or intent in self.also


def paths() -> tuple[Path, ...]:
    """The files that are learned from."""
    return (*FILES, *sorted(LESSONS.glob("*.jsonl")))


def fingerprint(found: Iterable[Path]) -> str:
    """A few letters that change with the text of any of the files."""
    digest = hashlib.sha256()
    for path in found:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def lessons(found: Iterable[Path]) -> Iterator[Lesson]:
    """The sentences of some files, but for typed commands: those say what they are."""
    for path in found:
        for asked in sentences(path):
            if lesson := _lesson(path.stem, asked):
                yield lesson


def _lesson(source: str, asked: Asked) -> Lesson | None:
    draft = draft_of(asked["text"], context_of(asked))
    if draft is None:
        return None
    gold = asked["gold"]
    also = tuple(gold.get("accept", {}).get("intent", ()))
    return Lesson(source, gold["intent"], also, candidates_of(draft))


def learn(taught: Sequence[Lesson]) -> dict[str, dict[str, int]]:
    """The weights by trait and intent, in tenths, without those that are nothing.

    A multinomial logistic regression, in an order that is always the same. A weight stays
    nothing until enough speaks for it, and moves less the more it has moved (FTRL-Proximal:
    McMahan and others, "Ad Click Prediction: a View from the Trenches", 2013).
    """
    counts = Counter(trait for one in taught for trait in set(one.found.traits))
    kept = {
        trait for trait, count in counts.items() if count >= RARE and _can_be_written(trait)
    }
    rows = [(sorted(kept & set(one.found.traits)), INTENTS.index(one.meant)) for one in taught]
    learned = {trait: _Row() for trait in kept}
    order = random.Random(0)
    for _ in range(ROUNDS):
        order.shuffle(rows)
        for traits, meant in rows:
            held = [learned[trait] for trait in traits]
            for at, slope in _slopes([row.weights for row in held], meant):
                for row in held:
                    row.learn(at, slope)
    return {trait: said for trait in sorted(kept) if (said := _tenths(learned[trait].weights))}


class _Row:
    """The weights of one trait, an intent each, with what they have been moved by so far."""

    __slots__ = ("pulls", "squares", "weights")

    def __init__(self) -> None:
        self.weights = [0.0] * len(INTENTS)
        self.pulls = [0.0] * len(INTENTS)
        self.squares = [0.0] * len(INTENTS)

    def learn(self, at: int, slope: float) -> None:
        before = math.sqrt(self.squares[at])
        self.squares[at] += slope * slope
        after = math.sqrt(self.squares[at])
        pull = self.pulls[at] + slope - (after - before) / PACE * self.weights[at]
        self.pulls[at] = pull
        beyond = max(abs(pull) - NOTHING, 0.0)
        self.weights[at] = -math.copysign(beyond, pull) * PACE / (1 + after)


def _can_be_written(trait: str) -> bool:
    return trait.isprintable() and not trait.startswith("#")


def _slopes(held: Sequence[Sequence[float]], meant: int) -> list[tuple[int, float]]:
    """By how much each intent is thought too likely, where that matters."""
    sums = [sum(each) for each in zip(*held, strict=True)] or [0.0] * len(INTENTS)
    most = max(sums)
    odds = [math.exp(each - most) for each in sums]
    whole = sum(odds)
    slopes = [each / whole - (at == meant) for at, each in enumerate(odds)]
    return [(at, slope) for at, slope in enumerate(slopes) if abs(slope) > 0.005]


def _tenths(weights: Sequence[float]) -> dict[str, int]:
    rounded = [round(weight * SCALE) for weight in weights]
    return {intent: each for intent, each in zip(INTENTS, rounded, strict=True) if each}


def packed_all(learned: Mapping[str, Mapping[str, int]]) -> Weights:
    """The weights as they are used."""
    return Weights({trait: packed(each) for trait, each in learned.items()})


def compare(taught: Sequence[Lesson]) -> Iterator[str]:
    """The shares that are right, file by file: cues alone, weights alone, both."""
    part = random.Random(1)
    parts = [part.randrange(PARTS) for _ in taught]
    right: dict[str, list[list[bool]]] = {}
    for left_out in range(PARTS):
        rest = [one for one, part_of in zip(taught, parts, strict=True) if part_of != left_out]
        weights = packed_all(learn(rest))
        for one, part_of in zip(taught, parts, strict=True):
            if part_of == left_out:
                spoken = weights.speak(one.found.traits)
                alone = max(INTENTS, key=spoken.__getitem__)
                given = (one.found.by_cues, alone, one.found.strongest(weights))
                right.setdefault(one.source, []).append(list(map(one.is_right, given)))
    yield f"{'':14}{'count':>6}{'cues':>9}{'weights':>9}{'both':>9}"
    for source in [*right, "all"]:
        held = (
            right[source]
            if source != "all"
            else [one for each in right.values() for one in each]
        )
        shares = "".join(
            f"{100 * sum(each) / len(held):8.1f}%" for each in zip(*held, strict=True)
        )
        yield f"{source:14}{len(held):6}{shares}"


def main(
    asked: Sequence[str], found: Sequence[Path] | None = None, target: Path = TARGET
) -> int:
    """Write the weights to ``target``, or compare; the exit status."""
    found = paths() if found is None else found
    taught = list(lessons(found))
    if asked == ["compare"]:
        sys.stdout.writelines(f"{line}\n" for line in compare(taught))
        return 0
    lines = [written(trait, each) for trait, each in learn(taught).items()]
    head = _HEAD.format(fingerprint=fingerprint(found))
    target.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    sys.stdout.write(f"{len(lines)} traits from {len(taught)} sentences\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
