import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.at_rest import AtRest
from bot.errors import SettingsError
from bot.secret import Secret
from bot.settings import (
    VARIABLES,
    Join,
    Settings,
    SlackSettings,
    TelegramSettings,
    default_storage,
    read_settings,
    zone_of_machine,
)
from bot.storage_url import StorageUrl

ROOT = Path(__file__).parents[1]
TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_0123"
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1-hush", "SLACK_APP_TOKEN": "xapp-1-hush"}
WRONG = {
    "TELEGRAM_BOT_TOKEN": "hush",
    "TELEGRAM_API_URL": "https://example.org/",
    "TELEGRAM_FILE_URL": "ftp://example.org/file/bot",
    "SLACK_BOT_TOKEN": "xapp-hush",
    "SLACK_APP_TOKEN": "xoxb-hush",
    "SLACK_API_URL": "https://example.org/api",
    "CORDIALLY_STORAGE": "data",
    "CORDIALLY_JOIN": "everybody",
    "CORDIALLY_LOG_LEVEL": "loud",
    "CORDIALLY_ZONE": "Middle/Earth",
    "CORDIALLY_LOCALE": "en",
    "CORDIALLY_BACKUPS_KEPT": "none",
    "CORDIALLY_KEY_FILE": "/nowhere/key",
    "CORDIALLY_NUDGE": "1",
}


