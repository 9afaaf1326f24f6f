"""Why somebody is proposed, in words."""

from collections.abc import Sequence
from datetime import date

from bot.model.book import Book
from bot.model.calendar import last_day
from bot.model.document import (
    Contact,
    ContactId,
    Favour,
    Interaction,
    Milestone,
    Nudge,
    Occasion,
    Promise,
    Reason,
    Reminder,
)
from bot.nudges.approach import hours
from bot.nudges.news import near_news
from bot.nudges.occasions import milestones_of, nearest
from bot.nudges.phrases import coming, occasion, roughly
from bot.nudges.timeline import last_talk, own_promises, reminders_about, unthanked
from bot.wording import day_in_full, listed, when

_MEDIA = {
    "coffee": "coffee",
    "meal": "a meal",
    "drinks": "drinks",
    "call": "your call",
    "video": "your video call",
    "email": "your e-mail",
    "message": "your message",
    "ran_into": "you ran into each other",
    "in_person": "you met",
}
_AT_WORK = {
    Reason.REMINDER: "a reminder",
    Reason.PROMISE: "something promised",
    Reason.THANKS: "a thank-you",
    Reason.NEW_TIE: "a new contact",
    Reason.OVERDUE: "it has been a while",
    Reason.CARRIED: "it has been a while",
}
_PRIVATE = {Occasion.BABY, Occasion.WEDDING, Occasion.ENGAGEMENT, Occasion.OTHER}


def reason(nudge: Nudge, book: Book, day: date, *, at_work: bool = False) -> str:
    """Why a nudge of the morning of ``day`` is there; at work no more than its class."""
    contacts = [found for id in nudge.contacts if (found := book.get(Contact, id))]
    if at_work:
        return _class(nudge, book, day)
    first = _first(nudge, contacts, book, day)
    more = [each for each in _also(nudge, contacts, book, day) if each != first]
    said = f"{first}. Also: {listed(more)}" if more else first
    kept = hours(book, contacts)
    return f"{said}. {kept[:1].upper()}{kept[1:]}" if kept else said


def _first(nudge: Nudge, contacts: Sequence[Contact], book: Book, day: date) -> str:
    talk = last_talk(book, contacts, day)
    if nudge.reason is Reason.OCCASION:
        said = _date(nudge, book, day)
        return f"{said}. {spoke(talk, day)}" if talk else said
    if owed := _owed(nudge, book, day):
        return owed
    if nudge.source and talk and talk.id == nudge.source:
        return _new_tie(talk, day)
    known = [each for contact in contacts for each in near_news(book, contact, day)]
    return "; ".join([since(talk, contacts, day), *known])


def _owed(nudge: Nudge, book: Book, day: date) -> str | None:
    """What the owner wanted to do, promised or is to thank for."""
    source = nudge.source or ""
    if promise := book.get(Promise, source):
        return promised(promise, day)
    if favour := book.get(Favour, source):
        return f"{favour.what} {roughly(favour.on, day)}; a thank-you is open"
    if reminder := book.get(Reminder, source):
        return _reminder(reminder, day)
    return None


def promised(promise: Promise, day: date) -> str:
    """As in: you promised by Friday: the deck; that day has been."""
    if promise.due is None:
        return f"you promised: {promise.what}"
    late = "; that day has been" if promise.due < day else ""
    return f"you promised by {when(promise.due, day)}: {promise.what}{late}"


def _also(nudge: Nudge, contacts: Sequence[Contact], book: Book, day: date) -> list[str]:
    """What else is due for the same people: they are on the list but once."""
    milestones = [each for contact in contacts for each in milestones_of(book, contact.id)]
    dates = [nearest(book, each, day, 0) for each in milestones if each.id != nudge.source]
    said = [f"{occasion(each)} today" for each in dates if each and each.on == day]
    mine = [each for each in own_promises(book) if set(each.contacts) & set(nudge.contacts)]
    said += [promised(each, day) for each in mine if each.id != nudge.source]
    thanks = [each for each in unthanked(book) if set(each.contacts) & set(nudge.contacts)]
    said += [f"thanks for {each.what}" for each in thanks if each.id != nudge.source]
    waiting = [
        each
        for contact in contacts
        for each in reminders_about(book, ContactId(contact.id), day)
    ]
    said += [_reminder(each, day) for each in waiting if each.id != nudge.source]
    return list(dict.fromkeys(said))


def since(talk: Interaction | None, contacts: Sequence[Contact], day: date) -> str:
    """As in: since Lisbon in December; you talked about Rust; now at Initech."""
    if talk is None:
        added = min(contact.added_on for contact in contacts)
        return f"in your book since {roughly(added, day).removeprefix('in ')}; no talk noted"
    where = talk.event or talk.place or _MEDIA.get(talk.medium, "you were in touch")
    parts = [f"since {where} {roughly(talk.on, day)}"]
    if talk.topics:
        parts.append(f"you talked about {listed(talk.topics)}")
    parts += [
        f"now at {job.org}"
        for contact in contacts
        if (job := contact.job)
        and job.org
        and job.since
        and last_day(job.since) > last_day(talk.on)
    ]
    return "; ".join(parts)


def spoke(talk: Interaction, day: date) -> str:
    """As in: You spoke in January: the marathon."""
    about = f": {listed(talk.topics)}" if talk.topics else ""
    return f"You spoke {roughly(talk.on, day)}{about}"


def _class(nudge: Nudge, book: Book, day: date) -> str:
    """No more than the kind of reason, for where an employer could read it."""
    if nudge.reason is not Reason.OCCASION:
        return _AT_WORK[nudge.reason]
    milestone = book.get(Milestone, nudge.source or "")
    found = nearest(book, milestone, day) if milestone else None
    if milestone is None or found is None:
        return _date(nudge, book, day)
    if milestone.occasion is Occasion.BIRTHDAY:
        return f"birthday {coming(found.on, day)}"
    return (
        f"a date {coming(found.on, day)}"
        if milestone.occasion in _PRIVATE
        else _date(nudge, book, day)
    )


def _date(nudge: Nudge, book: Book, day: date) -> str:
    milestone = book.get(Milestone, nudge.source or "")
    found = nearest(book, milestone, day) if milestone else None
    if found is None:
        return "a date that you have changed since"
    return f"{occasion(found)} {coming(found.on, day)}"


def _reminder(reminder: Reminder, day: date) -> str:
    about = reminder.about or "you wanted to follow up"
    if reminder.on == day:
        return about
    return f"{about}; your reminder for {day_in_full(reminder.on, day)}"


def _new_tie(talk: Interaction, day: date) -> str:
    where = f" at {talk.event or talk.place}" if talk.event or talk.place else ""
    about = f", talked about {listed(talk.topics)}" if talk.topics else ""
    return f"met {roughly(talk.on, day)}{where}{about}; no word since"
