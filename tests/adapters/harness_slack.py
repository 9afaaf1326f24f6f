"""Slack for the contract of adapters: a fake workspace, and what the contract asks of it."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from adapters.slack import SlackAdapter, render
from adapters.slack.link import Pace
from adapters.slack.sending import Spacing
from bot.errors import Gone, Refused, RetryAt, SendError, Unsure
from bot.ports import Address, Conversation, Message
from bot.reply import Reply
from bot.secret import Secret
from bot.settings import SlackSettings
from tests.fakes import slack_rules
from tests.fakes.door import FakeDoor
from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, TEAM, FakeSlack
from tests.fakes.slack_faults import Fault, error, reset
from tests.fakes.slack_people import Person, again

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
QUICK = Pace(ping=2.0, deaf=9.0, watch=0.02, keepalive=0.2, ack=0.1, close=0.3, backoff=0.1)
AT_ONCE = Spacing(between=0.0, patience=0.05)

REDELIVERS = True
PRESSES = True
FAILURES: Mapping[str, type[SendError]] = {
    "flood": RetryAt,
    "blocked": Gone,
    "lost answer": Unsure,
    "bad request": Refused,
}
_FAULTS: Mapping[str, Fault] = {
    "flood": error("ratelimited", 429, Retry_After="7"),
    "blocked": error("messages_tab_disabled"),
    "lost answer": reset,
    "bad request": error("invalid_blocks"),
}


def slack_settings(
    slack: FakeSlack, bot_token: str = BOT_TOKEN, app_token: str = APP_TOKEN
) -> SlackSettings:
    return SlackSettings(Secret(bot_token), Secret(app_token), api_url=f"{slack.url}/api/")


@asynccontextmanager
async def workspace() -> AsyncIterator[FakeSlack]:
    slack = FakeSlack()
    await slack.start()
    try:
        yield slack
    finally:
        await slack.stop()


@asynccontextmanager
async def listening(
    slack: FakeSlack, door: FakeDoor, pace: Pace = QUICK
) -> AsyncIterator[SlackAdapter]:
    """An adapter that is connected to ``slack`` and brings what it hears to ``door``."""
    adapter = SlackAdapter(slack_settings(slack), lambda: NOW, pace, AT_ONCE)
    running = asyncio.create_task(adapter.run(door))
    try:
        await door.until(lambda: bool(door.heard))
        yield adapter
    finally:
        await adapter.stop()
        async with asyncio.timeout(2):
            await running
            await adapter.close()


class SlowDoor(FakeDoor):
    """Its storage takes ``seconds`` for each row."""

    seconds = 0.6

    async def receive(self, message: Message) -> bool:
        await asyncio.sleep(self.seconds)
        return await super().receive(message)


class Harness:
    """One running adapter, one person, Ann, in a direct message."""

    address = Address("slack", TEAM, "U1ANN")
    where = Conversation("D1ANN")

    def __init__(self, slack: FakeSlack, door: FakeDoor, adapter: SlackAdapter) -> None:
        self.slack, self.door, self.adapter = slack, door, adapter
        self.ann = Person(slack, "U1ANN", tz="Europe/Dublin", locale="en-GB")
        self._said = self.ann.words("")

    async def says(self, text: str) -> None:
        self._said = self.ann.words(text)
        await self.slack.deliver(self._said)

    async def says_it_again(self) -> None:
        await self.slack.deliver(again(self._said))

    async def presses(self, label: str) -> None:
        await self.slack.deliver(self.ann.press(self.slack.shown[-1], label))

    async def breaks(self, failure: str) -> None:
        """Let the next send fail in the way that FAILURES names."""
        self.slack.faults["chat.postMessage"].append(_FAULTS[failure])

    def screen(self) -> str:
        """All that Ann sees of the bot."""
        return "\n".join(shown.words for shown in self.slack.shown)


@asynccontextmanager
async def open_harness() -> AsyncIterator[Harness]:
    door = FakeDoor()
    async with workspace() as slack, listening(slack, door) as adapter:
        yield Harness(slack, door, adapter)


def problems(reply: Reply) -> Sequence[str]:
    """What Slack would refuse of a reply."""
    found: list[str] = []
    for post in render(reply):
        found += slack_rules.faults(post.text, post.blocks)
        found += ["a mention"] if slack_rules.pings(post.text) else []
    return found
