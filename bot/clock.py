"""The time, asked for at the edge and nowhere else."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives an aware instant in UTC."""


def system_clock() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)
