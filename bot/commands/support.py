"""Be there in a hard time: the first word asks what would help; check-ins are offered."""

from datetime import timedelta

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named
from bot.model.document import Contact, ContactId, Reminder, Support
from bot.nudges.hardship import hard_times
from bot.party import Party, party
from bot.people import contacts
from bot.reply import Choice, Reply, choice, line
from bot.speech import names
from bot.wording import day_in_full

EXAMPLE = "support Bob: lost his job"
_MEANWHILE = timedelta(days=90)
_OVER = "over"


class Hardship(Struct, frozen=True):
    """Who, and what it is.

    A button has whom it is about, or the hard time with the days until a check-in or "over".
    """

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    words: str = ""


@command(
    "support <people>",
    "Be there for someone in a hard time",
    examples=(EXAMPLE, "support Ana"),
)
def support(ask: Hardship, turn: Turn) -> Reply:
    """Keep it in mind: no cheerful words for three months, and check-ins where wanted."""
    pressed = turn.book.get(Contact, ask.ref)
    if ask.ref and pressed is None:
        return _pressed(ask, turn)
    who = (
        Party((pressed,))
        if pressed
        else party(ask.people[:1], turn, missing="Who has a hard time?", example=EXAMPLE)
    )
    people = who.contacts
    about = ask.words.partition(":")[2].strip() or None
    before = hard_times(turn.book, people[0].id, turn.said_on)
    saved = Support(
        id=before[0].id if before else turn.new_id(),
        contacts=tuple(ContactId(each.id) for each in people),
        on=before[0].on if before else turn.said_on,
        until=turn.said_on + _MEANWHILE,
        about=about or (before[0].about if before else None),
    )
    turn.save(saved)
    said = f" · {saved.about}" if saved.about else ""
    lines = (
        line("Noted: a hard time for ", *who.named, f"{said}.", *who.said_new),
        line(f"Nothing cheerful from me until {day_in_full(saved.until, turn.today)}."),
    )
    return Reply(lines, _offers(saved, turn))


def _offers(saved: Support, turn: Turn) -> tuple[Choice, ...]:
    return (
        choice("Draft", "draft", saved.contacts[0]),
        choice("Check in next week", "support", saved.id, "7"),
        choice("Check in in a month", "support", saved.id, "30"),
        choice("It is over", "support", saved.id, _OVER),
        choice("Undo", "undo", turn.change_id),
    )


def _pressed(ask: Hardship, turn: Turn) -> Reply:
    saved = turn.book.get(Support, ask.ref)
    if saved is None:
        raise Refusal("I don't have that any more, and changed nothing.", f"Say it: {EXAMPLE}")
    people = contacts(turn.book, saved.contacts)
    undo = (choice("Undo", "undo", turn.change_id),)
    if ask.pick == _OVER:
        turn.save(structs.replace(saved, until=turn.today))
        return Reply((line("Noted: that is over for ", *names(people), "."),), undo)
    on = turn.today + timedelta(days=min(int(ask.pick), 366) if ask.pick.isdecimal() else 7)
    for each in turn.book.all(Reminder):
        if each.contacts == saved.contacts and each.on == on and each.done_on is None:
            return Reply((line(f"I'll remind you on {day_in_full(on, turn.today)} already."),))
    about = "ask how things are"
    turn.save(Reminder(id=turn.new_id(), contacts=saved.contacts, on=on, about=about))
    said = (f"Saved: on {day_in_full(on, turn.today)} I'll remind you to ask ", *names(people))
    return Reply((line(*said, " how things are."),), undo)
