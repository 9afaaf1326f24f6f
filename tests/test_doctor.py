"""Every mistake in a configuration that we know of, and what the doctor says to it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.console import ConsoleAdapter
from bot.doctor import LONGEST_SOCKET, Finding, State, examine, findings
from bot.model.document import OwnerId
from bot.ports import Address, Bound, Conversation, Message, Words
from bot.secret import Secret
from storage.tinydb import open_storage
from tests.adapters.harness_console import running
from tests.fakes.door import FakeDoor
from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.fakes.telegram import TOKEN, FakeTelegram

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
ZONE = {"CORDIALLY_ZONE": "Europe/Dublin"}


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    """A .env that is nobody else's."""
    file = tmp_path / ".env"
    file.write_text("")
    file.chmod(0o600)
    return file


@pytest.fixture
async def telegram() -> AsyncIterator[dict[str, str]]:
    async with FakeTelegram() as server:
        yield {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.api_url,
            "TELEGRAM_FILE_URL": server.file_url,
        }


@pytest.fixture
async def slack() -> AsyncIterator[dict[str, str]]:
    server = FakeSlack()
    await server.start()
    yield {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": f"{server.url}/api/",
    }
    await server.stop()


def write(file: Path, content: bytes, mode: int = 0o600) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    file.chmod(mode)


def files(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


async def found(file: Path, **environ: str) -> list[Finding]:
    memory = {"CORDIALLY_STORAGE": f"tinydb:{file.parent / 'data'}"}
    return [each async for each in findings(file, {**memory, **ZONE, **environ})]


async def told(file: Path, state: State, **environ: str) -> list[str]:
    return [each.text for each in await found(file, **environ) if each.state is state]


async def test_a_new_machine_is_well(
    env_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory = {"CORDIALLY_STORAGE": f"tinydb:{env_file.parent / 'data'}"}
    assert await examine(env_file, {**memory, **ZONE}) == 0
    note, well = capsys.readouterr().out.splitlines()
    assert note.startswith("  note  No platform is configured")
    assert well.startswith("  well  Memory in tinydb:")
    assert well.endswith(": 0 owners.")
    assert files(env_file.parent) == [".env"]


async def test_what_is_wrong_is_the_exit_status(
    env_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await examine(env_file, {"CORDIALLY_JOIN": "everybody"}) == 1
    assert capsys.readouterr().out.startswith(" wrong  CORDIALLY_JOIN should be one of")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"TELEGRAM_BOT_TOKEN\n", ".env, line 1: write NAME=value"),
        (b"# one\n\n\nA B C\n", ".env, line 4: write NAME=value"),
        (b'X=1\nSLACK_BOT_TOKEN="xoxb-hush\n', ".env, line 2: write NAME=value"),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
        (b"CORDIALLY_NUDGE=08:30\n", "CORDIALLY_NUDGE is not a setting"),
        (b"SLACK_BOT_TOKEN=xoxb-hush\n", "SLACK_APP_TOKEN is missing"),
    ],
)
async def test_a_file_that_cannot_be_read_so(env_file: Path, content: bytes, says: str) -> None:
    write(env_file, content)
    (text,) = await told(env_file, State.WRONG)
    assert says in text
    assert "hush" not in text


async def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (text,) = await told(tmp_path, State.WRONG)
    assert text.endswith("cannot be read: Is a directory.")


async def test_a_file_with_a_mark_quotes_comments_and_other_line_ends(env_file: Path) -> None:
    mark = b"\xef\xbb\xbf"
    write(
        env_file,
        mark + b"# mine\r\nexport CORDIALLY_JOIN='open' # all\r\nCORDIALLY_LOCALE=\r\n",
    )
    assert await told(env_file, State.WRONG) == []


NOTES = [
    ({"CORDIALLY_STORAGE": "memory:"}, "forgotten at the end"),
    ({"CORDIALLY_ZONE": "", "TZ": "UTC"}, "tells no zone"),
    ({"TELEGRAM_TOKEN": TOKEN}, "TELEGRAM_TOKEN is not read. Did you mean TELEGRAM_BOT_TOKEN?"),
    ({"CORDIALY_ZONE": "UTC"}, "Did you mean CORDIALLY_ZONE?"),
    ({"TELEGRAM_API_URL": "http://127.0.0.1:1/bot"}, "belong together"),
    ({"SLACK_API_URL": "http://slack.example.org/api/"}, "SLACK_API_URL is http"),
]


@pytest.mark.parametrize(("environ", "says"), NOTES)
async def test_what_may_not_be_meant_is_noted(
    env_file: Path, environ: dict[str, str], says: str
) -> None:
    notes = await told(env_file, State.NOTE, **environ)
    assert [text for text in notes if says in text]


async def test_what_has_a_name_of_its_own_is_no_slip(env_file: Path) -> None:
    names = (
        "SLACK_PATH_OF_SOMETHING_ELSE",
        "TELEGRAM_CHAT_OF_ANOTHER",
        "CORDIALLY_TEST_POSTGRES",
    )
    assert await found(env_file, **dict.fromkeys(names, "x")) == await found(env_file)


async def test_tokens_that_others_can_read_are_noted(env_file: Path) -> None:
    write(env_file, b"", mode=0o644)
    assert f"chmod 600 {env_file}" in (await told(env_file, State.NOTE))[0]
    assert "There is no" in (await told(env_file.with_name("none"), State.NOTE))[0]


