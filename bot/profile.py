"""What is known of a contact, in lines."""

from collections.abc import Iterator
from datetime import date

from bot.command import Turn
from bot.dealings import in_words, is_open, talk
from bot.model.book import Book
from bot.model.calendar import first_day, last_day
from bot.model.document import (
    TABLES,
    AboutContacts,
    Attempt,
    Contact,
    ContactId,
    Document,
    Interaction,
    Milestone,
    Note,
    Occasion,
    Reminder,
)
from bot.nudges.phrases import cadence
from bot.people import interactions
from bot.reply import Line, Span, line
from bot.wording import day_in_full, listed, when

NOTES = 5
TALKS = 3


class _About:
    """All but the talks, by contact, kept up to date with the book."""

    def __init__(self, book: Book) -> None:
        self.by_contact: dict[ContactId, dict[str, AboutContacts]] = {}
        for kind in TABLES.values():
            if issubclass(kind, AboutContacts):
                for document in book.all(kind):
                    self.replace(None, document)

    def replace(self, before: Document | None, after: Document | None) -> None:
        """Follow one change of the book."""
        if isinstance(before, AboutContacts) and not isinstance(before, Interaction):
            for id in before.contacts:
                self.by_contact[id].pop(before.id, None)
        if isinstance(after, AboutContacts) and not isinstance(after, Interaction):
            for id in after.contacts:
                self.by_contact.setdefault(id, {})[after.id] = after


def about(book: Book, contact: ContactId | str) -> list[AboutContacts]:
    """Everything but talks that is about a contact, oldest first."""
    return list(book.view(_About).by_contact.get(ContactId(contact), {}).values())


def profile(contact: Contact, turn: Turn) -> tuple[Line, ...]:
    """All that the owner asked to keep of a contact, the most useful first."""
    documents = about(turn.book, contact.id)
    lines = [
        line(Span.person(contact), *(f" · {each}" for each in _facts(contact, turn))),
        *_standing(contact),
        *_how_met(contact, turn),
        *_talks(contact, turn),
        *_tried(documents, contact, turn),
        *(_day(each, turn) for each in documents if isinstance(each, Milestone)),
        *_ahead(contact, documents, turn),
        *_dealings(contact, documents, turn),
        *_notes(documents),
        *_before(contact, turn),
    ]
    return tuple(lines)


def _standing(contact: Contact) -> list[Line]:
    """What keeps them out of everything unasked, first of all."""
    if contact.passed_away:
        return [line("Has passed away.")]
    return [line("You stepped back.")] if contact.do_not_contact else []


def _facts(contact: Contact, turn: Turn) -> list[str]:
    job = contact.job
    work = " at ".join(each for each in (job.role, job.org) if each) if job else None
    if job and job.since and first_day(job.since) > turn.today:
        work = f"{work} from {when(job.since, turn.today)}"
    facts = [
        f"also called {listed(contact.aka)}" if contact.aka else None,
        contact.pronouns,
        work,
        str(contact.tie) if contact.tie != "acquaintance" else None,
        contact.location,
        f"likes {listed(contact.interests)}" if contact.interests else None,
        *contact.emails,
        *contact.phones,
        *contact.handles,
        *contact.links,
        " ".join(f"#{tag}" for tag in contact.tags),
    ]
    return [fact for fact in facts if fact]


def _how_met(contact: Contact, turn: Turn) -> list[Line]:
    if contact.met_on is None:
        return []
    place = f" · {contact.met_at}" if contact.met_at else ""
    through = f", through {contact.met_through}" if contact.met_through else ""
    on = when(contact.met_on, turn.today)
    link = "" if isinstance(contact.met_on, date) else "in "
    return [line(f"Met {link}{on}{place}{through}.")]


def _talks(contact: Contact, turn: Turn) -> list[Line]:
    """The last times in touch, the latest first; the first meeting is said already."""
    seen = interactions(turn.book, contact.id)
    told = [each for each in seen if each.topics or each.note or each.on != contact.met_on]
    return [
        line(talk(each, when(each.on, turn.today), contact.met_at))
        for each in reversed(told[-TALKS:])
    ]


def _tried(documents: list[AboutContacts], contact: Contact, turn: Turn) -> list[Line]:
    """The last attempt, if no talk came after it."""
    attempts = [each for each in documents if isinstance(each, Attempt)]
    last = max(attempts, key=lambda each: each.on, default=None)
    seen = interactions(turn.book, contact.id)
    if last is None or (seen and last_day(seen[-1].on) >= last.on):
        return []
    return [line(*in_words(last, contact, turn.book, turn.today))]


def _dealings(contact: Contact, documents: list[AboutContacts], turn: Turn) -> Iterator[Line]:
    """What is open between them."""
    for each in documents:
        if is_open(each):
            yield line(*in_words(each, contact, turn.book, turn.today))


def _before(contact: Contact, turn: Turn) -> list[Line]:
    """What they did before, the latest first."""
    ended = [job for job in reversed(contact.jobs) if job.until is not None]
    lines = []
    for job in ended[:TALKS]:
        work = " at ".join(each for each in (job.role, job.org) if each)
        until = f" until {when(job.until, turn.today)}" if job.until else ""
        lines.append(line(f"Before: {work}{until}"))
    return lines


def milestone_name(milestone: Milestone) -> str:
    """What kind of day it is, in words."""
    name = milestone.occasion.replace("_", " ")
    if milestone.occasion is Occasion.OTHER:
        return milestone.label or "a day"
    return f"{name} ({milestone.label})" if milestone.label else name


def _day(milestone: Milestone, turn: Turn) -> Line:
    name = milestone_name(milestone)
    return line(f"{name[0].upper()}{name[1:]}: {when(milestone.on, turn.today)}")


def _ahead(contact: Contact, documents: list[AboutContacts], turn: Turn) -> list[Line]:
    lines = [
        line(
            f"Reminder on {day_in_full(each.on, turn.today)}"
            + (f": {each.about}" if each.about else "")
        )
        for each in documents
        if isinstance(each, Reminder) and each.done_on is None
    ]
    if contact.cadence_days:
        lines.append(line(f"Keep in touch {cadence(contact.cadence_days)}."))
    return lines


def _notes(documents: list[AboutContacts]) -> list[Line]:
    notes = [each for each in documents if isinstance(each, Note)]
    lines = [line(f"Note: {each.text}") for each in reversed(notes[-NOTES:])]
    if len(notes) > NOTES:
        lines.append(line(f"… and {len(notes) - NOTES} older notes."))
    return lines
