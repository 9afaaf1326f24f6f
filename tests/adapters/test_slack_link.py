import asyncio
from collections.abc import AsyncIterator

import pytest
from msgspec import structs
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import SlackAdapter
from adapters.slack.link import Link, Pace
from adapters.slack.web import silent
from bot.errors import SettingsError
from tests.adapters.harness_slack import (
    AT_ONCE,
    NOW,
    QUICK,
    SlowDoor,
    listening,
    slack_settings,
    workspace,
)
from tests.fakes.door import FakeDoor
from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.fakes.slack_faults import error, gateway_error
from tests.fakes.slack_people import Person


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with workspace() as slack:
        yield slack


@pytest.fixture
def ann(slack: FakeSlack) -> Person:
    return Person(slack, "U1ANN")


async def test_a_link_is_renewed_when_slack_asks_for_it(slack: FakeSlack, ann: Person) -> None:
    door = FakeDoor()
    async with listening(slack, door):
        await slack.refresh()
        await slack.until(lambda: slack.connections == 2 and len(slack.sockets) == 1)
        assert await ann.says("met Sarah") is not None
        await door.worked_on(1)


async def test_a_link_that_is_cut_is_mended(slack: FakeSlack, ann: Person) -> None:
    door = FakeDoor()
    async with listening(slack, door, structs.replace(QUICK, ping=0.2)):
        slack.cut()
        await slack.until(lambda: bool(slack.sockets))
        assert await ann.says("met Sarah") is not None
        await door.worked_on(1)


async def test_a_deaf_link_is_left_behind_and_built_anew(
    slack: FakeSlack, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    door = FakeDoor()
    stubborn = Pace(ping=30.0, deaf=0.2, watch=0.02, keepalive=9.0, close=0.1, backoff=0.05)
    async with listening(slack, door, stubborn):
        slack.hears.clear()
        await slack.until(lambda: slack.connections > 1)
        slack.hears.set()
    assert any("nothing heard from Slack" in message for message in caplog.messages)


async def test_a_pong_is_a_sign_of_life_and_forgetting_one_is_not() -> None:
    moment = 0.0
    web = AsyncWebClient(BOT_TOKEN)
    app = AsyncApp(client=web, signing_secret="", logger=silent())
    link = Link(app, APP_TOKEN, Pace(deaf=1.0, close=0.1), now=lambda: moment)
    steps = [(0.9, None, False), (1.1, 5.0, True), (1.2, 6.0, False), (2.1, None, False)]
    for at, pong, is_deaf in [*steps, (2.3, 7.0, True)]:
        moment = at
        link._client.last_ping_pong_time = pong
        assert link.is_deaf is is_deaf
    await link.close()


async def test_slack_being_down_is_survived_and_said_afterwards(
    slack: FakeSlack, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    door = FakeDoor()
    hasty = Pace(ping=0.05, deaf=0.2, watch=0.02, keepalive=9.0, close=0.2, backoff=0.05)
    async with listening(slack, door, hasty):
        port, heard = slack.port, len(door.heard)
        await slack.stop()
        async with asyncio.timeout(5):
            while "Slack is out of reach (ClientConnectorError)" not in caplog.messages:  # noqa: ASYNC110 - a log sets no event
                await asyncio.sleep(0.02)
        await slack.start(port)
        await door.until(lambda: len(door.heard) > heard)
        assert await ann.says("met Sarah") is not None
        await door.worked_on(1)
    assert door.heard[-1] == ("slack", NOW)


async def test_it_says_now_and_then_that_slack_is_there(slack: FakeSlack) -> None:
    door = FakeDoor()
    door.deaf = 1
    async with listening(slack, door):
        slack.faults["auth.test"].append(gateway_error(500))
        await door.until(lambda: len(door.heard) == 2)
    assert door.heard == [("slack", NOW)] * 2


@pytest.mark.parametrize(
    ("bot_token", "app_token", "named"),
    [
        ("xoxb-wrong", APP_TOKEN, "SLACK_BOT_TOKEN"),
        (BOT_TOKEN, "xapp-wrong", "SLACK_APP_TOKEN"),
    ],
)
async def test_a_wrong_token_is_one_sentence_and_not_the_token(
    slack: FakeSlack, bot_token: str, app_token: str, named: str
) -> None:
    settings = slack_settings(slack, bot_token, app_token)
    adapter = SlackAdapter(settings, lambda: NOW, QUICK, AT_ONCE)
    with pytest.raises(SettingsError) as caught:
        await adapter.run(FakeDoor())
    await adapter.close()
    (problem,) = caught.value.problems
    assert problem.startswith(f"Slack does not accept {named} (invalid_auth): ")
    assert "wrong" not in problem
    assert "secret" not in problem


async def test_the_doctor_hears_who_we_are_or_what_is_wrong(slack: FakeSlack) -> None:
    adapter = SlackAdapter(slack_settings(slack), lambda: NOW, QUICK, AT_ONCE)
    assert await adapter.check() == "cordially in Example"
    slack.tokens.remove(APP_TOKEN)
    with pytest.raises(SettingsError, match="SLACK_APP_TOKEN"):
        await adapter.check()
    await slack.stop()
    with pytest.raises(SettingsError, match="does not answer"):
        await adapter.check()
    await adapter.close()


async def test_a_token_that_is_taken_back_ends_the_run(slack: FakeSlack) -> None:
    door = FakeDoor()
    adapter = SlackAdapter(slack_settings(slack), lambda: NOW, QUICK, AT_ONCE)
    running = asyncio.create_task(adapter.run(door))
    await door.until(lambda: bool(door.heard))
    slack.tokens.clear()
    with pytest.raises(SettingsError):
        await running
    await adapter.close()


async def test_an_answer_that_is_no_token_error_is_tried_again(slack: FakeSlack) -> None:
    slack.faults["auth.test"].append(error("internal_error"))
    slack.faults["apps.connections.open"].append(error("internal_error"))
    async with listening(slack, FakeDoor()):
        assert len(slack.called("auth.test")) == 3


async def test_slack_is_left_alone_for_as_long_as_it_asks(slack: FakeSlack) -> None:
    slack.faults["apps.connections.open"].append(error("ratelimited", 429, Retry_After="1"))
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with listening(slack, FakeDoor()):
        assert loop.time() - began >= 1


async def test_a_link_that_nobody_reads_is_deaf() -> None:
    web = AsyncWebClient(BOT_TOKEN)
    link = Link(AsyncApp(client=web, signing_secret="", logger=silent()), APP_TOKEN, QUICK)
    assert not link.is_deaf
    await link.close()
    assert link.is_deaf


async def test_it_stops_within_two_seconds_even_if_closing_hangs(slack: FakeSlack) -> None:
    adapter = SlackAdapter(slack_settings(slack), lambda: NOW, QUICK, AT_ONCE)
    door = SlowDoor()
    door.seconds = 60.0
    running = asyncio.create_task(adapter.run(door))
    await door.until(lambda: bool(door.heard))
    await slack.deliver(Person(slack, "U1ANN").command("/met Sarah"))
    slack.hears.clear()
    async with asyncio.timeout(2):
        await adapter.stop()
        await running
        await adapter.close()
    slack.hears.set()


async def test_it_can_be_stopped_before_it_reaches_slack(slack: FakeSlack) -> None:
    await slack.stop()
    adapter = SlackAdapter(slack_settings(slack), lambda: NOW, QUICK, AT_ONCE)
    running = asyncio.create_task(adapter.run(FakeDoor()))
    await asyncio.sleep(0)
    await adapter.stop()
    async with asyncio.timeout(2):
        await running
    await adapter.close()
