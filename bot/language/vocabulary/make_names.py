"""Writes ``en/names.txt`` anew from Faker's data; run by hand when that has changed much.

    python -m venv /tmp/names && /tmp/names/bin/pip install faker
    PYTHONPATH=. /tmp/names/bin/python bot/language/vocabulary/make_names.py > names.txt

Of the project it needs the vocabulary itself: what is a word here, or a city, is left out.
"""

import pkgutil
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module

from bot.language.cities import is_city
from bot.language.folding import fold
from bot.language.vocabulary import everyday, lines_of, word_classes, words

HEADER = """\
# More given names of some seventy languages, folded; those of given.txt are not in here.
# From Faker (https://github.com/joke2k/faker), MIT licence, (c) Daniele Faraglia and others;
# reduced to names in alphabets that are no words, towns or countries. Made by make_names.py.
"""
PACKAGE = "faker.providers.person"
TOO_LOOSE = frozenset({"en"})
SHORTEST = 3
LAST_LETTER = "\u0590"
WELL_KNOWN = 3


def names() -> Iterator[tuple[str, str]]:
    """Every given name with the locale that has it."""
    for module in pkgutil.iter_modules(import_module(PACKAGE).__path__):
        if module.name in TOO_LOOSE:
            continue
        provider = import_module(f"{PACKAGE}.{module.name}").Provider
        for field in dir(provider):
            held = getattr(provider, field)
            listed = isinstance(held, list | tuple | dict) and "pair" not in field
            if listed and ("first_name" in field or "first_romanized" in field):
                for name in held:
                    yield (name if isinstance(name, str) else name[-1]), module.name


def kept() -> Iterator[str]:
    """The names that are worth keeping, folded."""
    locales: dict[str, set[str]] = defaultdict(set)
    for name, locale in names():
        locales[fold(name)].add(locale)
    listed = {name for line in lines_of("given") for name in line.split()}
    plain = frozenset().union(*word_classes().values()) | everyday() | listed
    for name, held in locales.items():
        is_name = name.isalpha() and len(name) >= SHORTEST and name[0] < LAST_LETTER
        is_place = len(held) < WELL_KNOWN and (is_city(name) or name in words("lands"))
        if is_name and name not in plain and not is_place:
            yield name


if __name__ == "__main__":
    wrapped = textwrap.wrap(" ".join(sorted(kept())), 96, break_on_hyphens=False)
    sys.stdout.write(HEADER + "\n".join(wrapped) + "\n")
