"""Why somebody is on the list, or is not: all that speaks for and against, in words."""

from msgspec import Struct

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named
from bot.model.document import Contact, ContactId
from bot.nudges.lists import list_of
from bot.nudges.mornings import History, on_show
from bot.nudges.why import why as reasons
from bot.people import several
from bot.reply import Line, Reply, Span, line


class Why(Struct, frozen=True):
    """Who is asked about, by name or by button."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()


@command(
    "why <person>",
    "Why someone is on the list, or is not",
    answers=("query.why",),
    examples=("why Sarah?",),
)
def why(ask: Why, turn: Turn) -> Reply:
    """Every input of the ranking, for each of them."""
    people = _people(ask, turn)
    return Reply(tuple(_line(each, turn) for each in people))


def _people(ask: Why, turn: Turn) -> tuple[Contact, ...]:
    if ask.ref:
        if found := turn.book.get(Contact, ask.ref):
            return (found,)
        raise Refusal("I don't have them in your book any more.", "Nothing was changed.")
    return several(ask.people, turn, missing="Why whom?", example="why Sarah?")


def _line(contact: Contact, turn: Turn) -> Line:
    digest = list_of(turn.book, turn.today)
    id = ContactId(contact.id)
    is_listed = any(id in nudge.contacts for nudge in on_show(digest))
    said = reasons(turn.book, contact, History(turn.book, turn.today))
    where = "on today's list" if is_listed else "not on today's list"
    return line(Span.person(contact), f" · {where}. {' '.join(said)}")
