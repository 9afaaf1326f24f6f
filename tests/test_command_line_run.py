"""``cordially run`` as a process of its own, on the fake platforms over real sockets."""

import asyncio
import json
import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.fakes.slack_people import Person
from tests.fakes.telegram import TOKEN, FakeTelegram
from tests.processes import Machine, until

ANN, EVE = 501, 777
OTHER_TOKEN = "4242:AAanother-token-of-the-tests-012345678"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    server = FakeSlack()
    await server.start()
    yield server
    await server.stop()


def on_telegram(folder: Path, server: FakeTelegram, **more: str) -> Machine:
    urls = {"TELEGRAM_API_URL": server.api_url, "TELEGRAM_FILE_URL": server.file_url}
    return Machine(folder, TELEGRAM_BOT_TOKEN=TOKEN, **urls, **more)


def on_slack(folder: Path, server: FakeSlack, **more: str) -> Machine:
    tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
    return Machine(folder, **tokens, SLACK_API_URL=f"{server.url}/api/", **more)


def shown_to(server: FakeTelegram, user: int) -> list[str]:
    return [each.text for each in server.shown if each.chat == user]


async def test_a_process_is_claimed_talked_to_beside_and_stopped(
    tmp_path: Path, telegram: FakeTelegram
) -> None:
    machine = on_telegram(tmp_path, telegram)
    await telegram.stop()  # a platform that is down is waited for
    async with machine.running("run") as bot:
        assert "Cordially serves Telegram." in await bot.line("Memory:")
        code = (await bot.line("code to be its owner")).rpartition(" ")[2]
        await telegram.start()
        telegram.says(EVE, "met Sarah")
        telegram.says(ANN, code)
        await until(lambda: len(telegram.shown) >= 2)
        telegram.says(ANN, "met Sarah Chen at PyCon")
        await until(lambda: "Saved: Sarah Chen" in shown_to(telegram, ANN)[-1])

        said, second, status, doctor = await asyncio.gather(
            machine.cordially("say", "met", "Bob", "Okafor"),
            machine.cordially("run"),
            machine.cordially("status"),
            machine.cordially("doctor"),
        )
        assert "Saved: Bob Okafor" in said.out
        assert (second.status, second.out) == (2, "")
        assert re.fullmatch(
            r".* is in use by another Cordially \(process \d+\).*\n", second.err
        )
        assert "process   one runs on this memory" in status.out
        assert "Telegram knows us as @CordiallyBot" in doctor.out
        assert "A process runs on it" in doctor.out
        assert doctor.status == 0

        talk, export = await asyncio.gather(
            machine.cordially(stdin="who sarah\n"), machine.cordially("export")
        )
        assert "PyCon" in talk.out
        names = {each["name"] for each in json.loads(export.out)["contacts"]}
        assert names == {"Sarah Chen", "Bob Okafor"}
        ended = await bot.stop()
    assert shown_to(telegram, EVE) == [
        "This is a private bot. If you were invited, send me your code."
    ]
    assert ended.status == 0
    assert "Telegram answers again" in ended.err
    assert not re.search(f"Traceback|{TOKEN}|Sarah|Bob", ended.err)
    assert ended.out.splitlines()[-2] == "Stopping."
    assert ended.imported("telegram", "slack_bolt", "prompt_toolkit") == {"telegram"}
    assert ended.seconds < 10


async def test_what_is_in_flight_at_sigterm_is_answered_once(
    tmp_path: Path, telegram: FakeTelegram
) -> None:
    machine = on_telegram(tmp_path, telegram, CORDIALLY_JOIN="open")
    people = range(600, 640)
    async with machine.running("run") as bot:
        await until(lambda: telegram.polls > 0)
        for user in people:
            telegram.says(user, "met Sarah Chen")
        await until(lambda: len(telegram.shown) > 2)
        ended = await bot.stop()
    assert ended.status == 0
    assert ended.seconds < 10
    async with machine.running("run") as bot:
        await until(lambda: len(telegram.shown) >= len(people))
        telegram.says(ANN, "met Zoe")  # whoever is answered after all of them
        await until(lambda: bool(shown_to(telegram, ANN)))
        ended = await bot.stop(signal.SIGINT)
    assert ended.status == 0
    assert [len(shown_to(telegram, user)) for user in people] == [1] * len(people)
    export = await machine.cordially("export")
    assert export.status == 2
    assert len(export.err.splitlines()) == len(people) + 2
    owner = export.err.splitlines()[1].split()[0]
    book = await machine.cordially("export", "--owner", owner)
    assert [each["name"] for each in json.loads(book.out)["contacts"]] == ["Sarah Chen"]
    nobody = await machine.cordially("export", "--owner", "nobody")
    assert (nobody.status, "cordially status" in nobody.err) == (2, True)


async def test_slack_is_served_and_stopped(tmp_path: Path, slack: FakeSlack) -> None:
    machine = on_slack(tmp_path, slack, CORDIALLY_JOIN="open")
    ann = Person(slack, "U1ANN", tz="Europe/Dublin", locale="en-GB")
    async with machine.running("run") as bot:
        assert "Cordially serves Slack." in await bot.line("Memory:")
        await ann.says("met Sarah Chen at PyCon")
        await slack.until(lambda: any("Saved: Sarah Chen" in s.words for s in slack.shown))
        ended = await bot.stop()
    assert (ended.status, ended.seconds < 10) == (0, True)
    assert ended.imported("telegram", "slack_bolt", "prompt_toolkit") == {"slack_bolt"}
    assert "Traceback" not in ended.err


async def test_a_wrong_token_is_a_sentence_without_it(
    tmp_path: Path, telegram: FakeTelegram, slack: FakeSlack
) -> None:
    one = on_telegram(tmp_path, telegram)
    both = on_slack(tmp_path, slack)
    ends = await asyncio.gather(
        one.cordially("run", TELEGRAM_BOT_TOKEN=OTHER_TOKEN, XDG_DATA_HOME=f"{tmp_path}/a"),
        both.cordially("run", SLACK_BOT_TOKEN="xoxb-hush", XDG_DATA_HOME=f"{tmp_path}/b"),
        both.cordially("run", SLACK_APP_TOKEN="xapp-hush", XDG_DATA_HOME=f"{tmp_path}/c"),
        one.cordially("run", TELEGRAM_BOT_TOKEN="hush"),
        both.cordially("run", SLACK_APP_TOKEN=""),
    )
    names = "TELEGRAM_BOT_TOKEN SLACK_BOT_TOKEN SLACK_APP_TOKEN".split()
    for ended, name in zip(
        ends, [*names, "TELEGRAM_BOT_TOKEN", "SLACK_APP_TOKEN"], strict=True
    ):
        assert ended.status == 2
        assert name in ended.err
        assert len(ended.err.splitlines()) == 1, ended.err
        assert not re.search("Traceback|hush|another-token", ended.out + ended.err)
