"""Call somebody by another name."""

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.folding import name_tokens
from bot.language.reading import Named
from bot.model.document import Contact, ContactId
from bot.people import descriptor, known, one
from bot.reply import Reply, Span, choice, line
from bot.told import more

EXAMPLE = "rename Sara to Sarah Chen"
LONGEST = 200


class Rename(Struct, frozen=True):
    """Who, and the new name."""

    people: tuple[Named, ...] = ()
    new_name: str | None = None


@command(
    "rename <person> to <name>",
    "Call someone by another name",
    answers=("edit.rename",),
    examples=(EXAMPLE,),
)
def rename(ask: Rename, turn: Turn) -> Reply:
    """Give a contact the new name; the old one goes on finding them."""
    contact = one(ask.people, turn, missing="Whom shall I rename?", example=EXAMPLE)
    name = " ".join((ask.new_name or "").split())
    if not name or len(name) > LONGEST:
        raise Refusal(
            line("What is ", Span.person(contact), " to be called?"), f"For example: {EXAMPLE}"
        )
    if name == contact.name:
        raise Refusal(line(Span.person(contact), " is called that already."))
    renamed = structs.replace(contact, name=name, aka=_other_names(contact, name))
    turn.save(renamed)
    lines = [line("Renamed: ", contact.name, " is now ", Span.person(renamed), ".")]
    choices = [choice("Undo", "undo", turn.change_id)]
    for other in _same_name(renamed, turn):
        more_of = descriptor(other, turn.book)
        said = f" ({more_of})" if more_of else ""
        lines.append(line("There is another ", Span.person(other), f" in your book{said}."))
        choices.append(choice("They are the same", "merge", other.id, renamed.id))
        break
    return Reply(tuple(lines), tuple(choices))


def _other_names(contact: Contact, name: str) -> tuple[str, ...]:
    """The other names with the old one, unless the new one has all of its parts."""
    kept = tuple(each for each in contact.aka if each.casefold() != name.casefold())
    if set(name_tokens(contact.name)) <= set(name_tokens(name)):
        return kept
    return more(kept, (contact.name,))


def _same_name(contact: Contact, turn: Turn) -> list[Contact]:
    """Others who have this very name."""
    found = known(turn.book).match(contact.name)
    others = [turn.book.get(Contact, id) for id in found if id != ContactId(contact.id)]
    tokens = name_tokens(contact.name)
    return [each for each in others if each and name_tokens(each.name) == tokens]
