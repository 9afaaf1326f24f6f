"""How and when somebody may be approached, or that they are to be let be."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from msgspec import Struct, structs

from bot.closing import passed_away, said_step_back, says_died, step_back
from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named
from bot.model.document import Boundary, Contact
from bot.nudges.approach import days_barred, days_in_words
from bot.nudges.moments import asked_again
from bot.party import Party, party
from bot.people import contacts
from bot.reply import Line, Reply, Span, choice, line
from bot.speech import names
from bot.wording import listed, shortened

_A_QUARTER = timedelta(days=90)
EXAMPLE = "never text Bob before 10am"
CHANNELS = {
    "call": "calls",
    "text": "texts",
    "email": "e-mail",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "signal": "Signal",
    "slack": "Slack",
    "video": "video calls",
    "voice": "voice notes",
    "in_person": "visits",
}


class Rule(Struct, frozen=True):
    """Whom a rule is about, and what it says; a button has the rule or the contact."""

    ref: str = ""
    pick: str = ""
    action: str | None = None
    people: tuple[Named, ...] = ()
    prefer: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    not_before: str | None = None
    not_after: str | None = None
    note: str | None = None


@command(
    "boundary <person>: <words>",
    "How and when someone may be approached",
    also=("boundaries",),
    answers=("boundary",),
    examples=("never text Bob before 10am", "step back from Bob", "boundaries"),
)
def boundary(ask: Rule, turn: Turn) -> Reply:
    """Keep the rule and say how it was understood; without one, show those that hold."""
    if ask.ref:
        return _pressed(ask, turn)
    if not ask.people and not ask.note:
        return _shown(list(turn.book.all(Contact)), turn)
    who = party(ask.people, turn, missing="About whom?", example=EXAMPLE)
    if ask.action == "lift":
        return _lifted(who.contacts, turn)
    return _kept(ask, who, turn)


def _kept(ask: Rule, who: Party, turn: Turn) -> Reply:
    """What the rule comes to: that somebody died, a step back, a rule, or none at all."""
    if len(who.contacts) == 1 and says_died(ask.note, who.contacts):
        return passed_away(who.contacts[0], ask.note, turn)
    if ask.prefer or ask.avoid or ask.not_before or ask.not_after:
        return _saved(ask, who, turn)
    if back := said_step_back(ask.note, who.contacts, turn):
        return step_back(who.contacts, turn, back.until)
    return _saved(ask, who, turn) if ask.note else _shown(who.contacts, turn)


def _saved(ask: Rule, who: Party, turn: Turn) -> Reply:
    not_on = days_barred(ask.note)
    understood = _understood(ask.prefer, ask.avoid, ask.not_before, ask.not_after, not_on)
    rule = Boundary(
        id=turn.new_id(),
        contacts=who.ids,
        rule=ask.note or listed(understood),
        on=turn.said_on,
        prefer=ask.prefer,
        avoid=ask.avoid,
        not_before=ask.not_before,
        not_after=ask.not_after,
        not_on=not_on,
    )
    turn.save(rule)
    said = line("Saved: ", *who.named, f" · {rule.rule}.", *who.said_new)
    more = [line(f"I understood: {', '.join(understood)}.")] if ask.note and understood else []
    return Reply((said, *more), (choice("Undo", "undo", turn.change_id),))


def _understood(
    prefer: Sequence[str],
    avoid: Sequence[str],
    not_before: str | None,
    not_after: str | None,
    not_on: Sequence[int] = (),
) -> list[str]:
    """What a rule means for the bot, in words."""
    hours = [
        f"before {not_before}" if not_before else "",
        f"after {not_after}" if not_after else "",
        days_in_words(not_on) if not_on else "",
    ]
    hours = [each for each in hours if each]
    shunned = f"no {listed(_named(avoid))}" if avoid else ""
    if avoid and hours and not prefer:
        return [f"{shunned} {' or '.join(hours)}"]
    said = [
        f"rather {listed(_named(prefer))}" if prefer else "",
        shunned,
        *(f"not {each}" for each in hours),
    ]
    return [each for each in said if each]


def _named(channels: Sequence[str]) -> list[str]:
    return [CHANNELS.get(each, each) for each in channels]


def _shown(people: Sequence[Contact], turn: Turn) -> Reply:
    """The rules that hold for some people, each with how to lift it."""
    lines = [*_closed(people), *_rules(people, turn)]
    if not lines:
        whom: Sequence[str | Span] = names(people) if len(people) == 1 else ["anybody"]
        raise Refusal(line("No boundary for ", *whom, "."), f"To set one: {EXAMPLE}")
    return Reply(tuple(lines))


def _closed(people: Sequence[Contact]) -> Iterator[Line]:
    for contact in people:
        if contact.passed_away:
            mend = choice("That was a mistake", "boundary", contact.id, "lift")
            yield line(
                Span.person(contact), " · has passed away", choices=(mend,), name=contact.name
            )
        elif contact.do_not_contact:
            lift = choice("Lift it", "boundary", contact.id, "lift")
            yield line(
                Span.person(contact), " · you stepped back", choices=(lift,), name=contact.name
            )


def _rules(people: Sequence[Contact], turn: Turn) -> Iterator[Line]:
    ids = {contact.id for contact in people}
    for rule in turn.book.all(Boundary):
        if ids.intersection(rule.contacts):
            who = names(contacts(turn.book, rule.contacts))
            drop = choice("Drop it", "boundary", rule.id, "drop")
            yield line(*who, f" · {rule.rule}", choices=(drop,), name=shortened(rule.rule))


def _pressed(ask: Rule, turn: Turn) -> Reply:
    """Lift what a button is about; pressed again it changes nothing."""
    undo = (choice("Undo", "undo", turn.change_id),)
    if rule := turn.book.get(Boundary, ask.ref):
        turn.book.delete(rule)
        who = names(contacts(turn.book, rule.contacts))
        return Reply((line("Dropped: ", *who, f" · {rule.rule}."),), undo)
    contact = turn.book.get(Contact, ask.ref)
    if contact is None:
        raise Refusal("That rule is gone already.")
    if ask.pick == "show":
        return structs.replace(asked_again(contact), edits=True)
    if ask.pick == "wait":
        return structs.replace(step_back((contact,), turn, turn.today + _A_QUARTER), edits=True)
    if ask.pick == "leave":
        turn.save(structs.replace(contact, ask_again_on=None))
        return Reply((line("It stays so for ", Span.person(contact), "."),), undo, edits=True)
    return _lifted((contact,), turn)


def _lifted(people: Sequence[Contact], turn: Turn) -> Reply:
    closed = [each for each in people if each.do_not_contact or each.passed_away]
    if not closed:
        return Reply((line("Nothing is set against ", *names(people), "."),))
    for contact in closed:
        turn.save(
            structs.replace(contact, do_not_contact=False, passed_away=False, ask_again_on=None)
        )
    said = line("Lifted: ", *names(closed), " may come up again.")
    return Reply((said,), (choice("Undo", "undo", turn.change_id),))
