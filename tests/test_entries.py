import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.entries import entries
from bot.language.reading import Reading


def read(text: str) -> Reading:
    """Understands what begins with a verb, and nothing else."""
    verb = text.split(" ", 1)[0]
    return Reading(verb if verb in {"met", "note", "remind"} else "none", {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("met Sarah", ["met Sarah"]),
        ("\n  met Sarah \n\n", ["met Sarah"]),
        ("met Sarah\nremind me tomorrow", ["met Sarah", "remind me tomorrow"]),
        ("met Sarah\n\n  met Bob", ["met Sarah", "met Bob"]),
        ("met Sarah\nwho is kind", ["met Sarah\nwho is kind"]),
        ("note Sarah: tea\nmet Bob", ["note Sarah: tea\nmet Bob"]),
        ("met at the fair:\nHana\nIdris", ["met Hana at the fair", "met Idris at the fair"]),
        ("met:\nHana\nIdris", ["met Hana", "met Idris"]),
        ("note:\nSarah likes tea\nand rain", ["note:\nSarah likes tea\nand rain"]),
        ("a poem:\nroses\nare red", ["a poem:\nroses\nare red"]),
        ("", [""]),
    ],
)
def test_lines_are_entries_if_each_says_something(text: str, expected: list[str]) -> None:
    assert entries(text, read) == expected


@given(some.text(some.sampled_from("met note:\n x"), max_size=40))
def test_no_line_is_lost(text: str) -> None:
    said = " ".join(entries(text, read)).replace(":", "").split()
    assert set(text.replace(":", "").split()) <= set(said)
