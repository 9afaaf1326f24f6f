"""What a sentence tells about somebody, put into their contact."""

from msgspec import Struct, structs

from bot.model.document import Contact, Job, Tie
from bot.ties import told_tie
from bot.wording import listed


class Details(Struct, frozen=True):
    """The slots that are about a person rather than about what happened."""

    org: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    location: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    aka: tuple[str, ...] = ()
    email: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    handle: tuple[str, ...] = ()
    url: tuple[str, ...] = ()


def told(contact: Contact, details: Details) -> Contact:
    """The contact with everything that was said; what was known before is kept.

    "My mentor" is a kind of tie, and no role at work.
    """
    tie = _tie(details)
    return structs.replace(
        contact,
        aka=more(contact.aka, details.aka),
        jobs=contact.jobs if tie else _jobs(contact, details),
        tie=tie or contact.tie,
        location=details.location[0] if details.location else contact.location,
        emails=more(contact.emails, details.email),
        phones=more(contact.phones, details.phone),
        handles=more(contact.handles, details.handle),
        links=more(contact.links, details.url),
        interests=more(contact.interests, details.interests),
        tags=more(contact.tags, details.tags),
    )


def _tie(details: Details) -> Tie | None:
    if details.org or len(details.role) != 1:
        return None
    told = told_tie(details.role[0])
    return told.tie if told else None


def work(details: Details) -> str | None:
    """What they do, in words: CTO at Acme."""
    role, org = listed(details.role), listed(details.org)
    return f"{role} at {org}" if role and org else role or org or None


def in_words(details: Details) -> list[str]:
    """Everything that was said about the person, each in a few words."""
    said = [
        work(details),
        listed(details.location),
        *details.email,
        *details.phone,
        *details.handle,
        *details.url,
        f"likes {listed(details.interests)}" if details.interests else None,
        f"also called {listed(details.aka)}" if details.aka else None,
        " ".join(f"#{tag}" for tag in details.tags),
    ]
    return [each for each in said if each]


def more(known: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    """What is known, and what was said that is not yet: case does not count."""
    folded = {each.casefold() for each in known}
    new: dict[str, str] = {}
    for each in said:
        if each.casefold() not in folded:
            new.setdefault(each.casefold(), each)
    return (*known, *new.values())


def _jobs(contact: Contact, details: Details) -> tuple[Job, ...]:
    org, role = listed(details.org) or None, listed(details.role) or None
    if not (org or role):
        return contact.jobs
    current = contact.job
    if current is None or (org and current.org and org.casefold() != current.org.casefold()):
        return (*contact.jobs, Job(org, role))
    mended = structs.replace(current, org=current.org or org, role=role or current.role)
    return tuple(mended if job is current else job for job in contact.jobs)
