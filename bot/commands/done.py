"""The owner was in touch with somebody whom the list proposed."""

from datetime import date

from msgspec import structs

from bot.answering import Asking, Meant, Told, answered, meant, told, told_already
from bot.command import Turn, command
from bot.errors import Refusal
from bot.heard import heard, is_all, keep
from bot.language.reading import When
from bot.model.calendar import MonthDay, Period, first_day
from bot.model.document import Answer, ContactId, Favour, Interaction, Promise, Reminder
from bot.nudges.timeline import talked_since
from bot.reply import Reply
from bot.speech import names
from bot.wording import day_in_full, when


class Done(Asking, frozen=True):
    """Whom, by button, number or name; ``when`` it was, today if nothing is said.

    ``note`` is what else was said: "called her, she's moving to Berlin, promised the deck".
    """

    when: When | None = None
    medium: str | None = None
    note: str | None = None


@command(
    "done [<person>]",
    "Log that you were in touch",
    answers=("nudge_reply.done",),
    examples=("done 2", "done Sarah", "called her, promised the deck by Friday"),
)
def done(ask: Done, turn: Turn) -> Reply:
    """Log the contact and what was told, and take the line off the list.

    A second press changes nothing.
    """
    on = _day(ask, turn)
    news = heard(ask.note)
    tells = Told.OF_ALL if is_all(ask.note) else Told.MORE if news.tells_more else Told.THAT
    lines = meant(ask, turn, "done", tells=tells)
    todo = [each for each in lines if not _is_done(each)]
    if not todo:
        return told_already("done", lines[0], ask, turn)
    marked = [
        _mark(each, on, structs.replace(ask, medium=ask.medium or news.medium), turn)
        for each in todo
    ]
    people = [contact for each in todo for contact in each.contacts]
    if not people:
        return told(["Noted: that is done."], marked[-1], ask, turn)
    parts = ["Noted: in touch with ", *names(people), f" {when(on, turn.said_on)}."]
    kept = [f" {each}" for each in (*keep(news, people, turn), *_closed(todo, turn))]
    return told([*parts, *kept], marked[-1], ask, turn)


def _closed(todo: list[Meant], turn: Turn) -> list[str]:
    """What the lines were about, if it is kept by that: a promise, or thanks."""
    said = []
    for each in todo:
        source = (each.nudge and each.nudge.source) or ""
        if (promise := turn.book.get(Promise, source)) and promise.is_open:
            turn.save(structs.replace(promise, done_on=turn.said_on))
            said.append(f"Kept: {promise.what}.")
        if (favour := turn.book.get(Favour, source)) and favour.is_unthanked:
            turn.save(structs.replace(favour, thanked_on=turn.said_on))
            said.append(f"Thanked for: {favour.what}.")
    return said


def _is_done(each: Meant) -> bool:
    return each.nudge is not None and each.nudge.answer is Answer.DONE


def _day(ask: Done, turn: Turn) -> Period:
    said_on: date = turn.said_on
    on = ask.when or said_on
    if isinstance(on, MonthDay):
        this_year = on.in_year(said_on.year)
        return this_year if this_year <= said_on else on.in_year(said_on.year - 1)
    if first_day(on) > said_on:
        raise Refusal(
            f"{day_in_full(first_day(on), said_on)} is still to come.", "Say done once it is."
        )
    return on


def _mark(each: Meant, on: Period, ask: Done, turn: Turn) -> Meant:
    """Log the talk, and take what is meant off every list that it is on."""
    ids = tuple(ContactId(contact.id) for contact in each.contacts)
    if ids and not _is_told(ids, ask, turn):
        talk = Interaction(
            id=turn.new_id(),
            contacts=ids,
            on=on,
            logged_at=turn.said_at,
            medium=ask.medium or "contact",
        )
        turn.save(talk)
    for contact in each.contacts:
        if contact.snoozed_until:
            turn.save(structs.replace(contact, snoozed_until=None))
    if each.nudge is None:
        return each
    if reminder := turn.book.get(Reminder, each.nudge.source or ""):
        turn.save(structs.replace(reminder, done_on=turn.said_on))
    return answered(each, turn, structs.replace(each.nudge, answer=Answer.DONE, until=None))


def _is_told(ids: tuple[ContactId, ...], ask: Done, turn: Turn) -> bool:
    """Whether a button is pressed for what was told in words on the same day."""
    return bool(ask.ref) and all(talked_since(turn.book, (id,), turn.said_on) for id in ids)
