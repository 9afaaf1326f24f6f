"""One at a time within a lane, lanes side by side."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Lanes:
    """Locks by name, made when somebody comes and dropped when the last one leaves."""

    def __init__(self) -> None:
        self._lanes: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def lane(self, name: str) -> AsyncIterator[None]:
        """Wait for this lane, first come first served, and hold it."""
        lock, people = self._lanes.get(name) or (asyncio.Lock(), 0)
        self._lanes[name] = (lock, people + 1)
        try:
            async with lock:
                yield
        finally:
            lock, people = self._lanes[name]
            if people == 1:
                del self._lanes[name]
            else:
                self._lanes[name] = (lock, people - 1)

    def __len__(self) -> int:
        return len(self._lanes)
