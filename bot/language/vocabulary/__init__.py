"""Words by language, as data: ``en/*.txt``, each line ``key: phrase, phrase`` or a phrase."""

from functools import cache
from pathlib import Path
from typing import Final

LANGUAGE: Final = "en"
FOLDER: Final = Path(__file__).parent


def lines_of(name: str, language: str = LANGUAGE) -> list[str]:
    """The lines of a data file that say something, without comments."""
    text = (FOLDER / language / f"{name}.txt").read_text(encoding="utf-8")
    return [
        line
        for each in text.splitlines()
        if (line := each.strip()) and not line.startswith("#")
    ]


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """For every given name or short form, the groups (full names) that it can stand for."""
    groups: dict[str, set[str]] = {}
    for line in lines_of("nicknames"):
        full, _, short = line.partition(":")
        for member in (full, *short.split()):
            groups.setdefault(member, set()).add(full)
    return {member: frozenset(full) for member, full in groups.items()}


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Words by class, folded."""
    classes: dict[str, set[str]] = {}
    for line in lines_of("words"):
        key, _, members = line.partition(":")
        classes.setdefault(key, set()).update(members.split())
    return {key: frozenset(members) for key, members in classes.items()}


@cache
def everyday() -> frozenset[str]:
    """Everyday words that have no class of their own."""
    held = frozenset(word for line in lines_of("everyday") for word in line.split())
    return held - words("double")


@cache
def words(*names: str) -> frozenset[str]:
    """The words of one class, or of several together."""
    return frozenset().union(*(word_classes()[name] for name in names))


@cache
def given_names() -> frozenset[str]:
    """Given names, folded."""
    plain = words("grammar", "common") - words("double")
    lines = (*lines_of("given"), *lines_of("names"))
    short = (
        nicknames().keys() - everyday() - words("roles", "places", "events", "titles", "kin")
    )
    listed = {word for line in lines for word in line.split()}
    return frozenset(listed | {name for name in short if len(name) > 2}) - plain


@cache
def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {}
    for line in lines_of("tables"):
        head, _, members = line.partition(": ")
        name, meaning = head.split(" ", 1)
        tables.setdefault(name, {}).update(dict.fromkeys(members.split(), meaning))
    return tables


def table(name: str) -> dict[str, str]:
    """What words stand for, in one table."""
    return _tables()[name]
