"""Keep somebody's birthday, with or without its year."""

from datetime import date

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named, When
from bot.model.calendar import Anchor, Month, MonthDay, anniversary, month_day
from bot.model.document import Contact, ContactId, Milestone, Occasion
from bot.nudges.anchors import birth_anchor
from bot.nudges.occasions import birthday_of
from bot.party import Party, party
from bot.reply import Choice, Line, Reply, choice, line
from bot.speech import names
from bot.wording import month_name, when

EXAMPLE = "birthday Bob 4 March"
OLDEST_YEARS = 120
_LEAP_DAY = MonthDay(2, 29)
_TO_MARCH = "march"


class Birthday(Struct, frozen=True):
    """Whose, and when. A button has the contact, and the day as 03-04 or 1980-03-04."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    when: When | None = None
    when_or: tuple[date, ...] = ()


@command(
    "birthday <person> <day>",
    "Keep someone's birthday",
    also=("bday",),
    answers=("milestone.birthday",),
    examples=("birthday Bob 4 March", "birthday Ana 4 March 1980"),
)
def birthday(ask: Birthday, turn: Turn) -> Reply:
    """Save the day for each of them; the one that was known before is replaced."""
    who = _people(ask, turn)
    people = who.contacts
    if ask.pick == _TO_MARCH:
        return _to_march(people[0], turn)
    said = _picked(ask.pick) or ask.when
    on = birth_anchor(said, turn.said_on) if said is not None else None
    if on is None:
        raise Refusal(
            line("When is ", *names(people), "'s birthday?"), f"For example: {_try(people)}"
        )
    if isinstance(on, date) and turn.said_on.year - on.year > OLDEST_YEARS:
        raise Refusal(f"{on.year} is too long ago for a birthday.", f"For example: {EXAMPLE}")
    lines = [_save(contact, on, who, turn) for contact in people]
    choices = [choice("Undo", "undo", turn.change_id)]
    choices += _or(people[0], on, ask)
    if not isinstance(on, Month) and month_day(on) == _LEAP_DAY:
        lines.append(line("In common years I keep it on 28 February."))
        choices.append(choice("1 March instead", "birthday", people[0].id, _TO_MARCH))
    return Reply(tuple(lines), tuple(choices), edits=bool(ask.pick))


def _people(ask: Birthday, turn: Turn) -> Party:
    if ask.ref:
        if found := turn.book.get(Contact, ask.ref):
            return Party((found,))
        raise Refusal("I don't have them in your book any more.", "Nothing was changed.")
    return party(ask.people, turn, missing="Whose birthday, and when?", example=EXAMPLE)


def _try(people: tuple[Contact, ...]) -> str:
    return f"birthday {people[0].name} 4 March"


def _picked(pick: str) -> date | MonthDay | None:
    """The day that a button carries, if it carries one."""
    parts = pick.split("-")
    if not all(part.isdecimal() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    try:
        return date(*numbers) if len(numbers) == 3 else MonthDay(*numbers)  # noqa: PLR2004
    except (TypeError, ValueError):
        return None


def _save(contact: Contact, on: Anchor | Month, who: Party, turn: Turn) -> Line:
    """Keep it, and say it as it was understood."""
    before = birthday_of(turn.book, contact.id)
    if before and before.contacts == (contact.id,):
        turn.save(structs.replace(before, on=on))
    else:
        turn.save(
            Milestone(
                id=turn.new_id(),
                contacts=(ContactId(contact.id),),
                occasion=Occasion.BIRTHDAY,
                on=on,
            )
        )
    had = f" Before, I had {spelled(before.on)}." if before and before.on != on else ""
    near = _near(contact, on, turn)
    word = "in" if isinstance(on, Month) else "on"
    new = " New in your book." if contact in who.new else ""
    said = f" · birthday {word} {spelled(on)}{near}.{had}{new}"
    return line("Saved: ", *names([contact]), said)


def spelled(on: Anchor | Month) -> str:
    """The day with its month in letters, and its year where that is one of birth."""
    if isinstance(on, Month):
        return month_name(on.month)
    year = f" {on.year}" if isinstance(on, date) else ""
    return f"{on.day} {month_name(on.month)}{year}"


def _near(contact: Contact, on: Anchor | Month, turn: Turn) -> str:
    if isinstance(on, Month):
        return ""
    coming = anniversary(on, turn.said_on, leap_to_march=contact.leap_to_march)
    said = when(coming, turn.said_on)
    return f", {said}" if said in {"today", "tomorrow"} else ""


def _or(contact: Contact, on: Anchor | Month, ask: Birthday) -> list[Choice]:
    """The other day that an ambiguous date could be."""
    offers = []
    for other in ask.when_or[:1]:
        has_year = isinstance(on, date)
        said = spelled(other if has_year else month_day(other))
        pick = str(other) if has_year else f"{other:%m-%d}"
        offers.append(choice(f"It is {said}", "birthday", contact.id, pick))
    return offers


def _to_march(contact: Contact, turn: Turn) -> Reply:
    turn.save(structs.replace(contact, leap_to_march=True))
    said = line("Saved: ", *names([contact]), " · birthday on 1 March in common years.")
    return Reply((said,), (choice("Undo", "undo", turn.change_id),), edits=True)
