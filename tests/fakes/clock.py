"""A clock that stands still until it is told."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Implements Clock."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **lengths: float) -> None:
        """Let time pass, in timedelta's words."""
        self.now += timedelta(**lengths)
