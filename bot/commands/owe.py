"""What is owed: the owner's promises and thanks, and what others promised them."""

from collections.abc import Sequence

from msgspec import Struct

from bot.command import Turn, command
from bot.language.reading import Named
from bot.model.calendar import first_day
from bot.model.document import ContactId, Favour, Promise
from bot.people import contacts, several
from bot.promises import due_in_words, open_promises
from bot.reply import Line, Part, Reply, choice, line, quiet, strong
from bot.speech import names
from bot.wording import counted, shortened, when

AT_MOST, MOST_KEPT = 20, 3


class Owe(Struct, frozen=True):
    """Which side is asked about, both if neither is said, and with whom."""

    people: tuple[Named, ...] = ()
    direction: str | None = None


@command(
    "owe [<person>]",
    "What you owe, and what you are owed",
    also=("owed", "promises"),
    answers=("query.owed",),
    examples=("what do I owe people?", "what did Bob promise me?"),
)
def owe(ask: Owe, turn: Turn) -> Reply:
    """Promises by their day, then thanks, then what others promised, each to be closed."""
    people = several(ask.people, turn, missing="", example="") if ask.people else ()
    ids = [ContactId(each.id) for each in people]
    waiting = open_promises(turn.book, ids)
    mine = [each for each in waiting if each.is_mine]
    theirs = [each for each in waiting if not each.is_mine]
    lines: list[Line] = []
    if ask.direction != "theirs":
        lines += _section("You promised", [_promise(each, turn) for each in mine])
        lines += _section("Thanks open", [_favour(each, turn) for each in _thanks(ids, turn)])
    if ask.direction != "mine":
        lines += _section("Promised to you", [_promise(each, turn) for each in theirs])
    return Reply(tuple(lines or _nothing(ask, names(people), ids, turn)))


def _section(title: str, lines: list[Line]) -> list[Line]:
    if not lines:
        return []
    more = len(lines) - AT_MOST
    rest = [line(quiet(f"and {counted(more, 'more', 'more')}; ask with a name."))]
    return [line(strong(title)), *lines[:AT_MOST], *(rest if more > 0 else [])]


def _promise(each: Promise, turn: Turn) -> Line:
    people = names(contacts(turn.book, each.contacts))
    who = [" · ", *people] if people else []
    closing = (choice("Kept", "kept", each.id), choice("Drop", "kept", each.id, "drop"))
    return line(
        each.what,
        *who,
        due_in_words(each, turn.today),
        choices=closing,
        name=shortened(each.what),
    )


def _thanks(ids: Sequence[ContactId], turn: Turn) -> list[Favour]:
    found = (each for each in turn.book.all(Favour) if each.is_unthanked)
    wanted = (each for each in found if not ids or set(ids).intersection(each.contacts))
    return sorted(wanted, key=lambda each: first_day(each.on))


def _favour(each: Favour, turn: Turn) -> Line:
    people = names(contacts(turn.book, each.contacts))
    closing = (choice("Thanked", "favour", each.id, "thanked"),)
    return line(
        each.what,
        " · ",
        *people,
        f", {when(each.on, turn.today)}",
        choices=closing,
        name=shortened(each.what),
    )


def _nothing(
    ask: Owe, people: Sequence[Part], ids: Sequence[ContactId], turn: Turn
) -> list[Line]:
    """That nothing is open, with the promises that were kept last."""
    side = {"mine": "You owe nothing", "theirs": "Nothing is owed to you"}
    said = side.get(ask.direction or "", "Nothing is open")
    link = {"mine": " to ", "theirs": " by "}.get(ask.direction or "", " with ")
    first = line(f"{said}{link if people else ''}", *people, ", as far as I know.")
    kept = [
        each
        for each in turn.book.all(Promise)
        if each.done_on
        and set(ids).intersection(each.contacts)
        and each.is_mine is (ask.direction != "theirs")
    ]
    kept.sort(key=lambda each: str(each.done_on), reverse=True)
    return [first, *(_kept(each, turn) for each in kept[:MOST_KEPT])]


def _kept(each: Promise, turn: Turn) -> Line:
    on = when(each.done_on, turn.today) if each.done_on else ""
    return line(quiet(f"Kept {on}: {each.what}"))
