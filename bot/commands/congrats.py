"""Whom to congratulate, and on what, in any period that is asked about."""

import re
from datetime import date, timedelta

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.language.reading import When
from bot.model.calendar import (
    Month,
    MonthDay,
    Week,
    anniversary,
    first_day,
    last_day,
    month_of,
    week_of,
)
from bot.model.document import Contact, Milestone, Occasion
from bot.nudges.dates import BELATED_DAYS
from bot.nudges.occasions import Occurrence, occasions
from bot.nudges.phrases import called, occasion
from bot.nudges.timeline import talked_since
from bot.reply import Choice, Line, Reply, choice, line, quiet, strong
from bot.speech import names
from bot.wording import WEEK, coming_day, counted, day_in_short, month_name, weekday_name, when

MOST_LINES = 20
_ADD_SOME = 3


_MISSED = "(?:miss(?:ed)?|forget|forgotten)"
_WHOM = "(?:what|who|whom|whose birthday|which birthdays)"
_LOOKS_BACK = re.compile(rf"\b(?:{_MISSED}|belated)\b", re.IGNORECASE)
_LOOKS_AHEAD = re.compile(r"\bupcoming\b", re.IGNORECASE)
_MISSED_DAYS, _UPCOMING_DAYS = 14, 30


class Congrats(Struct, frozen=True):
    """The period asked about, this week if none; ``kind`` narrows it to one occasion."""

    ref: str = ""
    pick: str = ""
    when: When | None = None
    within_days: int | None = None
    kind: str | None = None
    words: str = ""


class _Span(Struct, frozen=True):
    """The days asked about, both included, and what they are called.

    Of the current week or month, what is left.
    """

    first: date
    last: date
    title: str
    says: str
    is_current: bool = False


@command(
    "congrats [<day>]",
    "Whom to congratulate this week",
    also=("congratulate", "birthdays"),
    answers=("query.milestones",),
    examples=(
        "who should I congratulate this week?",
        "congrats next month",
        "what did I miss?",
        "upcoming",
    ),
    claims=(
        r"(?P<words>(?:belated|upcoming)(?: birthdays| dates| milestones)?)",
        rf"{_WHOM} (?:did|have) i (?P<words>{_MISSED}.*)",
    ),
)
def congrats(ask: Congrats, turn: Turn) -> Reply:
    """Each occasion with its day; now also what is belated, and what follows in seven days."""
    today = turn.today
    if _LOOKS_BACK.search(ask.words):
        return _missed(ask, turn)
    if _LOOKS_AHEAD.search(ask.words) and ask.when is None and not ask.within_days:
        ask = structs.replace(ask, within_days=_UPCOMING_DAYS)
    asked = _asked(ask, today)
    found = _found(asked.first, asked.last, ask, turn)
    sections = [(asked.title, found)]
    if asked.is_current:
        known = {each.milestone.id for each in found}
        first = today - timedelta(days=BELATED_DAYS)
        late = _belated(_found(first, today - timedelta(days=1), ask, turn), known, turn)
        coming = _found(asked.last + timedelta(days=1), _in_a_week(today), ask, turn)
        follows = [each for each in coming if each.milestone.id not in known]
        sections = [(asked.title, [*found, *late]), ("Then", follows)]
    if not any(each for _, each in sections):
        return _nobody(asked, turn)
    return Reply(tuple(_lines(sections, today)))


def _missed(ask: Congrats, turn: Turn) -> Reply:
    """What was of late, or in the time asked about, with nobody of it written to since."""
    yesterday = turn.today - timedelta(days=1)
    first, title = turn.today - timedelta(days=_MISSED_DAYS), "in the last two weeks"
    if ask.when is not None and not isinstance(ask.when, MonthDay):
        asked = _asked(ask, turn.today)
        first, title = first_day(ask.when), asked.says
        yesterday = min(yesterday, last_day(ask.when))
    found = _belated(_found(first, yesterday, ask, turn), set(), turn)
    if not found:
        return Reply((line(f"Nobody that I know of {title}: you missed nothing."),))
    return Reply(tuple(_lines([(f"Not written to {title}", found)], turn.today)))


