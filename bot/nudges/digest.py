"""A morning as it is said: a greeting, the dates, and the people with their reasons. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.model.book import Book
from bot.model.document import (
    Answer,
    Contact,
    Digest,
    Milestone,
    Nudge,
    Occasion,
    Reason,
    Reminder,
)
from bot.nudges.mornings import as_it_stands, numbered, on_show
from bot.nudges.phrases import called
from bot.nudges.reasons import reason
from bot.reply import Choice, Line, Part, Press, Reply, Span, choice, line
from bot.speech import names
from bot.wording import counted, day_in_full, when

CAKE = "🎂"
WORK_PLATFORMS = {"slack"}
"""Where an employer could read along: names and the class of a reason, until one is opened."""


SLOWER = (
    choice("One person a morning", "slower", "", "one"),
    choice("Mondays only", "slower", "", "mondays"),
    choice("As it is", "slower", "", "keep"),
)
"""The ways to hear less."""


class Look(Struct, frozen=True):
    """How a digest is looked at.

    ``opened`` is the nudge whose line was opened, ``offers`` what is asked about it instead of
    its usual choices. ``said`` stands in the greeting's place once something was answered.
    ``is_unfolded`` shows the lines where discretion hides them at first, ``is_asked_for`` if
    the owner asked for the list at any hour.
    """

    platform: str = ""
    opened: str | None = None
    offers: tuple[Choice, ...] = ()
    said: Line | None = None
    is_unfolded: bool = False
    is_asked_for: bool = False


class _Scene(Struct, frozen=True):
    """What every line is made from."""

    digest: Digest
    book: Book
    today: date
    look: Look


def compose(
    digest: Digest, book: Book, today: date, *, platform: str = "", look: Look | None = None
) -> Reply:
    """The digest as the owner sees it on ``today``.

    Where discretion is asked for, and at work, it is one line with [Show] until unfolded.
    Answered lines say so and have no buttons; who is behind a boundary by now has no line.
    """
    look = look or Look(platform)
    nudges = [
        as_it_stands(each, digest.day, book)
        for each in on_show(digest)
        if not each.contacts or _contacts(each, book)
    ]
    discreet = summary(nudges, book)
    is_folded = book.preferences.discreet or look.platform in WORK_PLATFORMS
    if is_folded and not (look.is_unfolded or look.is_asked_for or look.opened or look.said):
        show = choice("Show", "open", digest.id)
        return Reply((line(discreet),), (show,), discreet=discreet)
    numbers = {nudge.id: n for n, nudge in enumerate(numbered(digest), 1)}
    scene = _Scene(digest, book, today, look)
    heading = look.said or line(_heading(scene, nudges))
    lines = [_line(each, numbers.get(each.id), scene) for each in nudges]
    ids = [nudge.id for nudge in nudges]
    opened = ids.index(look.opened) + 1 if look.opened in ids else None
    choices: tuple[Choice, ...] = (choice("Back", "open", digest.id),) if opened else ()
    if digest.asks_slower and not (look.said or look.opened):
        lines.append(line("Ten days of lists without an answer: shall there be fewer?"))
        choices = SLOWER
    return Reply((heading, *lines), choices, discreet=discreet, opened=opened)


def summary(nudges: Sequence[Nudge], book: Book) -> str:
    """All that a notification says: Three people today, one birthday."""
    dates, people = _open(nudges)
    parts = [f"{_people(people)} today"] if people else []
    parts += [counted(len(dates), _kind(dates, book))] if dates else []
    return _sentence(", ".join(parts) or "nothing is open")


def _heading(scene: _Scene, nudges: Sequence[Nudge]) -> str:
    """The greeting with what there is: A birthday, and three people."""
    digest, today = scene.digest, scene.today
    if digest.day != today:
        return f"The list of {day_in_full(digest.day, today)}."
    count = _count(nudges, scene.book)
    if scene.look.is_asked_for:
        return f"Today: {count.removesuffix(' today')}."
    if digest.late_since and digest.late_until:
        zone = ZoneInfo(scene.book.preferences.zone)
        start, end = digest.late_since.astimezone(zone), digest.late_until.astimezone(zone)
        away = f"{_moment(start, today)} to {end:%H:%M}"
        return f"Good morning, late: I was down from {away}. {_sentence(count)}"
    return f"Good morning. {_sentence(count)}"


def _count(nudges: Sequence[Nudge], book: Book) -> str:
    dates, people = _open(nudges)
    if not dates:
        return f"{_people(people)} today" if people else "nothing is open"
    kind = _kind(dates, book)
    dated = f"a {kind}" if len(dates) == 1 else counted(len(dates), kind)
    return f"{dated}, and {_people(people)}" if people else dated


def _open(nudges: Sequence[Nudge]) -> tuple[list[Nudge], list[Nudge]]:
    """The dates and the people among the nudges that are not answered yet."""
    waiting = [each for each in nudges if each.answer is Answer.OPEN]
    dates = [each for each in waiting if each.reason is Reason.OCCASION]
    return dates, [each for each in waiting if each.reason is not Reason.OCCASION]


def _line(nudge: Nudge, number: int | None, scene: _Scene) -> Line:
    book, look = scene.book, scene.look
    contacts = _contacts(nudge, book)
    reminder = None if contacts else book.get(Reminder, nudge.source or "")
    mark = f"{number}" if number else CAKE if _is_birthday(nudge, book) else ""
    parts: list[Part] = [f"{mark}  " if number else f"{mark} " if mark else ""]
    parts += names(contacts) or [(reminder and reminder.about) or "A reminder"]
    if nudge.answer is not Answer.OPEN:
        return line(*_spans(parts), f" · {_answered(nudge, scene.today)}")
    is_open = look.opened == nudge.id
    at_work = look.platform in WORK_PLATFORMS and not is_open
    if contacts:
        parts.append(f" · {reason(nudge, book, scene.digest.day, at_work=at_work)}.")
    choices = _choices(nudge, scene.digest, has_person=bool(contacts))
    if at_work:
        choices = (choice("Details", "open", nudge.id), *choices)
    given = called(contacts[0]) if contacts else "Reminder"
    return Line(
        _spans(parts),
        choices=look.offers if look.offers and is_open else choices,
        name=f"{mark} {given}".strip(),
        opens=Press("open", nudge.id),
    )


def _spans(parts: Sequence[Part]) -> tuple[Span, ...]:
    return line(*(part for part in parts if part)).spans


def _choices(nudge: Nudge, digest: Digest, *, has_person: bool) -> tuple[Choice, ...]:
    choices = [choice("Done", "done", nudge.id), choice("Later", "later", nudge.id)]
    if nudge.reason is not Reason.OCCASION and digest.id != "":
        choices.append(choice("Someone else", "skip", nudge.id))
    if has_person:
        choices.append(choice("Draft", "draft", nudge.id))
    return tuple(choices)


def _answered(nudge: Nudge, today: date) -> str:
    if nudge.answer is Answer.LATER and nudge.until:
        return f"later: {when(nudge.until, today)}"
    return {Answer.DONE: "done", Answer.LATER: "later"}.get(nudge.answer, "not today")


def _contacts(nudge: Nudge, book: Book) -> list[Contact]:
    """Whom a line names: boundaries hold on the way out too."""
    found = (book.get(Contact, id) for id in nudge.contacts)
    return [each for each in found if each and not each.do_not_contact and not each.passed_away]


def _is_birthday(nudge: Nudge, book: Book) -> bool:
    if nudge.reason is not Reason.OCCASION:
        return False
    milestone = book.get(Milestone, nudge.source or "")
    return milestone is not None and milestone.occasion is Occasion.BIRTHDAY


def _kind(dates: Sequence[Nudge], book: Book) -> str:
    return "birthday" if all(_is_birthday(each, book) for each in dates) else "date"


def _people(nudges: Sequence[Nudge]) -> str:
    if all(nudge.contacts for nudge in nudges):
        return counted(len(nudges), "person", "people")
    return counted(len(nudges), "thing")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _moment(at: datetime, today: date) -> str:
    return (
        f"{at:%H:%M}" if at.date() == today else f"{day_in_full(at.date(), today)} {at:%H:%M}"
    )
