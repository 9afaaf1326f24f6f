"""The public holidays of a country, for owners who want them quiet."""

from collections.abc import Container
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import cast

_NAMES = {"uk": "GB", "england": "GB", "britain": "GB", "great britain": "GB", "usa": "US"}


def is_holiday(country: str | None, day: date) -> bool:
    """Whether ``day`` is a public holiday in a country ("IE"); never without one."""
    return country is not None and day in _calendar(country)


@lru_cache(maxsize=64)
def _calendar(country: str) -> Container[date]:
    """A country's days, worked out year by year as they are asked for."""
    library = import_module("holidays")  # a quarter of a second, and few owners want it
    return cast("Container[date]", library.country_holidays(country))


def country_named(words: str) -> str | None:
    """The code of the country that is named in words, or by its code; None if it is unknown."""
    said = words.strip().casefold().removeprefix("the ")
    if said in _NAMES:
        return _NAMES[said]
    registry = import_module("holidays.registry").COUNTRIES
    for name, (_, *codes) in registry.items():
        if said.replace(" ", "_") == name or said.upper() in codes[:2]:
            return str(codes[0])
    return None
