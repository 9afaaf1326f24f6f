"""Whole groups whom the owner keeps up with, and what to do when there are too many."""

from collections.abc import Sequence

from msgspec import structs

from bot.command import Turn
from bot.errors import Refusal
from bot.model.document import Contact, Keeping, Tie
from bot.nudges.cadences import cadence_of
from bot.nudges.capacity import Capacity, capacity, lengthened
from bot.nudges.phrases import cadence as in_words
from bot.nudges.phrases import in_plural
from bot.nudges.ranking import TIE_WEIGHT
from bot.nudges.standing import Standing, kept
from bot.reply import Line, Reply, choice, line
from bot.speech import names
from bot.wording import counted

EVERYBODY = "everybody"
"""The ref of a button about all who are kept."""
MENTORS = "keep in touch with mentors every month"
EASING = (
    choice("Make them rarer", "cadence", EVERYBODY, "longer"),
    choice("Whom to drop?", "cadence", EVERYBODY, "drop"),
)
_SHOWN = 6


def keep_group(keeping: Keeping, turn: Turn) -> Reply:
    """Keep everybody of a kind or with a tag, those too who come later.

    Raises:
        Refusal: if nobody has the tag, which may be a slip.
    """
    wanted = (keeping.tag or "").casefold()
    tags = {tag.casefold() for each in turn.book.all(Contact) for tag in each.tags}
    if wanted and wanted not in tags:
        raise Refusal(
            f"Nobody is tagged {keeping.tag}.", f"To tag someone: note Sarah #{keeping.tag}"
        )
    before = capacity(turn.book)
    others = [each for each in turn.preferences.keeps if _group(each) != _group(keeping)]
    turn.save(structs.replace(turn.preferences, keeps=(*others, keeping)))
    concerned = [
        each
        for each in turn.book.all(Contact)
        if each.cadence_days is None
        and cadence_of(each, [keeping]) is not None
        and not each.do_not_contact
    ]
    who = in_plural(keeping.tie) if keeping.tie else f"everyone tagged {keeping.tag}"
    often = in_words(keeping.days) if keeping.days else "no reminders to be in touch"
    now = f"{counted(len(concerned), 'person', 'people')} now, and whoever joins them"
    said = line(f"Saved: {who}, {often}: {now}. A cadence of their own comes first.")
    short = if_short(before, turn)
    undo = choice("Undo", "undo", turn.change_id)
    return Reply((said, *short), (undo, *(EASING if short else ())))


def _group(keeping: Keeping) -> tuple[Tie | None, str]:
    return keeping.tie, (keeping.tag or "").casefold()


def if_short(before: Capacity, turn: Turn) -> Sequence[Line]:
    """That there are too few mornings, said when that begins and not again."""
    now = capacity(turn.book)
    if before.is_short or not now.is_short:
        return ()
    room = turn.preferences.max_nudges
    return (
        line(
            f"To keep up with all of them takes {counted(now.a_morning, 'person', 'people')} "
            f"a morning; there is room for {counted(room, 'person', 'people')}. "
            "Some would always be late."
        ),
    )


def everybody(pick: str, turn: Turn) -> Reply:
    """Make every cadence longer, or show whose could go."""
    if pick != "longer":
        return _to_drop(turn)
    if not capacity(turn.book).is_short:
        raise Refusal("There are mornings enough as it is.", "I changed nothing.")
    people, preferences = lengthened(turn.book)
    for contact in people:
        turn.save(contact)
    if preferences != turn.preferences:
        turn.save(preferences)
    said = line("Saved: everyone's cadence is longer, so that all of them fit.")
    return Reply((said,), (choice("Undo", "undo", turn.change_id),), edits=True)


def _to_drop(turn: Turn) -> Reply:
    """Those whom one would miss least, by kind and by how few the talks were."""
    people = sorted(kept(turn.book, turn.today), key=_missed)[:_SHOWN]
    lines = [
        line(
            *names([each.contact]),
            f" · {in_words(each.cadence_days or 0)}",
            choices=(choice("Drop", "cadence", each.contact.id, "0"),),
            name=each.contact.name,
        )
        for each in people
    ]
    return Reply((line("You could let these go:"), *lines))


def _missed(each: Standing) -> tuple[float, int, str]:
    return TIE_WEIGHT[each.contact.tie], each.talks, each.contact.name
