"""The end of a pause: about somebody, or at all."""

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.language.reading import Named
from bot.people import several
from bot.reply import Reply, choice, line
from bot.speech import names


class Resume(Struct, frozen=True):
    """Whose pause ends; the owner's own if nobody is named."""

    people: tuple[Named, ...] = ()


@command(
    "resume [<people>]",
    "End a pause, of someone or of everyone",
    also=("unpause",),
    examples=("resume", "resume Bob"),
)
def resume(ask: Resume, turn: Turn) -> Reply:
    """Let mornings, or somebody in them, come again."""
    undo = (choice("Undo", "undo", turn.change_id),)
    if not ask.people:
        turn.save(structs.replace(turn.preferences, paused_until=None, paused_from=None))
        return Reply((line("Set: not paused."),), undo)
    people = several(ask.people, turn, missing="Whom?", example="resume Bob")
    for contact in people:
        turn.save(structs.replace(contact, paused_until=None, snoozed_until=None))
    return Reply((line("Set: ", *names(people), " can come up again."),), undo)
