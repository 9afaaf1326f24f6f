"""How often the owner would like to be in touch with somebody, or with a kind of people."""

from datetime import timedelta

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.keeping import EASING, EVERYBODY, MENTORS, everybody, if_short, keep_group
from bot.language.reading import Named
from bot.model.document import Contact, Keeping
from bot.nudges.cadences import OFFERED_DAYS
from bot.nudges.capacity import capacity
from bot.nudges.phrases import cadence as in_words
from bot.nudges.phrases import in_plural, tie_named
from bot.nudges.standing import standing
from bot.party import Party, party
from bot.people import several
from bot.reply import Choice, Line, Part, Reply, choice, line
from bot.speech import names
from bot.wording import day_in_full

MOST_DAYS = 3 * 365
_FORTNIGHT, _MONTH, _QUARTER = 14, 30, 90


class Cadence(Struct, frozen=True):
    """Who, by name, tag or kind, and every how many days; 0 is never.

    A button has a contact and the days; or ``EVERYBODY`` and what to do about all of them.
    """

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    tags: tuple[str, ...] = ()
    cadence_days: int | None = None
    kind: str | None = None
    words: str = ""


@command(
    "cadence <person> [every <days>]",
    "How often to be in touch with someone",
    also=("every", "keep"),
    answers=("cadence",),
    examples=("cadence Sarah every 3 weeks", "keep in touch with mentors monthly"),
)
def cadence(ask: Cadence, turn: Turn) -> Reply:
    """Set it, drop it with 0, or say what it is and offer others."""
    if ask.ref == EVERYBODY:
        return everybody(ask.pick, turn)
    days = _days(ask)
    if not ask.people and not ask.ref and (keeping := _group(ask, days)):
        return keep_group(keeping, turn)
    who = _contacts(ask, days, turn)
    contacts = who.contacts
    if days is None:
        return Reply(tuple(_as_it_is(each, turn) for each in contacts), _offers(contacts[0]))
    before = capacity(turn.book)
    for contact in contacts:
        turn.save(structs.replace(contact, cadence_days=days))
    undo = choice("Undo", "undo", turn.change_id)
    lines = [_saved(who, days, turn), *if_short(before, turn)]
    offers = EASING if len(lines) > 1 else ()
    return Reply(tuple(lines), (undo, *offers), edits=bool(ask.ref))


def _group(ask: Cadence, days: int | None) -> Keeping | None:
    """The tag or the kind of tie that is meant, if one is.

    Raises:
        Refusal: if no days are said for it.
    """
    tag = ask.tags[0] if ask.tags else None
    tie = None if tag else tie_named(ask.kind or ask.words)
    if tag is None and tie is None:
        return None
    if days is None:
        example = f"keep in touch with #{tag} every 6 weeks" if tag else MENTORS
        raise Refusal(
            f"How often, with {in_plural(tie) if tie else tag}?", f"For example: {example}"
        )
    return Keeping(days, tie, tag)


def _days(ask: Cadence) -> int | None:
    days = int(ask.pick) if ask.pick.isdecimal() else ask.cadence_days
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise Refusal(
            "I can keep anything between every day and every three years.",
            "For example: cadence Sarah every 3 weeks",
        )
    return days


def _contacts(ask: Cadence, days: int | None, turn: Turn) -> Party:
    """Whom it is about; with a cadence that may be somebody new."""
    if ask.ref:
        if found := turn.book.get(Contact, ask.ref):
            return Party((found,))
        raise Refusal("I don't have them in your book any more.", "Nothing was changed.")
    missing, example = "With whom, and how often?", "cadence Sarah every 3 weeks"
    if days:
        return party(ask.people, turn, missing=missing, example=example)
    return Party(several(ask.people, turn, missing=missing, example=example))


def _saved(who: Party, days: int, turn: Turn) -> Line:
    if not days:
        return line("Saved: no reminders to be in touch with ", *who.named, ".")
    parts: list[Part] = ["Saved: ", *who.named, f", {in_words(days)}."]
    if len(who.contacts) == 1:
        parts.append(f" {_next(who.contacts[0], days, turn)}")
    return line(*parts, *who.said_new)


def _next(contact: Contact, days: int, turn: Turn) -> str:
    """When the next time comes, counted from the last one."""
    now = standing(turn.book, turn.book.get(Contact, contact.id) or contact, turn.today)
    due = now.since + timedelta(days=now.due_days or days)
    if due <= turn.today:
        return "That is due now."
    return f"Next around {day_in_full(due, turn.today)}."


def _as_it_is(contact: Contact, turn: Turn) -> Line:
    days = standing(turn.book, contact, turn.today).cadence_days
    if not days:
        return line("How often would you like to be in touch with ", *names([contact]), "?")
    following = _next(contact, days, turn)
    return line(*names([contact]), f": {in_words(days)}. {following}")


def _offers(contact: Contact) -> tuple[Choice, ...]:
    by_tie = OFFERED_DAYS[contact.tie]
    offered = {
        _FORTNIGHT: "Every two weeks",
        _MONTH: "Every month",
        _QUARTER: "Every quarter",
    }
    if by_tie not in offered:
        article = "an" if contact.tie.value[0] in "aeiou" else "a"
        said = in_words(by_tie).capitalize()
        offered[by_tie] = f"{said}, as for {article} {contact.tie.value}"
    choices = [
        choice(label, "cadence", contact.id, str(days))
        for days, label in offered.items()
        if days != contact.cadence_days
    ]
    if contact.cadence_days:
        choices.append(choice("Drop it", "cadence", contact.id, "0"))
    return tuple(choices)
