"""A small book of contacts, and the circumstances that the tests here read in."""

from collections.abc import Mapping
from datetime import datetime

from bot.language import Context, read
from bot.language.names import NameIndex
from bot.language.reading import Reading, Verb
from bot.model.document import ContactId

NAMES = (
    *("Helen Archer", "Sven Lindgren", "Femi Adewale", "Noor Haddad", "Lena", "Kofi Mensah"),
    *("Jess Park", "Raj Malhotra", "Gary Oldfield", "Rob Kline", "Robert Kline", "Kenji Mori"),
    *("Yara Costa", "Milo Brandt", "Sofia Rinaldi", "Irina Petrova", "Tomasz Nowak"),
    *("Tomas Berg", "Anita Rao", "Carla Neri", "Birgit Hahn", "Hyejin Park", "Pavel Dvorak"),
    *("Deepak Nair", "Jakob Stern", "Marco Villa", "Kasper Holm", "Tunde Bello"),
    *("Luca Ferri", "Mum", "Will Fox", "May Tan"),
)
REFERENCE = datetime.fromisoformat("2026-03-18T09:30:00+00:00")
BOT_NAMES = ("cordially", "CordiallyBot", "U0CORDIAL")


def index_of(*names: str) -> NameIndex:
    """An index in which everybody's id is their name."""
    index = NameIndex()
    for name in names:
        index.put(ContactId(name), [name])
    return index


def understood(
    text: str,
    *,
    known: tuple[str, ...] = NAMES,
    platform: str = "any",
    locale: str = "en-GB",
    verbs: Mapping[str, Verb] | None = None,
) -> Reading:
    """What a sentence means on a Wednesday morning in March."""
    context = Context(REFERENCE, locale, platform, index_of(*known), verbs or {}, BOT_NAMES)
    return read(text, context)


def names_in(reading: Reading) -> list[str]:
    """Who was named, as spelled in the reading; strangers have a star."""
    people = reading.slots.get("people", ())
    return [one.name + "*" * one.is_new for one in people]
