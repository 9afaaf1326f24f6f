"""The few ticks that the process lives by, held by APScheduler in memory."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.errors import CordialError
from bot.log import logger, trace

log = logger("ticks")


class Ticks:
    """Runs functions every so many seconds, each after its last run has ended.

    A tick that comes late runs once. One that fails is logged, and comes again. ``stop`` lets
    those that are running finish: the scheduler itself would cancel them.
    """

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._running: set[asyncio.Task[None]] = set()
        self._stopped = False

    def every(
        self,
        seconds: float,
        run: Callable[[], Awaitable[None]],
        name: str,
        *,
        at_once: bool = False,
    ) -> None:
        """Run ``run`` every so many seconds from the start on; ``at_once`` at the start too."""
        first = {"next_run_time": datetime.now(UTC)} if at_once else {}
        self._scheduler.add_job(
            self._tick, "interval", (run, name), seconds=seconds, id=name, name=name, **first
        )

    def start(self) -> None:
        """Begin, on the running loop."""
        self._scheduler.start()

    async def stop(self, seconds: float) -> None:
        """Begin nothing more, and wait for what runs, at most this long."""
        self._stopped = True
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _tick(self, run: Callable[[], Awaitable[None]], name: str) -> None:
        if self._stopped:
            return
        task = asyncio.ensure_future(self._guarded(run, name))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.shield(task)

    async def _guarded(self, run: Callable[[], Awaitable[None]], name: str) -> None:
        try:
            await run()
        except CordialError as error:
            log.error("tick %s: %s", name, trace(error))
