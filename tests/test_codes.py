from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.codes import digest, invitation, new_code, read_code
from bot.model.document import OwnerId
from bot.ports import CodeKind

CODES = some.builds(new_code)


@given(CODES, some.sampled_from(["{}", " {} ", "/start {}", "start {}", "/start@MyBot {}"]))
def test_a_code_is_read_however_it_is_sent(code: str, sent: str) -> None:
    assert read_code(sent.format(code)) == code
    assert read_code(sent.format(code.lower())) == code
    assert read_code(sent.format(code.replace("-", ""))) == code
    assert read_code(sent.format(code.replace("-", " "))) == code


@given(some.text() | some.from_regex(r"(?i)\A[A-Zſ\u212a0-9]{4}-[a-z0-9]{4}\Z"))
def test_what_is_read_is_always_a_code_as_it_is_written(words: str) -> None:
    code = read_code(words)
    assert code is None or read_code(code) == code


@pytest.mark.parametrize(
    "words",
    [
        "",
        "met Sarah",
        "4F7K",
        "4F7K-Q2X",
        "4F7K-Q2XMA",
        "4F7K--Q2XM",
        "4F7K-Q2XO",
        "4F7K-Q21M",
        "code 4F7K-Q2XM",
        "\u212aF7K-Q2XM",
    ],
)
def test_other_words_are_no_code(words: str) -> None:
    assert read_code(words) is None


def test_no_code_is_like_another() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


@given(CODES, CODES)
def test_what_is_kept_tells_codes_apart_and_does_not_show_them(one: str, other: str) -> None:
    assert (digest(one) == digest(other)) == (one == other)
    assert one not in digest(one)


def test_an_invitation_is_good_for_a_week() -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    code = invitation(OwnerId("ann"), "4F7K-Q2XM", CodeKind.INVITATION, now).code
    assert code.expires_at == now + timedelta(days=7)
    assert (code.kind, code.owner) == (CodeKind.INVITATION, "ann")
    assert code.digest == digest("4F7K-Q2XM")
