"""Mend what was told: who it was, when, how or where, or what is known of somebody."""

from collections.abc import Sequence

from msgspec import structs

from bot.command import Turn, command
from bot.errors import Refusal, Unclear
from bot.language.folding import name_tokens
from bot.language.reading import Named, When
from bot.mending import Entry, last_entry, move, newcomer
from bot.model.document import (
    AboutContacts,
    Contact,
    ContactId,
    Doubt,
    Interaction,
    Job,
    Milestone,
    Option,
    Reminder,
)
from bot.people import contacts, interactions, label, one, which
from bot.profile import about, milestone_name
from bot.redating import DATED, redated, save_mended
from bot.reply import Line, Part, Reply, choice, line
from bot.speech import names
from bot.telling import entry_line
from bot.told import Details, in_words, told
from bot.wording import listed

EXAMPLE = "edit Bob's email to bob@example.org"


class Edit(Details, frozen=True):
    """What is right instead: whom the last entry is about, its day, or a detail.

    ``instead`` is which of several is not meant, where that was asked. ``words`` are there
    only where the verb was typed.
    """

    people: tuple[Named, ...] = ()
    when: When | None = None
    medium: str | None = None
    place: str | None = None
    event: str | None = None
    instead: ContactId | None = None
    words: str | None = None


@command(
    "edit <person> <words>",
    "Mend what you told me",
    answers=("edit", "edit.edit"),
    examples=(EXAMPLE, "no, I meant Sarah Diaz", "no, it was Monday"),
)
def edit(ask: Edit, turn: Turn) -> Reply:
    """Mend a contact's details, the entry that the words are about, or whom it is about."""
    details = in_words(ask)
    of_entry = ask.when or ask.medium or ask.place or ask.event
    if details and not of_entry:
        return _contact(ask, details, turn)
    if of_entry:
        return _entry(ask, turn)
    if ask.people and ask.words is None:
        return _moved(ask, turn)
    raise Refusal("What shall I mend, and how?", f"For example: {EXAMPLE}")


def _last(turn: Turn) -> Entry:
    entry = last_entry(turn)
    if entry is None:
        raise Refusal(
            "There is nothing here that I could mend.",
            f"Tell me what happened, or: {EXAMPLE}",
        )
    return entry


def _contact(ask: Edit, details: list[str], turn: Turn) -> Reply:
    """What is known of one person, corrected: what it was before is not kept."""
    if ask.people:
        contact = one(ask.people, turn, missing="Who?", example=EXAMPLE)
    else:
        # "edit Xy email …" with a name that is none must not fall upon somebody else
        found = contacts(turn.book, _last(turn).contacts) if ask.words is None else []
        if len(found) != 1:
            raise Refusal("Whose is that?", f"Say the name, as in: {EXAMPLE}")
        contact = found[0]
    mended = _corrected(contact, ask)
    turn.save(mended)
    old = [each for each in _had(contact) if each not in _had(mended)]
    instead = f", instead of {listed(old)}" if old else ""
    return _said(
        line("Mended: ", *names([mended]), f" · {' · '.join(details)}{instead}."), turn
    )


def _had(contact: Contact) -> list[str]:
    job = contact.job
    work = [each for each in (job.role, job.org) if each] if job else []
    place = [contact.location] if contact.location else []
    return [*work, *place, *contact.emails, *contact.phones, *contact.handles, *contact.links]


def _corrected(contact: Contact, ask: Edit) -> Contact:
    """The one value of a kind is replaced; where there are several, the new one joins them."""

    def right(known: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, ...]:
        return () if said and len(known) == 1 else known

    cleared = structs.replace(
        contact,
        emails=right(contact.emails, ask.email),
        phones=right(contact.phones, ask.phone),
        handles=right(contact.handles, ask.handle),
        links=right(contact.links, ask.url),
    )
    job, org, role = contact.job, listed(ask.org) or None, listed(ask.role) or None
    if job and (org or role):
        mended = structs.replace(job, org=org or job.org, role=role or job.role)
        jobs = tuple(mended if each is job else each for each in contact.jobs)
        cleared = structs.replace(cleared, jobs=jobs)
    elif org or role:
        cleared = structs.replace(cleared, jobs=(*contact.jobs, Job(org, role)))
    return told(cleared, structs.replace(ask, org=(), role=()))


def _entry(ask: Edit, turn: Turn) -> Reply:
    """The day, the medium, the place or the event of an entry."""
    is_moved = bool(ask.people) and ask.words is None
    if ask.people and not is_moved:
        document = _latest(one(ask.people, turn, missing="Whose?", example=EXAMPLE), ask, turn)
    else:
        if is_moved:
            _moved(ask, turn)
        document = _mendable(_last(turn).documents, ask)
    mended = redated(document, ask.when, turn) if ask.when else document
    if isinstance(mended, Interaction):
        mended = _placed(structs.replace(mended, medium=ask.medium or mended.medium), ask)
    if mended == document and not is_moved:
        raise Refusal("That is how I have it already.")
    save_mended(document, mended, turn)
    return _said(entry_line(mended, turn), turn)


