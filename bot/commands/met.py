"""Log that the owner was in touch with somebody."""

from datetime import date

from msgspec import Struct, structs

from bot.attempts import Unanswered, unanswered
from bot.command import Turn, command
from bot.errors import Refusal
from bot.following import follow_up, promised_to_owner
from bot.language.reading import FollowUp, Named, When
from bot.losses import mourned
from bot.model.calendar import MonthDay, Period, first_day, last_day
from bot.model.document import Attempt, Contact, ContactId, Event, Interaction
from bot.nudges.events import event_on
from bot.party import newcomer
from bot.people import contacts, latest, which
from bot.reply import Choice, Line, Part, Reply, choice, line
from bot.speech import names
from bot.told import Details, in_words, more, told
from bot.wording import day_in_full, listed, medium_name, spelled, when

_FACE_TO_FACE = {"in_person", "ran_into", "coffee", "meal", "drinks"}


class Met(Details, frozen=True):
    """What was said about a time in touch."""

    people: tuple[Named, ...] = ()
    when: When | None = None
    when_or: tuple[date, ...] = ()
    medium: str = "in_person"
    place: str | None = None
    event: str | None = None
    topics: tuple[str, ...] = ()
    note: str | None = None
    introduced_by: str | None = None
    follow_up: FollowUp | None = None


class _Met(Struct, frozen=True):
    """One of the people, as they are now, and when they were last in touch before."""

    contact: Contact
    is_new: bool
    before: Period | None


@command(
    "met <people> [at <place>] [on <day>] [talked about <words>]",
    "Log that you saw someone",
    also=("log", "saw"),
    answers=("met",),
    examples=("met Sarah at the conference", "met Bob and Ana at PyCon yesterday"),
)
def met(ask: Met, turn: Turn) -> Reply:
    """Add whoever is new, keep when and where, and say what was understood."""
    if not ask.people:
        raise Refusal("Whom did you meet?", "For example: met Sarah at the conference")
    on = _day(ask, turn)
    inherited = going_on(ask, on, turn)
    if inherited:
        ask = structs.replace(ask, event=inherited.name)
    people = [_person(named, ask, on, turn) for named in ask.people]
    if tried := unanswered(ask.topics, ask.note):
        return _attempted(tried, ask, people, turn)
    interaction = Interaction(
        id=turn.new_id(),
        contacts=tuple(ContactId(each.contact.id) for each in people),
        on=on,
        logged_at=turn.said_at,
        medium=ask.medium,
        place=ask.place,
        event=ask.event,
        topics=ask.topics,
        note=ask.note,
    )
    turn.save(interaction)
    lines = [
        line(
            "Saved: ",
            *names([each.contact for each in people]),
            _details(ask, on, turn),
            *_history(people, on, turn),
        )
    ]
    choices = _choices(ask, people, interaction, turn)
    if inherited:
        choices.insert(1, choice(f"Not at {inherited.name}", "event", interaction.id, "not"))
    return Reply(*_with_next(lines, choices, ask, people, turn))


def going_on(ask: Met, on: Period, turn: Turn) -> Event | None:
    """The event that the owner was at on that day, where nothing else was said of where."""
    if ask.event or ask.place or ask.medium not in _FACE_TO_FACE or not isinstance(on, date):
        return None
    return event_on(turn.book, on)


def _with_next(
    lines: list[Line], choices: list[Choice], ask: Met, people: list[_Met], turn: Turn
) -> tuple[tuple[Line, ...], tuple[Choice, ...]]:
    """The reply's parts with what the owner means to do next, if that was told."""
    met_now = [each.contact for each in people]
    if theirs := promised_to_owner(ask.note, met_now, turn):
        lines.append(theirs)
    lines += mourned(met_now, ask.note, turn)
    found = follow_up(ask.follow_up or FollowUp(), met_now, turn)
    if found is None:
        return tuple(lines), tuple(choices)
    return (*lines, found[0]), (*found[1], *choices)


