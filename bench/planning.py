"""What a morning costs: planning and composing it, and the indexes that it reads.

The books are made up from a fixed seed: three talks a contact, a third of them kept, four in
ten with a birthday. Ten unanswered mornings lie behind each.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count, cycle, islice
from statistics import median

from bench.table import show
from bot.model.book import Book
from bot.model.calendar import MonthDay
from bot.model.document import (
    Contact,
    ContactId,
    Digest,
    Interaction,
    Milestone,
    Occasion,
    OwnerId,
    Tie,
)
from bot.nudges.digest import compose
from bot.nudges.occasions import occasions
from bot.nudges.planner import plan

TODAY = date(2026, 3, 18)
NOW = datetime(2026, 3, 18, 8, 30, tzinfo=UTC)
MORNINGS = 10
SIZES = (20, 150, 1_000, 10_000)
OWNERS, CONTACTS_EACH = 1_000, 200
TIMES = 20


def run() -> None:
    """Print the tables."""
    steps = ("contacts", "first, with indexes", "plan", "compose", "dates of a week")
    show("A morning, in milliseconds of CPU", steps, [row(size) for size in SIZES])
    each = (f"{CONTACTS_EACH} contacts each", owners_a_second())
    show("Many owners on one core", ("", "mornings a second"), [each])


def row(size: int) -> tuple[str | float, ...]:
    """What one book costs, in milliseconds."""
    book = filled(size, seed=size)
    first = once(partial(morning, book))
    digest = morning(book)
    again = middle(partial(morning, book))
    said = middle(partial(compose, digest, book, TODAY)) if digest else 0.0
    week = middle(partial(occasions, book, TODAY, TODAY + timedelta(days=6)))
    return f"{size:,}", first, again, said, week


def owners_a_second() -> float:
    """Mornings planned and composed on one core, the indexes being built."""
    books = [filled(CONTACTS_EACH, seed=seed) for seed in range(50)]
    for book in books:
        morning(book)
    began = time.process_time()
    for book in islice(cycle(books), OWNERS):
        if digest := morning(book):
            compose(digest, book, TODAY)
    return OWNERS / (time.process_time() - began)


def filled(size: int, seed: int) -> Book:
    """A book with some unanswered mornings behind it."""
    chance = random.Random(seed)
    book = Book(OwnerId(f"owner{seed}"))
    for number in range(size):
        contact = Contact(
            id=f"c{number}",
            name=f"Given{number} Family{number}",
            added_on=TODAY - timedelta(days=chance.randrange(1, 900)),
            tie=chance.choice(list(Tie)),
            cadence_days=chance.choice([14, 30, 60, 90]) if chance.random() < 1 / 3 else None,
        )
        book.load(contact, 1)
        for talk in range(3):
            on = TODAY - timedelta(days=chance.randrange(1, 700))
            about = Interaction(
                id=f"i{number}.{talk}",
                contacts=(ContactId(contact.id),),
                on=on,
                logged_at=NOW,
                topics=("Rust",),
            )
            book.load(about, 1)
        if chance.random() < 0.4:
            day = MonthDay(chance.randrange(1, 13), chance.randrange(1, 29))
            milestone = Milestone(
                id=f"m{number}",
                contacts=(ContactId(contact.id),),
                occasion=Occasion.BIRTHDAY,
                on=day,
            )
            book.load(milestone, 1)
    for offset in range(MORNINGS, 0, -1):
        digest = morning(book, TODAY - timedelta(days=offset))
        if digest:
            book.load(digest, 1)
    return fresh(book)


def fresh(book: Book) -> Book:
    """The same documents in a book that has built no index yet."""
    copy = Book(book.owner)
    for kind in (Contact, Interaction, Milestone, Digest):
        for document in book.all(kind):
            copy.load(document, 1)
    return copy


def morning(book: Book, day: date = TODAY) -> Digest | None:
    """The digest of ``day``."""
    ids = count(1)
    before = [each for each in book.all(Digest) if each.day < day]
    return plan(
        book,
        day=day,
        previous=max(before, key=lambda each: each.day, default=None),
        new_id=lambda: f"{day}.{next(ids)}",
        now=NOW,
    )


def once(work: Callable[[], object]) -> float:
    """Milliseconds of CPU of a first time."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def middle(work: Callable[[], object]) -> float:
    """The median milliseconds of some times."""
    return median(once(work) for _ in range(TIMES))
