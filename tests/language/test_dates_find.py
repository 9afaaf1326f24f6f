"""Where in a sentence the dates are, and what lies beside them."""

from datetime import UTC, date, datetime

import pytest

from bot.language.dates import Recurrence, find, survey
from bot.model.calendar import Month

NOW = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)


def said(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find(text, NOW, looks="past")]


def test_the_span_holds_the_preposition_and_the_time() -> None:
    assert said("Met Ida on Tuesday at 3pm, call by Friday!") == [
        "on Tuesday at 3pm",
        "by Friday",
    ]


def test_several_dates_come_in_order() -> None:
    text = "saw Ida yesterday, Bo on 3 March and Cy last week"
    assert said(text) == ["yesterday", "on 3 March", "last week"]


def test_a_time_of_day_goes_with_its_date() -> None:
    found = find("call at 9am tomorrow", NOW, looks="future")
    assert [(one.value, one.time) for one in found] == [(date(2026, 3, 19), "09:00")]


def test_a_time_between_two_dates_belongs_to_one_of_them() -> None:
    first, last = find("monday 9am tuesday", NOW, looks="future")
    assert (first.time, last.time) == ("09:00", None)
    assert first.end <= last.start


def test_a_time_never_reaches_into_the_next_date() -> None:
    text = "easter on 15 yesterday"
    first, last = find(text, NOW, looks="past")
    assert (text[first.start : first.end], text[last.start : last.end]) == (
        "easter",
        "on 15 yesterday",
    )


def test_a_time_by_itself_is_told_apart() -> None:
    survey_ = survey("nudge me at 7:30", NOW, looks="future")
    assert survey_.found == ()
    assert survey_.times == (((9, 16), "07:30"),)


def test_a_length_by_itself_is_told_apart() -> None:
    (ahead,) = survey("snooze 3 days", NOW, looks="future").lengths
    (back,) = survey("silent for two weeks", NOW, looks="past").lengths
    assert (ahead.value, back.value) == (date(2026, 3, 21), date(2026, 3, 4))
    (endless,) = survey("9999 years", NOW, looks="future").lengths
    assert endless.value == date(2026, 3, 18)


def test_words_like_a_date_that_could_not_be_read_are_named() -> None:
    text = "dinner on 30 February, and the Friday thing"
    survey_ = survey(text, NOW, looks="past")
    assert [text[start:end] for start, end in survey_.unread] == ["February"]


def test_known_names_are_left_out() -> None:
    text = "coffee with June Friday"
    start = text.index("June")
    found = find(text, NOW, looks="past", skip=[(start, len(text))])
    assert found == ()


def test_a_recurrence_is_found_with_its_terms() -> None:
    (found,) = find("call mum every other Friday please", NOW)
    assert found.value == Recurrence("WEEKLY", 2, ("FR",))
    (found,) = find("the last weekday of each month", NOW)
    assert found.value == Recurrence(
        "MONTHLY", by_day=("MO", "TU", "WE", "TH", "FR"), by_position=(-1,)
    )
    (found,) = find("twice a year", NOW)
    assert found.value == Recurrence("YEARLY", times=2)


def test_a_relation_is_named() -> None:
    relations = {
        "by Friday": "by",
        "due on Friday": "by",
        "before Friday": "before",
        "after Friday": "after",
        "since Friday": "since",
        "no later than Friday": "by",
        "on Friday": None,
    }
    for text, relation in relations.items():
        (found,) = find(text, NOW, looks="future")
        assert found.relation == relation, text


def test_slack_and_mail_escapes_hold_no_dates() -> None:
    assert said("<@U123|may.friday> met june@monday.com on Monday") == ["on Monday"]


def test_a_capital_weekday_counts_at_the_end_of_a_clause() -> None:
    assert said("showed us the flat Sat. wants feedback") == ["Sat."]
    assert said("met Sun, a designer") == ["Sun"]


def test_months_of_two_names_are_months_in_company() -> None:
    (found,) = find("moving in April", NOW, looks="future")
    assert found.value == date(2026, 4, 1)
    (found,) = find("talked about the June release", NOW, looks="past")
    assert found.value == Month(2025, 6)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("don't call after 6pm", "18:00"),
        ("nothing before 10 a.m.", "10:00"),
        ("digest at 18:15", "18:15"),
        ("at 8.30pm", "20:30"),
        ("at 0730", "07:30"),
        ("7h45", "07:45"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("12 am", "00:00"),
        ("at 5", "17:00"),
        ("at 9", "09:00"),
        ("5 o'clock", "17:00"),
        ("8 in the morning", "08:00"),
        ("12 in the morning", "00:00"),
        ("5 in the afternoon", "17:00"),
        ("11 at night", "23:00"),
        ("half past three", "15:30"),
        ("quarter past 11", "11:15"),
        ("quarter to five", "16:45"),
        ("ten to four", "15:50"),
        ("ten past noon", "12:10"),
        ("half an hour before noon", "11:30"),
        ("between 9:30 and 11:00", "09:30"),
        ("7-9am", "07:00"),
        ("3 pm or later", "15:00"),
    ],
)
def test_a_time_of_day(text: str, time: str) -> None:
    told = survey(text, NOW, looks="future")
    assert told.found == ()
    assert [said for _, said in told.times] == [time]


@pytest.mark.parametrize(
    ("text", "on", "time"),
    [
        ("tonight at 8", date(2026, 3, 18), "20:00"),
        ("8 tonight", date(2026, 3, 18), "20:00"),
        ("tomorrow at 3", date(2026, 3, 19), "15:00"),
        ("9 tomorrow", date(2026, 3, 19), "09:00"),
        ("friday at 9", date(2026, 3, 20), "09:00"),
        ("this afternoon", date(2026, 3, 18), None),
        ("next morning", date(2026, 3, 19), None),
        ("last evening", date(2026, 3, 17), None),
        ("in the evening of april 3", date(2026, 4, 3), None),
        ("first Monday 1pm to 3pm of next month", date(2026, 4, 6), "13:00"),
        ("in two weekends from now", date(2026, 4, 4), None),
    ],
)
def test_a_day_and_a_time(text: str, on: date, time: str | None) -> None:
    (found,) = find(text, NOW, looks="future")
    assert (found.value, found.time) == (on, time)


@pytest.mark.parametrize(
    "text",
    [
        "99 tonight",
        "at 77",
        "25:10",
        "three to nine people",
        "5 to 6 people",
        "half",
        "half past 77",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert survey(text, NOW).times == ()
