"""Replicas that are killed again and again: does everybody get the day's digest, and once?

Run by hand: make chaos, or python -m tests.replicas.chaos --owners 2000 --seconds 60
"""

import argparse
import asyncio
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from multiprocessing.process import BaseProcess
from pkgutil import iter_modules

from msgspec import Struct

from bot import commands
from bot.model.calendar import MonthDay
from bot.model.document import Contact, ContactId, Milestone, Occasion, OwnerId
from bot.ports import Address, Bound, NextDue, UnitOfWork
from storage.postgresql import PostgresStorage, open_storage
from tests import postgres
from tests.replicas.sink import NINE, PLATFORM, run

AT_A_TIME = 200


class Plan(Struct, frozen=True):
    """How much chaos: seconds between kills, and after how many it ends whatever has come."""

    owners: int = 20_000
    replicas: int = 4
    every: float = 2.0
    seconds: float = 300.0
    alive_for: float = 5.0
    kills: int = 1_000


class Report(Struct, frozen=True):
    """What came of it."""

    plan: Plan
    seconds: float
    kills: int
    shown: int
    missing: int
    duplicates: int
    unsure: int
    unsettled: int

    @property
    def is_well(self) -> bool:
        """Whether everybody got it, and at most one a kill got it twice.

        Who is unsure was in the hands of two that were killed, one after the other.
        """
        lost = self.missing - self.unsure
        return lost <= 0 and self.duplicates <= self.kills and self.unsettled == 0

    def __str__(self) -> str:
        """Every number, and whether it is well."""
        owners, replicas, every = self.plan.owners, self.plan.replicas, self.plan.every
        return (
            f"{owners} owners due, {replicas} replicas, a kill every {every:g} s\n"
            f"{self.kills} kills in {self.seconds:.0f} s\n"
            f"{self.shown} digests shown ({self.shown / self.seconds:.0f} a second)\n"
            f"{self.missing} owners without one, {self.unsure} of them unsure\n"
            f"{self.duplicates} shown twice (at most one a kill)\n"
            f"{self.unsettled} rows left unsettled\n"
            f"{'well' if self.is_well else 'NOT WELL'}"
        )


async def chaos(plan: Plan, url: str) -> Report:
    """Do it, on the empty database of ``url``."""
    storage = await open_storage(url, clock=lambda: NINE)
    try:
        await settle(storage, plan.owners)
        shown: Counter[str] = Counter()
        async with counting(shown) as port:
            herd = Herd(plan, url, port)
            try:
                await herd.rampage(storage, shown)
            finally:
                herd.end()
        tally = await storage.ledger.tally()
    finally:
        await storage.close()
    return Report(
        plan=plan,
        seconds=herd.seconds,
        kills=herd.kills,
        shown=shown.total(),
        missing=plan.owners - len(shown),
        duplicates=shown.total() - len(shown),
        unsure=tally["outbox_unsure"],
        unsettled=tally["outbox_queued"] + tally["outbox_sending"],
    )


async def settle(storage: PostgresStorage, count: int) -> None:
    """So many owners, each with somebody's birthday today and a morning that has come."""
    owners = [OwnerId(f"owner{number}") for number in range(count)]
    for start in range(0, count, AT_A_TIME):
        some = owners[start : start + AT_A_TIME]
        async with storage.begin(*some) as work:
            for owner in some:
                _know_somebody(work, owner)
            homes = [Bound(owner, Address(PLATFORM, "", owner), NINE) for owner in some]
            await work.commit(*homes, *(NextDue(owner, NINE) for owner in some))


def _know_somebody(work: UnitOfWork, owner: OwnerId) -> None:
    book = work.books[owner]
    book.save(Contact(id="c", name="Sarah Chen", added_on=date(2026, 1, 5)))
    book.save(
        Milestone(
            id="b",
            contacts=(ContactId("c"),),
            occasion=Occasion.BIRTHDAY,
            on=MonthDay(NINE.month, NINE.day),
        )
    )


@asynccontextmanager
async def counting(shown: Counter[str]) -> AsyncIterator[int]:
    """A port that counts the lines that it is told, and answers each."""

    async def count(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                shown[line.decode().strip()] += 1
                writer.write(b"\n")
        except ConnectionError:
            pass  # it was killed
        finally:
            writer.close()

    server = await asyncio.start_server(count, "127.0.0.1", 0)
    try:
        port: int = server.sockets[0].getsockname()[1]
        yield port
    finally:
        server.close()


class Herd:
    """The replicas; whoever is killed is replaced at once."""

    def __init__(self, plan: Plan, url: str, port: int) -> None:
        self._plan = plan
        self._how = (url, port, time.time(), plan.alive_for)
        self._random = random.Random(2026)
        # Each is forked from a process that has imported everything, so that half of the time
        # is not spent on starting.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([run.__module__, *_commands()])
        self._processes: list[BaseProcess] = []
        self._began = time.monotonic()
        self.kills = 0
        self.seconds = 0.0

    async def rampage(self, storage: PostgresStorage, shown: Counter[str]) -> None:
        """Kill until everybody was served, or the time or the kills are over; then wait."""
        plan = self._plan
        self._processes = [self._start() for _ in range(plan.replicas)]
        while len(shown) < plan.owners // 20 and self._is_early():  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        while self.kills < plan.kills and len(shown) < plan.owners and self._is_early():
            self._kill_one()
            await asyncio.sleep(plan.every)
        while self._is_early() and not await _is_over(storage):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        self.seconds = time.monotonic() - self._began

    def end(self) -> None:
        """Kill all that are left."""
        for process in self._processes:
            process.kill()
            process.join()

    def _is_early(self) -> bool:
        return time.monotonic() - self._began < self._plan.seconds

    def _kill_one(self) -> None:
        chosen = self._random.randrange(len(self._processes))
        process = self._processes[chosen]
        assert process.is_alive(), "a replica ended by itself"
        process.kill()
        process.join()
        self.kills += 1
        self._processes[chosen] = self._start()

    def _start(self) -> BaseProcess:
        process = self._context.Process(target=run, args=self._how)
        process.start()
        return process


def _commands() -> list[str]:
    return [f"{commands.__name__}.{found.name}" for found in iter_modules(commands.__path__)]


async def _is_over(storage: PostgresStorage) -> bool:
    tally = await storage.ledger.tally()
    return not (tally["due"] or tally["outbox_queued"] or tally["outbox_sending"])


def main() -> int:
    """Print the report; the exit status is 1 if it is not well."""
    plan = Plan()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--owners", type=int, default=plan.owners)
    parser.add_argument("--replicas", type=int, default=plan.replicas)
    parser.add_argument("--every", type=float, default=plan.every)
    parser.add_argument("--seconds", type=float, default=plan.seconds)
    parser.add_argument("--alive-for", type=float, default=plan.alive_for)
    plan = Plan(**vars(parser.parse_args()))
    report = asyncio.run(chaos(plan, postgres.fresh_url()))
    print(report)  # noqa: T201 - this is what it is for
    postgres.clean_up()
    return int(not report.is_well)


if __name__ == "__main__":
    sys.exit(main())
