"""What holds for every text and every day."""

import random
import time
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.dates import find, read, survey
from bot.language.dates.lexicon import ENGLISH

Direction = Literal["past", "future"] | None
DIRECTIONS: list[Direction] = ["past", "future", None]
days = st.dates(date(1950, 1, 1), date(2039, 12, 31))
moments = st.datetimes(timezones=st.just(UTC))
WRITTEN = (
    "{d:%Y-%m-%d}",
    "{d.day} {d:%B} {d.year}",
    "{d:%b} {d.day}, {d.year}",
    "{d:%d.%m.%Y}",
)
PHRASES = [
    " ".join((*begin, *rest)) for begin, told in ENGLISH.phrases.items() for rest, _ in told
]
SOUP = (
    "first second third last next this of the in on to - , . / and every day week month year"
    " 3 4 15 31 2026 99 3rd 21st 3/4 2026-03-04 ago from now before after since until by past"
    " beginning end quarter march tomorrow 9am noon two twenty half a few q3 90s"
    " 24.12. 1.5 '26 0900 x"
).split()


@given(days, moments, st.sampled_from(WRITTEN), st.sampled_from(DIRECTIONS))
def test_reading_undoes_writing(
    day: date, moment: datetime, written: str, looks: Direction
) -> None:
    assert read(written.format(d=day), moment, prefer=looks) == day


@given(days, st.booleans())
def test_figures_are_read_in_the_order_asked_for(day: date, day_first: bool) -> None:
    text = f"{day:%d/%m/%Y}" if day_first else f"{day:%m/%d/%Y}"
    assert read(text, datetime(2026, 3, 18, tzinfo=UTC), dayfirst=day_first) == day


@given(days, days)
def test_the_past_is_never_after_today_nor_the_future_before_it(today: date, day: date) -> None:
    moment = datetime(today.year, today.month, today.day, tzinfo=UTC)
    for text in (f"{day.day} {day:%B}", f"{day:%A}", f"the {day.day}th", "Christmas"):
        past, future = read(text, moment, prefer="past"), read(text, moment, prefer="future")
        assert isinstance(past, date), text
        assert isinstance(future, date), text
        assert past <= today <= future, text


@given(days, st.integers(0, 400))
def test_so_many_days_ahead_and_back(today: date, count: int) -> None:
    moment = datetime(today.year, today.month, today.day, tzinfo=UTC)
    assert read(f"in {count} days", moment) == today + timedelta(days=count)
    assert read(f"{count} days ago", moment) == today - timedelta(days=count)


@given(st.text(max_size=80), moments, st.sampled_from(DIRECTIONS), st.booleans())
@settings(max_examples=300)
def test_no_text_makes_it_raise(
    text: str, moment: datetime, looks: Direction, day_first: bool
) -> None:
    check(text, moment, looks, day_first)


@given(
    st.lists(st.sampled_from([*ENGLISH.words, *PHRASES, *SOUP]), max_size=12),
    moments,
    st.sampled_from(DIRECTIONS),
)
@settings(max_examples=500)
def test_no_words_for_dates_make_it_raise(
    words: list[str], moment: datetime, looks: Direction
) -> None:
    check(" ".join(words), moment, looks, day_first=False)


def test_a_soup_of_date_words_is_survived() -> None:
    chance = random.Random(20260318)
    edges = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
    for _ in range(3000):
        text = " ".join(chance.choices(SOUP, k=chance.randint(1, 14)))
        check(text, chance.choice(edges), chance.choice(DIRECTIONS), day_first=False)


def check(text: str, moment: datetime, looks: Direction, day_first: bool) -> None:
    """Whatever the text, what is found lies in it, in order and apart."""
    read(text, moment, prefer=looks, dayfirst=day_first)
    survey_ = survey(text, moment, looks=looks, dayfirst=day_first)
    end = 0
    for found in survey_.found:
        assert end <= found.start < found.end <= len(text)
        end = found.end
    for place in survey_.unread:
        assert not any(one.start <= place[0] < one.end for one in survey_.found)


@pytest.mark.parametrize(
    "part",
    [
        *("a", "monday ", "3 ", "3/", "1.", "first ", "every ", "in 2 weeks ", "twenty "),
        *("x@", "@", "<@", "https://a.b/", "until monday - ", "9am to ", "the 3rd and "),
        *("last of the week of ", "3 days after ", "'", "²", "(", "ｗ", "mondays and "),
    ],
)
def test_the_time_it_takes_grows_with_the_length_alone(part: str) -> None:
    moment = datetime(2026, 3, 18, tzinfo=UTC)

    def cost(size: int) -> int:
        text = part * (size // len(part))
        best = 1 << 62
        for _ in range(3):
            began = time.thread_time_ns()
            find(text, moment, looks="past")
            best = min(best, time.thread_time_ns() - began)
        return best

    cost(100)
    assert cost(16_000) < 40 * max(cost(1_000), 20_000)
