"""What comes unasked at a moment of its own: a reminder at a clock time, the weekly review."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from msgspec import Struct

from bot.model.book import Book
from bot.model.calendar import days
from bot.model.document import Contact, Drafted, Event, Preferences, Reminder
from bot.nudges.candidates import reachable
from bot.nudges.digest import WORK_PLATFORMS
from bot.nudges.recap import eve, recap, who_is_there
from bot.nudges.review import review
from bot.nudges.schedule import in_quiet_hours, instant, next_morning
from bot.nudges.standing import is_open
from bot.nudges.timeline import Timeline, open_reminders, talked_since, tried_since
from bot.reply import Part, Reply, choice, line
from bot.speech import names

LATE_AFTER = timedelta(minutes=15)
REVIEW_AT, RECAP_AT = "17:00", "20:00"
_WEEK = 7
_PATIENCE = timedelta(days=_WEEK)
SENT, UNSENT = "sent", "unsent"
OFF_LIST = "here"
"""The pick of a button about a line that is not on the list itself: on a draft."""
_MOST_ASKED = 3
_SHOWN_BY: dict[type, str] = {Event: "event", Contact: "boundary", Drafted: "draft"}


class Moment(Struct, frozen=True):
    """Something that is said once: ``kind`` and ``day`` are its claim, ``at`` is when."""

    kind: str
    day: date
    at: datetime
    source: Reminder | Event | Contact | Drafted | None = None

    def is_late(self, now: datetime) -> bool:
        """Whether it comes so late that it has to be said."""
        return now - self.at > LATE_AFTER


def due_moments(book: Book, now: datetime) -> list[Moment]:
    """What is to be said now, the earliest first; the ledger knows which of it was.

    What is late is said once while it is the owner's day, and not in quiet hours; a question
    that waited for months may wait for some days more.
    """
    preferences = book.preferences
    today = now.astimezone(ZoneInfo(preferences.zone)).date()
    is_quiet = in_quiet_hours(preferences, now)
    return sorted(
        (
            each
            for each in _moments(book, today)
            if (each.day == today or (isinstance(each.source, Contact) and each.day < today))
            and each.at <= now
            and not (is_quiet and each.is_late(now))
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
    verb, ref, pick = "review", "", ""
    if moment.source is not None:
        verb = _SHOWN_BY.get(type(moment.source), "open")
        pick = SENT if isinstance(moment.source, Drafted) else "show"
        ref = moment.source.id
    return Reply(
        (line(f"{shown.discreet}."),),
        (choice("Show", verb, ref, pick),),
        discreet=shown.discreet,
    )


def _whole(moment: Moment, book: Book, now: datetime) -> Reply:
    if moment.source is None:
        return review(book, moment.day)
    if isinstance(moment.source, Event):
        if moment.day < moment.source.first:
            return eve(book, moment.source)
        return recap(book, moment.source, moment.day)
    if isinstance(moment.source, Contact):
        return asked_again(moment.source)
    if isinstance(moment.source, Drafted):
        return asked_if_sent(moment.source, book)
    return reminder_said(moment.source, book, is_late=moment.is_late(now))


def _moments(book: Book, today: date) -> Iterator[Moment]:
    zone = ZoneInfo(book.preferences.zone)
    for reminder in open_reminders(book):
        if reminder.at is None or reminder.on < today or not _is_free(reminder, book):
            continue
        kind = f"reminder:{reminder.id}@{reminder.at}"
        yield Moment(kind, reminder.on, instant(reminder.on, reminder.at, zone), reminder)
    yield from _recaps(book, today, zone)
    yield from _questions(book, today, zone)
    yield from _unsent(book, today, zone)
    yield from _reviews(book.preferences, today, zone)


def _recaps(book: Book, today: date, zone: ZoneInfo) -> Iterator[Moment]:
    """The evening before an event where somebody is known, and each of its evenings."""
    for event in book.all(Event):
        before = event.first - timedelta(days=1)
        is_eve = before >= today and not book.preferences.is_paused(before)
        if is_eve and who_is_there(book, event):
            yield Moment(f"eve:{event.id}", before, instant(before, RECAP_AT, zone), event)
        for day in days(max(event.first, today), event.last):
            if not event.is_social and not book.preferences.is_paused(day):
                yield Moment(f"event:{event.id}", day, instant(day, RECAP_AT, zone), event)


def _questions(book: Book, today: date, zone: ZoneInfo) -> Iterator[Moment]:
    """Whom the owner stepped back from for a time, once it is over."""
    for id, day in book.view(Timeline).to_ask.items():
        contact = book.get(Contact, id)
        is_asked = contact and contact.do_not_contact and not contact.passed_away
        if not is_asked or today > day + _PATIENCE or book.preferences.is_paused(today):
            continue
        at = instant(day, book.preferences.nudge_time, zone)
        yield Moment(f"again:{id}", day, at, contact)


def _unsent(book: Book, today: date, zone: ZoneInfo) -> Iterator[Moment]:
    """In the evening, the drafts of the day to whom nothing was logged since; a few of them."""
    shown = (each for each in book.all(Drafted) if each.on == today)
    open_still = (
        each
        for each in shown
        if len(reachable(book, each.contacts)) == 1
        and not talked_since(book, each.contacts, today)
        and not tried_since(book, each.contacts, today)
    )
    for each in islice(open_still, _MOST_ASKED):
        yield Moment(f"sent:{each.id}", today, instant(today, RECAP_AT, zone), each)


def _reviews(preferences: Preferences, today: date, zone: ZoneInfo) -> Iterator[Moment]:
    """The next weekly reviews, if the owner wants them."""
    for day in days(today, today + timedelta(days=_WEEK)):
        if day.weekday() == preferences.review_day and not preferences.is_paused(day):
            yield Moment("review", day, instant(day, REVIEW_AT, zone))


def _is_free(reminder: Reminder, book: Book) -> bool:
    """Whether it is about nobody, or about somebody who is behind no boundary."""
    found = [book.get(Contact, id) for id in reminder.contacts]
    return not found or any(each and is_open(each) for each in found)


def asked_again(contact: Contact) -> Reply:
    """The question that the owner wanted to be asked about somebody they stepped back from."""
    said = line("You stepped back from ", *names([contact]), " for a time, and it is over.")
    choices = (
        choice("Bring them up again", "boundary", contact.id, "lift"),
        choice("In three months", "boundary", contact.id, "wait"),
        choice("Leave it so", "boundary", contact.id, "leave"),
    )
    return Reply((said,), choices, discreet="A question that you wanted")


def asked_if_sent(shown: Drafted, book: Book) -> Reply:
    """Whether a draft was sent: opening its link logs nothing, so it is asked once."""
    people = [
        each for id in shown.contacts if (each := book.get(Contact, id)) and is_open(each)
    ]
    said = line("Today's draft for ", *names(people), ": sent?")
    choices = (
        choice("Yes, log it", "done", shown.contacts[0], OFF_LIST),
        choice("No", "draft", shown.id, UNSENT),
    )
    return Reply((said,), choices, discreet="A question about a draft")


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
