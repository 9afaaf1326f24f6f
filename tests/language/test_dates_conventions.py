"""What people type to the bot, and what it takes them to mean, on Wednesday 18 March 2026."""

from datetime import UTC, date, datetime
from typing import Literal

import pytest

from bot.language.dates import find, is_day_first
from bot.model.calendar import Month, MonthDay, Week

NOW = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)


def one(text: str, looks: Literal["past", "future"] | None) -> object:
    (found,) = find(text, NOW, looks=looks)
    return found.value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("saw Ida today", date(2026, 3, 18)),
        ("tea with Ida this morning", date(2026, 3, 18)),
        ("drinks with Ida last night", date(2026, 3, 17)),
        ("called Ida the day before yesterday", date(2026, 3, 16)),
        ("ran into Ida two nights ago", date(2026, 3, 16)),
        ("wrote to Ida three weeks ago", date(2026, 2, 25)),
        ("met Ida two months ago", date(2026, 1, 18)),
        ("lunch with Ida on Tuesday", date(2026, 3, 17)),
        ("lunch with Ida on Wednesday", date(2026, 3, 11)),
        ("lunch with Ida last Tuesday", date(2026, 3, 17)),
        ("caught up with Ida last week", Week(2026, 11)),
        ("caught up with Ida this week", Week(2026, 12)),
        ("hike with Ida over the weekend", date(2026, 3, 14)),
        ("hike with Ida last weekend", date(2026, 3, 14)),
        ("fair with Ida, weekend of the 6th", date(2026, 3, 7)),
        ("met Ida last month", Month(2026, 2)),
        ("met Ida in May", Month(2025, 5)),
        ("met Ida this month", Month(2026, 3)),
        ("met Ida on 12 March", date(2026, 3, 12)),
        ("met Ida Mar 20th", date(2025, 3, 20)),
        ("met Ida on the 9th", date(2026, 3, 9)),
        ("met Ida on the 20th", date(2026, 2, 20)),
        ("met Ida 12/3", date(2025, 12, 3)),
        ("met Ida 27/2", date(2026, 2, 27)),
        ("met Ida 11.09.2025", date(2025, 9, 11)),
        ("met Ida 24.12.", date(2025, 12, 24)),
        ("met Ida 2026-03-12", date(2026, 3, 12)),
        ("party with Ida on Christmas Eve", date(2025, 12, 24)),
        ("party with Ida on New Year's Eve", date(2025, 12, 31)),
        ("party with Ida on leap day", date(2024, 2, 29)),
        ("met Ida mid June", Month(2025, 6)),
    ],
)
def test_what_happened_keeps_the_precision_of_the_text(text: str, meant: object) -> None:
    assert one(text, "past") == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ping Ida tomorrow", date(2026, 3, 19)),
        ("ping Ida in 3 days", date(2026, 3, 21)),
        ("ping Ida within 3 days", date(2026, 3, 21)),
        ("ping Ida in 2 weeks", date(2026, 4, 1)),
        ("ping Ida in 2 weeks' time", date(2026, 4, 1)),
        ("Ida, f/u 9d", date(2026, 3, 27)),
        ("ping Ida in 72 hours", date(2026, 3, 21)),
        ("ping Ida a week from now", date(2026, 3, 25)),
        ("ping Ida within the week", date(2026, 3, 25)),
        ("ping Ida in a fortnight", date(2026, 4, 1)),
        ("ping Ida in a couple of days", date(2026, 3, 20)),
        ("ping Ida in a few days", date(2026, 3, 21)),
        ("ping Ida in a month", date(2026, 4, 18)),
        ("ping Ida in six months", date(2026, 9, 18)),
        ("ping Ida on Tuesday", date(2026, 3, 24)),
        ("ping Ida by Friday", date(2026, 3, 20)),
        ("ping Ida on Wednesday", date(2026, 3, 25)),
        ("ping Ida nxt thirsday", date(2026, 3, 26)),
        ("ping Ida next week", date(2026, 3, 23)),
        ("ping Ida the week after next", date(2026, 3, 30)),
        ("ping Ida before the weekend", date(2026, 3, 20)),
        ("ping Ida at the weekend", date(2026, 3, 21)),
        ("ping Ida next month", date(2026, 4, 1)),
        ("ping Ida in May", date(2026, 5, 1)),
        ("ping Ida at the end of the month", date(2026, 3, 31)),
        ("ping Ida by month's end", date(2026, 3, 31)),
        ("ping Ida on the last day of the month", date(2026, 3, 31)),
        ("ping Ida on the 9th", date(2026, 4, 9)),
        ("ping Ida on 12 March", date(2027, 3, 12)),
        ("ping Ida after 4 May", date(2026, 5, 5)),
        ("ping Ida before Christmas", date(2026, 12, 25)),
        ("ping Ida early next week", date(2026, 3, 23)),
        ("ping Ida mid April", date(2026, 4, 15)),
        ("ping Ida by the 30th", date(2026, 3, 30)),
        ("ping Ida on leap day", date(2028, 2, 29)),
        ("ping Ida this week", date(2026, 3, 22)),
    ],
)
def test_what_is_to_be_done_gets_a_day(text: str, meant: object) -> None:
    assert one(text, "future") == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ida's birthday is 4 Nov", MonthDay(11, 4)),
        ("Ida's birthday is 4 Nov 1979", date(1979, 11, 4)),
        ("Ida was born 03/08/91", date(1991, 3, 8)),
        ("Ida's birthday: leap baby, 29 February", MonthDay(2, 29)),
        ("Ida starts next March", Month(2027, 3)),
        ("who did I meet since January", Month(2026, 1)),
        ("birthdays next week", Week(2026, 13)),
        ("the last ten days", (date(2026, 3, 8), date(2026, 3, 17))),
    ],
)
def test_without_a_direction_nothing_is_added_to_what_was_said(
    text: str, meant: object
) -> None:
    assert one(text, None) == meant


