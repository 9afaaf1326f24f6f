"""How often the owner would like to be in touch with somebody."""

from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct, structs

from bot import people
from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named
from bot.model.document import Contact, Tie
from bot.nudges.phrases import cadence as in_words
from bot.nudges.standing import standing
from bot.reply import Choice, Line, Part, Reply, choice, line
from bot.speech import names
from bot.wording import counted, day_in_full

OFFERED_DAYS: Mapping[Tie, int] = {
    Tie.INNER_CIRCLE: 14,
    Tie.MENTOR: 30,
    Tie.MENTEE: 30,
    Tie.CLIENT: 30,
    Tie.COLLEAGUE: 60,
    Tie.PEER: 60,
    Tie.FORMER_COLLEAGUE: 90,
    Tie.SERVICE_PROVIDER: 120,
    Tie.FAMILY: 30,
    Tie.FRIEND: 45,
    Tie.CLASSMATE: 120,
    Tie.ACQUAINTANCE: 180,
}
"""How often to be in touch, in days, as it is offered by kind of tie."""
MOST_DAYS = 3 * 365
_FORTNIGHT, _MONTH, _QUARTER = 14, 30, 90


class Cadence(Struct, frozen=True):
    """Who, and every how many days; 0 is never. A button has a contact and the days."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    tags: tuple[str, ...] = ()
    cadence_days: int | None = None


@command(
    "cadence <person> [every <days>]",
    "How often to be in touch with someone",
    also=("every", "keep"),
    answers=("cadence",),
    examples=("cadence Sarah every 3 weeks", "keep in touch with Sarah monthly"),
)
def cadence(ask: Cadence, turn: Turn) -> Reply:
    """Set it, drop it with 0, or say what it is and offer others."""
    days = _days(ask)
    if ask.tags and not ask.people:
        return _tagged(ask.tags, days, turn)
    contacts = _contacts(ask, turn)
    if days is None:
        return Reply(tuple(_as_it_is(each, turn) for each in contacts), _offers(contacts[0]))
    for contact in contacts:
        turn.save(structs.replace(contact, cadence_days=days))
    return Reply(
        (_saved(contacts, days, turn),),
        (choice("Undo", "undo", turn.change_id),),
        edits=bool(ask.ref),
    )


def _days(ask: Cadence) -> int | None:
    days = int(ask.pick) if ask.pick.isdecimal() else ask.cadence_days
    if days is not None and not 0 <= days <= MOST_DAYS:
        raise Refusal(
            "I can keep anything between every day and every three years.",
            "For example: cadence Sarah every 3 weeks",
        )
    return days


def _contacts(ask: Cadence, turn: Turn) -> tuple[Contact, ...]:
    if ask.ref:
        if found := turn.book.get(Contact, ask.ref):
            return (found,)
        raise Refusal("I don't have them in your book any more.", "Nothing was changed.")
    return people.several(
        ask.people,
        turn,
        missing="With whom, and how often?",
        example="cadence Sarah every 3 weeks",
    )


def _saved(contacts: tuple[Contact, ...], days: int, turn: Turn) -> Line:
    if not days:
        return line("Saved: no reminders to be in touch with ", *names(contacts), ".")
    parts: list[Part] = ["Saved: ", *names(contacts), f", {in_words(days)}."]
    if len(contacts) == 1:
        parts.append(f" {_next(contacts[0], days, turn)}")
    return line(*parts)


def _next(contact: Contact, days: int, turn: Turn) -> str:
    """When the next time comes, counted from the last one."""
    now = standing(turn.book, contact, turn.today)
    due = (now.last_on or contact.added_on) + timedelta(days=days)
    if due <= turn.today:
        return "That is due now."
    return f"Next around {day_in_full(due, turn.today)}."


def _as_it_is(contact: Contact, turn: Turn) -> Line:
    if not contact.cadence_days:
        return line("How often would you like to be in touch with ", *names([contact]), "?")
    following = _next(contact, contact.cadence_days, turn)
    return line(*names([contact]), f": {in_words(contact.cadence_days)}. {following}")


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


def _tagged(tags: tuple[str, ...], days: int | None, turn: Turn) -> Reply:
    """Set it for everybody who has one of the tags, and no cadence of their own."""
    tag = tags[0]
    wanted = {each.casefold() for each in tags}
    tagged = [
        each
        for each in turn.book.all(Contact)
        if wanted & {own.casefold() for own in each.tags}
    ]
    if not tagged:
        raise Refusal(f"Nobody is tagged {tag}.", f"To tag someone: note Sarah #{tag}")
    if days is None:
        raise Refusal(f"How often, for those tagged {tag}?", f"For example: cadence #{tag} 45d")
    changed = [each for each in tagged if each.cadence_days is None]
    if not changed:
        raise Refusal(
            f"Everyone tagged {tag} has a cadence of their own.", "I left them alone."
        )
    for contact in changed:
        turn.save(structs.replace(contact, cadence_days=days))
    who = f"{counted(len(changed), 'person', 'people')} tagged {tag}"
    often = in_words(days) if days else "no reminders to be in touch"
    return Reply((line(f"Saved: {who}, {often}."),), (choice("Undo", "undo", turn.change_id),))
