"""What comes unasked at a moment of its own: a reminder at a clock time, the weekly review."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.model.book import Book
from bot.model.calendar import days
from bot.model.document import Contact, Event, Preferences, Reminder
from bot.nudges.digest import WORK_PLATFORMS
from bot.nudges.recap import recap
from bot.nudges.review import review
from bot.nudges.schedule import in_quiet_hours, instant, next_morning
from bot.nudges.standing import is_open
from bot.nudges.timeline import open_reminders
from bot.reply import Part, Reply, choice, line
from bot.speech import names

LATE_AFTER = timedelta(minutes=15)
REVIEW_AT, RECAP_AT = "17:00", "20:00"
_WEEK = 7


class Moment(Struct, frozen=True):
    """Something that is said once: ``kind`` and ``day`` are its claim, ``at`` is when."""

    kind: str
    day: date
    at: datetime
    source: Reminder | Event | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether it comes so late that it has to be said."""
        return now - self.at > LATE_AFTER


def due_moments(book: Book, now: datetime) -> list[Moment]:
    """What is to be said now, the earliest first; the ledger knows which of it was.

    What is late is said once while it is the owner's day, and not in quiet hours.
    """
    preferences = book.preferences
    today = now.astimezone(ZoneInfo(preferences.zone)).date()
    is_quiet = in_quiet_hours(preferences, now)
    return sorted(
        (
            each
            for each in _moments(book, today)
            if each.day == today and each.at <= now and not (is_quiet and each.is_late(now))
        ),
        key=lambda each: (each.at, each.kind),
    )


def next_due(book: Book, now: datetime, closed: date | None) -> datetime:
    """When the owner is to be looked at next: their morning, or a moment before it."""
    today = now.astimezone(ZoneInfo(book.preferences.zone)).date()
    coming = [each.at for each in _moments(book, today) if each.at > now]
    return min([next_morning(book.preferences, now, closed), *coming])


def said(moment: Moment, book: Book, now: datetime, platform: str = "") -> Reply:
    """The moment in words; where discretion is asked for, and at work, a button shows them."""
    shown = _whole(moment, book, now)
    if not (book.preferences.discreet or platform in WORK_PLATFORMS):
        return shown
    verb, ref = "review", ""
    if moment.source is not None:
        verb = "event" if isinstance(moment.source, Event) else "open"
        ref = moment.source.id
    return Reply(
        (line(f"{shown.discreet}."),), (choice("Show", verb, ref),), discreet=shown.discreet
    )


def _whole(moment: Moment, book: Book, now: datetime) -> Reply:
    if moment.source is None:
        return review(book, moment.day)
    if isinstance(moment.source, Event):
        return recap(book, moment.source)
    return reminder_said(moment.source, book, is_late=moment.is_late(now))


def _moments(book: Book, today: date) -> Iterator[Moment]:
    preferences = book.preferences
    zone = ZoneInfo(preferences.zone)
    for reminder in open_reminders(book):
        if reminder.at is None or reminder.on < today or not _is_free(reminder, book):
            continue
        kind = f"reminder:{reminder.id}@{reminder.at}"
        yield Moment(kind, reminder.on, instant(reminder.on, reminder.at, zone), reminder)
    for event in book.all(Event):
        for day in days(max(event.first, today), event.last):
            if not event.is_social and not _is_paused(preferences, day):
                yield Moment(f"event:{event.id}", day, instant(day, RECAP_AT, zone), event)
    if preferences.review_day is not None:
        for offset in range(_WEEK + 1):
            day = today + timedelta(days=offset)
            if day.weekday() == preferences.review_day and not _is_paused(preferences, day):
                yield Moment("review", day, instant(day, REVIEW_AT, zone))


def _is_free(reminder: Reminder, book: Book) -> bool:
    """Whether it is about nobody, or about somebody who is behind no boundary."""
    found = [book.get(Contact, id) for id in reminder.contacts]
    return not found or any(each and is_open(each) for each in found)


def _is_paused(preferences: Preferences, day: date) -> bool:
    return preferences.paused_until is not None and day < preferences.paused_until


def reminder_said(reminder: Reminder, book: Book, *, is_late: bool = False) -> Reply:
    """A reminder of its own, with what can be done about it; who is behind a boundary not."""
    found = [book.get(Contact, id) for id in reminder.contacts]
    people: list[Part] = names([each for each in found if each and is_open(each)])
    about = reminder.about or ("" if people else "as you asked")
    between = " · " if people and about else ""
    late = f", late; it was for {reminder.at}" if is_late else ""
    choices = (choice("Done", "done", reminder.id), choice("Later", "later", reminder.id))
    said = line(f"Reminder{late}: ", *people, f"{between}{about}")
    return Reply((said,), choices, discreet="A reminder")
