"""A book to try mornings on, written in a few words a line."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from msgspec import structs

from bot.model.book import Book
from bot.model.calendar import Anchor, Month, Period, first_day
from bot.model.document import (
    Contact,
    ContactId,
    Digest,
    Interaction,
    Milestone,
    Nudge,
    Occasion,
    OwnerId,
    Preferences,
    Reminder,
)
from bot.nudges.digest import Look, compose
from bot.nudges.planner import plan

WEDNESDAY = date(2026, 3, 18)


def at(day: date, hour: int = 8, minute: int = 30) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


class Life:
    """An owner's book on Wednesday 18 March 2026; ids are lower-case given names."""

    def __init__(self) -> None:
        self.book = Book(OwnerId("owner"))
        self._ids = count(1)

    def knows(self, name: str, **more: Any) -> Contact:
        more.setdefault("added_on", date(2025, 1, 1))
        contact = Contact(id=name.split(maxsplit=1)[0].lower(), name=name, **more)
        self.book.save(contact)
        return contact

    def change(self, who: str, **more: Any) -> None:
        self.book.save(structs.replace(self.contact(who), **more))

    def contact(self, who: str) -> Contact:
        found = self.book.get(Contact, who)
        assert found
        return found

    def people(self) -> list[Contact]:
        return list(self.book.all(Contact))

    def talked(self, who: str, on: Period, **more: Any) -> Interaction:
        more.setdefault("logged_at", at(first_day(on)))
        talk = Interaction(id=self._id("talk"), contacts=_ids(who), on=on, **more)
        self.book.save(talk)
        return talk

    def has(self, who: str, occasion: Occasion, on: Anchor | Month, **more: Any) -> Milestone:
        day = Milestone(
            id=self._id("day"), contacts=_ids(who), occasion=occasion, on=on, **more
        )
        self.book.save(day)
        return day

    def reminds(self, who: str, on: date, about: str | None = None) -> Reminder:
        reminder = Reminder(id=self._id("reminder"), contacts=_ids(who), on=on, about=about)
        self.book.save(reminder)
        return reminder

    def wants(self, **more: Any) -> None:
        self.book.save(structs.replace(self.book.preferences, **more))

    def wakes(self, day: date, late_since: datetime | None = None) -> Digest | None:
        """The morning of ``day``, saved as the bot does."""
        before = [each for each in self.book.all(Digest) if each.day < day]
        digest = plan(
            self.book,
            day=day,
            previous=max(before, key=lambda each: each.day, default=None),
            new_id=lambda: self._id("id"),
            now=at(day, 11, 20) if late_since else at(day),
            late_since=late_since,
        )
        if digest:
            self.book.save(digest)
        return digest

    def morning(self, day: date) -> list[str]:
        """The lines of a morning, without its greeting; [] if it is silent."""
        digest = self.wakes(day)
        return self.lines(digest, day) if digest else []

    def lines(self, digest: Digest, day: date, platform: str = "telegram") -> list[str]:
        look = Look(platform, is_unfolded=True)
        reply = compose(digest, self.book, day, look=look)
        return [line.text for line in reply.lines[1:]]

    def who(self, day: date) -> list[str]:
        """Whom a morning is about."""
        digest = self.wakes(day)
        return [" ".join(nudge.contacts) for nudge in digest.nudges] if digest else []

    def answer(self, day: date, who: str, **more: Any) -> None:
        """Answer the line about somebody in the digest of ``day``."""
        digest = next(each for each in self.book.all(Digest) if each.day == day)
        nudges = tuple(
            structs.replace(nudge, **more) if ContactId(who) in nudge.contacts else nudge
            for nudge in digest.nudges
        )
        self.book.save(structs.replace(digest, nudges=nudges))

    def nudge(self, day: date, who: str) -> Nudge:
        digest = next(each for each in self.book.all(Digest) if each.day == day)
        return next(nudge for nudge in digest.nudges if ContactId(who) in nudge.contacts)

    def _id(self, kind: str) -> str:
        return f"{kind}{next(self._ids)}"


def _ids(who: str) -> tuple[ContactId, ...]:
    return tuple(ContactId(each) for each in who.split())


__all__ = ["WEDNESDAY", "Life", "Preferences", "at"]
