"""Those whom an entry is about: known to the book, or new with the entry."""

from collections.abc import Sequence

from msgspec import Struct

from bot.command import Turn
from bot.errors import Refusal
from bot.language.reading import Named
from bot.model.document import Contact, ContactId
from bot.naming import capitalised
from bot.people import contacts, one, which
from bot.reply import Part
from bot.speech import names


class Party(Struct, frozen=True):
    """Each of them once, in the order in which they were named; ``new`` came in just now."""

    contacts: tuple[Contact, ...]
    new: tuple[Contact, ...] = ()

    @property
    def ids(self) -> tuple[ContactId, ...]:
        """Their ids, for a document about them."""
        return tuple(ContactId(each.id) for each in self.contacts)

    @property
    def named(self) -> list[Part]:
        """Their names, to be said."""
        return names(self.contacts)

    @property
    def said_new(self) -> list[Part]:
        """What follows a sentence about them: who of them is new, if anybody is."""
        if not self.new:
            return []
        if len(self.contacts) == 1:
            return [" New in your book."]
        return [" New in your book: ", *names(self.new), "."]


def party(people: Sequence[Named], turn: Turn, *, missing: str, example: str) -> Party:
    """All who are meant; whoever the sentence introduces is added to the book.

    Raises:
        Refusal: if nobody was named, or somebody whom nobody resembles.
        Unclear: if a name fits several contacts, or nearly fits some.
    """
    if not people:
        raise Refusal(missing, f"For example: {example}")
    meant = [_contact(named, turn, missing, example) for named in people]
    found = {contact.id: contact for contact in meant}
    new = [each for each in found.values() if turn.book.get(Contact, each.id) is None]
    for contact in new:
        turn.save(contact)
    return Party(tuple(found.values()), tuple(new))


def _contact(named: Named, turn: Turn, missing: str, example: str) -> Contact:
    if named.contacts or not named.is_new:
        return one((named,), turn, missing=missing, example=example)
    if near := contacts(turn.book, named.near):
        raise which(named, near, turn.book, new=True)
    return newcomer(named, turn)


def newcomer(named: Named, turn: Turn) -> Contact:
    """Somebody whom the sentence introduces, not yet in the book."""
    return Contact(
        id=turn.new_id(),
        name=capitalised(named.name),
        added_on=turn.said_on,
        aka=named.aka,
        handles=(named.handle,) if named.handle else (),
    )
