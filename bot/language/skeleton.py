"""A sentence with its people, dates and details put as marks, for phrases to be found in."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from bot.language.mentions import Mention
from bot.language.patterns import CLIPPED
from bot.language.sentence import Sentence
from bot.language.vocabulary import lines_of, words
from bot.language.when import Recurrence

_MARKS = {"->": "→", "=>": "→", "–>": "→", "—": "-", "·": "-", "•": "-", "–": "-", "’": "'"}
_KINDS = {
    "email": "<email>",
    "phone": "<phone>",
    "url": "<url>",
    "handle": "<handle>",
    "tag": "<tag>",
    "channel": "<channel>",
    "mention": "<bot>",
    "number": "<n>",
}
_TAKES_ADVERB = frozenset({"<p>", "has", "have", "had", "is", "are", "was", "were", "been"})
JOINS = frozenset({",", "and", "&", "+", "n", "plus", "w/"})


@cache
def spellings() -> dict[str, str]:
    """What words written in haste are read as."""
    table: dict[str, str] = dict(CLIPPED)
    for line in lines_of("spelling"):
        word, _, others = line.partition(": ")
        table.update(dict.fromkeys(others.split(), word))
    return table


class Skeleton(Struct, frozen=True):
    """``text`` of marks and words, each with a space after it.

    ``places`` are, for every word, where it begins in ``text`` and the token it stands for;
    ``begins`` are the places of every word by the word; ``held`` are the words without order.
    """

    text: str
    words: tuple[str, ...]
    held: frozenset[str]
    places: tuple[tuple[int, int], ...]
    begins: Mapping[str, Sequence[int]]

    def token_at(self, place: int) -> int:
        """The token that the word at ``place`` in ``text`` stands for, or the one after."""
        for begins, token in self.places:
            if begins >= place:
                return token
        return self.places[-1][1] + 1 if self.places else 0


def skeleton_of(sentence: Sentence, mentions: Sequence[Mention]) -> Skeleton:
    """A sentence's skeleton; a list of people is one ``<p>``, a date is ``<d>``."""
    by_start = {mention.start: mention for mention in mentions}
    items: list[tuple[str, int]] = []
    at = 0
    while at < len(sentence.tokens):
        if mention := by_start.get(at):
            _drop_description(items)
            if items and items[-1][0] == "the":
                items.pop()
            if not _goes_on(items):
                items.append(("<p>", at))
            at = mention.end
            continue
        index = sentence.date_at[at]
        if index is not None:
            mark = "<r>" if isinstance(sentence.past[index].value, Recurrence) else "<d>"
            if not items or items[-1][0] != mark:
                items.append((mark, at))
            at += 1
            continue
        token = sentence.tokens[at]
        is_shortened = token.norm == "met" and sentence.norm(at + 1) == "'s"
        is_adverb = token.norm in words("adverbs") and items and items[-1][0] in _TAKES_ADVERB
        if not is_shortened and not is_adverb:
            items += [(word, at) for word in _plain_words(token.kind, token.norm)]
        at += 1
    return spelled(items)


@lru_cache(maxsize=16384)
def _plain_words(kind: str, norm: str) -> tuple[str, ...]:
    """What a token is in a skeleton: mostly one word, none if it only fills."""
    if norm in words("fillers"):
        return ()
    spelt = spellings().get(norm)
    word = spelt if spelt and kind == "number" else _KINDS.get(kind) or spelt or norm
    return tuple(_MARKS.get(word, word).split())


def spelled(items: Sequence[tuple[str, int]]) -> Skeleton:
    """Words, each with the token that it stands for, as a skeleton."""
    places: list[tuple[int, int]] = []
    begins: dict[str, list[int]] = {}
    length = 0
    for word, token_at in items:
        places.append((length, token_at))
        begins.setdefault(word, []).append(length)
        length += len(word) + 1
    said = tuple([word for word, _ in items])
    return Skeleton(" ".join([*said, ""]), said, frozenset(said), tuple(places), begins)


def _drop_description(items: list[tuple[str, int]]) -> None:
    """Take off what only says who a person is: "our accountant", "my old"."""
    count = 0
    while count < len(items) and items[-1 - count][0] in words("roles", "kin", "ties"):
        count += 1
    described = 0 < count < 4 and len(items) > count
    owned = len(items) > count and items[-1 - count][0] in words("owners", "this_one", "one")
    if described and (owned or items[-1 - count][0] in {"with", "and", "to", "from"}):
        del items[-count:]
    if items and items[-1][0] in ({"my", "our"} if not described else words("owners", "one")):
        items.pop()


def _goes_on(items: list[tuple[str, int]]) -> bool:
    """Whether what came before is a person and a join: then the join is taken off."""
    count = 0
    while count < 2 and len(items) > count and items[-1 - count][0] in JOINS:
        count += 1
    if count and len(items) > count and items[-1 - count][0] == "<p>":
        del items[-count:]
        return True
    return bool(items) and items[-1][0] == "<p>" and not count
