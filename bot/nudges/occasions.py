"""Which milestones fall on which days, counted from their anchors."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from bot.model.book import Book
from bot.model.calendar import Anchor, Month, MonthDay, days, month_day, month_of
from bot.model.document import Contact, ContactId, Document, Milestone, Occasion

_RECURRING = {
    Occasion.BIRTHDAY,
    Occasion.WORK_ANNIVERSARY,
    Occasion.ANNIVERSARY,
    Occasion.WEDDING,
}
_FROM_THE_FIRST_YEAR = _RECURRING - {Occasion.BIRTHDAY}
_LEAP_DAY = MonthDay(2, 29)
_A_YEAR = timedelta(days=366)


class Occurrence(Struct, frozen=True):
    """One return of a milestone: a day, or a month where no more is known.

    ``contacts`` are those to congratulate: the living whom the owner wants to write to.
    ``years`` counts from the anchor, None where its year is not known.
    """

    milestone: Milestone
    contacts: tuple[Contact, ...]
    on: date | Month
    years: int | None = None

    @property
    def first(self) -> date:
        """The day, or the first day of the month."""
        return self.on.first if isinstance(self.on, Month) else self.on


class _Almanac:
    """Milestones by the day of the year, the month of the year, and the day they fall on."""

    def __init__(self, book: Book) -> None:
        self.yearly: dict[MonthDay, dict[str, Milestone]] = {}
        self.monthly: dict[int, dict[str, Milestone]] = {}
        self.once: dict[date, dict[str, Milestone]] = {}
        self.by_contact: dict[ContactId, dict[str, Milestone]] = {}
        for milestone in book.all(Milestone):
            self.replace(None, milestone)

    def replace(self, before: Document | None, after: Document | None) -> None:
        """Follow one change of the book."""
        if isinstance(before, Milestone):
            for shelf in self._shelves(before):
                shelf.pop(before.id, None)
        if isinstance(after, Milestone):
            for shelf in self._shelves(after):
                shelf[after.id] = after

    def _shelves(self, milestone: Milestone) -> Iterator[dict[str, Milestone]]:
        for contact in milestone.contacts:
            yield self.by_contact.setdefault(contact, {})
        if isinstance(milestone.on, Month):
            yield self.monthly.setdefault(milestone.on.month, {})
        elif milestone.occasion in _RECURRING or isinstance(milestone.on, MonthDay):
            yield self.yearly.setdefault(month_day(milestone.on), {})
        else:
            yield self.once.setdefault(milestone.on, {})

    def on_day(self, day: date) -> Iterator[Milestone]:
        """Milestones that may fall on ``day``: those of 29 February on both its neighbours."""
        yearly = MonthDay(day.month, day.day)
        yield from self.once.get(day, {}).values()
        yield from self.yearly.get(yearly, {}).values()
        if yearly in {MonthDay(2, 28), MonthDay(3, 1)}:
            yield from self.yearly.get(_LEAP_DAY, {}).values()


def occasions(book: Book, first: date, last: date) -> tuple[Occurrence, ...]:
    """What there is to congratulate on from ``first`` to ``last``, both included, by day.

    What is known by its month comes once for each month that the days touch, on its first day.
    Nothing that is only expected, and nobody dead or not to be contacted.
    """
    almanac = book.view(_Almanac)
    found: list[Occurrence | None] = []
    for day in days(first, last):
        found += [_on_day(book, milestone, day) for milestone in almanac.on_day(day)]
    month = month_of(first)
    while month.first <= last:
        shelf = almanac.monthly.get(month.month, {})
        found += [_in_month(book, milestone, month) for milestone in shelf.values()]
        month = Month(month.year + month.month // 12, month.month % 12 + 1)
    return tuple(sorted((each for each in found if each), key=_order))


def nearest(book: Book, milestone: Milestone, day: date, within: int = 14) -> Occurrence | None:
    """The occurrence of a milestone that is closest to ``day``, the coming one of two."""
    if isinstance(milestone.on, Month):
        return _nearest_month(book, milestone, milestone.on, day)
    for distance in range(within + 1):
        for offset in (distance, -distance):
            if found := _on_day(book, milestone, day + timedelta(days=offset)):
                return found
    return None


def upcoming(book: Book, milestone: Milestone, day: date) -> Occurrence | None:
    """The first occurrence of a milestone on ``day`` or in the year after it."""
    if isinstance(milestone.on, Month):
        found = _nearest_month(book, milestone, milestone.on, day)
        return found if found and found.first >= day.replace(day=1) else None
    coming = (_on_day(book, milestone, each) for each in days(day, day + _A_YEAR))
    return next((each for each in coming if each), None)


def _nearest_month(
    book: Book, milestone: Milestone, anchor: Month, day: date
) -> Occurrence | None:
    """The coming month of the year before the one that is past."""
    coming = day.year + (anchor.month < day.month)
    years = (coming, coming - 1, anchor.year)
    months = (Month(year, anchor.month) for year in years)
    found = (_in_month(book, milestone, month) for month in months)
    return next((each for each in found if each), None)


def milestones_of(book: Book, contact: ContactId | str) -> tuple[Milestone, ...]:
    """Every milestone of a contact, in the order in which they were told."""
    return tuple(book.view(_Almanac).by_contact.get(ContactId(contact), {}).values())


def birthday_of(book: Book, contact: ContactId | str) -> Milestone | None:
    """A contact's birthday, if it is known."""
    found = milestones_of(book, contact)
    return next((each for each in found if each.occasion is Occasion.BIRTHDAY), None)


def _on_day(book: Book, milestone: Milestone, day: date) -> Occurrence | None:
    contacts = _to_congratulate(book, milestone)
    if not contacts or milestone.expected or isinstance(milestone.on, Month):
        return None
    leap_to_march = any(contact.leap_to_march for contact in contacts)
    anchor: Anchor = milestone.on
    if month_day(anchor).in_year(day.year, leap_to_march=leap_to_march) != day:
        return None
    if isinstance(anchor, MonthDay):
        return Occurrence(milestone, contacts, day)
    years = day.year - anchor.year
    return Occurrence(milestone, contacts, day, years) if _is_due(milestone, years) else None


def _in_month(book: Book, milestone: Milestone, month: Month) -> Occurrence | None:
    contacts = _to_congratulate(book, milestone)
    if not contacts or milestone.expected or not isinstance(milestone.on, Month):
        return None
    years = month.year - milestone.on.year
    if milestone.occasion is Occasion.BIRTHDAY:
        return Occurrence(milestone, contacts, month, years if years > 0 else None)
    return Occurrence(milestone, contacts, month, years) if _is_due(milestone, years) else None


def _is_due(milestone: Milestone, years: int) -> bool:
    """Whether the return ``years`` after the anchor is one: a start is no anniversary of it."""
    if milestone.occasion not in _RECURRING:
        return years == 0
    if milestone.occasion is Occasion.WEDDING:
        return years >= 0
    return years >= (1 if milestone.occasion in _FROM_THE_FIRST_YEAR else 0)


def _to_congratulate(book: Book, milestone: Milestone) -> tuple[Contact, ...]:
    found = (book.get(Contact, id) for id in milestone.contacts)
    return tuple(
        contact
        for contact in found
        if contact and not contact.passed_away and not contact.do_not_contact
    )


def _order(occurrence: Occurrence) -> tuple[date, bool, str, str]:
    month_only = isinstance(occurrence.on, Month)
    name = occurrence.contacts[0].name.casefold()
    return occurrence.first, month_only, name, occurrence.milestone.id
