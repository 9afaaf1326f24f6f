"""Openers to copy and change: from the last talk, the occasion and the kind of tie. Pure.

Nothing that only the owner knows gets in: no note, no age, nothing of health, money or a
search for work.
"""

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from bot.model.document import Contact, Interaction, Occasion
from bot.nudges.occasions import Occurrence
from bot.nudges.phrases import PERSONAL_TIES, called, roughly
from bot.wording import counted, listed

_DELICATE = re.compile(
    r"\b(ill|sick|health|hospital|doctor|surg|cancer|clinic|therap|depress|burn-?out|anxi|"
    r"pregnan|miscarr|disease|diagnos|injur|pain|medic|divorc|separat|break-?up|funeral|death|"
    r"died|dying|grie|money|debt|loan|salar|wage|mortgage|rais|bankrupt|tax|pay|rent|budget|"
    r"job|laid|lay-?off|redundan|fired|quit|resign|unemploy|interview|career|recruit|hiring|"
    r"affair|secret|lawsuit|court|polic|drink|alcohol|rehab|weight|diet)",
    re.IGNORECASE,
)
"""What a topic must not touch on to be named in a message; rather one too many than too few."""
_WISHES: dict[Occasion, tuple[str, ...]] = {
    Occasion.BIRTHDAY: (
        "Happy birthday, {name}!",
        "{name}, all the best for your birthday!",
        "A very happy birthday to you, {name}!",
    ),
    Occasion.WORK_ANNIVERSARY: (
        "Congratulations, {name}, on {what}!",
        "{name}, I saw that it is {what}. Congratulations!",
        "Warm congratulations on {what}, {name}.",
    ),
    Occasion.ANNIVERSARY: (
        "Happy anniversary, {name}!",
        "All the best for your anniversary, {name}!",
        "{name}, I'm thinking of you on your anniversary.",
    ),
    Occasion.BABY: (
        "Congratulations, {name}! What lovely news.",
        "{name}, welcome to the little one, and all the best to you.",
        "What happy news, {name}. Congratulations!",
    ),
    Occasion.OTHER: (
        "{name}, I'm thinking of you today.",
        "All the best for today, {name}!",
        "{name}, I haven't forgotten what day it is. All the best!",
    ),
}
_CONGRATULATIONS = (
    "Congratulations on {what}, {name}!",
    "{name}, congratulations! I was glad to hear about {what}.",
    "I just heard about {what}, {name}. Congratulations!",
)
_YOURS = {
    Occasion.PROMOTION: "your promotion",
    Occasion.NEW_JOB: "your new job",
    Occasion.WEDDING: "your wedding",
    Occasion.ENGAGEMENT: "your engagement",
    Occasion.GRADUATION: "your graduation",
    Occasion.RETIREMENT: "your retirement",
}
_NEW = (
    "{hello} {name}, it was good to meet you{where}.{topic}",
    "{hello} {name}, I enjoyed our talk{where}.{topic}",
    "{hello} {name}, thank you for the conversation{where}.{topic} Coffee some time?",
)
_AGAIN = (
    "{hello} {name}, I was thinking of you.{topic} How are you?",
    "{hello} {name}, it has been a while{where}.{topic} How have you been?",
    "{hello} {name}, how are things with you?{topic}",
)

_HELP = (
    "Hello {name}, I've been thinking of you. What would help most just now?",
    "{name}, I'm here if you'd like to talk, and just as much if you wouldn't.",
    "Hello {name}, no need to answer. I only wanted you to know that I'm thinking of you.",
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Subject(Struct, frozen=True):
    """To whom a draft goes and what it is about; ``talk`` is the last one before ``day``."""

    contacts: tuple[Contact, ...]
    day: date
    talk: Interaction | None = None
    occurrence: Occurrence | None = None
    is_new_tie: bool = False
    is_in_hard_times: bool = False


def drafts(subject: Subject) -> tuple[str, ...]:
    """Three or more openers for a subject, each different.

    In hard times they ask what would help, whatever there is to congratulate on.
    """
    if subject.is_in_hard_times:
        return tuple(form.format(name=_called(subject.contacts)) for form in _HELP)
    if subject.occurrence:
        return _wishes(subject, subject.occurrence)
    forms = _NEW if subject.is_new_tie else _AGAIN
    return tuple(
        form.format(
            hello="Hi" if _is_close(subject.contacts) else "Hello",
            name=_called(subject.contacts),
            where=_where(subject),
            topic=_topic(subject.talk),
        )
        for form in forms
    )


def shortened(text: str) -> str:
    """The first sentence of an opener."""
    return _SENTENCE.split(text, maxsplit=1)[0]


def _wishes(subject: Subject, occurrence: Occurrence) -> tuple[str, ...]:
    kind = occurrence.milestone.occasion
    if kind is Occasion.WEDDING and occurrence.years:
        kind = Occasion.ANNIVERSARY
    belated = isinstance(occurrence.on, date) and occurrence.on < subject.day
    after = " I'm a little late, but no less glad." if belated else ""
    name = _called(subject.contacts)
    return tuple(
        form.format(name=name, what=_what(occurrence)) + after + _topic(subject.talk)
        for form in _WISHES.get(kind, _CONGRATULATIONS)
    )


def _what(occurrence: Occurrence) -> str:
    milestone = occurrence.milestone
    if milestone.occasion is Occasion.WORK_ANNIVERSARY:
        where = f" at {milestone.label}" if milestone.label else ""
        if where and occurrence.years:
            return f"{counted(occurrence.years, 'year')}{where}"
        return f"your work anniversary{where}"
    return _YOURS.get(milestone.occasion, "it")


def _where(subject: Subject) -> str:
    """Where and when the last talk was, as far as it helps to remember it."""
    talk = subject.talk
    if talk is None or _is_delicate(talk.event or talk.place or ""):
        return ""
    place = talk.event or talk.place
    if subject.is_new_tie:
        return f" at {place}" if place else ""
    return f" since {place} {roughly(talk.on, subject.day)}" if place else ""


def _topic(talk: Interaction | None) -> str:
    """A question about the first thing that was talked about and is fit to be named."""
    for topic in talk.topics if talk else ():
        if not _is_delicate(topic):
            return f" How is it going with {topic}?"
    return ""


def _is_delicate(text: str) -> bool:
    return bool(_DELICATE.search(text))


def _called(contacts: Sequence[Contact]) -> str:
    return listed([called(contact) for contact in contacts])


def _is_close(contacts: Sequence[Contact]) -> bool:
    return all(contact.tie in PERSONAL_TIES for contact in contacts)
