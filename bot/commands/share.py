"""Pass an opening or something useful on to whom it suits, or find out who that is."""

import re
from datetime import date

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named, When
from bot.matching import Match, who_would_care
from bot.model.calendar import MonthDay, anniversary, first_day, last_day
from bot.model.document import Contact, ContactId, Interaction, Opportunity, Stage
from bot.nudges.phrases import called
from bot.party import Party, party
from bot.reply import Choice, Line, Reply, Span, choice, line
from bot.wording import day_in_full, listed

EXAMPLE = "share the PyCon call for papers"
MOST = 5
_LEAD = re.compile(r"^(?:share|shared|pass on|opp|about)\b\s*", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:with|to|for|on|on to)$", re.IGNORECASE)


class Share(Struct, frozen=True):
    """What, for whom, until when; a button has it, and the contact who got it."""

    ref: str = ""
    pick: str = ""
    people: tuple[Named, ...] = ()
    status: str | None = None
    org: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    when: When | None = None
    note: str | None = None


@command(
    "share <words> [with <people>]",
    "Pass on an opening or a useful thing",
    also=("opp",),
    answers=("opportunity",),
    examples=("share the PyCon call for papers", "sent Ana the opening at Acme"),
)
def share(ask: Share, turn: Turn) -> Reply:
    """Keep it for somebody, or as passed on; for nobody named, say who would care."""
    if ask.ref:
        return _passed_on(ask, turn)
    what = _what(ask)
    if not what:
        raise Refusal("What would you like to share?", f"For example: {EXAMPLE}")
    if not ask.people:
        return _suggested(_saved(ask, what, Party(()), turn), turn)
    who = party(ask.people, turn, missing="For whom?", example=EXAMPLE)
    saved = _saved(ask, what, who, turn)
    undo = choice("Undo", "undo", turn.change_id)
    if saved.stage is Stage.DONE:
        for contact in who.contacts:
            _log(contact, _given_on(ask, turn), turn)
        said = line("Noted: you passed it on to ", *who.named, f" · {_told(saved, turn)}.")
        return Reply((said, *_new(who)), (undo,))
    said = line("Saved for ", *who.named, f": {_told(saved, turn)}.", *who.said_new)
    if len(who.contacts) > 1:
        return Reply((said, *(_to(contact, saved) for contact in who.contacts)), (undo,))
    return Reply((said,), (*_to(who.contacts[0], saved).choices, undo))


def _new(who: Party) -> tuple[Line, ...]:
    return (line(*who.said_new),) if who.new else ()


def _what(ask: Share) -> str | None:
    """The thing in a few words: as it was said, else the role; None if nothing was."""
    said = _TAIL.sub("", _LEAD.sub("", ask.note or "").strip())
    if said or not (ask.role or ask.org or ask.url):
        return said or None
    return listed(ask.role) or "an opening"


def _saved(ask: Share, what: str, who: Party, turn: Turn) -> Opportunity:
    is_done = ask.status == "done" and bool(who.contacts)
    saved = Opportunity(
        id=turn.new_id(),
        contacts=who.ids,
        stage=Stage.DONE if is_done else Stage.PLANNED,
        told_on=turn.said_on,
        what=what,
        org=listed(ask.org) or None,
        role=listed(ask.role) or None,
        url=ask.url[0] if ask.url else None,
        deadline=_deadline(ask.when, turn.said_on),
        passed_to=who.ids if is_done else (),
    )
    turn.save(saved)
    return saved


def _deadline(said: When | None, today: date) -> date | None:
    if said is None:
        return None
    day = anniversary(said, today) if isinstance(said, MonthDay) else last_day(said)
    return day if day >= today else None


def _given_on(ask: Share, turn: Turn) -> date:
    """The day on which it was passed on: a day that is past, or the one it was said on."""
    if ask.when is None or isinstance(ask.when, MonthDay):
        return turn.said_on
    return min(first_day(ask.when), turn.said_on)


def _told(saved: Opportunity, turn: Turn) -> str:
    org = f" at {saved.org}" if saved.org and saved.org not in saved.what else ""
    details = [
        f"{saved.what}{org}",
        f"by {day_in_full(saved.deadline, turn.said_on)}" if saved.deadline else None,
        saved.url,
    ]
    return " · ".join(detail for detail in details if detail)


def _suggested(saved: Opportunity, turn: Turn) -> Reply:
    """Who would care, each with the evidence; a press logs that they got it."""
    words = " ".join(part for part in (saved.what, saved.role, saved.org) if part)
    found = who_would_care(turn.book, words, turn.today)[:MOST]
    undo = (choice("Undo", "undo", turn.change_id),)
    first = line(f"Saved: {_told(saved, turn)}.")
    if not found:
        return Reply(
            (first, line("Nobody that I know of has named it. Say whom it is for.")), undo
        )
    lines = [_suggestion(each, saved) for each in found]
    return Reply((first, line("Who would care:"), *lines), undo)


def _suggestion(each: Match, saved: Opportunity) -> Line:
    to = _to(each.contact, saved)
    return structs.replace(to, spans=(*to.spans, Span(f" · {'; '.join(each.because[:2])}")))


def _to(contact: Contact, saved: Opportunity) -> Line:
    passed: tuple[Choice, ...] = (choice("Passed on", "share", saved.id, contact.id),)
    return line(Span.person(contact), choices=passed, name=called(contact))


def _passed_on(ask: Share, turn: Turn) -> Reply:
    """By button: one more who got it; the same one again changes nothing."""
    found = turn.book.get(Opportunity, ask.ref)
    contact = turn.book.get(Contact, ask.pick)
    if found is None or contact is None:
        raise Refusal("I don't have that any more, and changed nothing.")
    id = ContactId(contact.id)
    if id in found.passed_to:
        return Reply((line("Noted already: ", Span.person(contact), f" · {found.what}."),))
    people = found.contacts if id in found.contacts else (*found.contacts, id)
    passed_to = (*found.passed_to, id)
    stage = Stage.DONE if set(people) == set(passed_to) else Stage.PLANNED
    turn.save(structs.replace(found, stage=stage, contacts=people, passed_to=passed_to))
    _log(contact, turn.said_on, turn)
    said = line("Noted: you passed it on to ", Span.person(contact), f" · {found.what}.")
    return Reply((said,), (choice("Undo", "undo", turn.change_id),))


def _log(contact: Contact, on: date, turn: Turn) -> None:
    """Whoever passes something on is in touch."""
    turn.save(
        Interaction(
            id=turn.new_id(),
            contacts=(ContactId(contact.id),),
            on=on,
            logged_at=turn.said_at,
            medium="contact",
        )
    )
