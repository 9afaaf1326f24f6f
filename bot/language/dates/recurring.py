"""Days that come round: "every other Friday", "first Monday of each month", "weekly"."""

from bot.language.dates.cascade import Item
from bot.language.dates.spans import Moment


def recurrences(items: list[Item], moment: Moment) -> list[Item]:
    """The items with every recurrence made one item."""
    return items
