"""The owner's own leaving: goodbyes, private addresses while there is time, first check-ins."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct, structs

from bot.ahead import parted
from bot.command import Turn, command
from bot.errors import Refusal
from bot.model.document import Contact, ContactId, Reminder, Tie
from bot.moves import colleagues
from bot.nudges.standing import is_open
from bot.reply import Choice, Line, Part, Reply, choice, line
from bot.speech import names
from bot.wording import counted, day_in_full

EXAMPLE = "leaving Globex on 30 June"
CHECK_IN_AFTER = timedelta(days=30)
A_DAY = 2
"""How many first check-ins come on one day."""
_ASK_AHEAD = timedelta(days=7)
_MOST = 12
_CHECK_INS = "checkins"
_LEFT = "(?:left|quit|resigned from)"
_COLLEAGUES = {Tie.COLLEAGUE, Tie.ACQUAINTANCE}


class Leaving(Struct, frozen=True):
    """Where from and when, as typed; a button has one of those who stay."""

    ref: str = ""
    pick: str = ""
    words: str = ""


@command(
    "leaving <words>",
    "Your own last day somewhere: goodbyes and first check-ins",
    examples=(EXAMPLE, "I'm leaving Globex on 30 June", "I left Globex"),
    hears=(
        r"i(?:'m| am|'ll be| will be) leaving (?P<words>.+)",
        rf"i(?:'ve| have)? (?:just )?{_LEFT} (?:my job at )?(?P<words>.+)",
    ),
)
def leaving(ask: Leaving, turn: Turn) -> Reply:
    """Before the day a list and reminders; from the day on they are former colleagues."""
    if ask.ref:
        return _check_ins(ask, turn)
    firm, days = parted(ask.words, turn)
    if not firm:
        raise Refusal("Where are you leaving, and when?", f"For example: {EXAMPLE}")
    last = days[1] if days else turn.said_on
    people = [each for each in colleagues(turn.book, firm, without=()) if is_open(each)]
    people.sort(key=lambda each: each.name)
    is_ahead = last > turn.said_on
    lines = _ahead(firm, last, people, turn) if is_ahead else _over(firm, people, turn)
    return Reply(tuple(lines), (*_offers(people), choice("Undo", "undo", turn.change_id)))


def _ahead(firm: str, last: date, people: Sequence[Contact], turn: Turn) -> list[Line]:
    """The goodbye list, who has no private address, and when both are said again."""
    said = [line(f"Noted: you leave {firm} on {day_in_full(last, turn.said_on)}.")]
    if not people:
        said.append(line(f"I know nobody there yet. For example: met Sarah from {firm}"))
    else:
        said.append(line("To say goodbye to: ", *_some(people), "."))
    far = [each for each in people if not _has_private_address(each, firm)]
    if far:
        said.append(line("Ask for a private address while there is time: ", *_some(far), "."))
        ask_on = max(turn.said_on + timedelta(days=1), last - _ASK_AHEAD)
        _remind(ask_on, _abouts(firm)[0], turn)
    _remind(last, _abouts(firm)[1], turn)
    said.append(
        line("I'll remind you on the day" + (", and of the addresses." if far else "."))
    )
    return said


def _abouts(firm: str) -> tuple[str, str]:
    """What the two reminders of a leaving say."""
    return (
        f"private addresses at {firm}, before your last day",
        f"your last day at {firm}: goodbyes; then tell me: I left {firm}",
    )


def _remind(on: date, about: str, turn: Turn) -> None:
    """Once, however often it is told."""
    if all(each.about != about for each in turn.book.all(Reminder) if each.on == on):
        turn.save(Reminder(id=turn.new_id(), contacts=(), on=on, about=about))


def _over(firm: str, people: Sequence[Contact], turn: Turn) -> list[Line]:
    """Colleagues are former ones from now on; a closer tie stays what it is."""
    changed = [each for each in people if each.tie in _COLLEAGUES]
    for contact in changed:
        turn.save(structs.replace(contact, tie=Tie.FORMER_COLLEAGUE))
    for reminder in turn.book.all(Reminder):
        if reminder.about in _abouts(firm) and reminder.done_on is None:
            turn.save(structs.replace(reminder, done_on=turn.said_on))
    said = [line(f"Noted: you left {firm}.")]
    if changed:
        said.append(line("Former colleagues now: ", *_some(changed), "."))
        said.append(line("To keep them: keep in touch with former colleagues every quarter"))
    return said


def _some(people: Sequence[Contact]) -> list[Part]:
    more = len(people) - _MOST
    rest = [f" and {counted(more, 'more person', 'more people')}"] if more > 0 else []
    return [*names(people[:_MOST]), *rest]


def _has_private_address(contact: Contact, firm: str) -> bool:
    """Whether they can be reached once nobody of the firm answers for them."""
    own = "".join(filter(str.isalnum, firm.casefold()))
    emails = [each for each in contact.emails if own not in each.rpartition("@")[2].casefold()]
    return bool(emails or contact.phones or contact.handles or contact.links)


def _offers(people: Sequence[Contact]) -> tuple[Choice, ...]:
    if not people:
        return ()
    return (choice("First check-ins after a month", "leaving", people[0].id, _CHECK_INS),)


def _check_ins(ask: Leaving, turn: Turn) -> Reply:
    """A reminder for each of those who stay, a few a day, from a month after the last day."""
    one = turn.book.get(Contact, ask.ref)
    firm = one.job.org if one and one.job else None
    if firm is None:
        raise Refusal("I don't know who that is about any more.", f"Say it: {EXAMPLE}")
    people = [each for each in colleagues(turn.book, firm, without=()) if is_open(each)]
    people.sort(key=lambda each: each.name)
    about = f"how things are at {firm} without you"
    known = {
        id for each in turn.book.all(Reminder) if each.about == about for id in each.contacts
    }
    new = [each for each in people if each.id not in known]
    first = _last_day(firm, turn) + CHECK_IN_AFTER
    for count, contact in enumerate(new):
        on = first + timedelta(days=count // A_DAY)
        ids = (ContactId(contact.id),)
        turn.save(Reminder(id=turn.new_id(), contacts=ids, on=on, about=about))
    if not new:
        return Reply((line("They are set already."),))
    said = line(
        "I'll remind you of ", *_some(new), f" from {day_in_full(first, turn.today)} on."
    )
    return Reply((said,), (choice("Undo", "undo", turn.change_id),))


def _last_day(firm: str, turn: Turn) -> date:
    """The day that the goodbye reminder is for, or today."""
    about = _abouts(firm)[1]
    days = [each.on for each in turn.book.all(Reminder) if each.about == about]
    return max([turn.today, *days])
