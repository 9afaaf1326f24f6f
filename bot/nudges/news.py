"""What there is to write about: a date that is near, a new job, an interest in common."""

from datetime import date, timedelta

from bot.model.book import Book
from bot.model.calendar import Period, first_day, last_day
from bot.model.document import Contact, Job
from bot.nudges.occasions import Occurrence, milestones_of, nearest, occasions
from bot.nudges.phrases import coming, occasion
from bot.wording import listed

NEAR = timedelta(days=14)
_LATELY = timedelta(days=90)


class News:
    """What there is to write about on ``day``, for everybody in a book."""

    def __init__(self, book: Book, day: date) -> None:
        self.day = day
        self._book = book
        self._has_interests = bool(book.preferences.interests)
        near = occasions(book, day, day + NEAR)
        self._dated = {contact.id for each in near for contact in each.contacts}

    def is_of(self, contact: Contact) -> bool:
        """Whether there is anything to write to somebody about."""
        return bool(
            contact.id in self._dated
            or self._new_job(contact)
            or (self._has_interests and shared(self._book, contact))
        )

    def in_words(self, contact: Contact) -> list[str]:
        """All of it: birthday on Friday; new at Globex; likes climbing, as you do."""
        job = self._new_job(contact)
        said = [f"new at {job.org}"] if job and job.org else []
        return said + near_news(self._book, contact, self.day)

    def _new_job(self, contact: Contact) -> Job | None:
        job = contact.job
        return job if job and job.since and self._is_lately(job.since) else None

    def _is_lately(self, period: Period) -> bool:
        return first_day(period) <= self.day <= last_day(period) + _LATELY


def near_news(book: Book, contact: Contact, day: date) -> list[str]:
    """What is near in time or taste: birthday on Friday; likes climbing, as you do."""
    found = (nearest(book, each, day, NEAR.days) for each in milestones_of(book, contact.id))
    coming_up = sorted((each for each in found if each and each.first >= day), key=_first)
    said = [f"{occasion(each)} {coming(each.on, day)}" for each in coming_up[:1]]
    if common := shared(book, contact):
        said.append(f"likes {listed(common)}, as you do")
    return said


def shared(book: Book, contact: Contact) -> list[str]:
    """The interests of a contact that are the owner's too."""
    own = {each.casefold() for each in book.preferences.interests}
    return [each for each in contact.interests if each.casefold() in own]


def _first(occurrence: Occurrence) -> date:
    return occurrence.first
