"""How often a unit comes round, in the names of RFC 5545."""

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
