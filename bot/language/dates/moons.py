"""Days that the moon sets: the feasts of China, of India, and of full moons."""

import math
from datetime import date, timedelta

CHINA, INDIA = 8 / 24, 5.5 / 24
MECCA_SUNSET = 0.6
J2000, EPOCH = 2451545.0, 1721424.5
CENTURY, LUNATION, TITHI = 36525, 29.530588861, 12
CHINESE_NEW_YEAR = (1, 21)


def moons(year: int, *, full: bool = False) -> list[float]:
    """The new or full moons around a year as days since 1 January of year 1 in UTC.

    From the leading terms of the mean lunation (J. Meeus, Astronomical Algorithms, ch. 49);
    right to about a quarter of an hour.
    """
    found = []
    begin = int((year - 2000) * 12.3685) - 1
    for number in range(begin, begin + 16):
        k = number + (0.5 if full else 0)
        sun = math.radians(2.5534 + 29.1053567 * k)
        moon = math.radians(201.5643 + 385.81693528 * k)
        node = math.radians(160.7108 + 390.67050284 * k)
        day = 2451550.09766 + LUNATION * k
        day += -0.4072 * math.sin(moon) + 0.172 * math.sin(sun) + 0.0161 * math.sin(2 * moon)
        day += 0.0104 * math.sin(2 * node) + 0.0074 * math.sin(moon - sun)
        day += -0.0051 * math.sin(moon + sun) + 0.0021 * math.sin(2 * sun)
        found.append(day - EPOCH - 0.0008)
    return found


def elongation(day: float) -> float:
    """Degrees by which the moon is ahead of the sun, right to about a fifth of a degree.

    ``day`` is counted as ``moons`` does. From the leading terms of Meeus, ch. 47.
    """
    t = (day + EPOCH - J2000) / CENTURY
    ahead = 297.8502 + 445267.1115 * t
    sun, moon = 357.5291 + 35999.0503 * t, 134.9634 + 477198.8676 * t
    terms = (
        *((6.289, moon), (1.274, 2 * ahead - moon), (0.658, 2 * ahead), (0.214, 2 * moon)),
        *((-2.101, sun), (-0.114, 2 * (93.2721 + 483202.0175 * t)), (-0.02, 2 * sun)),
    )
    return (ahead + sum(size * math.sin(math.radians(angle)) for size, angle in terms)) % 360


def full_moon(year: int, month: int, zone: float = INDIA) -> date:
    """The day of the first full moon of a month."""
    first = date(year, month, 1).toordinal()
    return _day(min(moon for moon in moons(year, full=True) if moon + zone >= first) + zone)


def chinese_day(year: int, until_month: int, until_day: int, day: int = 1) -> date:
    """A day of the month of the Chinese calendar that holds a day of ours.

    The new moon of the first month is the first one from 21 January on; that of a later month
    is the last one up to the day on which the sun reaches the middle of that month's sign.
    """
    until = date(year, until_month, until_day)
    local = [moon + CHINA for moon in moons(year)]
    if (until_month, until_day) == CHINESE_NEW_YEAR:
        begin = min(moon for moon in local if moon >= until.toordinal())
    else:
        begin = max(moon for moon in local if moon < until.toordinal() + 1)
    return _day(begin) + timedelta(days=day - 1)


def day_after_new_moon(about: date) -> date:
    """The first day of the month of Umm al-Qura that begins nearest to ``about``.

    It follows the day on which the moon is new some hours before the sun sets in Mecca, or
    about 14:24 UTC, so that it sets after the sun. Of the dates printed for 2003 to 2050 nine
    in ten are met, and the others missed by one day.
    """
    near = about.toordinal()
    new = min(moons(about.year), key=lambda moon: abs(moon + 1 - near))
    return _day(new + 1 - MECCA_SUNSET) + timedelta(days=1)


def tithi_day(year: int, month: int, tithi: int, hour: float = 6) -> date:
    """A day of a lunar month of India, the first being Chaitra: that of a tithi at an hour.

    A month begins with a new moon and is named by the sign that the sun is in; of two in one
    sign the second counts. A tithi is the time in which the moon gains twelve degrees on the
    sun; 15 ends with full moon, 30 with new. One that begins and ends between two such hours
    is kept on the day on which it begins.

    Raises:
        ValueError: if that month doesn't begin or end in that year.
    """
    begins = moons(year)
    signs = [_sign(begin) for begin in begins]
    for begin, sign, following in zip(begins, signs, signs[1:], strict=False):
        if sign == (month - 2) % 12 and following != sign:
            day = _kept(begin, tithi, hour)
            if day.year == year:
                return day
    raise ValueError("no such tithi in that year")


def _sign(day: float) -> int:
    """The sign among the stars that the sun is in, counted from Aries."""
    t = (day + EPOCH - J2000) / CENTURY
    longitude = 280.4665 + 36000.7698 * t
    longitude += 1.915 * math.sin(math.radians(357.5291 + 35999.0503 * t))
    return int((longitude - 23.85 - 1.397 * t) % 360 // 30)


def _kept(begin: float, tithi: int, hour: float) -> date:
    """The day on which a tithi of the lunation from ``begin`` on is kept."""
    day = int(begin + INDIA) - 1
    while True:
        then = day + hour / 24 - INDIA
        mean = (then - begin) / LUNATION * 360
        gained = elongation(then)
        gained += 360 * round((mean - gained) / 360)
        if gained >= TITHI * (tithi - 1):
            return date.fromordinal(day if gained < TITHI * tithi else day - 1)
        day += 1


def _day(local: float) -> date:
    return date.fromordinal(int(local))
