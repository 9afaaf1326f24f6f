"""With whom the owner is losing touch."""

from collections.abc import Sequence

from msgspec import Struct

from bot.command import Turn, command
from bot.model.document import Contact
from bot.nudges.phrases import cadence, called, roughly
from bot.nudges.standing import Standing, kept, standing
from bot.people import latest
from bot.reply import Line, Reply, Span, choice, line, quiet
from bot.wording import counted

AT_MOST = 10


class Drifting(Struct, frozen=True):
    """For how many days of silence; by each one's own cadence if none is said."""

    since_days: int | None = None


@command(
    "drifting",
    "With whom you are losing touch",
    answers=("query.lapsed",),
    examples=("who have I lost touch with?", "who haven't I spoken to for 3 months?"),
)
def drifting(ask: Drifting, turn: Turn) -> Reply:
    """Those half as long again past their cadence; or silent for the days that are asked."""
    if ask.since_days:
        found = _silent(ask.since_days, turn)
        found.sort(key=lambda each: (-each.silent_days, each.contact.name.casefold()))
        nobody = f"Nobody: you were in touch with everyone in {counted(ask.since_days, 'day')}."
    else:
        found = [each for each in kept(turn.book, turn.today) if each.is_open]
        nobody = "Nobody is drifting: everyone you keep has heard from you in time."
        if not found:
            nobody = "You keep nobody yet. To begin: keep in touch with Sarah monthly"
        found = sorted(
            (each for each in found if each.is_drifting),
            key=lambda each: (-each.lateness, each.contact.name.casefold()),
        )
    if not found:
        return Reply((line(nobody),))
    return Reply(tuple(_lines(found, turn)))


def _silent(days: int, turn: Turn) -> list[Standing]:
    """Those who were in touch before, or are kept, and were silent since."""
    people = (standing(turn.book, each, turn.today) for each in turn.book.all(Contact))
    return [
        each
        for each in people
        if each.is_open and each.silent_days >= days and (each.talks or each.cadence_days)
    ]


def _lines(found: Sequence[Standing], turn: Turn) -> list[Line]:
    lines = [_line(each, turn) for each in found[:AT_MOST]]
    if len(found) > AT_MOST:
        rest = counted(len(found) - AT_MOST, "more person", "more people")
        lines.append(line(quiet(f"and {rest}.")))
    return lines


def _line(each: Standing, turn: Turn) -> Line:
    wanted = f"{cadence(each.cadence_days)}; " if each.cadence_days else ""
    talk = latest(turn.book, each.contact.id)
    last = f"last talk {roughly(talk.on, turn.today)}" if talk else "no talk yet"
    return line(
        Span.person(each.contact),
        f" · {wanted}{last}",
        choices=(choice("Draft", "draft", each.contact.id),),
        name=called(each.contact),
    )
