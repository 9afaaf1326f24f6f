"""All that passed between the owner and somebody, the latest first."""

from msgspec import Struct

from bot.command import Turn, command
from bot.dealings import dated, in_words
from bot.language.reading import Named, When
from bot.model.calendar import MonthDay, first_day
from bot.people import interactions, one
from bot.profile import about
from bot.reply import Reply, Span, line, quiet
from bot.wording import counted, day_in_short, when

AT_MOST = 20


class History(Struct, frozen=True):
    """With whom, and since when if that is said."""

    people: tuple[Named, ...] = ()
    when: When | None = None


@command(
    "history <person>",
    "All that passed between you and someone",
    answers=("query.history",),
    examples=("history Sarah", "what did I talk about with Bob?"),
)
def history(ask: History, turn: Turn) -> Reply:
    """Talks, attempts, notes, promises, favours and the like, by day."""
    contact = one(ask.people, turn, missing="With whom?", example="history Sarah")
    since = None
    if ask.when is not None and not isinstance(ask.when, MonthDay):
        since = first_day(ask.when)
    entries = [*interactions(turn.book, contact.id), *about(turn.book, contact.id)]
    found = [
        (on, each)
        for each in entries
        if (on := dated(each)) is not None and (since is None or on >= since)
    ]
    found.sort(key=lambda pair: pair[0], reverse=True)
    if not found:
        spoken = f" since {when(ask.when, turn.today)}" if since and ask.when else ""
        return Reply(
            (line("Nothing with ", Span.person(contact), f"{spoken} that I know of."),)
        )
    lines = [line("You and ", Span.person(contact))]
    for on, each in found[:AT_MOST]:
        words = in_words(each, contact, turn.book, turn.today, is_dated=True)
        lines.append(line(quiet(f"{day_in_short(on, turn.today)}  "), *words))
    if len(found) > AT_MOST:
        rest = counted(len(found) - AT_MOST, "older entry", "older entries")
        lines.append(line(quiet(f"and {rest}.")))
    return Reply(tuple(lines))
