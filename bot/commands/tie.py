"""What somebody is to the owner: a mentor, a client, a friend."""

from collections.abc import Sequence

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named
from bot.model.document import Contact, Note, Tie
from bot.naming import without_names
from bot.nudges.cadences import OFFERED_DAYS, cadence_of
from bot.nudges.phrases import cadence
from bot.party import Party, party
from bot.reply import Choice, Reply, Span, choice, line
from bot.ties import CLAIMS, Told, told_tie

EXAMPLE = "tie Ana mentor"
_OFFERED = (Tie.MENTOR, Tie.CLIENT, Tie.COLLEAGUE, Tie.FRIEND, Tie.FAMILY)


class Bond(Struct, frozen=True):
    """Who, and what they are; a button has the contact and the kind."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    kind: str | None = None
    words: str = ""


@command(
    "tie <people> [as <kind>]",
    "What someone is to you: mentor, client, friend",
    also=("kind",),
    examples=(EXAMPLE, "Ana is my mentor", "Bob used to be my colleague"),
    claims=CLAIMS,
)
def tie(ask: Bond, turn: Turn) -> Reply:
    """Keep the kind of tie, by which cadence, drafts and the order of a morning go."""
    who = _who(ask, turn)
    told = told_tie(ask.pick or ask.kind or without_names(ask.words, who.contacts))
    if told is None:
        return _asked(who.contacts, ask, turn)
    for contact in who.contacts:
        turn.save(structs.replace(contact, tie=told.tie))
    said = line("Saved: ", *who.named, f" · {_in_words(told)}.", *who.said_new)
    if told.exactly:
        turn.save(Note(id=turn.new_id(), contacts=who.ids, text=told.exactly, on=turn.said_on))
    offers = [choice("Undo", "undo", turn.change_id), *_rhythm(who.contacts, told.tie, turn)]
    return Reply((said,), tuple(offers), edits=bool(ask.pick))


def _who(ask: Bond, turn: Turn) -> Party:
    if not ask.ref:
        return party(ask.people, turn, missing="Who, and what to you?", example=EXAMPLE)
    if found := turn.book.get(Contact, ask.ref):
        return Party((found,))
    raise Refusal("I don't have them in your book any more.", "Nothing was changed.")


def _in_words(told: Told) -> str:
    return f"{told.tie.value}, {told.exactly}" if told.exactly else told.tie.value


def _asked(people: Sequence[Contact], ask: Bond, turn: Turn) -> Reply:
    """What somebody is now, with the kinds that are most told."""
    if len(people) > 1 or turn.book.get(Contact, people[0].id) is None:
        raise Refusal("What are they to you?", f"For example: {EXAMPLE}")
    contact = people[0]
    unread = without_names(ask.kind or ask.words, people).strip(" :.!?")
    if unread:
        kinds = ", ".join(each.value for each in Tie)
        raise Refusal(f"I know no tie called {unread}.", f"I know: {kinds}.")
    article = "an" if contact.tie.value[0] in "aeiou" else "a"
    said = line(Span.person(contact), f" is {article} {contact.tie.value} to you.")
    offers = tuple(
        choice(each.value.capitalize(), "tie", contact.id, each.value)
        for each in _OFFERED
        if each is not contact.tie
    )
    return Reply((said,), offers)


def _rhythm(people: Sequence[Contact], tie: Tie, turn: Turn) -> list[Choice]:
    """The cadence that goes with the kind, where there is none yet."""
    if len(people) != 1 or tie is Tie.ACQUAINTANCE:
        return []
    contact = structs.replace(people[0], tie=tie)
    if contact.do_not_contact or cadence_of(contact, turn.preferences.keeps) is not None:
        return []
    days = OFFERED_DAYS[tie]
    return [choice(f"Keep in touch {cadence(days)}", "cadence", contact.id, str(days))]
