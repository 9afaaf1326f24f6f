"""How many: people, those who are kept, talks, and promises that were kept."""

from msgspec import Struct

from bot.command import Turn, command
from bot.language.reading import When
from bot.model.calendar import MonthDay, Period, first_day, last_day
from bot.model.document import Contact, Interaction, Promise
from bot.nudges.standing import kept
from bot.reply import Reply, line
from bot.wording import counted, when


class Stats(Struct, frozen=True):
    """The period asked about; all of it if none is."""

    when: When | None = None


@command(
    "stats [<period>]",
    "How many people you know and met",
    answers=("query.stats",),
    examples=("how many people do I know?", "how many people did I meet last month?"),
)
def stats(ask: Stats, turn: Turn) -> Reply:
    """Counts of the owner's own doing; none is about a person."""
    if ask.when is None or isinstance(ask.when, MonthDay):
        return _altogether(turn)
    return _within(ask.when, turn)


def _altogether(turn: Turn) -> Reply:
    people = turn.book.count(Contact)
    keeping = sum(1 for _ in kept(turn.book, turn.today))
    lines = [
        line(f"{_capital(counted(people, 'person', 'people'))} in your book."),
        line(f"You keep in touch with {counted(keeping, 'person', 'people')}."),
    ]
    promised = [each for each in turn.book.all(Promise) if each.is_mine]
    if done := sum(1 for each in promised if each.done_on):
        lines.append(line(f"You kept {counted(done, 'promise')}."))
    return Reply(tuple(lines))


def _within(period: Period, turn: Turn) -> Reply:
    first, last = first_day(period), last_day(period)
    talks = [
        each
        for each in turn.book.all(Interaction)
        if first <= first_day(each.on) and last_day(each.on) <= last
    ]
    met = {contact for each in talks for contact in each.contacts}
    new = sum(1 for each in turn.book.all(Contact) if first <= each.added_on <= last)
    said = when(period, turn.today)
    title = f"{_capital(said)}: "
    people = counted(len(met), "person", "people") if met else "nobody"
    added = f", {counted(new, 'new one')}" if new else ""
    return Reply((line(f"{title}in touch with {people}{added}."),))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
