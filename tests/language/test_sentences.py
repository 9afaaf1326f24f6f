"""Sentences of our own, each with what it means."""

import json
from pathlib import Path

import pytest

from bot.language.jsonl import as_json
from tests.language.book import understood

SENTENCES = [
    json.loads(line)
    for line in Path(__file__).with_name("sentences.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("expected", SENTENCES, ids=lambda one: one["text"])
def test_a_sentence_means(expected: dict[str, object]) -> None:
    read = as_json(understood(str(expected["text"])))
    said = {slot: value for slot, value in read.items() if value not in (None, [])}
    assert {"text": expected["text"], **said} == expected
