"""Introductions step by step: each side is asked first, then they meet, then it is heard of."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec import structs

from bot.command import Turn
from bot.errors import Refusal
from bot.model.book import Book
from bot.model.document import Contact, ContactId, Introduction, Reminder, Stage
from bot.nudges.phrases import called
from bot.people import contacts
from bot.reply import Choice, Line, Part, Reply, Span, choice, line
from bot.speech import names
from bot.wording import day_in_full, when

FOLLOWED_UP_AFTER = timedelta(days=14)
FOLLOW_UP = "how the introduction went"
OUTCOMES = {"good": "it helped", "none": "nothing came of it"}


def waiting_for(book: Book, ids: Sequence[ContactId]) -> Introduction | None:
    """The introduction of just these people that is not made yet, if there is one."""
    for each in book.all(Introduction):
        if each.stage is not Stage.DONE and set(each.contacts) == set(ids):
            return each
    return None


def made(each: Introduction, turn: Turn, *more: Part) -> Reply:
    """That it is made, with the offer to ask later what came of it."""
    details = [each.about, when(each.made_on or turn.said_on, turn.said_on)]
    said = "".join(f" · {detail}" for detail in details if detail)
    asks = choice("Ask me in two weeks", "intro", each.id, "later")
    return Reply(
        (line("Noted: you introduced ", *people_of(each, turn), f"{said}.", *more),),
        (asks, choice("Undo", "undo", turn.change_id)),
    )


def next_step(each: Introduction, turn: Turn) -> list[Line]:
    """A line for everybody who is to be asked yet; else what to write to all of them."""
    waiting = contacts(turn.book, [id for id in each.contacts if id not in each.agreed])
    closed = [contact for contact in waiting if contact.do_not_contact or contact.passed_away]
    if closed:
        return [line("I write nothing to ", *names(closed), ": you drew that line.")]
    if waiting:
        return [line("Ask first:"), *(_to_ask(each, contact) for contact in waiting)]
    letter = _letter(contacts(turn.book, each.contacts))
    done = choice("Introduced", "intro", each.id, "made")
    return [line("All agree. You could write:"), line(*letter, choices=(done,))]


def _to_ask(each: Introduction, contact: Contact) -> Line:
    place = each.contacts.index(ContactId(contact.id))
    choices = (
        choice("Draft", "intro", each.id, f"ask {place}"),
        choice("Agrees", "intro", each.id, f"yes {place}"),
    )
    return line(Span.person(contact), choices=choices, name=called(contact))


def pressed(each: Introduction, pick: str, turn: Turn) -> Reply:
    """What a button does; the same one again changes nothing."""
    step, _, place = pick.partition(" ")
    if step in {"ask", "yes"}:
        contact = _at(each, place, turn)
        return _draft(each, contact, turn) if step == "ask" else _agrees(each, contact, turn)
    if step == "later":
        return _follow_up(each, turn)
    if step in OUTCOMES:
        return _came_of_it(each, OUTCOMES[step], turn)
    if each.stage is Stage.DONE:
        return Reply((line("That introduction is made: ", *people_of(each, turn), "."),))
    if step == "next":
        return Reply(tuple(next_step(each, turn)))
    turn.save(now := structs.replace(each, stage=Stage.DONE, made_on=turn.said_on))
    return made(now, turn)


def _agrees(each: Introduction, contact: Contact, turn: Turn) -> Reply:
    id = ContactId(contact.id)
    if id in each.agreed:
        return Reply(tuple(next_step(each, turn)))
    turn.save(now := structs.replace(each, agreed=(*each.agreed, id)))
    said = line("Noted: ", Span.person(contact), " agrees.")
    undo = (choice("Undo", "undo", turn.change_id),)
    return Reply((said, *next_step(now, turn)), undo)


def _came_of_it(each: Introduction, outcome: str, turn: Turn) -> Reply:
    turn.save(structs.replace(each, outcome=outcome))
    said = line("Noted: ", *people_of(each, turn), f" · {outcome}.")
    return Reply((said,), (choice("Undo", "undo", turn.change_id),))


def people_of(each: Introduction, turn: Turn) -> list[Part]:
    """The names of those who are brought together."""
    return names(contacts(turn.book, each.contacts))


def _at(each: Introduction, place: str, turn: Turn) -> Contact:
    ids = each.contacts
    id = ids[int(place)] if place.isdecimal() and int(place) < len(ids) else ContactId("")
    contact = turn.book.get(Contact, id)
    if contact is None:
        raise Refusal("I don't have them in your book any more.", "Nothing was changed.")
    return contact


def _draft(each: Introduction, contact: Contact, turn: Turn) -> Reply:
    """What to ask one of them: of the others no more than name and work until they agree."""
    others = [one for one in contacts(turn.book, each.contacts) if one.id != contact.id]
    parts: list[Part] = [f"“Hello {called(contact)}, may I introduce you to "]
    for index, other in enumerate(others):
        parts += [" and "] if index else []
        parts += [Span.person(other), _work(other)]
    parts.append("? I think you would have something to talk about.”")
    return Reply((line("For ", Span.person(contact), ":"), line(*parts)))


def _letter(people: Sequence[Contact]) -> list[Part]:
    parts: list[Part] = ["“"]
    for index, contact in enumerate(people):
        follows = people[(index + 1) % len(people)]
        parts += [f"{called(contact)}, meet ", Span.person(follows), f"{_work(follows)}. "]
    return [*parts, "I'll leave you to it.”"]


def _work(contact: Contact) -> str:
    job = contact.job
    work = " at ".join(part for part in (job.role, job.org) if part) if job else ""
    return f", {work}" if work else ""


def _follow_up(each: Introduction, turn: Turn) -> Reply:
    for known in turn.book.all(Reminder):
        if known.contacts == each.contacts and known.about == FOLLOW_UP and not known.done_on:
            on = day_in_full(known.on, turn.today)
            return Reply((line(f"I'll ask on {on} already."),))
    on_day = turn.today + FOLLOWED_UP_AFTER
    turn.save(Reminder(id=turn.new_id(), contacts=each.contacts, on=on_day, about=FOLLOW_UP))
    return Reply(
        (
            line(
                "I'll ask about ",
                *people_of(each, turn),
                f" on {day_in_full(on_day, turn.today)}.",
            ),
        ),
        (choice("Undo", "undo", turn.change_id),),
    )


def outcomes(each: Introduction) -> tuple[Choice, ...]:
    """What may have come of one."""
    return (
        choice("It helped", "intro", each.id, "good"),
        choice("Nothing came of it", "intro", each.id, "none"),
    )
