import asyncio
import logging

import pytest

from bot.errors import NotSaved
from bot.ticks import Ticks

OFTEN = 0.01


async def test_a_tick_comes_again_and_again() -> None:
    ticks, times = Ticks(), asyncio.Semaphore(0)

    async def run() -> None:
        times.release()

    ticks.every(OFTEN, run, "often")
    ticks.start()
    async with asyncio.timeout(5):
        for _ in range(3):
            await times.acquire()
    await ticks.stop(1)


async def test_a_tick_that_fails_is_logged_without_its_words_and_comes_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ticks, times = Ticks(), asyncio.Semaphore(0)

    async def run() -> None:
        times.release()
        raise NotSaved("Sarah")

    ticks.every(OFTEN, run, "often")
    ticks.start()
    async with asyncio.timeout(5):
        await times.acquire()
        await times.acquire()
    await ticks.stop(1)
    logged = [each for each in caplog.records if each.name == "cordially.ticks"]
    assert logged[0].getMessage().startswith("tick often: NotSaved at ")
    assert "Sarah" not in logged[0].getMessage()


async def test_a_tick_begins_only_after_its_last_run_has_ended(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.ERROR)
    ticks, at_once, most, runs = Ticks(), 0, 0, asyncio.Semaphore(0)

    async def run() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(OFTEN * 3)
        at_once -= 1
        runs.release()

    ticks.every(OFTEN, run, "slow")
    ticks.start()
    async with asyncio.timeout(5):
        for _ in range(3):
            await runs.acquire()
    await ticks.stop(1)
    assert most == 1


async def test_stopping_lets_what_runs_finish_and_begins_nothing_more() -> None:
    ticks, began, finished = Ticks(), asyncio.Semaphore(0), 0

    async def run() -> None:
        nonlocal finished
        began.release()
        await asyncio.sleep(OFTEN * 3)
        finished += 1

    ticks.every(OFTEN, run, "slow")
    ticks.start()
    async with asyncio.timeout(5):
        await began.acquire()
    await ticks.stop(5)
    assert finished == 1
    await asyncio.sleep(OFTEN * 5)
    assert (finished, began.locked()) == (1, True)


async def test_nothing_begins_while_stopping_waits() -> None:
    ticks, began, runs = Ticks(), asyncio.Event(), 0

    async def slow() -> None:
        began.set()
        await asyncio.sleep(OFTEN * 10)

    async def quick() -> None:
        nonlocal runs
        runs += 1

    ticks.every(OFTEN, slow, "slow")
    ticks.every(OFTEN, quick, "quick")
    ticks.start()
    async with asyncio.timeout(5):
        await began.wait()
    before = runs
    await ticks.stop(5)
    assert runs <= before + 1  # one may have been on its way


async def test_stopping_waits_no_longer_than_it_is_told_and_cuts_nothing_off() -> None:
    ticks, began, go_on = Ticks(), asyncio.Event(), asyncio.Event()
    finished = asyncio.Event()

    async def run() -> None:
        began.set()
        await go_on.wait()
        finished.set()

    ticks.every(OFTEN, run, "stuck")
    ticks.start()
    async with asyncio.timeout(5):
        await began.wait()
        await ticks.stop(OFTEN)
        assert not finished.is_set()
        go_on.set()
        await finished.wait()


async def test_ticks_that_were_never_started_can_be_stopped() -> None:
    await Ticks().stop(1)
