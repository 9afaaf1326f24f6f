"""``kill -9`` of the real thing: nothing taken in is lost, hardly anything is said twice."""

import asyncio
import json
import random
from itertools import islice
from pathlib import Path

from tests.fakes.telegram import TOKEN, FakeTelegram
from tests.processes import Machine, until

ANN = 501
KILLS = 15
FIRST = (
    "Ada Bruno Carla Dmitri Elif Farid Greta Hugo Ines Jonas Keiko Lars Mira Nadia Omar".split()
)
LAST = "Abbott Brandt Castro Dumas Eriksen Fontana Gupta Haddad Ivanova Jansen Kimura".split()


def names() -> list[str]:
    """One for each message, none of which is near another."""
    return [f"{first} {last}" for last in LAST for first in FIRST]


class Ann(FakeTelegram):
    """A server on which one person counts how often each thing was answered."""

    def answers(self, name: str) -> int:
        return sum(f"Saved: {name}" in shown.text for shown in self.shown)

    def tell(self, names: list[str]) -> None:
        for name in names:
            self.says(ANN, f"met {name}")

    async def until_answered(self, *names: str) -> None:
        await until(lambda: all(self.answers(name) for name in names))


async def test_kills_lose_nothing_and_repeat_a_send_in_flight_at_most(tmp_path: Path) -> None:
    chance, fresh = random.Random(11), iter(names())
    said: list[str] = []
    async with Ann() as server:
        urls = {"TELEGRAM_API_URL": server.api_url, "TELEGRAM_FILE_URL": server.file_url}
        machine = Machine(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, CORDIALLY_JOIN="open", **urls)
        machine.is_measured = False  # what is killed tells nothing of itself
        for kill in range(KILLS):
            server.polls = 0
            async with machine.running("run") as bot:
                await until(lambda: server.polls > 0)
                news = list(islice(fresh, 1 + kill % 3))
                said += news
                server.tell(news)
                if kill % 2:
                    await server.until_answered(news[0])
                else:
                    await asyncio.sleep(chance.uniform(0, 0.06))
                await bot.kill()
        async with machine.running("run") as bot:
            await server.until_answered(*said)
            said.append(next(fresh))
            server.tell(said[-1:])
            await server.until_answered(said[-1])
            assert (await bot.stop()).status == 0
        answers = [server.answers(name) for name in said]
    assert max(answers) <= 2
    assert sum(answers) - len(said) <= KILLS
    book = json.loads((await machine.cordially("export")).out)
    assert sorted(each["name"] for each in book["contacts"]) == sorted(said)
    assert len(book["interactions"]) == len(said)