async def test_memory_that_cannot_be_written_or_read(env_file: Path) -> None:
    folder = env_file.parent
    write(folder / "file", b"")
    write(folder / "damaged" / "cordially.db", b"garbage " * 100)
    for place, says in (
        (f"tinydb:{folder}/file/below", "Nothing can be written in"),
        (f"tinydb:{folder}/damaged", "damaged"),
        ("abacus:x", "names no storage I have"),
    ):
        (text,) = await told(env_file, State.WRONG, CORDIALLY_STORAGE=place)
        assert says in text


async def test_a_process_that_runs_and_one_that_cannot_be_attached_to(env_file: Path) -> None:
    folder = env_file.parent / "data"
    async with running(FakeDoor(), folder / "chat.sock") as adapter:
        assert isinstance(adapter, ConsoleAdapter)
        assert any("A process runs on it" in text for text in await told(env_file, State.WELL))
    far = folder / ("x" * LONGEST_SOCKET)
    notes = await told(env_file, State.NOTE, CORDIALLY_STORAGE=f"tinydb:{far}")
    assert any("so long that cordially chat cannot attach" in text for text in notes)


async def test_messages_that_were_put_aside_are_noted(env_file: Path) -> None:
    storage = await open_storage(f"tinydb:{env_file.parent / 'data'}")
    where = Conversation("c")
    message = Message("m1", Address("console", "", "ann"), NOW, Words("met"), where)
    await storage.ledger.receive(message)
    await storage.ledger.fail("m1", park_after=1)
    await storage.close()
    assert any("put aside" in text for text in await told(env_file, State.NOTE))


async def test_platforms_that_know_us(
    env_file: Path, telegram: dict[str, str], slack: dict[str, str]
) -> None:
    well = await told(env_file, State.WELL, **telegram, **slack)
    assert well[1:] == [
        "Telegram knows us as @CordiallyBot.",
        "Slack knows us as cordially in Example.",
    ]
    notes = await told(env_file, State.NOTE, **telegram)
    assert notes == [
        "Nobody has claimed the bot yet: cordially run prints the code to send it."
    ]
    notes = await told(env_file, State.NOTE, **telegram, CORDIALLY_JOIN="open")
    assert len(notes) == 1
    assert "whoever finds the bot" in notes[0]
    storage = await open_storage(f"tinydb:{env_file.parent / 'data'}")
    async with storage.begin() as work:
        await work.commit(Bound(OwnerId("o1"), Address("telegram", "", "501"), NOW))
    await storage.close()
    assert await told(env_file, State.NOTE, **telegram) == []


async def test_platforms_that_do_not(
    env_file: Path, telegram: dict[str, str], slack: dict[str, str]
) -> None:
    stranger = {"TELEGRAM_BOT_TOKEN": TOKEN + "x"}
    (text,) = await told(env_file, State.WRONG, **{**telegram, **stranger})
    assert "TELEGRAM_BOT_TOKEN was not accepted" in text
    assert TOKEN not in text
    for name, token in (("SLACK_BOT_TOKEN", "xoxb-hush"), ("SLACK_APP_TOKEN", "xapp-hush")):
        (text,) = await told(env_file, State.WRONG, **{**slack, name: token})
        assert f"does not accept {name}" in text
        assert "hush" not in text


async def test_platforms_that_are_out_of_reach(
    env_file: Path, telegram: dict[str, str], slack: dict[str, str]
) -> None:
    nowhere = {
        "TELEGRAM_API_URL": "http://127.0.0.1:1/bot",
        "TELEGRAM_FILE_URL": "http://127.0.0.1:1/file/bot",
        "SLACK_API_URL": "http://127.0.0.1:1/api/",
    }
    one, other = await told(env_file, State.WRONG, **{**telegram, **slack, **nowhere})
    assert "Telegram does not answer" in one
    assert "Slack does not answer" in other


async def test_backups_that_are_late_and_a_key_for_all_to_read(
    env_file: Path, tmp_path: Path
) -> None:
    folder, key = tmp_path / "data", tmp_path / "key"
    write(key, b"correct horse\n", 0o644)
    given = {"CORDIALLY_STORAGE": f"tinydb:{folder}", "CORDIALLY_KEY_FILE": f"{key}", **ZONE}
    storage = await open_storage(f"tinydb:{folder}", key=Secret("correct horse"))
    async with storage.begin() as work:
        await work.commit(Bound(OwnerId("o1"), Address("console", "", "1"), NOW))
    await storage.close()
    first = [each.text async for each in findings(env_file, given)]
    assert "There is no backup yet: one is made each day while Cordially runs." in first
    assert f"Other users of this machine can read the key in {key}: chmod 600 {key}" in first

    write(folder / "backups" / "cordially-2026-01-01T000000Z.db", b"old")
    key.chmod(0o600)
    notes = [each.text async for each in findings(env_file, given) if each.state is State.NOTE]
    assert not [each for each in notes if "can read the key" in each]
    (late,) = [
        each for each in notes if each.startswith("Backups: 1, the newest of 2026-01-01")
    ]
    assert late.endswith("To see why there is none since: cordially backup")
