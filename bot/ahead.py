"""Days to come in words that a command reads for itself."""

import re
from datetime import date

from bot.command import Turn
from bot.language.dates import survey
from bot.model.calendar import Month, MonthDay, Week, anniversary, first_day, last_day

_LEADS = re.compile(r"\s*\b(?:by|on|until|till|before|in|for|from)\s*$", re.IGNORECASE)
Days = tuple[date, date]
"""The first and the last of some days in a row."""


def days_ahead(words: str, turn: Turn) -> Days | None:
    """The first days that ``words`` name, looking ahead; None if they name none."""
    return parted(words, turn)[1]


def day_ahead(words: str, turn: Turn) -> date | None:
    """The first day that ``words`` name, looking ahead; None if they name none."""
    found = days_ahead(words, turn)
    return found[0] if found else None


def parted(words: str, turn: Turn) -> tuple[str, Days | None]:
    """``words`` without the first days that they name, and those days."""
    found = survey(
        words,
        turn.said_at.astimezone(turn.zone),
        looks="future",
        dayfirst=turn.preferences.locale != "en-US",
    )
    for each in (*found.found, *found.lengths):
        value = each.value
        if isinstance(value, MonthDay):
            value = anniversary(value, turn.said_on)
        rest = _LEADS.sub("", words[: each.start]) + words[each.end :]
        if isinstance(value, tuple):
            return rest.strip(" ,:;."), (first_day(value[0]), last_day(value[1]))
        if isinstance(value, date | Week | Month):
            return rest.strip(" ,:;."), (first_day(value), last_day(value))
    return words.strip(" ,:;."), None
