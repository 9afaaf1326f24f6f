"""Telegram for the contract of adapters: a fake server, and what the contract asks of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from adapters.telegram import TelegramAdapter, render
from adapters.telegram.polling import Pace
from bot.errors import Gone, Refused, RetryAt, SendError, Unsure
from bot.ports import Adapter, Address, Conversation
from bot.reply import Reply
from bot.secret import Secret
from bot.settings import TelegramSettings
from tests.fakes.door import FakeDoor
from tests.fakes.telegram import TOKEN, FakeTelegram, Fault, flood
from tests.fakes.telegram_rules import Refusal, check_keyboard, check_text

ANN = 501
NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
QUICK = Pace(poll=5, first_wait=0.01, longest_wait=0.05)

REDELIVERS = True
PRESSES = True
FAILURES: Mapping[str, type[SendError]] = {
    "flood": RetryAt,
    "blocked": Gone,
    "lost answer": Unsure,
    "bad request": Refused,
}


def telegram_settings(server: FakeTelegram, token: str = TOKEN) -> TelegramSettings:
    return TelegramSettings(Secret(token), server.api_url, server.file_url)


@asynccontextmanager
async def listening(
    server: FakeTelegram, door: FakeDoor, pace: Pace = QUICK
) -> AsyncIterator[TelegramAdapter]:
    """An adapter that polls ``server`` for ``door``, and stops quickly."""
    adapter = TelegramAdapter(telegram_settings(server), lambda: NOW, pace)
    running = asyncio.create_task(adapter.run(door))
    try:
        yield adapter
    finally:
        await adapter.stop()
        async with asyncio.timeout(2):
            await running
            await adapter.close()


class Harness:
    """One running adapter, one person, Ann."""

    address = Address("telegram", "", str(ANN))
    where = Conversation(str(ANN))

    def __init__(self, server: FakeTelegram, door: FakeDoor, adapter: Adapter) -> None:
        self.server, self.door, self.adapter = server, door, adapter

    async def says(self, text: str) -> None:
        self.server.says(ANN, text)

    async def says_it_again(self) -> None:
        self.server.again()

    async def presses(self, label: str) -> None:
        self.server.presses(ANN, self.server.shown[-1], label)

    async def breaks(self, failure: str) -> None:
        """Let the next send fail in the way that FAILURES names."""
        if failure == "blocked":
            self.server.blocked.add(ANN)
            return
        self.server.faults.append(
            {
                "flood": flood("sendMessage", 7),
                "lost answer": Fault("sendMessage", "drop after"),
                "bad request": Fault("sendMessage", "answer", 400, '{"ok": false}'),
            }[failure]
        )

    def screen(self) -> str:
        """All that Ann sees of the bot."""
        return "\n".join(shown.text for shown in self.server.shown)


@asynccontextmanager
async def open_harness() -> AsyncIterator[Harness]:
    door = FakeDoor()
    async with FakeTelegram() as server:
        server.known.add(ANN)
        async with listening(server, door) as adapter:
            yield Harness(server, door, adapter)


def problems(reply: Reply) -> Sequence[str]:
    """What Telegram would refuse of a reply."""
    found: list[str] = []
    for part in render(reply):
        entities = json.dumps([entity.to_dict() for entity in part.entities])
        try:
            check_text({"text": part.text, "entities": entities})
            check_keyboard(part.keyboard.to_dict() if part.keyboard else None)
        except Refusal as refusal:
            found.append(refusal.description)
    return found
