"""What there is to write about: a date that is near, a new job, an interest in common."""

from datetime import date, timedelta

from bot.model.book import Book
from bot.model.calendar import Period, first_day, last_day
from bot.model.document import Contact, Job
from bot.nudges.occasions import occasions
from bot.nudges.phrases import coming, occasion
from bot.wording import listed

NEAR = timedelta(days=14)
_LATELY = timedelta(days=90)


class News:
    """What there is to write about on ``day``, for everybody in a book."""

    def __init__(self, book: Book, day: date) -> None:
        self.day = day
        self._interests = {each.casefold() for each in book.preferences.interests}
        self._dates: dict[str, str] = {}
        for each in occasions(book, day, day + NEAR):
            said = f"{occasion(each)} {coming(each.on, day)}"
            for contact in each.contacts:
                self._dates.setdefault(contact.id, said)

    def is_of(self, contact: Contact) -> bool:
        """Whether there is anything to write to somebody about."""
        return bool(
            contact.id in self._dates or self._new_job(contact) or self._shared(contact)
        )

    def in_words(self, contact: Contact) -> list[str]:
        """All of it: birthday on Friday; new at Globex; likes climbing, as you do."""
        job = self._new_job(contact)
        return [*([f"new at {job.org}"] if job and job.org else []), *self.near(contact)]

    def near(self, contact: Contact) -> list[str]:
        """What is near in time or taste: birthday on Friday; likes climbing, as you do."""
        said = [self._dates[contact.id]] if contact.id in self._dates else []
        if shared := self._shared(contact):
            said.append(f"likes {listed(shared)}, as you do")
        return said

    def _new_job(self, contact: Contact) -> Job | None:
        job = contact.job
        return job if job and job.since and self._is_lately(job.since) else None

    def _is_lately(self, period: Period) -> bool:
        return first_day(period) <= self.day <= last_day(period) + _LATELY

    def _shared(self, contact: Contact) -> list[str]:
        if not self._interests:
            return []
        return [each for each in contact.interests if each.casefold() in self._interests]
