"""In which channel the owner writes to somebody, and the link that opens it. Pure."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import quote

from msgspec import Struct

from bot.model.document import Boundary, Contact
from bot.nudges.approach import avoided

_ORDER = ("email", "telegram", "whatsapp", "linkedin", "text", "call")
_NAMES = {
    "email": "e-mail",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "linkedin": "LinkedIn",
    "text": "text message",
    "call": "phone",
}
_MEDIA = {"message": ("telegram", "whatsapp", "text"), "video": (), "voice": ("call",)}


class Channel(Struct, frozen=True):
    """A way to reach somebody: its name as one says it, and the link that opens it."""

    name: str
    link: str

    @property
    def how(self) -> str:
        """As in: by e-mail, on WhatsApp."""
        return f"on {self.name}" if self.name[:1].isupper() else f"by {self.name}"


def channel(
    contact: Contact,
    boundaries: Iterable[Boundary],
    medium: str | None,
    text: str,
    at: datetime | None = None,
) -> Channel | None:
    """The channel that somebody prefers, or in which the last talk was; None if none is known.

    What they want to be left alone by ``at`` this hour of the owner's is never it. ``text`` is
    put in where a link can hold it.
    """
    rules = [each for each in boundaries if contact.id in each.contacts]
    shunned = avoided(rules, at)
    preferred = [each for rule in reversed(rules) for each in rule.prefer]
    last = _MEDIA.get(medium or "", (medium or "",))
    for name in (*preferred, *last, *_ORDER):
        if name in shunned or name not in _NAMES:
            continue
        for link in _links(name, contact, text):
            return Channel(_NAMES[name], link)
    return None


def _links(name: str, contact: Contact, text: str) -> Iterator[str]:
    phones = [re.sub(r"[^\d+]", "", each) for each in contact.phones]
    match name:
        case "email":
            yield from (f"mailto:{each}?body={quote(text)}" for each in contact.emails)
        case "telegram":
            yield from (f"https://t.me/{each}" for each in _handles(contact))
        case "whatsapp":
            known = (each.removeprefix("+") for each in phones if each.startswith("+"))
            yield from (f"https://wa.me/{each}?text={quote(text)}" for each in known)
        case "linkedin":
            yield from (each for each in contact.links if "linkedin.com/" in each.casefold())
        case "text":
            yield from (f"sms:{each}" for each in phones if each)
        case "call":
            yield from (f"tel:{each}" for each in phones if each)


def _handles(contact: Contact) -> Iterator[str]:
    for handle in contact.handles:
        if re.fullmatch(r"@[A-Za-z]\w{4,31}", handle):
            yield handle.removeprefix("@")
