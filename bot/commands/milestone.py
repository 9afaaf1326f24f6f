"""Keep a day that matters in somebody's life."""

from datetime import date, timedelta

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named, When
from bot.model.calendar import Anchor, Month, MonthDay
from bot.model.document import ContactId, Milestone, Occasion
from bot.nudges.anchors import anchor, birth_anchor, counted_years, is_expected, same
from bot.nudges.occasions import Occurrence, nearest, upcoming
from bot.nudges.phrases import occasion as in_words
from bot.party import Party, party
from bot.people import contacts
from bot.reply import Line, Reply, choice, line
from bot.speech import names
from bot.wording import day_in_full, listed, when

_JUST = timedelta(days=14)
EXAMPLE = "milestone Ana five years at Globex on 3 May"


class Day(Struct, frozen=True):
    """Whose day, which kind, and when; a button has a milestone, and the day it was."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    when: When | None = None
    when_or: tuple[date, ...] = ()
    kind: str | None = None
    org: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    note: str | None = None
    words: str | None = None


@command(
    "milestone <person> <words>",
    "Keep a day that matters in someone's life",
    answers=("milestone",),
    examples=("milestone Ana five years at Globex on 3 May", "Ingrid got promoted yesterday"),
)
def milestone(ask: Day, turn: Turn) -> Reply:
    """Save it; what was expected and has happened takes the place of the expectation."""
    if ask.ref:
        return _redated(ask, turn)
    who = party(ask.people, turn, missing="Whose day, and which?", example=EXAMPLE)
    people = who.contacts
    kind = Occasion(ask.kind) if ask.kind in list(Occasion) else Occasion.OTHER
    if ask.when is None and kind.is_yearly:
        raise Refusal(
            line("Which day is that, for ", *names(people), "?"), f"For example: {EXAMPLE}"
        )
    ids = tuple(ContactId(contact.id) for contact in people)
    on = _anchor(kind, ask, turn)
    before = same(turn.book, ids, kind)
    saved = Milestone(
        id=before.id if before else turn.new_id(),
        contacts=before.contacts if before and set(ids) <= set(before.contacts) else ids,
        occasion=kind,
        on=on,
        label=_label(kind, ask),
        expected=is_expected(kind, on, turn.said_on),
    )
    turn.save(saved)
    offers = [choice("Undo", "undo", turn.change_id)]
    for other in ask.when_or[:1]:
        said = day_in_full(other, turn.said_on)
        offers.append(choice(f"It is {said}", "milestone", saved.id, str(other)))
    return Reply(tuple(_said(saved, who, turn)), tuple(offers))


def _anchor(kind: Occasion, ask: Day, turn: Turn) -> Anchor | Month:
    if kind is not Occasion.BIRTHDAY:
        years = counted_years(ask.note) if kind.is_yearly else None
        return anchor(kind, ask.when, turn.said_on, years)
    found = birth_anchor(ask.when, turn.said_on) if ask.when is not None else None
    if found is None:
        raise Refusal("Which day is the birthday?", "For example: birthday Bob 4 March")
    return found


def _label(kind: Occasion, ask: Day) -> str | None:
    org, role = listed(ask.org) or None, listed(ask.role) or None
    match kind:
        case Occasion.NEW_JOB:
            return (
                f"{role} at {org}" if role and org else role or (f"at {org}" if org else None)
            )
        case Occasion.PROMOTION:
            return role
        case Occasion.WORK_ANNIVERSARY | Occasion.GRADUATION:
            return org
        case Occasion.OTHER:
            return ask.note or ask.words
    return None


def _said(saved: Milestone, who: Party, turn: Turn) -> list[Line]:
    """What was understood, with the day spelled; and that an expectation waits."""
    today = turn.said_on
    certain = structs.replace(saved, expected=False)
    found = None
    if not _has_just_been(certain, today):
        found = upcoming(turn.book, certain, today)
    found = found or nearest(turn.book, certain, today)
    occurrence = found or Occurrence(saved, who.contacts, today)
    on = occurrence.on if found else saved.on
    parts = [*who.named, f" · {in_words(occurrence)}, {_day(on, today)}.", *who.said_new]
    if not saved.expected:
        return [line("Saved: ", *parts)]
    waits = line("I'll wait with congratulations until you tell me that it happened.")
    return [line("Saved as expected: ", *parts), waits]


def _has_just_been(saved: Milestone, today: date) -> bool:
    """Whether it is the day itself that was told, and no return of it in a year."""
    on = saved.on
    return not saved.occasion.is_yearly and isinstance(on, date) and today - _JUST < on <= today


def _day(on: Anchor | Month, today: date) -> str:
    if isinstance(on, Month):
        return f"in {when(on, today)}"
    if isinstance(on, MonthDay):
        return when(on, today)
    said = when(on, today)
    full = day_in_full(on, today)
    return said if said == full else f"{said}, {full}"


def _redated(ask: Day, turn: Turn) -> Reply:
    """Another day for a milestone, by a button."""
    found = turn.book.get(Milestone, ask.ref)
    try:
        on = date.fromisoformat(ask.pick)
    except ValueError:
        on = None
    if found is None or on is None:
        raise Refusal(
            "I don't have that day any more, and changed nothing.", f"Say it: {EXAMPLE}"
        )
    is_yearless = isinstance(found.on, MonthDay)
    moved = structs.replace(found, on=MonthDay(on.month, on.day) if is_yearless else on)
    turn.save(moved)
    who = Party(tuple(contacts(turn.book, found.contacts)))
    undo = (choice("Undo", "undo", turn.change_id),)
    return Reply(tuple(_said(moved, who, turn)), undo, edits=True)
