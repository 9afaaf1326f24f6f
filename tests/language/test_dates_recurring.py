"""What comes round, in the terms of RFC 5545."""

from datetime import datetime

import pytest

from bot.language.dates import read

NOW = datetime(2026, 3, 18, 9, 30)  # noqa: DTZ001  a wall clock: the zone is settled before
WORKDAYS = "MO TU WE TH FR"


def told(rule: object) -> str:
    """A rule in one line: "WEEKLY 2 byday=MO TU"."""
    assert isinstance(rule, dict)
    line = f"{rule['freq']} {rule['interval']}"
    for name in ("byday", "bymonthday", "bymonth", "bysetpos"):
        if name in rule:
            line += f" {name}={' '.join(map(str, rule[name]))}"
    return line + (f" times={rule['times']}" if "times" in rule else "")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("daily", "DAILY 1"),
        ("every other day", "DAILY 2"),
        ("every 10th day", "DAILY 10"),
        ("each morning at 8", "DAILY 1"),
        ("I leave mornings at 9am", "DAILY 1"),
        ("every day in march", "DAILY 1 bymonth=3"),
        ("every day at 10, 12 and 17", "DAILY 1"),
        ("three times per day", "DAILY 1 times=3"),
        ("every 30 minutes", "MINUTELY 30"),
        ("weekly on Mondays and Tuesdays", "WEEKLY 1 byday=MO TU"),
        ("every mon/wed/fri", "WEEKLY 1 byday=MO WE FR"),
        ("saturdays through tuesdays", "WEEKLY 1 byday=SA SU MO TU"),
        ("every Monday to Friday", f"WEEKLY 1 byday={WORKDAYS}"),
        ("on weekdays", f"WEEKLY 1 byday={WORKDAYS}"),
        ("every weekday except monday", "WEEKLY 1 byday=TU WE TH FR"),
        ("every day except friday", "WEEKLY 1 byday=MO TU WE TH SA SU"),
        ("dinner with mum all weekends", "WEEKLY 1 byday=SA SU"),
        ("any weekend", "WEEKLY 1 byday=SA SU"),
        ("tuesday nights", "WEEKLY 1 byday=TU"),
        ("every other Friday", "WEEKLY 2 byday=FR"),
        ("every second Friday", "WEEKLY 2 byday=FR"),
        ("every 2 Fridays", "WEEKLY 2 byday=FR"),
        ("every fortnight", "WEEKLY 2"),
        ("every week for 20 times", "WEEKLY 1"),
        ("every sat for 2 months", "WEEKLY 1 byday=SA"),
        ("every week on the 4th day", "WEEKLY 1 byday=TH"),
        ("twice a week", "WEEKLY 1 times=2"),
        ("every monday in june", "WEEKLY 1 byday=MO bymonth=6"),
        ("monthly", "MONTHLY 1"),
        ("every two quarters", "MONTHLY 6"),
        ("every 2 years 3 months", "MONTHLY 27"),
        ("every 2 weeks 3 days", "DAILY 17"),
        ("the 4th of every other month", "MONTHLY 2 bymonthday=4"),
        ("on the 1st and 15th of each month", "MONTHLY 1 bymonthday=1 15"),
        ("every 15th", "MONTHLY 1 bymonthday=15"),
        ("the last day of every month", "MONTHLY 1 bymonthday=-1"),
        ("monthly on the 4th-to-last day", "MONTHLY 1 bymonthday=-4"),
        ("end of each month", "MONTHLY 1 bymonthday=-1"),
        ("every month at the beginning", "MONTHLY 1 bymonthday=1"),
        ("first and third friday of each month", "MONTHLY 1 byday=1FR 3FR"),
        ("every last friday of the month", "MONTHLY 1 byday=-1FR"),
        ("each month on the second-to-last friday", "MONTHLY 1 byday=-2FR"),
        ("every first monday", "MONTHLY 1 byday=1MO"),
        ("every friday the 13th", "MONTHLY 1 byday=FR bymonthday=13"),
        (
            "monthly on the first and last instance of wed and fri",
            "MONTHLY 1 byday=WE FR bysetpos=1 -1",
        ),
        (
            "first weekday of every month",
            f"MONTHLY 1 byday={WORKDAYS} bysetpos=1",
        ),
        ("once a year on december 25th", "YEARLY 1 bymonthday=25 bymonth=12"),
        ("every 4/15", "YEARLY 1 bymonthday=15 bymonth=4"),
        ("every aug on day 20 and 30", "YEARLY 1 bymonthday=20 30 bymonth=8"),
        ("yearly in June and July", "YEARLY 1 bymonth=6 7"),
        ("end of every year", "YEARLY 1 bymonthday=31 bymonth=12"),
        ("beginning of each year", "YEARLY 1 bymonthday=1 bymonth=1"),
        ("beginning of each week", "WEEKLY 1"),
        ("every 3rd year on the fourth thursday in november", "YEARLY 3 byday=4TH bymonth=11"),
        ("1st sunday per year", "YEARLY 1 byday=1SU"),
        ("every christmas", "YEARLY 1 bymonthday=25 bymonth=12"),
        ("every thanksgiving", "YEARLY 1 byday=4TH bymonth=11"),
        ("every easter", "YEARLY 1"),
        ("twice a year", "YEARLY 1 times=2"),
        ("every decade", "YEARLY 10"),
    ],
)
def test_what_comes_round(text: str, rule: str) -> None:
    assert told(read(text, NOW)) == rule


@pytest.mark.parametrize(
    "text",
    [
        "two Mondays ago",
        "every now and then",
        "once upon a time",
        "every one of us",
        "every",
        "every 0 days 0 weeks",
    ],
)
def test_what_does_not_come_round(text: str) -> None:
    assert not isinstance(read(text, NOW), dict)
