"""How often a unit comes round, in the names of RFC 5545."""

from typing import Any

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCY = {
    "second": ("SECONDLY", 1),
    "minute": ("MINUTELY", 1),
    "hour": ("HOURLY", 1),
    "day": ("DAILY", 1),
    "workday": ("WEEKLY", 1),
    "weekend": ("WEEKLY", 1),
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "half": ("MONTHLY", 6),
    "year": ("YEARLY", 1),
    "decade": ("YEARLY", 10),
    "century": ("YEARLY", 100),
}
COARSE = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
PARTS_OF_UNITS = {
    ("half", "hour"): ("MINUTELY", 30),
    ("quarter", "hour"): ("MINUTELY", 15),
    ("half", "day"): ("HOURLY", 12),
    ("half", "month"): ("DAILY", 15),
    ("half", "year"): ("MONTHLY", 6),
    ("quarter", "year"): ("MONTHLY", 3),
}
"""How often a half or a quarter of a unit comes round."""
EDGES_OF_YEAR = {(1,): (1, 1), (-1,): (12, 31)}


def settled(rule: dict[str, Any]) -> dict[str, Any]:
    """The rule, its numbered days in terms of its frequency.

    The fifth day of a week is a weekday, the last of a year one of December.
    """
    numbers = tuple(rule.get("bymonthday", ()))
    if not numbers or "byday" in rule or "bymonth" in rule:
        return rule
    if rule["freq"] == "WEEKLY":
        del rule["bymonthday"]
        return {**rule, "byday": [DAYS[day - 1] for day in numbers if 0 < day <= len(DAYS)]}
    if rule["freq"] == "YEARLY" and numbers in EDGES_OF_YEAR:
        month, day = EDGES_OF_YEAR[numbers]
        return {**rule, "bymonthday": [day], "bymonth": [month]}
    return rule
