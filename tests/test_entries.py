import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.entries import entries
from bot.language.reading import Reading


def read(text: str) -> Reading:
    """Understands what begins with a verb, and nothing else."""
    verb, _, rest = text.partition(" ")
    people = (rest.split()[0],) if rest and rest[0].isupper() else ()
    return Reading(verb if verb in {"met", "note", "remind"} else "none", {"people": people})


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
        (
            "met at the fair:\n- Hana\n- Idris",
            ["met Hana at the fair", "met Idris at the fair"],
        ),
        ("met at the fair\n1. Hana\n2. Bo", ["met Hana at the fair", "met Bo at the fair"]),
        ("met at the fair :\n• Hana", ["met Hana at the fair"]),
        ("- met Hana\n- met Idris", ["met Hana", "met Idris"]),
        ("(1) met Hana\n(2) met Idris", ["met Hana", "met Idris"]),
        ("met Hana\n- met Idris", ["met Hana", "met Idris"]),
        ("met Hana\n- works at Acme", ["met Hana\n- works at Acme"]),
        ("3. April met Hana\n4. April met Bo", ["3. April met Hana\n4. April met Bo"]),
        ("met 3. April:\n3. Hana\n4. Bo", ["met 3. Hana 3. April", "met 4. Bo 3. April"]),
        ("met at the fair:\nIdris <i@x.org>", ["met Idris at the fair, i@x.org"]),
        (
            "met:\nIdris &lt;<mailto:i@x.org|i@x.org>&gt;, CTO",
            ["met Idris, <mailto:i@x.org|i@x.org>, CTO"],
        ),
        ("met:\nIdris <mailto:i@x.org|i@x.org>", ["met Idris <mailto:i@x.org|i@x.org>"]),
        ("met at the fair:\nIdris, CTO; tall", ["met Idris at the fair, CTO; tall"]),
        ("met at the fair:\nthe man from Acme", ["met the man from Acme at the fair"]),
        ("met Hana; met Idris", ["met Hana; met Idris"]),
        ("note Sarah:\n- tea\n- rain", ["note Sarah:\n- tea\n- rain"]),
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
