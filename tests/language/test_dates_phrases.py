"""Some thousand ways to say a day, each with what it means on Wednesday 18 March 2026.

The phrases are lines of ``phrases/*.txt``: ``text = meaning``, where a meaning is a day, two
days with ``..`` between them (either may be open), a rule in the words of RFC 5545, or
``nothing``. A line that begins with ``<`` looks back, one that begins with ``>`` ahead.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.language.dates import read
from bot.language.dates.spans import Looks

NOW = datetime(2026, 3, 18, 9, 30)  # noqa: DTZ001  a wall clock: the zone is settled before
LOOKS: dict[str, Looks] = {"<": "past", ">": "future"}
PHRASES = [
    pytest.param(line, id=f"{path.stem}: {line}")
    for path in sorted(Path(__file__).with_name("phrases").glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def spelled(answer: Any) -> str:
    """An answer as it is written in the files."""
    if isinstance(answer, dict):
        rule = {
            name: value for name, value in answer.items() if (name, value) != ("interval", 1)
        }
        return ";".join(f"{name}={spelled(value)}".upper() for name, value in rule.items())
    if isinstance(answer, list):
        return ",".join(map(str, answer))
    if isinstance(answer, tuple):
        return "..".join("" if day is None else day.isoformat() for day in answer)
    if answer is None:
        return "nothing"
    return answer.isoformat() if isinstance(answer, date) else str(answer)


@pytest.mark.parametrize("line", PHRASES)
def test_a_phrase_means(line: str) -> None:
    text, _, meaning = line.rpartition(" = ")
    looks = LOOKS.get(text[0])
    said = text[2:] if looks else text
    assert spelled(read(said, NOW, prefer=looks)) == meaning
