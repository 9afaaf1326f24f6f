"""When typed parts of a name fit one that is kept: by order, as short forms, but for a slip."""

from functools import cache

from bot.language.vocabulary import nicknames, words


@cache
def unnameable() -> frozenset[str]:
    """Parts of names by which nobody is called: "van", but not "Ben"."""
    return words("particles") - words("short_particles")


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one letter was added, left out, changed, or two neighbours swapped."""
    if abs(len(typed) - len(meant)) > 1 or typed == meant:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    a, b = typed[start:], meant[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[2:] == b[2:] and a[:2] == b[1::-1])


def slips_of(token: str) -> set[str]:
    """A token, and what it is with any one letter left out."""
    return {token} | {token[:at] + token[at + 1 :] for at in range(min(len(token), 24))}


def without_address(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a name without titles and degrees; all, if there are only such."""
    address = words("titles", "kin", "degrees")
    kept = tuple(token for token in tokens if token not in address)
    return kept or tokens


def in_order(tokens: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether all of the tokens are parts of ``name``, in this order."""
    rest = iter(name)
    return all(token in rest for token in tokens)


def fits(tokens: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether each token is, shortens or begins a part of ``name``, in order."""
    at = 0
    for index, token in enumerate(tokens):
        while at < len(name) and not _stands_for(token, name[at], given=at == 0 == index):
            at += 1
        if at == len(name):
            return False
        at += 1
    return True


def _stands_for(token: str, part: str, *, given: bool) -> bool:
    if len(token) == 1:
        return part.startswith(token)
    if token == part:
        return True
    groups = nicknames()
    return given and bool(groups.get(token, frozenset()) & groups.get(part, {part}))