def _attempted(tried: Unanswered, ask: Met, people: list[_Met], turn: Turn) -> Reply:
    """No answer: kept as an attempt, which is no time in touch."""
    for each in people:
        if each.is_new:
            turn.save(structs.replace(each.contact, met_on=None, met_at=None))
    on = min(last_day(_day(ask, turn)), turn.said_on)
    note = ", ".join(text for text in (*tried.topics, tried.note) if text)
    attempt = Attempt(
        id=turn.new_id(),
        contacts=tuple(ContactId(each.contact.id) for each in people),
        on=on,
        logged_at=turn.said_at,
        medium=ask.medium,
        note=note or None,
    )
    turn.save(attempt)
    said = [f"{medium_name(ask.medium)} {spelled(on, turn.said_on)}", *([note] if note else [])]
    parts = "".join(f" · {each}" for each in said)
    everybody = names([each.contact for each in people])
    first = line("Noted: no answer from ", *everybody, parts, *_history(people, on, turn))
    undo = [choice("Undo", "undo", turn.change_id)]
    return Reply(*_with_next([first], undo, ask, people, turn))


def _day(ask: Met, turn: Turn) -> Period:
    said = ask.when or turn.said_on
    if isinstance(said, MonthDay):
        this_year = said.in_year(turn.said_on.year)
        return this_year if this_year <= turn.said_on else said.in_year(turn.said_on.year - 1)
    if first_day(said) > turn.said_on:
        raise Refusal(
            f"{day_in_full(first_day(said), turn.said_on)} is still to come.",
            "Say a day that has been, or: remind me …",
        )
    return said


def _person(named: Named, ask: Met, on: Period, turn: Turn) -> _Met:
    """The contact who is meant, new or told more about, saved.

    Where several people were met, only what is true of each goes into their contacts.
    """
    found = contacts(turn.book, named.contacts)
    if len(found) > 1:
        raise which(named, found, turn.book, new=True)
    before = latest(turn.book, found[0].id) if found else None
    contact = found[0] if found else _new(named, ask, on, turn)
    if len(ask.people) == 1:
        contact = told(contact, ask)
    contact = structs.replace(
        contact,
        aka=more(contact.aka, named.aka),
        handles=more(contact.handles, (named.handle,) if named.handle else ()),
        tags=more(contact.tags, ask.tags),
    )
    turn.save(contact)
    return _Met(contact, not found, before.on if before else None)


def _new(named: Named, ask: Met, on: Period, turn: Turn) -> Contact:
    return structs.replace(
        newcomer(named, turn),
        met_on=on,
        met_at=ask.event or ask.place,
        met_through=ask.introduced_by,
    )


def _details(ask: Met, on: Period, turn: Turn) -> str:
    """Everything that was understood, so that a misreading is seen at once."""
    details = [
        f"{medium_name(ask.medium)} {spelled(on, turn.said_on)}",
        ask.event,
        ask.place,
        *in_words(ask),
        f"talked about {listed(ask.topics)}" if ask.topics else None,
        f"through {ask.introduced_by}" if ask.introduced_by else None,
        ask.note,
    ]
    return "".join(f" · {detail}" for detail in details if detail)


def _history(people: list[_Met], on: Period, turn: Turn) -> list[Part]:
    new = [each.contact for each in people if each.is_new]
    if len(people) == 1:
        before = people[0].before
        is_earlier = before and first_day(before) < first_day(on)
        earlier = (
            f". Before that, {when(before, turn.said_on)}." if before and is_earlier else "."
        )
        return [". New in your book." if new else earlier]
    if len(new) == len(people):
        return [". All new in your book."]
    return [". New in your book: ", *names(new), "."] if new else ["."]


def _choices(
    ask: Met, people: list[_Met], interaction: Interaction, turn: Turn
) -> list[Choice]:
    choices = [choice("Undo", "undo", turn.change_id)]
    for other in [each for each in ask.when_or if each <= turn.said_on][:1]:
        label = f"It was {day_in_full(other, turn.said_on)}"
        choices.append(choice(label, "redate", interaction.id, str(other)))
    if ask.follow_up is None:
        choices.append(choice("Follow up in 2 days", "remind", interaction.id, "2"))
    if len(people) == 1 and people[0].contact.cadence_days is None:
        choices.append(choice("Keep in touch…", "cadence", people[0].contact.id))
    return choices
