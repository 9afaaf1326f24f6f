"""What a reading leaves open, to be asked before anything is done: one thing at a time."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.command import Turn
from bot.described import described
from bot.errors import Unclear
from bot.language.cities import is_city
from bot.language.folding import name_tokens
from bot.language.reading import Named, Reading
from bot.model.calendar import MonthDay, anniversary
from bot.model.document import Contact, ContactId, Doubt, Option, Settled
from bot.people import contacts, known, label
from bot.wording import day_in_full, when

SKIP = Option("Skip", skips=True)
_TELLS = {
    *("met", "note", "milestone", "job_change", "cadence", "remind"),
    *("promise", "favour", "introduction", "opportunity", "boundary"),
}
"""The intents that put something into the book about somebody."""
_LOOKS_AHEAD = {"remind", "promise"}
_WENT = re.compile(
    r"\b(?:visited|visiting|saw|seen|went to see|been to|trip to)\b", re.IGNORECASE
)
_WHAT = {
    "meal": "A meal",
    "coffee": "Coffee",
    "drinks": "Drinks",
    "call": "A call",
    "video": "A video call",
    "email": "An e-mail",
    "message": "A message",
}


def doubt(
    reading: Reading, text: str, turn: Turn, settled: Sequence[Settled]
) -> Unclear | None:
    """The first thing in ``reading`` that has to be asked and was not ``settled`` before."""
    if reading.intent not in _TELLS:
        return None
    answered = {(each.doubt, each.name) for each in settled}
    for unclear in _all(reading, text, turn):
        if (unclear.doubt, unclear.name) not in answered:
            return unclear
    return None


def _all(reading: Reading, text: str, turn: Turn) -> Iterator[Unclear]:
    people: Sequence[Named] = reading.slots.get("people", ())
    yield from _places(reading, text, people)
    yield from _days(reading, turn)
    for named in people:
        yield from _identity(named, reading, turn)
    if not people:
        yield from _somebody(reading, text, turn)


def _places(reading: Reading, text: str, people: Sequence[Named]) -> Iterator[Unclear]:
    """A city's name that stands where a person's could: "visited Florence"."""
    if reading.intent != "met" or len(people) != 1 or not _WENT.search(text):
        return
    name = people[0].name
    if people[0].is_new and is_city(name) and not reading.slots.get("place"):
        options = (Option("A person"), Option("A place", place=True))
        yield Unclear(f"Is {name} a person or a place?", name, options, Doubt.PLACE)


def _days(reading: Reading, turn: Turn) -> Iterator[Unclear]:
    """Date-like words that stayed unread, and a day that can be none of its readings."""
    ahead = reading.intent in _LOOKS_AHEAD
    today = turn.said_on
    said = reading.slots.get("when")
    if reading.unread and said is None:
        words = reading.unread[0]
        question = f"I can't read “{words}” as a day. When {'is' if ahead else 'was'} that?"
        days = ("tomorrow", 1) if ahead else ("yesterday", -1)
        near = date.fromordinal(today.toordinal() + days[1])
        offers = (Option("Today", day=today), Option(days[0].capitalize(), day=near))
        yield Unclear(question, words, offers, Doubt.DAY)
    others: tuple[date, ...] = reading.slots.get("when_or", ())
    if reading.intent not in {"met", "remind"} or not (isinstance(said, date) and others):
        return
    both = (said, *others[:1])
    if any((each >= today) if ahead else (each <= today) for each in both):
        return
    spelled = " and ".join(day_in_full(each, today) for each in both)
    question = f"Both {spelled} {'have been' if ahead else 'are still to come'}. Which day?"
    meant = [_turned(each, today, ahead=ahead) for each in both]
    turned = [Option(day_in_full(each, today), day=each) for each in meant]
    yield Unclear(question, str(said), turned, Doubt.DAY)


def _turned(day: date, today: date, *, ahead: bool) -> date:
    """The same day of the year, in the nearest year where it lies in the wanted direction."""
    yearly = MonthDay(day.month, day.day)
    if ahead:
        return anniversary(yearly, today)
    this_year = yearly.in_year(today.year)
    return this_year if this_year <= today else yearly.in_year(today.year - 1)


def _identity(named: Named, reading: Reading, turn: Turn) -> Iterator[Unclear]:
    """A full name, where somebody is known by the first word of it alone."""
    tokens = name_tokens(named.name)
    if named.contacts or len(tokens) == 1:
        return
    found = [
        each
        for each in contacts(turn.book, known(turn.book).match(tokens[0]))
        if name_tokens(each.name) == tokens[:1]
    ]
    if not found:
        return
    options = [_same(each, turn) for each in found]
    if reading.intent != "remind":
        options.append(Option("Someone new"))
    first = found[0].name
    which = f"the {first}" if len(found) == 1 else f"one of the {first}s"
    question = f"Is {named.name} {which} whom you know?"
    yield Unclear(question, named.name, options)


def _same(contact: Contact, turn: Turn) -> Option:
    return Option(label(contact, turn.book), ContactId(contact.id), takes_name=True)


def _somebody(reading: Reading, text: str, turn: Turn) -> Iterator[Unclear]:
    """Somebody who is described and not named, in what makes no sense without them."""
    found = described(text)
    if reading.intent == "remind":
        if found and found.is_human:
            yield _who(found.question, found.words, reading, turn, can_do_without=True)
        return
    if reading.intent != "met":
        return
    if found:
        yield _who(found.question, found.words, reading, turn)
    elif set(reading.slots) & {"event", "place", "when", "topics", "org", "note"}:
        yield _who("Who was it?", "", reading, turn)


def _who(
    question: str,
    name: str,
    reading: Reading,
    turn: Turn,
    *,
    can_do_without: bool = False,
) -> Unclear:
    """The question, behind what was understood of the rest."""
    said = reading.slots.get("when")
    understood = ""
    if said is not None and not isinstance(said, MonthDay):
        medium = _WHAT.get(reading.slots.get("medium", ""), "You met")
        what = "A reminder" if reading.intent == "remind" else medium
        spelled = when(said, turn.said_on)
        on = "" if spelled in {"today", "yesterday", "tomorrow"} else _link(said)
        understood = f"{what} {on}{spelled}. "
    return Unclear(
        f"{understood}{question}",
        name,
        (SKIP,),
        Doubt.SOMEBODY,
        can_do_without=can_do_without,
    )


def _link(said: object) -> str:
    return "on " if isinstance(said, date) else "in "
