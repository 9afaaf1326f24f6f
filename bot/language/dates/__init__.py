"""Dates in what people type: what was said, where, and what was left unread.

``read`` answers for a text that is a date; ``find`` finds the dates in a sentence.
"""

from bot.language.dates.finding import Finding, Found, Recurrence, find, survey
from bot.language.dates.orders import is_day_first
from bot.language.dates.reading import read
from bot.language.dates.understanding import prepare

__all__ = [
    "Finding",
    "Found",
    "Recurrence",
    "find",
    "is_day_first",
    "prepare",
    "read",
    "survey",
]
