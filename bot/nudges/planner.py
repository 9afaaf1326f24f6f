"""A morning's worth of nudges: whom to reach out to on a day, and for which reason. Pure."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import chain

from bot.model.book import Book
from bot.model.document import ContactId, Digest, Nudge
from bot.nudges.approach import barred_on
from bot.nudges.candidates import Candidate, carried, overdue, put_off
from bot.nudges.dates import dates, is_silent
from bot.nudges.mornings import History, asks_slower
from bot.nudges.newcomers import newcomers
from bot.nudges.owed import owed
from bot.nudges.timeline import Timeline

MOST_DATES = 8


def plan(
    book: Book,
    *,
    day: date,
    previous: Digest | None,
    new_id: Callable[[], str],
    now: datetime,
    late_since: datetime | None = None,
) -> Digest | None:
    """The digest of ``day``; None for a silent morning.

    ``previous`` is the digest before, of which what stayed unanswered is carried once. A late
    one has ``late_since``, and says that the bot was away from then until ``now``.
    """
    if is_silent(book.preferences, day):
        return None
    nudges = propose(book, day=day, previous=previous, new_id=new_id)
    if not nudges:
        return None
    return Digest(
        id=new_id(),
        day=day,
        nudges=nudges,
        late_since=late_since,
        late_until=now if late_since else None,
        asks_slower=asks_slower(book, day),
    )


def propose(
    book: Book, *, day: date, previous: Digest | None, new_id: Callable[[], str]
) -> tuple[Nudge, ...]:
    """The nudges of ``day``: its dates, then at most as many people as the owner wants.

    Nobody appears twice, and at most one of them after years of silence.
    """
    history = History(book, day)
    paused = paused_on(book, day)
    on_top = _taken(dates(book, history), MOST_DATES, paused)
    seen = {contact for each in on_top for contact in each.contacts} | paused
    below = _taken(people(book, history, previous), book.preferences.max_nudges, seen)
    return tuple(
        Nudge(id=new_id(), contacts=each.contacts, reason=each.reason, source=each.source)
        for each in (*on_top, *below)
    )


def people(book: Book, history: History, previous: Digest | None) -> Iterator[Candidate]:
    """Who could be proposed besides the dates, those first who come first.

    Reminders, own promises, thanks open; who was put off until now; new ties; what is carried;
    and the overdue. Who is behind a boundary is none of them.
    """
    return chain(
        owed(book, history),
        put_off(book, history),
        newcomers(book, history),
        carried(book, history, previous),
        overdue(book, history),
    )


def paused_on(book: Book, day: date) -> set[ContactId]:
    """Those about whom the owner wants to hear nothing for a while, or on such a day."""
    paused = book.view(Timeline).paused
    return {ContactId(id) for id, until in paused.items() if day < until} | barred_on(book, day)


def next_best(book: Book, digest: Digest, *, instead_of: str, id: str) -> Nudge | None:
    """Whom to propose in the place of the nudge ``instead_of``; None if nobody is left."""
    history = History(book, digest.day)
    listed = {contact for nudge in digest.nudges for contact in nudge.contacts}
    seen = listed | paused_on(book, digest.day)
    sources = {nudge.source for nudge in digest.nudges if nudge.source}
    candidates = (each for each in people(book, history, None) if each.source not in sources)
    for best in _taken(candidates, 1, seen):
        return Nudge(
            id=id,
            contacts=best.contacts,
            reason=best.reason,
            source=best.source,
            instead_of=instead_of,
        )
    return None


def _taken(
    candidates: Iterator[Candidate], most: int, taken: set[ContactId]
) -> list[Candidate]:
    """The first ``most`` candidates, none of whose contacts is ``taken`` already."""
    seen = set(taken)
    found: list[Candidate] = []
    for each in candidates:
        if len(found) >= most:
            break
        second_dormant = each.is_dormant and any(other.is_dormant for other in found)
        if second_dormant or seen.intersection(each.contacts):
            continue
        seen.update(each.contacts)
        found.append(each)
    return found
