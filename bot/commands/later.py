"""The owner would rather be in touch with somebody on a later day."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import structs

from bot.answering import Asking, Meant, answered, meant, told, told_already
from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import When
from bot.model.calendar import MonthDay, add_months, anniversary, first_day, week_of
from bot.model.document import Answer, ContactId, Reason, Reminder
from bot.nudges.digest import Look, compose
from bot.nudges.mornings import PROPOSED, History
from bot.nudges.phrases import cadence as in_words
from bot.nudges.standing import standing
from bot.reply import Choice, Part, Reply, choice, line
from bot.speech import names
from bot.wording import when

_WEEK = timedelta(days=7)
TOO_OFTEN = 3
MOST_DAYS = 3 * 365


class Later(Asking, frozen=True):
    """Whom, by button, number or name; ``pick`` is "tomorrow", "week", "month" or a day."""

    when: When | None = None


@command(
    "later [<person>] [<day>]",
    "Put someone off to another day",
    also=("snooze",),
    answers=("nudge_reply.snooze",),
    examples=("later 1 next week", "later Bob until 4 May"),
)
def later(ask: Later, turn: Turn) -> Reply:
    """Propose nobody before the day; without a day, ask for one."""
    until = _day(ask, turn)
    lines = meant(ask, turn, "later", str(until or ""))
    todo = [each for each in lines if each.is_open or not ask.ref]
    if not todo:
        return told_already("answered", lines[0], ask, turn)
    if until is None:
        return _ask(todo[0], turn, ask)
    put_off = [_put_off(each, until, turn) for each in todo]
    people = [contact for each in todo for contact in each.contacts]
    parts: list[Part] = ["Put off ", *(names(people) or ["the reminder"])]
    offer = _slower(put_off, turn)
    sentence = f" until {when(until, turn.said_on)}.{' ' + offer[0] if offer else ''}"
    reply = told([*parts, sentence], put_off[0], ask, turn)
    return structs.replace(reply, choices=(*reply.choices, *offer[1])) if offer else reply


def _slower(put_off: Sequence[Meant], turn: Turn) -> tuple[str, tuple[Choice, ...]] | None:
    """The offer of a slower cadence to whom was put off for the third time running."""
    history = History(turn.book, turn.today)
    for contact in (contact for each in put_off for contact in each.contacts):
        now = standing(turn.book, contact, turn.today)
        days = now.cadence_days
        laters = history.laters(ContactId(contact.id))
        if not days or laters < TOO_OFTEN or laters % TOO_OFTEN:
            continue
        slower = min(days * 2, MOST_DAYS)
        words = in_words(slower)
        said = f"That is the third time in a row. Would {words} suit better?"
        yes = choice(words.capitalize(), "cadence", contact.id, str(slower))
        return said, (yes, choice("Leave it", "open"))
    return None


def _day(ask: Later, turn: Turn) -> date | None:
    """The day that was picked or said, None if none was.

    Raises:
        Refusal: if it is not after today.
    """
    today = turn.said_on
    if ask.pick:
        return _picked(ask.pick, today)
    if ask.when is None:
        return None
    if isinstance(ask.when, MonthDay):
        return anniversary(ask.when, today + timedelta(days=1))
    if first_day(ask.when) <= today:
        raise Refusal("That day is not ahead of us.", "For example: later Bob next week")
    return first_day(ask.when)


def _picked(pick: str, today: date) -> date | None:
    """The day that a button carries; None if it carries none, or it has gone by since."""
    named = {
        "tomorrow": today + timedelta(days=1),
        "week": week_of(today).first + _WEEK,
        "month": add_months(today.replace(day=1), 1),
    }
    try:
        day = named.get(pick) or date.fromisoformat(pick)
    except ValueError:
        return None
    return day if day > today else None


def _ask(each: Meant, turn: Turn, ask: Later) -> Reply:
    """When it suits better: on the line itself for a press, as a question for words."""
    offers = _offers(each.ref)
    if ask.ref and each.digest and each.nudge:
        look = Look(turn.sender.platform, opened=each.nudge.id, offers=offers)
        reply = compose(each.digest, turn.book, turn.today, look=look)
        return structs.replace(reply, edits=True)
    return Reply(
        (line("When is better for ", *(names(each.contacts) or ["that"]), "?"),), offers
    )


def _offers(ref: str) -> tuple[Choice, ...]:
    return (
        choice("Tomorrow", "later", ref, "tomorrow"),
        choice("Next week", "later", ref, "week"),
        choice("Next month", "later", ref, "month"),
    )


def _put_off(each: Meant, until: date, turn: Turn) -> Meant:
    is_proposal = each.nudge is None or each.nudge.reason in (*PROPOSED, Reason.OCCASION)
    for contact in each.contacts if is_proposal else ():
        turn.save(structs.replace(contact, snoozed_until=until))
    if each.nudge is None or each.nudge.answer is Answer.DONE:
        return each
    if reminder := turn.book.get(Reminder, each.nudge.source or ""):
        turn.save(structs.replace(reminder, on=until))
    nudge = structs.replace(each.nudge, answer=Answer.LATER, until=until)
    return answered(each, turn, nudge)
