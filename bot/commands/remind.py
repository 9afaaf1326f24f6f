"""Be reminded of something: in the morning list of a day, or at a clock time."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named, When
from bot.model.calendar import MonthDay, anniversary, first_day
from bot.model.document import ContactId, Interaction, Reminder
from bot.people import contacts, several
from bot.reply import Part, Reply, choice, line
from bot.speech import names
from bot.wording import day_in_full, listed


class Remind(Struct, frozen=True):
    """What is to be done, when, and about whom; ``ref`` is the interaction to follow up."""

    people: tuple[Named, ...] = ()
    when: When | None = None
    when_or: tuple[date, ...] = ()
    note: str | None = None
    time: str | None = None
    ref: str = ""
    pick: str = ""


@command(
    "remind <people> [on <day>] [about <words>]",
    "Be reminded of something on a day",
    also=("followup",),
    answers=("remind",),
    examples=(
        "remind me to call Bob on Monday",
        "remind me at 3pm to call Bob",
        "follow up with Sarah in two weeks",
    ),
)
def remind(ask: Remind, turn: Turn) -> Reply:
    """Keep it for the morning list of that day, or for its hour."""
    if ask.ref:
        return _follow_up(ask, turn)
    if not ask.people and not ask.note:
        raise Refusal(
            "Of what shall I remind you?", "For example: remind me to call Bob on Monday"
        )
    on = _day(ask, turn)
    known = [each for each in ask.people if each.contacts or each.near]
    people = (
        several(known, turn, missing="Whom?", example="remind Bob on Monday") if known else ()
    )
    ids = tuple(ContactId(contact.id) for contact in people)
    # Of whom the book does not know, the words remain.
    unknown = [each.name for each in ask.people if each not in known]
    about = ask.note or listed(unknown) or None
    reminder = Reminder(id=turn.new_id(), contacts=ids, on=on, about=about, at=ask.time)
    others = [each for each in ask.when_or if each >= turn.said_on and each != on]
    return _saved(reminder, turn, others)


def _follow_up(ask: Remind, turn: Turn) -> Reply:
    """From the button under something that was just logged."""
    interaction = turn.book.get(Interaction, ask.ref)
    if interaction is None or not ask.pick.isdigit():
        raise Refusal(
            "That entry is gone.", "Say it in words: remind me to write to … on Monday"
        )
    on = turn.today + timedelta(days=min(int(ask.pick), 366))
    for each in turn.book.all(Reminder):
        if each.contacts == interaction.contacts and each.on == on and each.done_on is None:
            return Reply((line(f"I'll remind you on {day_in_full(on, turn.today)} already."),))
    return _saved(Reminder(id=turn.new_id(), contacts=interaction.contacts, on=on), turn)


def _day(ask: Remind, turn: Turn) -> date:
    """The day; of a bare clock time the next one at which it comes."""
    clock = f"{turn.now.astimezone(turn.zone):%H:%M}"
    if ask.when is None and ask.time:
        return turn.said_on + timedelta(days=ask.time <= clock)
    if ask.when is None:
        raise Refusal(
            "When shall I remind you?", "For example: remind me to call Bob on Monday"
        )
    said = ask.when
    on = anniversary(said, turn.said_on) if isinstance(said, MonthDay) else first_day(said)
    if on < turn.said_on:
        raise Refusal(f"{day_in_full(on, turn.said_on)} has been.", "Say a day to come.")
    if on == turn.today and ask.time and ask.time <= clock:
        raise Refusal(f"{ask.time} has been today.", "Say a time to come.")
    return on


def _saved(reminder: Reminder, turn: Turn, others: Sequence[date] = ()) -> Reply:
    """What was kept; ``others`` are the days that its words could have meant as well."""
    turn.save(reminder)
    choices = [choice("Undo", "undo", turn.change_id)]
    for other in others[:1]:
        label = f"It is {day_in_full(other, turn.said_on)}"
        choices.append(choice(label, "redate", reminder.id, str(other)))
    people: list[Part] = names(contacts(turn.book, reminder.contacts))
    about = f"{': ' if people else ''}{reminder.about}" if reminder.about else ""
    return Reply(
        (
            line(
                "Saved: reminder on ",
                day_in_full(reminder.on, turn.today),
                f" at {reminder.at}" if reminder.at else "",
                " · " if people or about else "",
                *people,
                f"{about}.",
            ),
        ),
        tuple(choices),
    )
