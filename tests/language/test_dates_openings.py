"""With what a rule can begin."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates.openings import openings


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        ("a", {"a"}),
        ("ab", {"ab"}),
        ("a?b", {"ab", "b"}),
        ("a?bc", {"ab", "bc"}),
        ("[ab]c?", {"a", "b", "ac", "bc"}),
        ("a+b", {"aa", "ab"}),
        ("a{2,3}", {"aa"}),
        ("a{1,2}b", {"aa", "ab"}),
        ("(?:a|bc)d", {"ad", "bc"}),
        ("^a$", {"a"}),
        ("(?<=x)a(?=yz)", {"a"}),
        ("(?<!x)(?:a|b)?c(?!y)", {"ac", "bc", "c"}),
    ],
)
def test_the_openings_of_a_pattern(pattern: str, begins: set[str]) -> None:
    assert openings(pattern) == begins


SYMBOLS = st.sampled_from("abc")
PATTERNS = st.recursive(
    st.one_of(SYMBOLS, st.just("[ab]"), st.just("[bc]")),
    lambda inner: st.one_of(
        st.builds("(?:{}|{})".format, inner, inner),
        st.builds("(?:{}){}".format, inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2,4}"])),
        st.builds("{}{}".format, inner, inner),
    ),
    max_leaves=6,
)


@given(PATTERNS, st.text("abc", min_size=1, max_size=6))
def test_whatever_matches_begins_with_an_opening(pattern: str, text: str) -> None:
    match = re.match(pattern, text)
    if match is not None and match.end() > 0:
        begins = openings(pattern)
        assert match[0] in begins or match[0][:2] in begins
