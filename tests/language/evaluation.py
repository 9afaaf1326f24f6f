"""The sentences of this folder, scored: ``python -m tests.language.evaluation``.

With words after it, only the files whose names hold one of them, each with its faults.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from bot.language.jsonl import parse_one
from tests.language.book import NAMES, REFERENCE
from tests.language.scoring import SLOTS, Tally, Verdict, judge

FOLDER = Path(__file__).with_name("eval")
FILES = (Path(__file__).with_name("sentences.jsonl"), *sorted(FOLDER.glob("*.jsonl")))
FLOORS: Mapping[str, float] = {
    "intent": 0.985,
    "people": 0.985,
    "when": 0.965,
    "slots": 0.958,
    "exact": 0.93,
}
"""Below these the evaluation fails; each is what was measured, less half a point."""

Asked = dict[str, Any]


class Score(Struct):
    """The figures of some verdicts, each from 0 to 1."""

    count: int = 0
    intents: int = 0
    exact: int = 0
    dated: int = 0
    whens: int = 0
    people: Tally = field(default_factory=Tally)
    slots: Tally = field(default_factory=Tally)

    def add(self, verdict: Verdict) -> None:
        """Count one more."""
        self.count += 1
        self.intents += verdict.has_intent
        self.exact += verdict.is_exact
        self.dated += verdict.is_dated
        self.whens += verdict.is_dated and verdict.has_when
        self.people.add(verdict.people)
        self.slots.add(verdict.slots)

    @property
    def figures(self) -> dict[str, float]:
        """By name: the intent, people's F1, dates where one is stated, slots' F1, exact."""
        return {
            "intent": self.intents / self.count if self.count else 1.0,
            "people": self.people.f1,
            "when": self.whens / self.dated if self.dated else 1.0,
            "slots": self.slots.f1,
            "exact": self.exact / self.count if self.count else 1.0,
        }


def sentences(path: Path) -> Iterator[Asked]:
    """The sentences of a file, each with the circumstances that a line before it states."""
    around: Asked = {
        "reference": REFERENCE.isoformat(),
        "locale": "en-GB",
        "platform": "any",
        "known": list(NAMES),
    }
    for number, written in enumerate(path.read_text("utf-8").splitlines(), start=1):
        line = json.loads(written)
        if "text" in line:
            gold = line.get("gold") or {slot: line[slot] for slot in line if slot != "text"}
            yield {**around, "id": f"{path.stem}:{number}", **line, "gold": gold}
        else:
            around |= line


def verdict_on(asked: Asked) -> Verdict:
    """How this sentence is read, beside what it means."""
    return judge(asked["gold"], parse_one(asked), asked["reference"][:10])


def scored(found: Iterable[Asked]) -> dict[str, Score]:
    """The scores by intent, and of all as ``all``."""
    scores: dict[str, Score] = defaultdict(Score)
    for asked in found:
        verdict = verdict_on(asked)
        scores[verdict.intent].add(verdict)
        scores["all"].add(verdict)
    return scores


def too_low(score: Score) -> list[str]:
    """What is below its floor, in words."""
    return [
        f"{name} is {100 * score.figures[name]:.1f} %, below {100 * floor:.1f} %"
        for name, floor in FLOORS.items()
        if score.figures[name] < floor
    ]


def table(scores: Mapping[str, Score]) -> Iterator[str]:
    """The scores as lines, one an intent."""
    yield f"{'':14}{'count':>6}" + "".join(f"{name:>9}" for name in FLOORS)
    for intent in (*SLOTS, "all"):
        if score := scores.get(intent):
            figures = "".join(f"{100 * each:8.1f}%" for each in score.figures.values())
            yield f"{intent:14}{score.count:6}{figures}"


def faults(found: Iterable[Asked]) -> Iterator[str]:
    """Every sentence that is not read exactly, and why."""
    for asked in found:
        verdict = verdict_on(asked)
        if not verdict.is_exact:
            yield f"{asked['id']} [{verdict.intent}] {asked['text']}"
            yield from (f"      {fault}" for fault in verdict.faults)


def main(chosen: list[str]) -> int:
    """Print the table, and with ``chosen`` the faults; the exit status."""
    paths = [each for each in FILES if not chosen or any(part in each.stem for part in chosen)]
    found = [asked for path in paths for asked in sentences(path)]
    scores = scored(found)
    low = too_low(scores["all"]) if not chosen else []
    said = [*table(scores), *(faults(found) if chosen else low or ["Nothing below its floor."])]
    sys.stdout.writelines(f"{line}\n" for line in said)
    return int(bool(low))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
