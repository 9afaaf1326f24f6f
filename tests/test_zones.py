from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.zones import zone_named

ALSO_UTC = {"Etc/UTC", "Etc/UCT", "UCT", "Zulu"}


def test_every_zone_is_found_in_any_case_and_with_spaces() -> None:
    for typed in (str, str.upper, str.lower, lambda name: f" {name.replace('_', ' ')}\n"):
        for name in available_timezones():
            assert zone_named(typed(name)) == ("UTC" if name in ALSO_UTC else name)


@pytest.mark.parametrize("typed", ["", "Dublin", "Middle/Earth", "Europe/", "../etc/passwd"])
def test_what_is_no_zone_is_none(typed: str) -> None:
    assert zone_named(typed) is None


def test_what_is_found_can_be_used() -> None:
    assert ZoneInfo(zone_named("america/new york") or "").key == "America/New_York"
