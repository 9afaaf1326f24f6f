"""A log line holds no words of anybody's, whoever wrote it."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest

from bot.log import logger, set_up_logging, trace
from bot.secret import Secret

WORDS = "Sarah told me her secret 123:token"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("cordially")
    before = root.handlers[:], root.level, ours.level
    yield
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])


def written(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


def fail() -> None:
    nobody: dict[str, str] = {}
    try:
        nobody[WORDS]
    except KeyError as error:
        raise ValueError(WORDS) from error


def test_a_trace_says_what_kind_and_where_and_nothing_of_the_message() -> None:
    with pytest.raises(ValueError, match="Sarah") as caught:
        fail()
    said = trace(caught.value)
    assert re.fullmatch(
        r"ValueError from KeyError at tests/test_log.py:\d+ < tests/test_log.py:\d+", said
    )


def test_a_trace_of_what_was_never_raised() -> None:
    assert trace(ValueError(WORDS)) == "ValueError at an unknown place"


def test_a_long_chain_of_causes_is_cut_even_if_it_goes_round() -> None:
    first, second = ValueError(WORDS), KeyError(WORDS)
    first.__cause__, second.__cause__ = second, first
    assert trace(first).count("from") == 4


@pytest.mark.parametrize("as_json", [False, True])
def test_an_exception_is_logged_without_its_message(
    as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging("INFO", as_json=as_json)
    try:
        fail()
    except ValueError:
        logger("test").exception("it failed")
    out = written(capsys)
    assert "it failed (ValueError from KeyError at tests/test_log.py:" in out
    assert "Sarah" not in out
    assert "Traceback" not in out


@pytest.mark.parametrize("as_json", [False, True])
def test_a_librarys_words_are_not_printed(
    as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging("DEBUG", as_json=as_json)
    library = logging.getLogger("some.library")
    library.info("GET https://api.example.org/bot%s", WORDS)
    library.warning("could not send %r", WORDS)
    try:
        fail()
    except ValueError:
        library.exception("failed: %s", WORDS)
    out = written(capsys)
    assert len(out.splitlines()) == 2
    assert "some.library" in out
    assert "test_log:" in out
    assert "ValueError from KeyError" in out
    assert not [word for word in ("Sarah", "token", "send", "api.example") if word in out]


def test_a_plain_line_has_the_moment_the_level_and_who_speaks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging("INFO", as_json=False)
    logger("morning").warning("%d waits", 3)
    moment = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"
    assert re.fullmatch(rf"{moment} WARNING cordially.morning: 3 waits\n", written(capsys))


def test_a_json_line_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", as_json=True)
    logger("morning").error("one\ntwo")
    (entry,) = map(json.loads, written(capsys).splitlines())
    assert {name: entry[name] for name in ("level", "logger", "message")} == {
        "level": "ERROR",
        "logger": "cordially.morning",
        "message": "one\ntwo",
    }


def test_a_secret_in_our_own_line_stays_one(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO", as_json=False)
    logger("test").error("with %s", Secret("hush"))
    assert "hush" not in written(capsys)


def test_the_level_is_ours_and_libraries_only_warn(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("ERROR", as_json=False)
    logger("test").warning("quiet")
    logging.getLogger("library").info("quiet")
    assert written(capsys) == ""
    logger("test").error("loud")
    assert "loud" in written(capsys)


def test_setting_up_twice_does_not_say_it_twice(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger().addHandler(logging.StreamHandler(io.StringIO()))
    set_up_logging("INFO", as_json=False)
    set_up_logging("INFO", as_json=False)
    logger("test").error("once")
    assert written(capsys).count("once") == 1
