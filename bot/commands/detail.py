"""One thing about one person: an address, a birthday, where they work."""

from msgspec import Struct

from bot.command import Turn, command
from bot.language.reading import Named
from bot.model.document import Contact, Job
from bot.nudges.occasions import birthday_of
from bot.people import one
from bot.reply import Part, Reply, Span, line
from bot.wording import listed, when

WORDS = {
    "email": "e-mail address",
    "phone": "phone number",
    "birthday": "birthday",
    "introduced_by": "who introduced you",
    "org": "employer",
    "role": "role",
    "location": "home",
}
HINTS = {
    "email": ("note ", " ana@example.org"),
    "phone": ("note ", " +353 1 555 0100"),
    "birthday": ("birthday ", " 4 March"),
    "org": ("note ", " works at Acme"),
    "role": ("note ", " is CTO"),
    "location": ("note ", " lives in Lisbon"),
}
"""How to tell a field: what to type before the name and after it."""


class Detail(Struct, frozen=True):
    """Whose, and which field."""

    people: tuple[Named, ...] = ()
    field: str | None = None


@command(
    "detail <person>",
    "One thing about one person",
    answers=("query.detail",),
    examples=("what's Ana's email?", "where does Bob work?"),
    in_menu=False,
)
def detail(ask: Detail, turn: Turn) -> Reply:
    """Just what was asked; where it is not known, how to tell it."""
    contact = one(ask.people, turn, missing="About whom?", example="what's Ana's email?")
    field = ask.field or ""
    if known := _values(contact, turn).get(field):
        return Reply((line(Span.person(contact), f": {known}"),))
    thing = WORDS.get(field, "answer to that")
    asked = "who introduced you to " if field == "introduced_by" else f"the {thing} of "
    parts: list[Part] = [f"I don't know {asked}", Span.person(contact), "."]
    if hint := HINTS.get(field):
        parts += [" To tell me: ", hint[0], Span.person(contact), hint[1]]
    return Reply((line(*parts),))


def _values(contact: Contact, turn: Turn) -> dict[str, str | None]:
    """What is known of each field, in words."""
    day = birthday_of(turn.book, contact.id)
    job = contact.job or Job()
    return {
        "email": listed(contact.emails),
        "phone": listed(contact.phones),
        "birthday": when(day.on, turn.today) if day else None,
        "introduced_by": contact.met_through,
        "org": _both(job.org, job.role),
        "role": _both(job.role, job.org),
        "location": contact.location,
    }


def _both(first: str | None, second: str | None) -> str | None:
    """What was asked, with what belongs to it."""
    return " · ".join(part for part in (first, second) if part) if first else None
