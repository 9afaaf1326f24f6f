"""Cities by name and by place."""

from zoneinfo import available_timezones

import pytest

from bot.language.cities import ALIASES, find_zone, is_city, nearest_city


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Lisbon", "Europe/Lisbon"),
        ("lisboa", "Europe/Lisbon"),
        ("Munich", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("NYC", "America/New_York"),
        ("New York", "America/New_York"),
        ("Saigon", "Asia/Ho_Chi_Minh"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Stratford-upon-Avon", "Europe/London"),
        ("Cambridge", "Europe/London"),
        ("Cambridge, US", "America/New_York"),
    ],
)
def test_a_city_has_a_zone(name: str, zone: str) -> None:
    assert find_zone(name)[0].zone == zone


def test_a_name_that_no_city_has() -> None:
    assert find_zone("Nowhere at all") == ()
    assert find_zone("") == ()
    assert not is_city("Slush")
    assert is_city("Mexico City")
    assert is_city("nyc")


def test_the_largest_of_a_name_comes_first_and_eight_at_most() -> None:
    found = find_zone("San Antonio")
    assert [city.population for city in found] == sorted(
        (city.population for city in found), reverse=True
    )
    assert 1 < len(found) <= 8


def test_every_other_name_leads_to_a_city() -> None:
    assert [name for name in ALIASES if not find_zone(name)] == []


def test_every_zone_is_one_that_python_knows() -> None:
    zones = {find_zone(name)[0].zone for name in ("Dublin", "Cairo", "Kyiv", "Nuuk", "Apia")}
    assert zones <= available_timezones()


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (53.35, -6.26, "Europe/Dublin"),
        (38.72, -9.14, "Europe/Lisbon"),
        (64.15, -21.94, "Atlantic/Reykjavik"),
    ],
)
def test_the_nearest_city_has_the_zone(latitude: float, longitude: float, zone: str) -> None:
    assert nearest_city(latitude, longitude).zone == zone


def test_somewhere_is_near_the_middle_of_the_sea_and_the_poles() -> None:
    assert nearest_city(0, -140).zone.startswith(("Pacific/", "America/"))
    assert nearest_city(-89.9, 0).zone
    assert nearest_city(-17.7, 179.99).country == "FJ"