def _placed(interaction: Interaction, ask: Edit) -> Interaction:
    """Where it was instead: what was said before goes, be it an event's name or a place's."""
    place, event = ask.place or interaction.place, ask.event or interaction.event
    if ask.place and not ask.event and not interaction.place:
        event = None
    if ask.event and not ask.place and not interaction.event:
        place = None
    return structs.replace(interaction, place=place, event=event)


def _mendable(documents: Sequence[AboutContacts], ask: Edit) -> AboutContacts:
    """The last of the documents that has what is to be mended."""
    kinds = (Interaction,) if ask.medium or ask.place or ask.event else DATED
    for kind in kinds:
        for document in reversed(documents):
            if isinstance(document, kind):
                return document
    what = "a day" if ask.when and kinds is DATED else "a meeting"
    raise Refusal(
        f"What you told me last is not about {what}.", f"Say it in full, as in: {EXAMPLE}"
    )


def _latest(contact: Contact, ask: Edit, turn: Turn) -> AboutContacts:
    """What is there of a contact that the words speak of; else the last time in touch."""
    said = (ask.words or "").casefold()
    known = about(turn.book, contact.id)
    if "reminder" in said:
        found: list[AboutContacts] = [each for each in known if isinstance(each, Reminder)]
    else:
        days = [each for each in known if isinstance(each, Milestone)]
        found = [each for each in days if milestone_name(each).casefold() in said]
    found = found or [*interactions(turn.book, contact.id)]
    if not found:
        raise Refusal(
            line("There is nothing with ", *names([contact]), " that I could mend."),
            f"Tell me what happened: met {contact.name} on Monday",
        )
    return _mendable(found, ask)


def _moved(ask: Edit, turn: Turn) -> Reply:
    """File the last entry under whom it is really about."""
    entry = _last(turn)
    filed = contacts(turn.book, entry.contacts)
    new = [_meant(named, entry, filed, turn) for named in ask.people]
    old = _replaced(new, filed, ask, turn)
    if not old:
        raise Refusal(line("It is about ", *names(new), " already."))
    move(entry, old, new, turn)
    right = [turn.book.get(Contact, each.id) or each for each in new]
    return _said(line("Moved to ", *names(right), ".", *_left(old, turn)), turn)


def _left(old: Sequence[Contact], turn: Turn) -> list[Part]:
    """What has become of those whom it was filed under."""
    stay = contacts(turn.book, [ContactId(each.id) for each in old])
    gone = [each.name for each in old if turn.book.get(Contact, each.id) is None]
    parts: list[Part] = []
    if stay:
        parts += [" ", *names(stay), f" {'is' if len(stay) == 1 else 'are'} as before."]
    if gone:
        parts.append(f" {listed(gone)}, new with it, {'is' if len(gone) == 1 else 'are'} gone.")
    return parts


def _meant(named: Named, entry: Entry, filed: Sequence[Contact], turn: Turn) -> Contact:
    """The right person: of several, whoever is called like the wrong one; else somebody new."""
    found = contacts(turn.book, named.contacts)
    others = [each for each in found if each not in filed] or found
    if len(others) > 1:
        alike = [each for each in others if any(_alike(each, one) for one in filed)]
        others = alike if len(alike) == 1 else others
    if len(others) > 1:
        raise which(named, others, turn.book)
    return others[0] if others else newcomer(named.name, entry, filed, turn)


def _alike(one: Contact, other: Contact) -> bool:
    return bool(set(name_tokens(one.name)) & set(name_tokens(other.name)))


def _replaced(
    new: Sequence[Contact], filed: Sequence[Contact], ask: Edit, turn: Turn
) -> list[Contact]:
    """Those of ``filed`` whom the ``new`` ones stand in the place of.

    Raises:
        Unclear: if it could be one of several.
    """
    others = [each for each in filed if each not in new]
    if ask.instead:
        return [each for each in others if each.id == ask.instead]
    if len(new) > 1 or len(others) <= 1 or len(others) < len(filed):
        return others
    alike = [each for each in others if _alike(each, new[0])]
    if len(alike) == 1:
        return alike
    options = [Option(label(each, turn.book), ContactId(each.id)) for each in others]
    question = f"{new[0].name} instead of whom?"
    raise Unclear(question, new[0].name, options, Doubt.INSTEAD)


def _said(said: Line, turn: Turn) -> Reply:
    return Reply((said,), (choice("Undo", "undo", turn.change_id),))