def _asked(ask: Congrats, today: date) -> _Span:
    period = ask.when
    if ask.within_days:
        days = counted(ask.within_days, "day")
        last = today + timedelta(days=ask.within_days)
        return _Span(today, last, f"The next {days}", f"in the next {days}")
    if period is None or period == week_of(today):
        return _Span(today, week_of(today).last, "This week", "this week", is_current=True)
    if period == month_of(today):
        return _Span(today, month_of(today).last, "This month", "this month", is_current=True)
    if isinstance(period, MonthDay):
        period = anniversary(period, today)
    if isinstance(period, Week | Month):
        said = when(period, today)
        said = "next week" if period == week_of(today + timedelta(days=WEEK)) else said
        title = said[:1].upper() + said[1:]
        return _Span(
            period.first, period.last, title, said if said == "next week" else f"in {said}"
        )
    said = when(period, today)
    near = said in {"today", "tomorrow", "yesterday"}
    return _Span(period, period, said[:1].upper() + said[1:], said if near else f"on {said}")


def _in_a_week(today: date) -> date:
    return today + timedelta(days=WEEK - 1)


def _found(first: date, last: date, ask: Congrats, turn: Turn) -> list[Occurrence]:
    if first > last:
        return []
    found = occasions(turn.book, first, last)
    if ask.kind not in list(Occasion):
        return list(found)
    return [each for each in found if each.milestone.occasion == ask.kind]


def _belated(late: list[Occurrence], known: set[str], turn: Turn) -> list[Occurrence]:
    """Of what was in the last days, that on which the owner has not been in touch since."""
    return [
        each
        for each in late
        if isinstance(each.on, date)
        and each.milestone.id not in known
        and not talked_since(turn.book, each.milestone.contacts, each.on)
    ]


def _lines(sections: list[tuple[str, list[Occurrence]]], today: date) -> list[Line]:
    """A heading for each section, then its occasions, the day first and all in one column."""
    lines: list[Line] = []
    room = MOST_LINES
    for title, found in sections:
        if not found:
            continue
        lines.append(line(strong(title)))
        shown = found[:room]
        room -= len(shown)
        labels = [_day(each, today) for each in shown]
        width = 0 if set(labels) == {title} else max(map(len, labels), default=0) + 2
        lines += [_line(each, today, width) for each in shown]
        if len(found) > len(shown):
            rest = counted(len(found) - len(shown), "more date")
            lines.append(line(quiet(f"and {rest}; ask for a day or a week to see them.")))
    return lines


def _line(each: Occurrence, today: date, width: int) -> Line:
    label = _day(each, today).ljust(width) if width else ""
    belated = f", on {weekday_name(each.first)}" if _is_belated(each, today) else ""
    return line(
        *([quiet(label)] if label else []),
        *names(each.contacts),
        f": {occasion(each)}{belated}",
        choices=(choice("Draft", "draft", each.milestone.id),),
        name=called(each.contacts[0]),
    )


def _is_belated(each: Occurrence, today: date) -> bool:
    return isinstance(each.on, date) and each.on < today <= each.on + timedelta(BELATED_DAYS)


def _day(each: Occurrence, today: date) -> str:
    if isinstance(each.on, Month):
        return month_name(each.on.month)
    if _is_belated(each, today):
        return "Belated"
    if abs((each.on - today).days) >= WEEK or each.on < today:
        return day_in_short(each.on, today)
    return coming_day(each.on, today)


def _nobody(asked: _Span, turn: Turn) -> Reply:
    """That there is nothing, how much is known, and whose birthday could be added."""
    people = [
        each
        for each in turn.book.all(Contact)
        if not each.passed_away and not each.do_not_contact
    ]
    with_birthday = {
        id
        for each in turn.book.all(Milestone)
        if each.occasion is Occasion.BIRTHDAY
        for id in each.contacts
    }
    missing = [each for each in people if each.id not in with_birthday]
    total, known = len(people), len(people) - len(missing)
    said = f"Nobody that I know of {asked.says}."
    if not people:
        return Reply((line(f"{said} Add someone's birthday: birthday Bob 4 March"),))
    know = {0: "no birthday", 1: "the birthday of 1"}.get(known, f"the birthdays of {known}")
    some = f"I know {know} of your {counted(total, 'person', 'people')}."
    return Reply((line(f"{said} {some}"),), _add(missing))


def _add(missing: list[Contact]) -> tuple[Choice, ...]:
    """Those whose birthday is wanted most: the kept, then the latest added."""
    missing.sort(key=lambda each: (bool(each.cadence_days), each.added_on), reverse=True)
    return tuple(
        choice(f"Add {each.name}'s birthday", "birthday", each.id)
        for each in missing[:_ADD_SOME]
    )
