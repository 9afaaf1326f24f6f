"""Everything that a morning weighs about one contact, in words. Pure."""

from collections.abc import Iterator
from datetime import timedelta

from bot.model.book import Book
from bot.model.document import Contact, ContactId, Interaction
from bot.nudges.approach import barred_on
from bot.nudges.cadences import cadence_of
from bot.nudges.mornings import History
from bot.nudges.news import News
from bot.nudges.phrases import cadence
from bot.nudges.ranking import FEW_TALKS, MOST_LATENESS, TIE_WEIGHT
from bot.nudges.reasons import promised
from bot.nudges.standing import Standing, standing
from bot.nudges.timeline import own_promises, reminders_about, unthanked
from bot.wording import counted, day_in_full, listed, when

_MEDIA = {"in_person": "met", "ran_into": "ran into each other", "contact": "in touch"}


def why(book: Book, contact: Contact, history: History) -> list[str]:
    """Sentences: what is kept and how long ago, what speaks for a word now, what against."""
    day = history.day
    now = standing(book, contact, day)
    against = list(_against(now, history))
    if contact.id in barred_on(book, day):
        against.append("Today is a day on which you leave them be.")
    said = [_rhythm(book, now), *_ahead(now), *_owed(book, now), *_for(book, now)]
    if now.is_open:
        said += against or ["Nothing is against it."]
    else:
        said.append("You drew a line there: I propose nothing unasked.")
    return [f"{each[:1].upper()}{each[1:]}" for each in said if each]


def _rhythm(book: Book, now: Standing) -> str:
    """As in: every 60 days; last talk 68 days ago (coffee, 9 January)."""
    contact = now.contact
    kept = f"{cadence(now.cadence_days)}{_whose(book, contact)}" if now.cadence_days else None
    if contact.cadence_days == 0:
        kept = "never, as you wished"
    talk = _last(book, now)
    return f"{kept or 'no cadence, so never overdue'}; {talk}."


def _whose(book: Book, contact: Contact) -> str:
    """Where a cadence comes from, if it is not their own."""
    if contact.cadence_days is not None:
        return ""
    keeps = book.preferences.keeps
    by_kind = cadence_of(contact, [each for each in keeps if each.tag])
    if by_kind is None:
        return f", as for {_one(contact)}"
    return ", as for their tag"


def _one(contact: Contact) -> str:
    """The kind of tie with its article: an acquaintance."""
    tie = contact.tie.value
    return f"{'an' if tie[0] in 'aeiou' else 'a'} {tie}"


def _last(book: Book, now: Standing) -> str:
    found = book.get(Interaction, now.last_talk) if now.last_talk else None
    if found is None or now.last_on is None:
        return f"in your book since {when(now.contact.added_on, now.day)}, no talk noted"
    medium = _MEDIA.get(found.medium, found.medium)
    ago = f"{counted(now.silent_days, 'day')} ago" if now.silent_days else "today"
    return f"last talk {ago} ({medium}, {when(found.on, now.day)})"


def _ahead(now: Standing) -> Iterator[str]:
    """When they are due, and how that is reckoned where it is not plain."""
    if not now.due_days:
        return
    due = now.since + timedelta(days=now.due_days)
    if now.lateness < 1:
        yield f"Due around {day_in_full(due, now.day)}."
    if now.spread_days and now.spread_days != now.cadence_days:
        spread = counted(now.spread_days, "day")
        yield f"Many began on one day with them, so I spread it: {spread} here."
    if now.is_dormant:
        yield "Silent for over three years: at most one such tie a morning."
    elif now.lateness > MOST_LATENESS:
        yield "That is over three times as long; who waits longest is among the first."
    elif now.is_drifting:
        yield "That is drifting apart."


def _owed(book: Book, now: Standing) -> Iterator[str]:
    """Promises, thanks and reminders: they come before any cadence."""
    id, day = ContactId(now.contact.id), now.day
    yield from (
        _sentence(promised(each, day)) for each in own_promises(book) if id in each.contacts
    )
    for favour in unthanked(book):
        if id in favour.contacts:
            yield f"Thanks are open: {favour.what}."
    for reminder in reminders_about(book, id, day):
        about = reminder.about or "to follow up"
        yield f"Your reminder for {day_in_full(reminder.on, day)}: {about}."


def _for(book: Book, now: Standing) -> Iterator[str]:
    """What brings them forward among those who are due."""
    if news := News(book, now.day).in_words(now.contact):
        yield f"A reason to write: {listed(news)}."
    if not now.cadence_days:
        return
    if 0 < now.talks <= FEW_TALKS:
        talks = counted(now.talks, "talk")
        yield f"Only {talks} so far: a word is more welcome than one thinks."
    weight = TIE_WEIGHT[now.contact.tie]
    if weight != 1:
        place = "before" if weight > 1 else "after"
        yield f"{_one(now.contact)} comes a little {place} others who are as late."


def _against(now: Standing, history: History) -> Iterator[str]:
    contact, id = now.contact, ContactId(now.contact.id)
    if contact.paused_until and contact.paused_until > now.day:
        yield f"You paused them until {day_in_full(contact.paused_until, now.day)}."
    if now.is_snoozed and contact.snoozed_until:
        yield f"You put them off until {day_in_full(contact.snoozed_until, now.day)}."
    if skips := history.skips(id, now.last_on):
        yield f"You chose someone else {counted(skips, 'time')} of late."
    if now.attempts:
        yield f"You tried {counted(now.attempts, 'time')} without an answer."
    if history.is_resting(id, now.cadence_days):
        yield "They were on the list just now, so I leave them be for some days."


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
