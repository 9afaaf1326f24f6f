"""With which symbols a rule can begin, so that it is tried nowhere else.

Read from the expression itself: an opening is the first two symbols of something that it
matches, or the one symbol that is all of it.
"""

from collections.abc import Iterable

Openings = frozenset[str]
NOTHING: Openings = frozenset({""})
DEEP = 2
LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
REPEATS = {"?": (0, 1), "*": (0, DEEP), "+": (1, DEEP)}


def openings(pattern: str) -> Openings:
    """The openings of what a compiled pattern matches, its conditions left aside."""
    found, _ = _choice(pattern, 0)
    return found


def _choice(pattern: str, place: int) -> tuple[Openings, int]:
    """The openings of the alternatives from ``place`` on, and where these end."""
    found, place = _sequence(pattern, place)
    while pattern[place : place + 1] == "|":
        more, place = _sequence(pattern, place + 1)
        found |= more
    return found, place


def _sequence(pattern: str, place: int) -> tuple[Openings, int]:
    found = NOTHING
    while place < len(pattern) and pattern[place] not in "|)":
        single, place = _single(pattern, place)
        least, most, place = _repeats(pattern, place)
        if any(len(begin) < DEEP for begin in found):
            found = _followed(found, _repeated(single, least, most))
    return found, place


def _single(pattern: str, place: int) -> tuple[Openings, int]:
    """The openings of a symbol, a set, a group or a condition, and where it ends."""
    if pattern[place] in "^$":
        return NOTHING, place + 1
    if pattern[place] == "[":
        end = pattern.index("]", place)
        return frozenset(pattern[place + 1 : end]), end + 1
    if pattern[place] != "(":
        return frozenset(pattern[place]), place + 1
    look = next((look for look in LOOKS if pattern.startswith(look, place)), None)
    found, end = _choice(pattern, place + len(look or "(?:"))
    return (NOTHING if look else found), end + 1


def _repeats(pattern: str, place: int) -> tuple[int, int, int]:
    """How often what stands before ``place`` comes, at least and at most, and what follows."""
    mark = pattern[place : place + 1]
    if mark == "{":
        end = pattern.index("}", place)
        least, _, most = pattern[place + 1 : end].partition(",")
        return int(least), int(most), end + 1
    least_, most_ = REPEATS.get(mark, (1, 1))
    return least_, most_, place + (mark in REPEATS)


def _repeated(single: Openings, least: int, most: int) -> Openings:
    """The openings of so many in a row; past two of them nothing new begins."""
    found: Openings = NOTHING if not least else frozenset()
    row = NOTHING
    for times in range(1, min(most, DEEP) + 1):
        row = _followed(row, single)
        if times >= min(least, DEEP):
            found |= row
    return found


def _followed(firsts: Iterable[str], seconds: Openings) -> Openings:
    heads = {0: seconds, 1: {second[:1] for second in seconds}}
    return frozenset(
        first + second for first in firsts for second in heads.get(len(first), ("",))
    )
