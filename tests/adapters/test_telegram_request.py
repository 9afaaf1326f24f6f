from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import unused_port
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from adapters.telegram.request import (
    AiohttpRequest,
    FloodWait,
    NotSent,
    ServerFailed,
    proxy_for,
)
from adapters.telegram.sending import meaning
from bot.errors import Gone, Refused, RetryAt, SendError, Unsure
from tests.fakes.telegram import TOKEN, FakeTelegram, Fault, flood

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        server.known.add(501)
        yield server


@pytest.fixture
async def bot(server: FakeTelegram) -> AsyncIterator[Bot]:
    request = AiohttpRequest(server.api_url)
    await request.initialize()
    yield Bot(TOKEN, server.api_url, request=request, get_updates_request=request)
    await request.shutdown()


async def test_text_of_any_kind_arrives_whole(bot: Bot, server: FakeTelegram) -> None:
    await bot.send_message(501, "a+b=c&d %20 🎂\nž")
    assert server.shown[0].text == "a+b=c&d %20 🎂\nž"


async def test_ten_calls_use_one_connection(bot: Bot, server: FakeTelegram) -> None:
    for number in range(10):
        await bot.send_message(501, str(number))
    assert len(server.connections) == 1


async def test_files_arrive_with_their_names(bot: Bot, server: FakeTelegram) -> None:
    data = bytes(range(256)) * 1000
    await bot.send_document(501, InputFile(data, filename="bücher 🎂.json"), caption="Here")
    assert server.shown[0].file == ("bücher 🎂.json", data)
    assert server.shown[0].text == "Here"


BARE = "<html>Bad Gateway</html>"
FAULTS = [
    (flood("sendMessage", 7), FloodWait),
    (Fault("sendMessage", "answer", 429, "no JSON"), FloodWait),
    (Fault("sendMessage", "answer", 502, '{"ok": false, "error_code": 502}'), ServerFailed),
    (Fault("sendMessage", "answer", 502, BARE), NetworkError),
    (Fault("sendMessage", "answer", 200, BARE), TelegramError),
    (Fault("sendMessage", "answer", 200, "[]"), TelegramError),
    (Fault("sendMessage", "answer", 409, '{"ok": false}'), Conflict),
    (Fault("sendMessage", "drop before"), NetworkError),
    (Fault("sendMessage", "drop after"), NetworkError),
]


@pytest.mark.parametrize(("fault", "error"), FAULTS)
async def test_faults_have_errors_of_their_own(
    bot: Bot, server: FakeTelegram, fault: Fault, error: type[TelegramError]
) -> None:
    server.faults.append(fault)
    with pytest.raises(TelegramError) as raised:
        await bot.send_message(501, "Hello")
    assert type(raised.value) is error
    assert "AAfake" not in str(raised.value)
    await bot.send_message(501, "and it goes on")


async def test_the_token_follows_no_redirection(bot: Bot, server: FakeTelegram) -> None:
    elsewhere = f"{server.api_url}{TOKEN}/getMe"
    server.faults.append(Fault("sendMessage", "answer", 307, "", elsewhere))
    with pytest.raises(NetworkError):
        await bot.send_message(501, "Hello")
    assert [method for method, _ in server.calls] == ["sendMessage"]


async def test_an_answer_that_does_not_come_times_out(bot: Bot, server: FakeTelegram) -> None:
    server.faults.append(Fault("sendMessage", "hang"))
    with pytest.raises(TimedOut):
        await bot.send_message(501, "Hello", read_timeout=0.05)
    assert server.shown[0].text == "Hello"


async def test_where_nobody_listens_nothing_was_sent() -> None:
    url = f"http://127.0.0.1:{unused_port()}/bot"
    request = AiohttpRequest(url)
    with pytest.raises(NotSent):
        await Bot(TOKEN, url, request=request, get_updates_request=request).get_me()
    await request.shutdown()


async def test_after_the_end_nothing_is_sent(bot: Bot, server: FakeTelegram) -> None:
    request = AiohttpRequest(server.api_url)
    await request.shutdown()
    with pytest.raises(NotSent):
        await request.do_request(server.api_url, "GET")
    assert not server.calls


def test_a_proxy_is_for_far_hosts_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "bot.example")
    assert proxy_for("https://api.telegram.org/bot") == "http://proxy.example:3128"
    assert proxy_for("https://bot.example/bot") is None
    assert proxy_for("http://127.0.0.1:8081/bot") is None


SOON = NOW + timedelta(seconds=5)
MEANINGS: list[tuple[TelegramError, type[SendError]]] = [
    (FloodWait(7), RetryAt),
    (NotSent("x"), RetryAt),
    (ServerFailed("x"), RetryAt),
    (InvalidToken("x"), RetryAt),
    (Forbidden("bot was blocked by the user"), Gone),
    (BadRequest("Chat not found"), Gone),
    (BadRequest("message is too long"), Refused),
    (TimedOut(), Unsure),
    (NetworkError("x"), Unsure),
    (TelegramError("x"), Unsure),
    (ChatMigrated(5), Unsure),
]


@pytest.mark.parametrize(("error", "expected"), MEANINGS)
def test_errors_mean_what_the_outbox_can_act_on(
    error: TelegramError, expected: type[SendError]
) -> None:
    assert type(meaning(error, NOW, repeatable=False)) is expected


def test_a_pause_is_as_long_as_telegram_says() -> None:
    means = meaning(FloodWait(7), NOW, repeatable=False)
    assert isinstance(means, RetryAt)
    assert means.at == NOW + timedelta(seconds=7)


def test_an_edit_that_may_have_arrived_is_made_again_since_that_harms_nobody() -> None:
    means = meaning(TimedOut(), NOW, repeatable=True)
    assert isinstance(means, RetryAt)
    assert means.at == SOON
