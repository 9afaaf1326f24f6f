"""Promises in the book: which are open, which one is meant, and how one is kept."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import structs

from bot.command import Turn
from bot.language.folding import fold
from bot.model.book import Book
from bot.model.document import Contact, ContactId, Promise
from bot.wording import day_in_full, when

_UNDERTAKEN = re.compile(
    r"^(?:i|we)?\s*(?:have\s+|'ve\s+)?"
    r"(?:promised|swore|vowed|pledged|owe|owed|gave\s+\w+\s+my\s+word)\b\s*",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(r"^(?:to\s+)?(?:him|her|them)\b\s*", re.IGNORECASE)
_LEADS = re.compile(
    r"^(?:to|that\s+i(?:'d|\s+would|\s+will|'ll)|i(?:'d|\s+would))\s+", re.IGNORECASE
)
_KEPT = re.compile(r"^(?:i\s+|have\s+|i've\s+)*(?:kept|fulfilled|honou?red)\b", re.IGNORECASE)
_SMALL = {"the", "and", "for", "with", "promise", "promised", "kept", "her", "his", "their"}


def undertaken(about: str | None, people: Iterable[Contact] = ()) -> str | None:
    """What the owner has promised, if ``about`` says so: "promised her the deck" → the deck.

    ``people`` are those whose names may stand after the word for it. "" if it only says that
    something was promised; None if it is about something else.
    """
    found = _UNDERTAKEN.match(about or "")
    if about is None or found is None:
        return None
    rest = _TO_WHOM.sub("", about[found.end() :])
    for contact in people:
        for name in (contact.name, *contact.name.split()[:1], *contact.aka):
            named = rf"^(?:to\s+)?{re.escape(name)}(?!\w)\s*"
            rest = re.sub(named, "", rest, flags=re.IGNORECASE)
    return _LEADS.sub("", rest).strip(" ,:;.")


def is_keeping(words: str | None) -> bool:
    """Whether ``words`` tell of a promise that was kept: "kept my promise"."""
    return bool(_KEPT.match(words or ""))


def open_promises(book: Book, contacts: Iterable[ContactId] = ()) -> list[Promise]:
    """Those that are still to be kept, the first due first and those without a day last.

    With ``contacts`` only those about any of them.
    """
    wanted = set(contacts)
    found = [
        each
        for each in book.all(Promise)
        if each.is_open and (not wanted or wanted.intersection(each.contacts))
    ]
    return sorted(found, key=lambda each: (each.due or date.max, each.made_on))


def chosen(promises: Sequence[Promise], words: str | None) -> list[Promise]:
    """Those of ``promises`` that ``words`` are about; all of them if they tell none apart."""
    said = _words(words)
    fits = [(len(said & _words(each.what)), each) for each in promises]
    most = max((count for count, _ in fits), default=0)
    return [each for count, each in fits if count == most]


def _words(text: str | None) -> set[str]:
    return {word for word in re.findall(r"\w{3,}", fold(text or "")) if word not in _SMALL}


def keep(promise: Promise, turn: Turn) -> Promise:
    """The promise as kept on the day on which it was said, saved."""
    kept = structs.replace(promise, done_on=turn.said_on)
    turn.save(kept)
    return kept


def due_in_words(promise: Promise, today: date) -> str:
    """By when, as it follows what was promised: ", by Friday 20 March"; "" without a day."""
    if promise.due is None:
        return ""
    near = when(promise.due, today)
    if promise.due < today:
        return (
            f", due {'yesterday' if near == 'yesterday' else day_in_full(promise.due, today)}"
        )
    return f", by {near}"
