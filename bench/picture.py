"""A picture of simulated years, written as SVG by hand: load a day, and the longest gaps."""

from collections.abc import Sequence

WIDE, HIGH, GAP = 430, 120, 40
_STYLE = "font: 12px sans-serif; fill: #333"
Drawn = tuple[int, Sequence[int], Sequence[float]]
"""Contacts, people proposed on each day, and each kept contact's longest gap."""


def picture(years: Sequence[Drawn]) -> str:
    """One row for each book: people a morning over the year, and gaps against cadence."""
    height = (HIGH + GAP) * len(years) + GAP
    rows = "\n".join(_row(index, *each) for index, each in enumerate(years))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * WIDE + 3 * GAP}" '
        f'height="{height}" style="{_STYLE}; background: #fff">\n{rows}\n</svg>\n'
    )


def _row(index: int, size: int, a_day: Sequence[int], waits: Sequence[float]) -> str:
    top = GAP + index * (HIGH + GAP)
    left, right = GAP, 2 * GAP + WIDE
    title = f'<text x="{left}" y="{top - 8}">{size:,} contacts: people a morning</text>'
    second = f'<text x="{right}" y="{top - 8}">longest gap, in cadences</text>'
    return "\n".join(
        [title, second, _bars(left, top, _weeks(a_day), 3.0), _waits(right, top, waits)]
    )


def _weeks(a_day: Sequence[int]) -> list[float]:
    """The mean of each week."""
    weeks = [a_day[first : first + 7] for first in range(0, len(a_day) - 6, 7)]
    return [sum(week) / len(week) for week in weeks]


def _bars(left: int, top: int, values: Sequence[float], most: float) -> str:
    width = WIDE / max(len(values), 1)
    bars = [
        f'<rect x="{left + n * width:.1f}" y="{top + HIGH * (1 - value / most):.1f}" '
        f'width="{width * 0.8:.1f}" height="{HIGH * value / most:.1f}" fill="#4a7ba6"/>'
        for n, value in enumerate(values)
    ]
    return "\n".join([*bars, _frame(left, top)])


def _waits(left: int, top: int, waits: Sequence[float]) -> str:
    """How many waited how long, in steps of a quarter; a line where it is twice the cadence."""
    steps = [0] * 16
    for wait in waits:
        steps[min(int(wait * 4), 15)] += 1
    twice = left + WIDE / 2
    line = f'<path d="M{twice:.0f} {top}v{HIGH}" stroke="#b33" stroke-dasharray="4"/>'
    label = f'<text x="{twice + 4:.0f}" y="{top + 14}">2x</text>'
    return "\n".join([_bars(left, top, steps, max([*steps, 1])), line, label])


def _frame(left: int, top: int) -> str:
    return (
        f'<rect x="{left}" y="{top}" width="{WIDE}" height="{HIGH}" fill="none" stroke="#999"/>'
    )
