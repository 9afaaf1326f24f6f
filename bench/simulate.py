"""A year of mornings for made-up owners: who is proposed, how late, and what outages do.

python -m bench.simulate [PICTURE.svg]
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import mean, quantiles

from msgspec import Struct, structs

from bench.picture import picture
from bench.storms import storms
from bot.model.book import Book
from bot.model.calendar import MonthDay
from bot.model.document import (
    Answer,
    Contact,
    ContactId,
    Digest,
    Interaction,
    Keeping,
    Milestone,
    Nudge,
    Occasion,
    OwnerId,
    Preferences,
    Promise,
    Reason,
    Tie,
)
from bot.nudges.capacity import Capacity, capacity
from bot.nudges.occasions import occasions
from bot.nudges.planner import plan
from bot.nudges.standing import kept

FIRST, DAYS = date(2026, 1, 1), 365
SIZES = (20, 150, 1_000, 10_000)
KEPT = {20: 20, 150: 60, 1_000: 110, 10_000: 400}
ANSWERS = {Answer.DONE: 0.70, Answer.LATER: 0.08, Answer.SKIPPED: 0.07, Answer.OPEN: 0.15}
NEW_A_WEEK, PROMISES_A_WEEK, TALKS_A_DAY = 1.5, 0.7, 0.25
KEEP_DIGESTS = timedelta(days=60)
_BY_TIE = {
    Tie.INNER_CIRCLE: (5, 14),
    Tie.MENTOR: (3, 30),
    Tie.FAMILY: (7, 30),
    Tie.CLIENT: (5, 45),
    Tie.FRIEND: (15, 45),
    Tie.COLLEAGUE: (15, 60),
    Tie.FORMER_COLLEAGUE: (40, 90),
    Tie.CLASSMATE: (40, 120),
    Tie.ACQUAINTANCE: (9_999, 180),
}


class Year(Struct):
    """What a year came to.

    ``gaps`` are the longest times that each of the kept was neither proposed nor talked to,
    as a share of their cadence, the days that the owner put them off not counted.
    """

    size: int
    capacity: Capacity
    a_day: list[int]
    dates: int = 0
    told: int = 0
    revived: int = 0
    gaps: list[float] = []
    milliseconds: float = 0.0


def run(to: Path | None) -> None:
    """Print the tables; draw the loads and the waits into a picture."""
    began = time.perf_counter()
    print("A year of mornings, three people each at most, 70 % answered with Done\n")
    print("contacts  kept  needed/day  room  people/day  dates told  neither proposed nor")
    print("                                                         talked to, x cadence:")
    print("                                                         median  9 in 10  most")
    years = [year(size) for size in SIZES]
    for each in years:
        print(row(each))
    print()
    for each in years:
        over = sum(gap > 2 for gap in each.gaps)
        room = ", who need more mornings than there are" if each.capacity.is_short else ""
        print(f"{each.size:>8}  {over} of {len(each.gaps)} starved{room}; ", end="")
        print(f"dormant revived {each.revived}; planning {each.milliseconds:.1f} ms a morning")
    print("\nThe same year for one owner under outages, zones and clock changes\n")
    for line in storms():
        print(line)
    print(f"\n{time.perf_counter() - began:.0f} seconds")
    if to:
        to.write_text(picture([(each.size, each.a_day, each.gaps) for each in years]))


def row(each: Year) -> str:
    """One line of the table."""
    tenths = quantiles(each.gaps, n=10)
    waits = f"{tenths[4]:>6.2f}  {tenths[8]:>7.2f}  {max(each.gaps):>4.2f}"
    hit = f"{each.told}/{each.dates}"
    return (
        f"{each.size:>8}  {len(each.gaps):>4}  {each.capacity.needed:>10.2f}  "
        f"{each.capacity.room:>4.1f}  {mean(each.a_day):>10.2f}  {hit:>10}  {waits}"
    )


def year(size: int) -> Year:
    """One owner's year: each morning planned, answered, and life going on beside it."""
    chance = random.Random(size)
    book = filled(size, chance)
    known = Year(size, capacity(book), [])
    gaps: dict[str, float] = {}
    seen: dict[str, date] = {}
    told: set[tuple[str, date]] = set()
    ids = count(1)
    took = 0.0
    for offset in range(DAYS):
        day = FIRST + timedelta(days=offset)
        began = time.perf_counter()
        digest = morning(book, day, ids)
        took += time.perf_counter() - began
        proposed = {id for nudge in (digest.nudges if digest else ()) for id in nudge.contacts}
        for each in kept(book, day):
            id = each.contact.id
            if id in proposed or each.is_snoozed:
                seen[id] = day
            last = max(seen.get(id, FIRST), each.last_on or FIRST)
            gap = (day - last).days / (each.cadence_days or 1)
            gaps[id] = max(gaps.get(id, 0.0), gap)
        known.a_day.append(_people(digest))
        if digest:
            told |= _told(digest, book, day)
            known.revived += _revived(digest, book, day)
            book.save(answered(digest, book, day, chance))
        _life(book, day, chance, ids)
        _forget(book, day)
    due = {
        (each.milestone.id, each.first)
        for each in occasions(book, FIRST, FIRST + timedelta(days=DAYS - 1))
    }
    known.dates, known.told = len(due), len(due & told)
    known.gaps = list(gaps.values())
    known.milliseconds = 1000 * took / DAYS
    return known


