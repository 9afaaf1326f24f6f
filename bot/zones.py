"""IANA zone names, as people type them."""

from functools import cache
from zoneinfo import available_timezones


@cache
def _by_folded_name() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def zone_named(text: str) -> str | None:
    """The IANA name that ``text`` spells, in any case and with spaces for underscores."""
    found = _by_folded_name().get(text.strip().replace(" ", "_").casefold())
    return "UTC" if found in {"Etc/UTC", "Etc/UCT", "UCT", "Zulu"} else found