def problems(environ: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        read_settings(environ)
    return caught.value.problems


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings({"XDG_DATA_HOME": "/data"})
    assert settings.storage.reveal() == "tinydb:/data/cordially"
    assert (settings.telegram, settings.slack, settings.join) == (None, None, Join.INVITE)
    assert (settings.log_level, settings.log_json, settings.locale) == ("INFO", False, "en-US")


def test_a_database_is_named_by_its_url_under_either_name() -> None:
    for name in ("postgres", "postgresql"):
        settings = read_settings({"CORDIALLY_STORAGE": f"{name}://ann:hush@db/cordially"})
        assert settings.storage.reveal() == "postgresql://ann:hush@db/cordially"
    (problem,) = problems({"CORDIALLY_STORAGE": "postgresql:cordially"})
    assert "postgresql://user:password@host/cordially" in problem


@pytest.mark.parametrize(
    ("storage", "shown"),
    [
        ("postgresql://ann:hush@db:5432/book", "postgresql://ann:…@db:5432/book"),
        ("postgresql://ann:h@u/sh@db/book?x=1", "postgresql://ann:…@db/book?x=1"),
        ("postgresql://db/x?password=hush&y=1", "postgresql://db/x?password=…&y=1"),
        ("postgresql://ann@db:5432/book", "postgresql://ann@db:5432/book"),
        ("tinydb:/srv/a:b@c", "tinydb:/srv/a:b@c"),
    ],
)
def test_the_password_of_a_database_is_not_shown(storage: str, shown: str) -> None:
    settings = Settings(StorageUrl(storage))
    assert settings.memory == shown
    assert shown in repr(settings)


def test_the_data_folder_is_the_users_own() -> None:
    assert default_storage({}) == f"tinydb:{Path.home()}/.local/share/cordially"


def test_everything_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("correct horse \nand more")
    given = {
        **SLACK,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "http://127.0.0.1:8081/bot",
        "TELEGRAM_FILE_URL": "http://127.0.0.1:8081/file/bot",
        "SLACK_SIGNING_SECRET": "hush",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "CORDIALLY_STORAGE": " tinydb:/data ",
        "CORDIALLY_BACKUPS": "/backups",
        "CORDIALLY_BACKUPS_KEPT": "3",
        "CORDIALLY_KEY_FILE": f"{tmp_path / 'key'}",
        "CORDIALLY_JOIN": "open",
        "CORDIALLY_LOG_LEVEL": "debug",
        "CORDIALLY_LOG_JSON": "1",
        "CORDIALLY_ZONE": "europe/dublin",
        "CORDIALLY_LOCALE": "en-GB",
    }
    assert {*given, "CORDIALLY_KEY"} == set(VARIABLES)
    assert read_settings(given) == Settings(
        storage=StorageUrl("tinydb:/data"),
        telegram=TelegramSettings(
            Secret(TOKEN), "http://127.0.0.1:8081/bot", "http://127.0.0.1:8081/file/bot"
        ),
        slack=SlackSettings(
            Secret("xoxb-1-hush"),
            Secret("xapp-1-hush"),
            Secret("hush"),
            "http://127.0.0.1:9/api/",
        ),
        join=Join.OPEN,
        log_level="DEBUG",
        log_json=True,
        locale="en-GB",
        zone="Europe/Dublin",
        at_rest=AtRest(Path("/backups"), 3, Secret("correct horse")),
    )
    del given["CORDIALLY_KEY_FILE"]
    assert read_settings({**given, "CORDIALLY_KEY": "correct"}).at_rest.key == Secret("correct")


def test_a_key_is_one_key_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("\n")
    for file, why in (("key", "no passphrase"), ("gone", "No such file")):
        (problem,) = problems({"CORDIALLY_KEY_FILE": f"{tmp_path / file}"})
        assert why in problem
    (tmp_path / "key").write_bytes(b"\xff\n")
    (problem,) = problems({"CORDIALLY_KEY_FILE": f"{tmp_path / 'key'}"})
    assert "no passphrase" in problem
    both, missing = problems({"CORDIALLY_KEY": "hush", "CORDIALLY_KEY_FILE": "/nowhere/key"})
    assert "both" in both
    assert "cannot be read" in missing
    (problem,) = problems({"CORDIALLY_KEY": "hush", "CORDIALLY_STORAGE": "postgresql://db/x"})
    assert "the disk" in problem
    assert "hush" not in repr(read_settings({"CORDIALLY_KEY": "hush"}))


def test_what_is_set_to_nothing_is_not_set() -> None:
    storage = {"CORDIALLY_STORAGE": "memory:"}
    assert read_settings(dict.fromkeys(VARIABLES, "") | storage) == read_settings(storage)


def test_all_mistakes_are_told_together_each_by_its_variable() -> None:
    told = problems(WRONG)
    assert {problem.split()[0] for problem in told} == set(WRONG)
    assert len(told) == len(WRONG)


@given(some.sets(some.sampled_from(sorted(WRONG))))
def test_each_mistake_is_told_whatever_else_is_wrong(names: set[str]) -> None:
    alone = {name for name in names if not name.endswith("_URL")}
    environ = {name: WRONG[name] for name in alone}
    if not alone:
        assert read_settings({}).join is Join.INVITE
        return
    assert alone <= {problem.split()[0] for problem in problems(environ)}


def test_a_mistake_does_not_quote_a_secret() -> None:
    assert not [problem for problem in problems(WRONG) if "hush" in problem]


def test_slack_needs_both_tokens() -> None:
    for missing in SLACK:
        rest = {name: token for name, token in SLACK.items() if name != missing}
        assert [problem.split()[0] for problem in problems(rest)] == [missing]


def test_a_variable_of_the_tests_is_no_mistake() -> None:
    assert read_settings({"CORDIALLY_TEST_POSTGRES": "1"}) == read_settings({})


@pytest.mark.parametrize("no", ["", "0", "no", "false"])
def test_json_is_switched_off_in_several_ways(no: str) -> None:
    assert not read_settings({"CORDIALLY_LOG_JSON": no}).log_json


def test_a_zone_that_is_not_set_is_the_machines() -> None:
    assert read_settings({}).zone == zone_of_machine()
    assert zone_of_machine(lambda: "europe/dublin") == "Europe/Dublin"


def files_that_disagree() -> str:
    raise ZoneInfoNotFoundError


@pytest.mark.parametrize("ask", [files_that_disagree, lambda: None, lambda: "Middle/Earth"])
def test_a_machine_that_does_not_know_its_zone_is_in_utc(
    ask: Callable[[], str | None],
) -> None:
    assert zone_of_machine(ask) == "UTC"


def test_a_secret_shows_itself_nowhere() -> None:
    secret = Secret("hush")
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r:>20}",
        "%s %r" % (secret, secret),  # noqa: UP031 (loggers do it)
        "{}".format(secret),  # noqa: UP032 (so do some libraries)
        repr([secret]),
        repr(SlackSettings(secret, secret, secret)),
        repr(Settings(StorageUrl("memory:"), TelegramSettings(secret))),
        repr(copy.deepcopy(secret)),
    ]
    assert not [each for each in shown if "hush" in each]
    assert secret.reveal() == "hush"


@pytest.mark.parametrize("dump", [json.dumps, msgspec.json.encode, "".join, len, iter])
def test_a_secret_cannot_be_dumped_or_joined(dump: object) -> None:
    assert callable(dump)
    with pytest.raises(TypeError) as caught:
        dump([Secret("hush")] if dump is not len and dump is not iter else Secret("hush"))
    assert "hush" not in str(caught.value)


def test_a_secret_is_equal_by_what_it_hides() -> None:
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a")}) == 1


def test_the_example_has_every_variable_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^#?\s?([A-Z][A-Z_]+)=", example, re.MULTILINE)) == set(VARIABLES)


def test_the_example_as_it_stands_is_valid() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert read_settings(given) == read_settings({})
