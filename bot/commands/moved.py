"""Somebody's work has changed: a new place, a new role, or an end."""

from datetime import date, timedelta

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named, When
from bot.model.calendar import Month, MonthDay, Period, Week, anniversary, first_day, last_day
from bot.model.document import Contact, ContactId, Milestone, Note, Reminder
from bot.moves import (
    Move,
    colleagues,
    ended_days,
    is_known,
    is_same,
    moved_on,
    new_job,
    started,
    tells_of_an_end,
)
from bot.nudges.phrases import called
from bot.party import Party, party
from bot.reply import Choice, Line, Reply, Span, choice, line
from bot.speech import names
from bot.wording import counted, day_in_full, listed, month_name, when

EXAMPLE = "moved Ana to Globex as CTO"
CHECK_INS = (30, 90)
MOST_NAMED = 5
_HALF_A_YEAR = timedelta(days=180)
_HELP = (
    "Hello {name}, I've been thinking of you. Is there anything that would help?",
    "{name}, I'm around if you'd like to talk. What would be of use to you?",
)


class Moved(Struct, frozen=True):
    """Who, where to, as what, where from; a button has a contact and what is wanted."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    org: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    from_org: str | None = None
    when: When | None = None
    note: str | None = None
    words: str | None = None


@command(
    "moved <person> to <org> [as <role>]",
    "Someone's work has changed",
    also=("job",),
    answers=("job_change",),
    examples=("moved Ana to Globex as CTO", "Bob left Initech in May"),
)
def moved(ask: Moved, turn: Turn) -> Reply:
    """Keep the history; offer congratulations for a beginning, and help after an end."""
    if ask.ref:
        return _pressed(ask, turn)
    who = party(ask.people, turn, missing="Who has moved, and where to?", example=EXAMPLE)
    move = Move(
        org=listed(ask.org) or None,
        role=listed(ask.role) or None,
        from_org=ask.from_org,
        on=_period(ask.when, turn.said_on),
    )
    if all(is_known(contact, move) for contact in who.contacts):
        return Reply((line("I have that already: ", *who.named, f" · {_position(move)}."),))
    text = (ask.note or "").removeprefix("'s ").removeprefix("’s ")
    if move.is_ending and not move.from_org and not _is_end(ask):
        return _other(who, text, move, turn)
    reply = _ended(who, move, turn) if move.is_ending else _begun(who, move, turn)
    if not text:
        return reply
    turn.save(Note(id=turn.new_id(), contacts=who.ids, text=text, on=turn.said_on))
    return structs.replace(reply, lines=(*reply.lines, line(f"Kept as a note: {text}.")))


def _is_end(ask: Moved) -> bool:
    """Whether an end is meant where neither a new place nor an old one is named."""
    if ask.note:
        return tells_of_an_end(ask.note)
    return ask.words is None or tells_of_an_end(ask.words)


def _other(who: Party, text: str, move: Move, turn: Turn) -> Reply:
    """What is neither a new place nor an end, kept as it was said: "opened a practice"."""
    if not text:
        raise Refusal(line("Where to, ", *who.named, "?"), f"For example: {EXAMPLE}")
    turn.save(Note(id=turn.new_id(), contacts=who.ids, text=text, on=turn.said_on))
    on = f" · {when(move.on, turn.said_on)}" if move.on else ""
    said = line("Noted: ", *who.named, f" · {text}{on}.", *who.said_new)
    return Reply((said,), (choice("Undo", "undo", turn.change_id),))


def _period(said: When | None, today: date) -> Period | None:
    """When it is; a day without a year is the nearest."""
    if not isinstance(said, MonthDay):
        return said
    coming = anniversary(said, today)
    return coming if coming - today < _HALF_A_YEAR else said.in_year(coming.year - 1)


def _position(move: Move) -> str:
    return " at ".join(part for part in (move.role, move.org) if part)


def _begun(who: Party, move: Move, turn: Turn) -> Reply:
    days: list[Milestone] = []
    start: Milestone | None = None
    before: dict[str, None] = {}
    for contact in who.contacts:
        before |= {job.org: None for job in contact.jobs if job.org and job.until is None}
        _end(contact, move, turn)
        days.append(new_job(contact, move, turn.new_id(), turn.said_on))
        turn.save(days[-1])
        if start := started(turn.book, contact, move, turn.new_id()):
            turn.save(start)
    if move.from_org:
        before = {move.from_org: None}
    left = [firm for firm in before if not is_same(firm, move.org)] if move.org else []
    details = [
        _position(move),
        _since(move.on, turn.said_on) if move.on else None,
        f"before, {listed(left)}" if left else None,
    ]
    said = "".join(f" · {each}" for each in details if each)
    lines = [line("Saved: ", *who.named, f"{said}.", *who.said_new)]
    if start:
        lines.append(line(f"Their work anniversary is {_yearly(start)}."))
    lines += _others(who, [*left, *([move.org] if move.org else [])], turn)
    return Reply(tuple(lines), _offers(who, days, turn))


def _yearly(start: Milestone) -> str:
    """When it comes round: on 3 March, in May."""
    if isinstance(start.on, Month):
        return f"in {month_name(start.on.month)}"
    return f"on {start.on.day} {month_name(start.on.month)}"


def _ended(who: Party, move: Move, turn: Turn) -> Reply:
    held = {job.org: None for each in who.contacts if (job := each.job) and job.org}
    left = [move.from_org] if move.from_org else list(held)
    for contact in who.contacts:
        _end(contact, move, turn)
    is_ahead = move.on is not None and first_day(move.on) > turn.said_on
    verb = ("leave" if len(who.contacts) > 1 else "leaves") if is_ahead else "left"
    on = f" {_on(move.on, turn.said_on)}" if move.on else ""
    lines = [
        line("Noted: ", *who.named, f" {verb} {listed(left) or 'work'}{on}.", *who.said_new),
        line("No congratulations. Would you like to ask what would help?"),
        *_others(who, left, turn),
    ]
    undo = choice("Undo", "undo", turn.change_id)
    if len(who.contacts) > 1 or _is_closed(who.contacts[0]):
        return Reply((lines[0], *lines[2:]), (undo,))
    ref = who.contacts[0].id
    offers = (choice("Draft", "moved", ref, "help"), choice("Not now", "moved", ref, "no"))
    return Reply(tuple(lines), (*offers, undo))


def _end(contact: Contact, move: Move, turn: Turn) -> None:
    """Put the change into the history, and take out the days that end with it."""
    for day in ended_days(turn.book, contact, move, turn.said_on):
        others = tuple(each for each in day.contacts if each != contact.id)
        if others:
            turn.save(structs.replace(day, contacts=others))
        else:
            turn.book.delete(day)
    turn.save(moved_on(contact, move, turn.said_on))


def _on(period: Period, today: date) -> str:
    said = when(period, today)
    if isinstance(period, Month | Week):
        return f"in {said}"
    return said if said in {"today", "yesterday", "tomorrow"} else f"on {said}"


def _since(period: Period, today: date) -> str:
    begins = "from" if last_day(period) >= today else "since"
    return f"{begins} {when(period, today)}"


def _others(who: Party, firms: list[str], turn: Turn) -> list[Line]:
    """Whom else the owner knows at the firms that are spoken of."""
    lines = []
    for firm in firms:
        found = list(colleagues(turn.book, firm, without=who.ids))
        if found:
            more = len(found) - MOST_NAMED
            rest = [f" and {counted(more, 'more person', 'more people')}"] if more > 0 else []
            lines.append(line(f"At {firm} you know ", *names(found[:MOST_NAMED]), *rest, "."))
    return lines


def _is_closed(contact: Contact) -> bool:
    return contact.do_not_contact or contact.passed_away


def _offers(who: Party, days: list[Milestone], turn: Turn) -> tuple[Choice, ...]:
    undo = choice("Undo", "undo", turn.change_id)
    if len(who.contacts) > 1 or _is_closed(who.contacts[0]):
        return (undo,)
    return (
        choice("Draft", "draft", days[0].id),
        choice("Check in at 30 and 90 days", "moved", who.contacts[0].id, "checkins"),
        undo,
    )


def _pressed(ask: Moved, turn: Turn) -> Reply:
    contact = turn.book.get(Contact, ask.ref)
    if contact is None:
        raise Refusal("I don't have them in your book any more.", "Nothing was changed.")
    if ask.pick == "no":
        return Reply((line("All right: nothing for ", Span.person(contact), " now."),))
    if _is_closed(contact):
        raise Refusal(
            line("I write nothing to ", Span.person(contact), "."),
            "You drew that line; it holds.",
        )
    return _check_ins(contact, turn) if ask.pick == "checkins" else _help(contact, ask.pick)


def _help(contact: Contact, pick: str) -> Reply:
    """An opener that asks what would help, and names no reason."""
    count = int(pick.removeprefix("help") or 0)
    opener = _HELP[count % len(_HELP)].format(name=called(contact))
    following = choice("Another", "moved", contact.id, f"help{(count + 1) % len(_HELP)}")
    lines = (line("For ", Span.person(contact), ":"), line(f"“{opener}”"))
    return Reply(lines, (following,), edits=bool(count))


def _check_ins(contact: Contact, turn: Turn) -> Reply:
    """Reminders for a month and for three months after the beginning, once."""
    job = contact.job
    began = first_day(job.since) if job and job.since else turn.today
    about = f"how it goes at {job.org}" if job and job.org else "how the new work goes"
    known = {each.on for each in turn.book.all(Reminder) if contact.id in each.contacts}
    coming = [began + timedelta(days=each) for each in CHECK_INS]
    ahead = [day for day in coming if day > turn.today]
    new = [day for day in ahead if day not in known]
    if not ahead:
        raise Refusal("Both days have been.", "Say another: remind me of … next month")
    if not new:
        return Reply((line("That is set already for ", Span.person(contact), "."),))
    for day in new:
        ids = (ContactId(contact.id),)
        turn.save(Reminder(id=turn.new_id(), contacts=ids, on=day, about=about))
    said = listed([day_in_full(day, turn.today) for day in new])
    return Reply(
        (line("I'll remind you of ", Span.person(contact), f" on {said}."),),
        (choice("Undo", "undo", turn.change_id),),
    )
