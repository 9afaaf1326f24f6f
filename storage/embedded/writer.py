"""One thread that writes. Whatever waits for it at once shares a transaction and its sync."""

import asyncio
import sqlite3
from asyncio import AbstractEventLoop, CancelledError, Future
from collections.abc import Callable, Sequence
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from enum import IntEnum
from typing import Any, TypeVar

from msgspec import Struct

from bot.errors import AlreadyThere, NotSaved
from storage.embedded import traces
from storage.embedded.connections import failures

T = TypeVar("T")
Change = Callable[[sqlite3.Connection], T]
"""Writes through a connection, in a transaction that the writer opens and commits."""


class Scrub(IntEnum):
    """What is rid of traces after a write: nothing, the write-ahead log, the file as well.

    SQLite overwrites what is deleted, but may leave copies of it where it moved rows about;
    only a file that is written anew is surely without, which takes 0.1 s for each 10 MB.
    """

    NOTHING = 0
    LOG = 1
    FILE = 2


class Job(Struct, eq=False):
    """A change that waits to be written, and whoever waits for it.

    ``ended`` is for one who was cancelled while waiting, and may go only when it ``is_over``.
    """

    change: Change[Any]
    scrubs: Scrub
    written: Future[Any]
    ended: Future[None] | None = None
    is_over: bool = False


class Writer:
    """Writes changes in the order in which they were asked for, each all or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="cordially-writer")
        self._waiting: list[Job] = []
        self._is_writing = False
        self._must_scrub = Scrub.NOTHING

    async def run(self, change: Change[T], scrubs: Scrub = Scrub.NOTHING) -> T:
        """What ``change`` returned, once it is on the disk and traces are scrubbed.

        Should the caller be cancelled, it is told so only when the write has ended.

        Raises:
            AlreadyThere: from ``change``; nothing of it was written.
            NotSaved: if the disk is full or gone; nothing was written.
        """
        loop = asyncio.get_running_loop()
        written: Future[T] = loop.create_future()
        job = Job(change, scrubs, written)
        self._waiting.append(job)
        if not self._is_writing:
            self._write(loop)
        try:
            return await written
        except CancelledError:
            if not job.is_over:
                job.ended = loop.create_future()
                await seen_through(job.ended)
            raise

    async def close(self) -> None:
        """Write what waits, scrub what could not be scrubbed yet, and end the thread."""
        await self.run(lambda _connection: None)
        await asyncio.to_thread(self._thread.shutdown)
        self._connection.close()

    def _write(self, loop: AbstractEventLoop) -> None:
        jobs, self._waiting = self._waiting, []
        self._is_writing = True

        def tell(writing: "futures.Future[list[Any]]") -> None:
            loop.call_soon_threadsafe(self._deliver, loop, jobs, writing)

        self._thread.submit(self._transact_and_scrub, jobs).add_done_callback(tell)

    def _deliver(
        self,
        loop: AbstractEventLoop,
        jobs: Sequence[Job],
        writing: "futures.Future[list[Any]]",
    ) -> None:
        self._is_writing = False
        if self._waiting:
            self._write(loop)
        bug = writing.exception()
        outcomes = [bug] * len(jobs) if bug is not None else writing.result()
        for job, outcome in zip(jobs, outcomes, strict=True):
            job.is_over = True
            if job.ended is not None:
                job.ended.set_result(None)
            elif job.written.cancelled():
                continue
            elif isinstance(outcome, BaseException):
                job.written.set_exception(outcome)
            else:
                job.written.set_result(outcome)

    def _transact_and_scrub(self, jobs: Sequence[Job]) -> list[Any]:
        outcomes = self._transact(jobs)
        self._must_scrub = max(self._must_scrub, *(job.scrubs for job in jobs))
        if self._must_scrub:
            self._scrub()
        return outcomes

    def _transact(self, jobs: Sequence[Job]) -> list[Any]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            if len(jobs) == 1:
                outcomes = [jobs[0].change(self._connection)]
            else:
                outcomes = [self._attempt(job) for job in jobs]
            self._connection.execute("COMMIT")
        except AlreadyThere as refused:
            return [refused]
        except failures() as error:
            self._roll_back()
            if len(jobs) > 1:  # one that is too big must not take the others with it
                return [outcome for job in jobs for outcome in self._transact([job])]
            failed = NotSaved(f"the disk did not take it: {error}")
            failed.__cause__ = error
            return [failed]
        finally:
            self._roll_back()
        return outcomes

    def _attempt(self, job: Job) -> Any:
        self._connection.execute("SAVEPOINT job")
        try:
            outcome = job.change(self._connection)
        except AlreadyThere as refused:
            self._connection.execute("ROLLBACK TO job")
            outcome = refused
        self._connection.execute("RELEASE job")
        return outcome

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _scrub(self) -> None:
        """Put off to the next write if somebody reads or the disk is full."""
        with suppress(*failures()):
            if self._must_scrub is Scrub.FILE:
                self._connection.execute("VACUUM")
                traces.are_gone(self._connection)
                self._must_scrub = Scrub.LOG
            checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)"
            if not self._connection.execute(checkpoint).fetchone()[0]:
                self._must_scrub = Scrub.NOTHING


async def seen_through(future: "Future[T]") -> T:
    """What ``future`` gives. Should the caller be cancelled, it hears of it after that only."""
    try:
        return await asyncio.shield(future)
    except CancelledError:
        while not future.done():
            with suppress(CancelledError):
                await asyncio.wait([future])
        if not future.cancelled():
            future.exception()  # nobody is left to hear of it
        raise
