"""What a sentence speaks for by its wording, as learned from labelled sentences.

The weights are ``vocabulary/en/weights.txt``, made by ``make weights``: for every trait, how
much it speaks for an intent (``met+12``) or against it (``note-4``). A sentence's are added up.
All weights of a trait are packed into one whole number, a field for each intent, so that one
addition adds them all.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat

from msgspec import Struct

from bot.language.vocabulary import lines_of

INTENTS = (
    "met",
    "note",
    "milestone",
    "job_change",
    "cadence",
    "remind",
    "promise",
    "favour",
    "introduction",
    "opportunity",
    "boundary",
    "query",
    "nudge_reply",
    "edit",
    "settings",
    "system",
    "none",
)
_FIELD = 32
_ZERO = 1 << (_FIELD - 1)
_FIELDS = struct.Struct(f"<{len(INTENTS)}I")


class Weights(Struct, frozen=True):
    """The packed weights by trait, and ``zero``: what every sum starts from."""

    by_trait: Mapping[str, int]
    zero: int = sum(_ZERO << at * _FIELD for at in range(len(INTENTS)))

    def speak(self, traits: Iterable[str]) -> dict[str, int]:
        """For every intent, how strongly the traits together speak for it."""
        total = sum(map(self.by_trait.get, traits, repeat(0)), self.zero)
        fields = _FIELDS.unpack(total.to_bytes(_FIELDS.size, "little"))
        return {intent: field - _ZERO for intent, field in zip(INTENTS, fields, strict=True)}


def packed(weights: Mapping[str, int]) -> int:
    """The weights by intent in one whole number."""
    return sum(weight << INTENTS.index(intent) * _FIELD for intent, weight in weights.items())


def written(trait: str, weights: Mapping[str, int]) -> str:
    """One line of the file of weights: the strongest first."""
    ordered = sorted(weights.items(), key=lambda one: (-abs(one[1]), one[0]))
    return f"{trait}\t" + " ".join(f"{intent}{weight:+}" for intent, weight in ordered)


def read_weights(lines: Sequence[str]) -> Weights:
    """The weights that are written in some lines.

    Raises:
        ValueError: if a line is not one of ``written``.
    """
    shifts = {intent: at * _FIELD for at, intent in enumerate(INTENTS)}
    by_trait = {}
    for line in lines:
        trait, _, spoken = line.partition("\t")
        total = 0
        for one in spoken.split():
            sign = "+" if "+" in one else "-"
            intent, _, weight = one.partition(sign)
            total += int(sign + weight) << shifts[intent]
        by_trait[trait] = total
    return Weights(by_trait)


@cache
def weights() -> Weights:
    """What was learned."""
    return read_weights(lines_of("weights"))
