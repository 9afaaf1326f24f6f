"""Somebody who is named in a sentence."""

from msgspec import Struct

from bot.model.document import ContactId


class Mention(Struct, frozen=True, gc=False):
    """Somebody named in the tokens from ``start`` to ``end``; titles are in, ``name`` has none.

    ``beside`` are the tokens that tell another name, where they are not next to this one.

    ``is_owner_of`` is whether what follows is theirs ("Bob's"); ``negated`` whether the
    sentence says that it is not they.
    """

    start: int
    end: int
    name: str
    contacts: tuple[ContactId, ...] = ()
    aka: tuple[str, ...] = ()
    handle: str | None = None
    beside: tuple[int, int] = (0, 0)
    is_owner_of: bool = False
    negated: bool = False
