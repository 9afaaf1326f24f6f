"""Readings as JSON lines."""

import json
from typing import Any

import pytest

from bot.language.jsonl import parse_lines


def parsed(text: str, **more: str) -> dict[str, Any]:
    asked = {
        "id": "x1",
        "text": text,
        "reference": "2026-03-18T09:30:00+00:00",
        "locale": "en-US",
        "known": ["Mia Sand"],
        "platform": "any",
    }
    [line] = parse_lines([json.dumps(asked | more), "\n"])
    read: dict[str, Any] = json.loads(line)
    return read


def test_a_line_has_the_reading_and_what_it_took() -> None:
    read = parsed(
        "Ran into Oleg Tamm at GopherCon yesterday, SRE at Bolt. Follow up in 2 weeks"
    )
    assert read.pop("us") > 0
    assert read == {
        "id": "x1",
        "intent": "met",
        "people": [{"name": "Oleg Tamm", "new": True}],
        "when": "2026-03-17",
        "medium": "ran_into",
        "event": "GopherCon",
        "role": "SRE",
        "org": "Bolt",
        "follow_up": {"when": "2026-04-01", "about": None},
    }


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("met Mia last week", "2026-W11"),
        ("met Mia in February", "2026-02"),
        ("Mia's birthday is 3 May", "--05-03"),
        ("met Mia", None),
    ],
)
def test_dates_are_as_exact_as_what_was_said(text: str, when: str | None) -> None:
    assert parsed(text)["when"] == when


def test_a_known_name_is_spelled_as_in_the_book() -> None:
    assert parsed("coffee with mia")["people"] == [{"name": "Mia Sand", "new": False}]


def test_a_zone_is_told_as_a_location() -> None:
    read = parsed("zone Europe/Dublin")
    assert (read["setting"], read["place"]) == ("location", "Europe/Dublin")


def test_lists_stay_lists_and_what_is_single_is_single() -> None:
    read = parsed("met Zoe, SRE at Bolt, loves tea #fun z@zoe.example")
    assert read["tags"] == ["fun"]
    assert read["email"] == ["z@zoe.example"]
    assert read["interests"] == ["tea"]
    assert read["org"] == "Bolt"
    assert "words" not in parsed("/met Zoe")
