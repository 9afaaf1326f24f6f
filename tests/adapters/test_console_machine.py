"""What the machine tells of its user."""

import os
import pwd
from pathlib import Path

import pytest

from adapters.console import ConsoleAdapter
from adapters.console.machine import local_zone, login_name
from bot.ports import Address, Profile
from tests.adapters.harness_console import NOW


def test_the_login_name_is_the_one_the_system_has() -> None:
    assert login_name() == pwd.getpwuid(os.getuid()).pw_name


def test_a_user_without_a_name_is_their_number() -> None:
    assert login_name(123_456_789) == "123456789"


@pytest.mark.parametrize(
    ("variable", "expected"),
    [
        ("Europe/Dublin", "Europe/Dublin"),
        (":America/New_York", "America/New_York"),
        ("UTC", None),
        ("IST-5:30", None),
        ("../../etc/passwd", None),
        ("Europe/Atlantis", None),
    ],
)
def test_the_zone_is_what_the_environment_says(variable: str, expected: str | None) -> None:
    assert local_zone({"TZ": variable}) == expected


def test_without_a_variable_the_zone_is_where_localtime_points(tmp_path: Path) -> None:
    zone = tmp_path / "zoneinfo" / "posix" / "Asia" / "Tokyo"
    zone.parent.mkdir(parents=True)
    zone.touch()
    link = tmp_path / "localtime"
    link.symlink_to(zone)
    assert local_zone({}, link) == "Asia/Tokyo"
    assert local_zone({}, tmp_path / "nothing") is None


async def test_only_the_machines_own_user_has_its_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Dublin")
    adapter = ConsoleAdapter(lambda: NOW)
    assert await adapter.profile(adapter.address) == Profile("Europe/Dublin")
    assert await adapter.profile(Address("console", "", "somebody else")) == Profile()
