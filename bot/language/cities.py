"""Cities by name and by place, for the zone that somebody lives in. Loaded on first use."""

import re
from functools import cache, cached_property
from math import cos, radians

from msgspec import Struct

from bot.language.folding import fold
from bot.language.vocabulary import FOLDER

MOST_FOUND = 8
_NAME = re.compile(r"^([^\t#@][^\t\n]*)\t", re.MULTILINE)
_LARGE = re.compile(r"^([^\t\n#@]+)(?:\t[^\t\n]+){3}\t\d{6,}$", re.MULTILINE)
_MARKS = str.maketrans({"-": " ", ".": " ", "'": None})
ALIASES = {
    "antwerp": "antwerpen",
    "athina": "athens",
    "bangalore": "bengaluru",
    "basle": "basel",
    "bcn": "barcelona",
    "beograd": "belgrade",
    "bombay": "mumbai",
    "bruges": "brugge",
    "brussel": "brussels",
    "bruxelles": "brussels",
    "bucuresti": "bucharest",
    "calcutta": "kolkata",
    "canton": "guangzhou",
    "cdmx": "mexico city",
    "cologne": "koln",
    "dc": "washington",
    "den haag": "the hague",
    "firenze": "florence",
    "frisco": "san francisco",
    "geneve": "geneva",
    "genf": "geneva",
    "genova": "genoa",
    "ghent": "gent",
    "gothenburg": "goteborg",
    "hanover": "hannover",
    "hcmc": "ho chi minh city",
    "hk": "hong kong",
    "joburg": "johannesburg",
    "jozi": "johannesburg",
    "kiev": "kyiv",
    "kl": "kuala lumpur",
    "kobenhavn": "copenhagen",
    "la": "los angeles",
    "ldn": "london",
    "leghorn": "livorno",
    "lisboa": "lisbon",
    "lucerne": "luzern",
    "madras": "chennai",
    "mantua": "mantova",
    "milano": "milan",
    "moskva": "moscow",
    "munchen": "munich",
    "napoli": "naples",
    "new york": "new york city",
    "nuremberg": "nurnberg",
    "ny": "new york city",
    "nyc": "new york city",
    "padua": "padova",
    "peking": "beijing",
    "philly": "philadelphia",
    "prag": "prague",
    "praha": "prague",
    "rangoon": "yangon",
    "rio": "rio de janeiro",
    "roma": "rome",
    "saigon": "ho chi minh city",
    "seville": "sevilla",
    "sf": "san francisco",
    "st petersburg": "saint petersburg",
    "torino": "turin",
    "vegas": "las vegas",
    "venezia": "venice",
    "warszawa": "warsaw",
    "washington dc": "washington",
    "wien": "vienna",
}
"""What people call cities in English, where that is not the name in the table."""


class City(Struct, frozen=True):
    """A city of 15,000 people or more; ``zone`` is an IANA name, places are in degrees."""

    name: str
    country: str
    zone: str
    latitude: float
    longitude: float
    population: int


class _Atlas:
    """Every city as a row of the table, by folded name and by square degree."""

    def __init__(self, table: str) -> None:
        self.by_name: dict[str, list[tuple[str, str]]] = {}
        zone = ""
        for line in table.splitlines():
            if line.startswith("@"):
                zone = line[1:]
            elif not line.startswith("#"):
                self.by_name.setdefault(_key(line[: line.index("\t")]), []).append((zone, line))

    @cached_property
    def by_square(self) -> dict[tuple[int, int], list[City]]:
        """The cities of every square degree that has some."""
        squares: dict[tuple[int, int], list[City]] = {}
        for rows in self.by_name.values():
            for row in rows:
                city = _city(row)
                square = (int(city.latitude // 1), int(city.longitude // 1))
                squares.setdefault(square, []).append(city)
        return squares

    def named(self, key: str) -> list[City]:
        """The cities of a folded name, the largest first."""
        cities = [_city(row) for row in self.by_name.get(key, ())]
        return sorted(cities, key=lambda city: -city.population)


def _city(row: tuple[str, str]) -> City:
    zone, line = row
    name, country, latitude, longitude, population = line.split("\t")
    return City(name, country, zone, float(latitude), float(longitude), int(population))


@cache
def _atlas() -> _Atlas:
    return _Atlas(_table())


def _key(name: str) -> str:
    if name.isascii() and name.isalpha():
        return name.lower()
    return " ".join(fold(name).translate(_MARKS).split())


def find_zone(text: str) -> tuple[City, ...]:
    """The cities that ``text`` names, the likeliest first, at most eight.

    Accents and case are set aside; other names are known that are common in English
    ("Munich", "NYC", "Saigon") or in the city itself ("Wien"). What follows a comma may be
    a country's code ("Cambridge, US").
    """
    name, _, country = text.partition(",")
    key = _key(name)
    meant = ALIASES.get(key)
    found = (_atlas().named(meant) if meant else []) + _atlas().named(key)
    code = country.strip().upper()
    if code:
        found.sort(key=lambda city: city.country != code)
    return tuple(dict.fromkeys(found))[:MOST_FOUND]


def is_city(text: str) -> bool:
    """Whether this is the name of a well-known city: of 100,000 people or more."""
    key = _key(text)
    return key in ALIASES or key in _well_known()


def is_town(text: str) -> bool:
    """Whether this is the name of a town or a city of 15,000 people or more."""
    return _key(text) in _named()


@cache
def _named() -> frozenset[str]:
    return frozenset(_key(name) for name in _NAME.findall(_table()))


@cache
def _well_known() -> frozenset[str]:
    return frozenset(_key(name) for name in _LARGE.findall(_table()))


@cache
def _table() -> str:
    return (FOLDER / "cities.tsv").read_text(encoding="utf-8")


def nearest_city(latitude: float, longitude: float) -> City:
    """The city closest to a place.

    Squares of one degree around it are searched, further out until one has a city.
    """
    atlas = _atlas()
    reach = 1
    while True:
        near = [
            city
            for square in _squares(latitude, longitude, reach)
            for city in atlas.by_square.get(square, ())
        ]
        if near:
            return min(near, key=lambda city: _distance(city, latitude, longitude))
        reach *= 2


def _squares(latitude: float, longitude: float, reach: int) -> list[tuple[int, int]]:
    row, column = int(latitude // 1), int(longitude // 1)
    wide = min(180, max(reach, int(reach / max(0.05, cos(radians(latitude))))))
    return [
        (row + down, (column + right + 180) % 360 - 180)
        for down in range(-reach, reach + 1)
        for right in range(-wide, wide + 1)
    ]


def _distance(city: City, latitude: float, longitude: float) -> float:
    """The square of the distance, in degrees of latitude."""
    across = (city.longitude - longitude + 180) % 360 - 180
    across *= cos(radians((city.latitude + latitude) / 2))
    return (city.latitude - latitude) ** 2 + across**2
