"""Who is meant by a name, and what tells people apart."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.command import Turn
from bot.errors import Refusal, Unclear
from bot.language.folding import name_tokens
from bot.language.names import NameIndex
from bot.language.reading import Named
from bot.model.book import Book
from bot.model.calendar import first_day
from bot.model.document import Contact, ContactId, Document, Interaction, Option
from bot.wording import when


class _Known:
    """The names of a book's contacts, kept up to date with it."""

    def __init__(self, book: Book) -> None:
        self.names = NameIndex()
        for contact in book.all(Contact):
            self.replace(None, contact)

    def replace(self, before: Document | None, after: Document | None) -> None:
        """Follow one change of the book."""
        if isinstance(after, Contact):
            if not isinstance(before, Contact) or _called(before) != _called(after):
                self.names.put(ContactId(after.id), *_called(after))
        elif isinstance(before, Contact):
            self.names.drop(ContactId(before.id))


def _called(contact: Contact) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and handles."""
    return (contact.name, *contact.aka), contact.handles


class _Seen:
    """Each contact's interactions, oldest first by when they took place."""

    def __init__(self, book: Book) -> None:
        self.by_contact: dict[ContactId, dict[str, Interaction]] = {}
        for interaction in book.all(Interaction):
            self.replace(None, interaction)

    def replace(self, before: Document | None, after: Document | None) -> None:
        """Follow one change of the book."""
        now = after.contacts if isinstance(after, Interaction) else ()
        if isinstance(before, Interaction):
            for id in set(before.contacts).difference(now):
                self.by_contact[id].pop(before.id, None)
        if isinstance(after, Interaction):
            for id in now:
                self.by_contact.setdefault(id, {})[after.id] = after


def known(book: Book) -> NameIndex:
    """The index of the names of this book's contacts."""
    return book.view(_Known).names


def interactions(book: Book, contact: ContactId | str) -> list[Interaction]:
    """The times that the owner and this contact were in touch, the latest last."""
    seen = book.view(_Seen).by_contact.get(ContactId(contact), {})
    return sorted(seen.values(), key=_when)


def latest(book: Book, contact: ContactId | str) -> Interaction | None:
    """The last time that the owner and this contact were in touch."""
    seen = book.view(_Seen).by_contact.get(ContactId(contact), {})
    return max(reversed(seen.values()), key=_when, default=None)


def _when(interaction: Interaction) -> tuple[date, datetime]:
    return first_day(interaction.on), interaction.logged_at


def contacts(book: Book, ids: Sequence[ContactId]) -> list[Contact]:
    """The contacts with these ids, without those that are gone."""
    return [found for id in ids if (found := book.get(Contact, id))]


def descriptor(contact: Contact, book: Book) -> str:
    """What tells this contact apart, in a few words; "" if nothing is known.

    The organisation, the event or place where they met, else the role, the city, or the last
    time in touch.
    """
    job = contact.job
    details = [job.org if job else None, contact.met_at]
    if not any(details):
        details = [job.role if job else None, contact.location]
    if not any(details) and (last := latest(book, contact.id)):
        details = [f"last {when(last.on, last.logged_at.date())}"]
    return ", ".join(detail for detail in details if detail)


def words_about(contact: Contact) -> set[str]:
    """Folded words that somebody could say to tell this contact from others."""
    jobs = [part for job in contact.jobs for part in (job.org, job.role) if part]
    said = [contact.name, *contact.aka, *jobs, contact.met_at, contact.location, contact.tie]
    said += [*contact.tags, *contact.interests, contact.met_through]
    return {token for each in said if each for token in name_tokens(each)}


def label(contact: Contact, book: Book) -> str:
    """A contact's name with what tells them apart, for a button."""
    more = descriptor(contact, book)
    return f"{contact.name} · {more}" if more else contact.name


def one(people: Sequence[Named], turn: Turn, *, missing: str, example: str) -> Contact:
    """The one contact who is meant.

    Raises:
        Refusal: if nobody was named, or somebody whom nobody resembles.
        Unclear: if the name fits several contacts, or none but some nearly.
    """
    if not people:
        raise Refusal(missing, f"For example: {example}")
    return _contact(people[0], turn)


def several(
    people: Sequence[Named], turn: Turn, *, missing: str, example: str
) -> tuple[Contact, ...]:
    """All the contacts who are meant, each of them known, and each of them once.

    Raises:
        Refusal, Unclear: as ``one`` does, for the first name that calls for it.
    """
    if not people:
        raise Refusal(missing, f"For example: {example}")
    found = (_contact(named, turn) for named in people)
    return tuple({contact.id: contact for contact in found}.values())


def _contact(named: Named, turn: Turn) -> Contact:
    found = contacts(turn.book, named.contacts)
    if len(found) == 1:
        return found[0]
    if found:
        raise which(named, found, turn.book)
    near = contacts(turn.book, named.near)
    if near:
        question = f"I don't know anyone called {named.name}. Did you mean one of these?"
        raise Unclear(question, named.name, [_option(each, turn.book) for each in near])
    raise Refusal(f"I don't know anyone called {named.name}.", f"To add them: met {named.name}")


def which(named: Named, found: Sequence[Contact], book: Book, *, new: bool = False) -> Unclear:
    """The question which of several contacts is meant; ``new`` offers somebody new too."""
    options = [_option(each, book) for each in found]
    if new:
        options.append(Option("Someone new"))
    return Unclear(f"Which {named.name}?", named.name, options)


def _option(contact: Contact, book: Book) -> Option:
    return Option(label(contact, book), ContactId(contact.id))
