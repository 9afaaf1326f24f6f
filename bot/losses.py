"""What was expected and will not be, or is over: a birth, a wedding, a marriage."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from bot.command import Turn
from bot.model.calendar import MonthDay, last_day
from bot.model.document import Contact, Milestone, Occasion
from bot.nudges.occasions import milestones_of
from bot.reply import Line, line
from bot.speech import names

_LATELY = timedelta(days=90)
"""How long ago a day may be that was told as sure, and is taken out with what was expected."""
BABY = (
    r"(?:lost (?:the|their|her|his|a|my) (?:baby|child|pregnancy)|"
    r"(?:had a )?miscarr(?:ied|iage)|(?:had a )?still-?birth|"
    r"(?:the |their |her )?baby (?:has |sadly )?(?:died|did not make it|didn't make it)|"
    r"(?:is |are )?(?:no longer|not) (?:pregnant|expecting)(?: any ?more| after all)?|"
    r"(?:isn't|aren't) (?:pregnant|expecting)(?: any ?more| after all)?)"
)
OFF = (
    r"(?:(?:has |have )?(?:called|broke|broken) off (?:the|their|her|his) "
    r"(?:wedding|engagement)|"
    r"(?:the |their |her |his )?(?:wedding|engagement)(?:'s| is| was| has been| got) "
    r"(?:called )?(?:off|cancelled|canceled)|"
    r"(?:is|are) no longer (?:engaged|getting married)|"
    r"(?:isn't|aren't|is not|are not) getting married(?: any ?more| after all)?)"
)
PARTED = (
    r"(?:(?:have |has )?(?:broken|broke|split) up|(?:have |has )?separated|"
    r"(?:are |is |got |getting |have |has )*divorc(?:ed|ing))"
)
_TIED = frozenset({Occasion.WEDDING, Occasion.ENGAGEMENT})


_LEAD = r"(?:and (?:his|her|their) \w+ )?(?:(?:she|he|they|has|have|just|sadly) )*"


class Loss(Struct, frozen=True):
    """Which occasions it ends; ``is_lasting`` if those that were long ago end as well."""

    ends: frozenset[Occasion]
    is_lasting: bool = False


_LOSSES = (
    (BABY, Loss(frozenset({Occasion.BABY}))),
    (OFF, Loss(_TIED)),
    (PARTED, Loss(_TIED | {Occasion.ANNIVERSARY}, is_lasting=True)),
)
_BY_KIND = {"baby": _LOSSES[0][1], "wedding": _LOSSES[1][1], "anniversary": _LOSSES[2][1]}
ANY = Loss(_TIED | {Occasion.BABY})
"""Whatever was expected, where it was not said what."""


def loss_of(kind: str | None) -> Loss | None:
    """The loss of a baby, of a wedding, or of a marriage with its anniversary."""
    return _BY_KIND.get(kind or "")


def loss(words: str | None) -> Loss | None:
    """What some words, without the name, say is over or lost; None if nothing of the kind.

    "Her sister lost the baby" is not about the one whose sister it is.
    """
    clauses = re.split(r"[,;.]\s+", (words or "").replace("’", "'"))
    for form, found in _LOSSES:
        if any(re.match(rf"{_LEAD}{form}\b", each, re.IGNORECASE) for each in clauses):
            return found
    return None


def let_go(people: Sequence[Contact], ended: Loss, turn: Turn) -> list[Milestone]:
    """The days of ``people`` that a loss ends, taken out of the book."""
    gone = {
        each.id: each
        for contact in people
        for each in milestones_of(turn.book, contact.id)
        if each.occasion in ended.ends and (ended.is_lasting or _is_near(each, turn.said_on))
    }
    for each in gone.values():
        turn.book.delete(each)
    return list(gone.values())


def awaited(words: str | None, turn: Turn) -> list[Milestone]:
    """The days still to come of which some words, that name nobody, say that they are off."""
    ended = loss(words)
    if ended is None:
        return []
    coming = (each for each in turn.book.all(Milestone) if each.occasion in ended.ends)
    return [each for each in coming if each.expected]


def mourned(people: Sequence[Contact], words: str | None, turn: Turn) -> list[Line]:
    """What a note or a talk tells of a loss ends what was expected; a line that says so."""
    told = loss(words)
    if told is None or not let_go(people, told, turn):
        return []
    return [line("I'll say nothing more of that day to you about ", *names(people), ".")]


def _is_near(milestone: Milestone, today: date) -> bool:
    """Whether it was to come, or was told as sure of late."""
    on = milestone.on
    if milestone.expected or isinstance(on, MonthDay):
        return milestone.expected
    return last_day(on) >= today - _LATELY