def test_the_locale_decides_between_day_and_month_and_the_other_order_is_offered() -> None:
    (american,) = find("met Ravi 3/4", NOW, looks="past", dayfirst=False)
    (british,) = find("met Ravi 3/4", NOW, looks="past", dayfirst=True)
    assert (american.value, american.alternatives) == (date(2026, 3, 4), (date(2025, 4, 3),))
    assert (british.value, british.alternatives) == (date(2025, 4, 3), (date(2026, 3, 4),))


@pytest.mark.parametrize(
    ("text", "looks", "meant"),
    [
        ("met Ravi 4/3/2026", "past", date(2026, 3, 4)),
        ("met Ravi 3/4/2026", "past", date(2026, 3, 4)),
        ("call Ravi 3/4/2026", "future", date(2026, 4, 3)),
        ("call Ravi 3/4/2024", "future", date(2024, 3, 4)),
        ("Ravi, 3/4/2026", None, date(2026, 3, 4)),
    ],
)
def test_of_two_orders_with_a_year_the_one_in_the_direction_counts(
    text: str, looks: Literal["past", "future"] | None, meant: date
) -> None:
    (found,) = find(text, NOW, looks=looks, dayfirst=False)
    assert found.value == meant
    assert len(found.alternatives) == 1


@pytest.mark.parametrize(
    ("locale", "day_first"),
    [
        *(("en-US", False), ("en_US.UTF-8", False), ("en", False), ("en-PH", False)),
        *(("fil-PH", False), ("en-PR", False), ("es-PR", False), ("es-PA", False)),
        *(("en-CA", False), ("ja-JP", False), ("ko-KR", False), ("zh-Hans-CN", False)),
        *(("hu-HU", False), ("en-GB", True), ("en-IE", True), ("en-AU", True)),
        *(("en-IN", True), ("en-ZA", True), ("en-NZ", True), ("fr-CA", True)),
        *(("es-MX", True), ("de-DE", True), ("pt_BR", True), ("zh-Hant-HK", True), ("", True)),
    ],
)
def test_which_locales_write_the_month_first(locale: str, day_first: bool) -> None:
    assert is_day_first(locale) is day_first


def test_a_bare_weekday_offers_the_other_direction() -> None:
    (found,) = find("Ida, Friday", NOW, looks="past")
    assert (found.value, found.alternatives) == (date(2026, 3, 13), (date(2026, 3, 20),))


@pytest.mark.parametrize(
    "text",
    [
        "the other day",
        "recently",
        "sometime",
        "see you soon",
        "may I ask you something",
        "Sat next to a woman called Ruth on the flight",
        "he sat there",
        "Ida's kids are Tom and Amy",
        "met April at the fair",
        "Jan and May send their love",
        "Summer Wyatt says hello",
        "she lives on the 3rd floor",
        "her 40th birthday party was fun",
        "room 101",
        "call +44 20 7946 0018",
        "version 2.5 is out",
        "it costs $12",
        "open 24/7",
        "good morning",
        "one day we will",
        "mail may@example.com",
        "see https://example.com/2026-03-01/a",
        "last name Okafor",
        "30 February",
        "2026-02-30",
    ],
)
def test_what_is_no_date_stays_none(text: str) -> None:
    assert find(text, NOW, looks="past") == ()
