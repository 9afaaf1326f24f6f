"""Whom a name fits: the names of the contacts, indexed for looking up and for near misses."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from bot.language.fitting import (
    fits,
    in_order,
    is_one_slip,
    slips_of,
    unnameable,
    without_address,
)
from bot.language.folding import fold, name_tokens
from bot.language.vocabulary import nicknames
from bot.model.document import ContactId

MOST_NEAR = 5
SHORTEST_WITH_SLIP = 5


class _Entry(Struct, frozen=True):
    """One contact's names, folded and split; ``order`` is when they were put in.

    ``given`` are the whole forms of given names that may be short.
    """

    names: tuple[tuple[str, ...], ...]
    wholes: frozenset[str]
    parts: frozenset[str]
    given: frozenset[str]
    handles: frozenset[str]
    spelled: str
    order: int


def _entry(names: Sequence[str], handles: Sequence[str], order: int) -> _Entry:
    split = tuple([tokens for name in names if (tokens := name_tokens(name))])
    groups = nicknames()
    return _Entry(
        names=split,
        wholes=frozenset([" ".join(name) for name in split]),
        parts=frozenset([part for name in split for part in name]),
        given=frozenset([each for name in split for each in groups.get(name[0], (name[0],))]),
        handles=frozenset([fold(handle).lstrip("@") for handle in handles]),
        spelled=names[0] if names else "",
        order=order,
    )


class NameIndex:
    """Names of contacts, each found by everything that people call them."""

    def __init__(self) -> None:
        self._entries: dict[ContactId, _Entry] = {}
        self._full: dict[str, set[ContactId]] = {}
        self._parts: dict[str, set[ContactId]] = {}
        self._given: dict[str, set[ContactId]] = {}
        self._handles: dict[str, set[ContactId]] = {}
        self._slips: dict[str, list[str]] = {}
        self._count = 0

    def __len__(self) -> int:
        """How many contacts there are."""
        return len(self._entries)

    def put(self, id: ContactId, names: Sequence[str], handles: Sequence[str] = ()) -> None:
        """Add a contact, or replace the names of the one with this id.

        ``names`` begins with the contact's own name; other names follow.
        """
        before = self._entries.get(id)
        if before is not None:
            self.drop(id)
        order = self._count if before is None else before.order
        self._count += 1
        entry = _entry(names, handles, order)
        self._entries[id] = entry
        for part in entry.parts:
            if part not in self._parts:
                for key in slips_of(part):
                    self._slips.setdefault(key, []).append(part)
        for index, keys in self._keys(entry):
            for key in keys:
                if key in index:
                    index[key].add(id)
                else:
                    index[key] = {id}

    def drop(self, id: ContactId) -> None:
        """Take a contact out; one that is not there is no mistake."""
        entry = self._entries.pop(id, None)
        if entry is None:
            return
        for index, keys in self._keys(entry):
            for key in keys:
                index[key].discard(id)
                if not index[key]:
                    del index[key]
        for part in entry.parts:
            if part not in self._parts:
                for key in slips_of(part):
                    self._slips[key].remove(part)
                    if not self._slips[key]:
                        del self._slips[key]

    def name_of(self, id: ContactId) -> str:
        """The contact's own name, as it was put in."""
        return self._entries[id].spelled

    def knows(self, token: str) -> bool:
        """Whether a folded word is part of somebody's name, their handle or its short form."""
        if token in self._parts or token in self._handles:
            return True
        return self._is_short(token)

    def _is_short(self, token: str) -> bool:
        """Whether somebody has a given name that this is a short form of."""
        whole = nicknames().get(token)
        return whole is not None and not self._given.keys().isdisjoint(whole)

    def is_full(self, name: str) -> bool:
        """Whether this is all of somebody's name."""
        return " ".join(name_tokens(name)) in self._full

    def match(self, name: str) -> tuple[ContactId, ...]:
        """All whom ``name`` fits, oldest first: one is who is meant, none is a stranger.

        A full name beats a part of one, a part beats a short form or an initial, and those
        beat a full name with one slip. Titles and forms of address are set aside.
        """
        handle = fold(name.strip()).lstrip("@")
        if handle in self._handles:
            return self._sorted(self._handles[handle])
        tokens = name_tokens(name.strip().lstrip("@"))
        if not any(token in self._parts or self._is_short(token) for token in tokens):
            return ()
        if unnameable().issuperset(tokens):
            return self._sorted(self._full.get(" ".join(tokens), set()))
        found = self._full.get(" ".join(tokens), set())
        if not found:
            tokens = without_address(tokens)
            found = self._full.get(" ".join(tokens), set())
        found = found or self._partial(tokens) or self._short(tokens) or self._slipped(tokens)
        return self._sorted(found)

    def near(self, name: str) -> tuple[ContactId, ...]:
        """Contacts whose names are a slip or two away, closest first, at most five.

        Of a name with several parts, at least two are to be close.
        """
        tokens = without_address(name_tokens(name.lstrip("@")))
        close = [self._close(token) for token in tokens]
        if len(close) == 2 and not all(close):
            return ()
        found = [self._holders(parts) for parts in close]
        shared = found[0] if found else set()
        if len(found) > 1:
            fewest = sorted(found, key=len)
            shared = fewest[0] & fewest[1]
            if not shared and len(found) > 2:
                shared = fewest[1] & fewest[2]
        if len(close) == 1:
            return self._closest(close[0])
        scores = {one: self._closeness(one, close) for one in shared}
        ranked = sorted(scores, key=lambda one: (-scores[one], self._entries[one].order))
        return tuple(ranked[:MOST_NEAR])

    def _close(self, token: str) -> dict[str, float]:
        """The parts of names that are a slip or two away, and how close each is."""
        return {
            other: 1.0 if token == other else 0.8 if is_one_slip(token, other) else 0.5
            for other in self._beside(token)
            if not any(map(str.isdigit, other))
        }

    def _beside(self, token: str) -> set[str]:
        """The parts of names that are this, but for a letter left out of either or both."""
        return {other for key in slips_of(token) for other in self._slips.get(key, ())}

    def _holders(self, parts: Iterable[str]) -> set[ContactId]:
        """Who has one of these parts in their name."""
        return set().union(*[self._parts[part] for part in parts])

    def _closest(self, parts: Mapping[str, float]) -> tuple[ContactId, ...]:
        """Who has one of these parts in their name, the closest first, as many as are told."""
        ranked: dict[ContactId, None] = {}
        for score in sorted(set(parts.values()), reverse=True):
            held = self._holders(part for part in parts if parts[part] == score)
            ranked.update(dict.fromkeys(self._sorted(held)))
            if len(ranked) >= MOST_NEAR:
                break
        return tuple(ranked)[:MOST_NEAR]

    def _closeness(self, one: ContactId, close: Sequence[Mapping[str, float]]) -> float:
        """How close somebody's name is to one whose parts have these close to them."""
        held = self._entries[one].parts
        return sum(
            max((each[part] for part in held & each.keys()), default=0.0) for each in close
        )

    def _keys(self, entry: _Entry) -> Iterable[tuple[dict[str, set[ContactId]], Iterable[str]]]:
        """Every index with the keys under which it has a contact."""
        yield self._full, entry.wholes
        yield self._parts, entry.parts
        yield self._given, entry.given
        if entry.handles:
            yield self._handles, entry.handles

    def _sorted(self, found: Collection[ContactId]) -> tuple[ContactId, ...]:
        if len(found) < 2:
            return tuple(found)
        return tuple(sorted(found, key=lambda one: self._entries[one].order))

    def _partial(self, tokens: tuple[str, ...]) -> set[ContactId]:
        """Whose name has all of these parts, in this order."""
        held = [self._parts.get(token, set()) for token in tokens]
        if not all(held):
            return set()
        if len(held) == 1:
            return held[0]
        both = set.intersection(*held)
        return {id for id in both if any(in_order(tokens, n) for n in self._entries[id].names)}

    def _short(self, tokens: tuple[str, ...]) -> set[ContactId]:
        """Whose name these parts fit as short forms and initials."""
        anchors = [token for token in tokens if len(token) > 1]
        if not anchors or not all(token in self._parts for token in anchors[1:]):
            return set()
        candidates: set[ContactId] = set()
        for index, token in enumerate(anchors):
            some = set(self._parts.get(token, ()))
            if index == 0:
                for full in nicknames().get(token, ()):
                    some |= self._given.get(full, set())
            candidates = some if index == 0 else candidates & some
        return {
            id
            for id in candidates
            if any(fits(tokens, name) for name in self._entries[id].names)
        }

    def _slipped(self, tokens: tuple[str, ...]) -> set[ContactId]:
        """Whose full name this is with one slip: at least one of its parts is right."""
        whole = " ".join(tokens)
        if len(tokens) < 2 or sum(map(len, tokens)) < SHORTEST_WITH_SLIP:
            return set()
        if any(letter.isdigit() for letter in whole):
            return set()
        held = [self._parts.get(token, set()) for token in tokens]
        if len(held) == 2:
            one, other = map(self._beside, tokens)
            candidates = (held[0] & self._holders(other)) | (held[1] & self._holders(one))
        else:
            candidates = set().union(*held)
        return {
            id
            for id in candidates
            for name in self._entries[id].names
            if len(name) == len(tokens) and is_one_slip(whole, " ".join(name))
        }
