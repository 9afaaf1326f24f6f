import asyncio

import pytest

from bot.lanes import Lanes


async def test_one_at_a_time_within_a_lane_first_come_first_served() -> None:
    lanes, seen = Lanes(), []

    async def go(number: int) -> None:
        async with lanes.lane("a"):
            seen.append(f"in {number}")
            await asyncio.sleep(0)
            seen.append(f"out {number}")

    await asyncio.gather(*(go(number) for number in range(5)))
    assert seen == [f"{way} {number}" for number in range(5) for way in ("in", "out")]
    assert len(lanes) == 0


async def test_lanes_are_side_by_side() -> None:
    lanes, both = Lanes(), asyncio.Barrier(2)

    async def go(name: str) -> None:
        async with lanes.lane(name):
            await both.wait()

    async with asyncio.timeout(5):
        await asyncio.gather(go("a"), go("b"))
    assert len(lanes) == 0


async def test_a_lane_is_left_by_whoever_fails_in_it() -> None:
    lanes = Lanes()
    with pytest.raises(ZeroDivisionError):
        async with lanes.lane("a"):
            _ = 1 / 0
    async with asyncio.timeout(5), lanes.lane("a"):
        assert len(lanes) == 1
    assert len(lanes) == 0


async def test_whoever_gives_up_waiting_is_not_waited_for() -> None:
    lanes, seen = Lanes(), []

    async def go(name: str) -> None:
        async with lanes.lane("a"):
            seen.append(name)

    async with lanes.lane("a"):
        first, second = asyncio.create_task(go("first")), asyncio.create_task(go("second"))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.wait([first])
        assert len(lanes) == 1
    await second
    assert (seen, len(lanes)) == (["second"], 0)