def morning(book: Book, day: date, ids: Iterator[int]) -> Digest | None:
    """The digest of ``day``, as the bot plans it."""
    before = [each for each in book.all(Digest) if each.day < day]
    return plan(
        book,
        day=day,
        previous=max(before, key=lambda each: each.day, default=None),
        new_id=lambda: f"n{next(ids)}",
        now=datetime(day.year, day.month, day.day, 8, 30, tzinfo=UTC),
    )


def filled(size: int, chance: random.Random) -> Book:
    """A book that begins with an import of everybody, and a history of talks for the kept."""
    book = Book(OwnerId("owner"))
    keeps = tuple(Keeping(days, tie) for tie, (_, days) in _BY_TIE.items())
    book.save(Preferences(keeps=keeps))
    ties = [tie for tie, (most, _) in _BY_TIE.items() for _ in range(min(most, size))]
    for number in range(size):
        is_kept = number < KEPT[size]
        tie = ties[number % len(ties)] if number < len(ties) else Tie.ACQUAINTANCE
        contact = Contact(
            id=f"c{number}",
            name=f"Given{number} Family{number}",
            added_on=FIRST - timedelta(days=chance.randrange(1, 20)),
            tie=tie,
            cadence_days=None if is_kept else 0,
        )
        book.save(contact)
        if is_kept and chance.random() < 0.8:
            ago = chance.randrange(1, 2 * dict(_BY_TIE)[tie][1])
            _talk(book, contact.id, FIRST - timedelta(days=ago), f"t{number}")
        if is_kept and chance.random() < 0.04:
            _talk(book, contact.id, FIRST - timedelta(days=1300), f"old{number}")
        if chance.random() < min(0.4, 400 / size):
            day = MonthDay(chance.randrange(1, 13), chance.randrange(1, 29))
            book.save(_birthday(f"m{number}", contact.id, day))
    book.keep(1)
    return book


def _birthday(id: str, contact: str, day: MonthDay) -> Milestone:
    ids = (ContactId(contact),)
    return Milestone(id=id, contacts=ids, occasion=Occasion.BIRTHDAY, on=day)


def _talk(book: Book, contact: str, day: date, id: str) -> None:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    book.save(Interaction(id=id, contacts=(ContactId(contact),), on=day, logged_at=at))


def answered(digest: Digest, book: Book, day: date, chance: random.Random) -> Digest:
    """The digest with what the owner did, and the talks that this logs."""
    nudges = []
    for nudge in digest.nudges:
        answer = chance.choices(list(ANSWERS), list(ANSWERS.values()))[0]
        until = None
        if answer is Answer.DONE:
            for contact in nudge.contacts:
                _talk(book, contact, day, f"d{nudge.id}.{contact}")
            if promise := book.get(Promise, nudge.source or ""):
                book.save(structs.replace(promise, done_on=day))
        elif answer is Answer.LATER and nudge.reason is not Reason.OCCASION:
            until = day + timedelta(days=chance.choice([1, 7, 7, 14]))
            for contact in nudge.contacts:
                if found := book.get(Contact, contact):
                    book.save(structs.replace(found, snoozed_until=until))
        nudges.append(structs.replace(nudge, answer=answer, until=until))
    return structs.replace(digest, nudges=tuple(nudges))


def _life(book: Book, day: date, chance: random.Random, ids: Iterator[int]) -> None:
    """People met for the first time, talks that no list proposed, promises made."""
    people = list(book.view(_Kept).ids)
    if chance.random() < NEW_A_WEEK / 7:
        id = f"new{next(ids)}"
        book.save(Contact(id=id, name=f"New{id} Person", added_on=day, cadence_days=0))
        _talk(book, id, day, f"i{next(ids)}")
    if people and chance.random() < TALKS_A_DAY:
        _talk(book, chance.choice(people), day, f"i{next(ids)}")
    if people and chance.random() < PROMISES_A_WEEK / 7:
        book.save(
            Promise(
                id=f"p{next(ids)}",
                contacts=(ContactId(chance.choice(people)),),
                is_mine=True,
                what="the deck",
                made_on=day,
                due=day + timedelta(days=chance.randrange(2, 12)),
            )
        )
    book.keep(book.version + 1)


class _Kept:
    """The ids of those who are kept, as of the beginning."""

    def __init__(self, book: Book) -> None:
        self.ids = [each.contact.id for each in kept(book, FIRST)]

    def replace(self, before: object, after: object) -> None:
        """Nobody joins them in this year."""


def _forget(book: Book, day: date) -> None:
    for digest in book.all(Digest):
        if digest.day < day - KEEP_DIGESTS:
            book.delete(digest)
    book.keep(book.version + 1)


def _people(digest: Digest | None) -> int:
    nudges = digest.nudges if digest else ()
    return sum(nudge.reason is not Reason.OCCASION for nudge in nudges)


def _told(digest: Digest, book: Book, day: date) -> set[tuple[str, date]]:
    """The dates that a digest tells of, on their day or the day before."""
    found = set()
    for nudge in digest.nudges:
        for offset in (0, 1):
            on = day + timedelta(days=offset)
            found |= {(each, on) for each in _dates_of(nudge, book, on)}
    return found


def _dates_of(nudge: Nudge, book: Book, on: date) -> list[str]:
    people = set(nudge.contacts)
    near = occasions(book, on, on)
    return [each.milestone.id for each in near if people & set(each.milestone.contacts)]


def _revived(digest: Digest, book: Book, day: date) -> int:
    dormant = {each.contact.id for each in kept(book, day) if each.is_dormant}
    people = Counter(id for nudge in digest.nudges for id in nudge.contacts)
    return len(dormant & set(people))


if __name__ == "__main__":
    run(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
