"""Where in a sentence the dates are, and what lies beside them."""

from datetime import UTC, date, datetime

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
