"""Find people, or show what is known of one."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.folding import fold
from bot.language.reading import Named, When
from bot.model.document import TABLES, AboutContacts, Contact, ContactId
from bot.people import descriptor, interactions, known, latest, one, several
from bot.profile import profile
from bot.reply import Choice, Line, Reply, Span, choice, line
from bot.wording import counted, when

AT_MOST, LONGEST_NAME = 20, 3
MISSING = "Whom are you looking for?"
EXAMPLE = "who works at Acme"


class Who(Struct, frozen=True):
    """Whom is asked about: by name, or by what is known of them."""

    people: tuple[Named, ...] = ()
    query: str = "find"
    when: When | None = None
    words: str | None = None
    note: str | None = None
    org: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    location: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    event: str | tuple[str, ...] = ()
    place: str | tuple[str, ...] = ()
    medium: str | None = None


@command(
    "who <name or words>",
    "Find people, or see what you know of one",
    also=("find", "about", "last", "search"),
    answers=("query",),
    examples=("who Sarah", "who works at Acme?", "when did I last see Bob?"),
    searches="note",
)
def who(ask: Who, turn: Turn) -> Reply:
    """One contact's profile, or a list of those whom the words fit."""
    if len(ask.people) > 1:
        return _list(several(ask.people, turn, missing=MISSING, example=EXAMPLE), turn)
    if ask.people:
        contact = one(ask.people, turn, missing=MISSING, example=EXAMPLE)
        if ask.query == "last_contact":
            return _last(contact, turn)
        return Reply(profile(contact, turn), _choices(contact))
    if not _has_filter(ask):
        raise Refusal(MISSING, f"For example: {EXAMPLE}")
    found = list(_fitting(ask, turn))
    if not found and ask.note and len(ask.note.split()) <= LONGEST_NAME:
        near = known(turn.book).near(ask.note)
        one([Named(ask.note, near=near)], turn, missing=MISSING, example=EXAMPLE)
    return _list(found, turn)


def _last(contact: Contact, turn: Turn) -> Reply:
    last = latest(turn.book, contact.id)
    if last is None:
        return Reply(
            (line("You haven't told me of any time with ", Span.person(contact), "."),)
        )
    where = last.event or last.place
    details = f" · {where}" if where else ""
    return Reply((line(Span.person(contact), f": {when(last.on, turn.today)}{details}."),))


def _choices(contact: Contact) -> tuple[Choice, ...]:
    if contact.do_not_contact or contact.passed_away:
        return ()
    return (choice("Keep in touch…", "cadence", contact.id),)


def _has_filter(ask: Who) -> bool:
    filters = (ask.note, ask.org, ask.role, ask.location, ask.interests, ask.tags)
    return any((*filters, ask.event, ask.place, ask.medium))


def _fitting(ask: Who, turn: Turn) -> Iterator[Contact]:
    """The contacts whom every filter fits, in the order in which they were added."""
    heard = {id for hit in turn.hits for id in _people_of(hit.table, hit.id, turn)}
    contacts: Iterable[Contact] = turn.book.all(Contact)
    if ask.note is not None:
        contacts = [contact for contact in contacts if contact.id in heard]
    for contact in contacts:
        jobs = [each for each in contact.jobs if each.until is None]
        checks = (
            _any(ask.org, [each.org or "" for each in jobs]),
            _any(ask.role, [each.role or "" for each in jobs]),
            _any(ask.location, [contact.location or ""]),
            _any(ask.interests, contact.interests) or contact.id in heard,
            _any(ask.tags, contact.tags),
            _has_met(ask, contact, turn),
        )
        if all(checks):
            yield contact


def _has_met(ask: Who, contact: Contact, turn: Turn) -> bool:
    """Whether one time in touch was where, at what and how it is asked."""
    events, places = _several(ask.event), _several(ask.place)
    if not (events or places or ask.medium):
        return True
    first = [contact.met_at or ""]
    if not ask.medium and _any(events, first) and _any(places, first):
        return True
    return any(
        _any(events, [each.event or "", each.place or ""])
        and _any(places, [each.place or "", each.event or ""])
        and ask.medium in {None, each.medium}
        for each in interactions(turn.book, contact.id)
    )


def _several(said: str | tuple[str, ...]) -> tuple[str, ...]:
    """The language gives one, or several where several were named."""
    return (said,) if isinstance(said, str) else said


def _any(wanted: Sequence[str], known: Sequence[str]) -> bool:
    """Whether one of ``wanted`` is part of something known; one of many counts as many."""
    if not wanted:
        return True
    folded = [fold(each) for each in known]
    forms = [form for each in wanted for form in (fold(each), fold(each).removesuffix("s"))]
    return any(form in one for form in forms if form for one in folded)


def _people_of(table: str, id: str, turn: Turn) -> tuple[ContactId, ...]:
    if table == "contacts":
        return (ContactId(id),)
    found = turn.book.get(TABLES[table], id)
    return found.contacts if isinstance(found, AboutContacts) else ()


def _list(people: Sequence[Contact], turn: Turn) -> Reply:
    if not people:
        raise Refusal("I know nobody like that.", "Try other words, or one: who climbing")
    lines = [_entry(contact, turn) for contact in people[:AT_MOST]]
    if len(people) > AT_MOST:
        rest = counted(len(people) - AT_MOST, "more person", "more people")
        lines.append(line(f"… and {rest}. Say more to narrow it down."))
    return Reply(tuple(lines))


def _entry(contact: Contact, turn: Turn) -> Line:
    more = descriptor(contact, turn.book)
    return line(Span.person(contact), f" · {more}" if more else "")
