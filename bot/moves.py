"""Where somebody works as it changes: a dated history, and what goes with it. Pure."""

import re
from collections.abc import Container, Iterator
from datetime import date, timedelta

from msgspec import Struct, structs

from bot.language.folding import fold
from bot.model.book import Book
from bot.model.calendar import Month, Period, Week, last_day, month_of
from bot.model.document import Contact, ContactId, Job, Milestone, Occasion

_ON_THEIR_OWN = {"freelance", "freelancer", "self-employed", "independent"}
_LATELY = timedelta(days=30)
_ENDS = re.compile(
    r"\b(?:left|leav\w+|quit\w*|resign\w*|laid off|lay-?offs?|let go|los(?:t|es|ing)|fired|"
    r"sacked|redundan\w+|dismissed|unemployed|out of (?:work|a job)|between jobs|notice|"
    r"contract ended|stepp?(?:ed|s|ing) down|no longer|retire[ds]?)\b",
    re.IGNORECASE,
)


class Move(Struct, frozen=True):
    """What was said of a change: where to, as what, where from, and when it is."""

    org: str | None = None
    role: str | None = None
    from_org: str | None = None
    on: Period | None = None

    @property
    def is_ending(self) -> bool:
        """Whether something ended and nothing new was named."""
        return self.org is None and self.role is None


def tells_of_an_end(words: str | None) -> bool:
    """Whether words about somebody's work say that it ended: "was laid off"."""
    return bool(_ENDS.search(words or ""))


def moved_on(contact: Contact, move: Move, today: date) -> Contact:
    """The contact with the change in their history; jobs that go on stay as they are.

    A job ends when the new one begins, or in the month in which it was told where no more is
    known. One that was not known is kept as ended.
    """
    if again := _told_again(contact, move):
        jobs = [again if job is contact.job else job for job in contact.jobs]
        return structs.replace(contact, jobs=tuple(jobs))
    ended = ended_jobs(contact, move)
    until = move.on or month_of(today)
    jobs = [structs.replace(job, until=until) if job in ended else job for job in contact.jobs]
    if move.from_org and not ended:
        jobs.append(Job(org=move.from_org, until=until))
    if not move.is_ending:
        jobs.append(Job(org=_org(contact, move), role=move.role, since=move.on))
    return structs.replace(contact, jobs=tuple(jobs))


def _told_again(contact: Contact, move: Move) -> Job | None:
    """The job they have, if that is what was told, with what is new of it."""
    job = contact.job
    if job is None or move.from_org or not is_same(job.org, move.org):
        return None
    if move.role and job.role and not is_same(job.role, move.role):
        return None
    return structs.replace(job, role=move.role or job.role, since=move.on or job.since)


def ended_jobs(contact: Contact, move: Move) -> list[Job]:
    """The jobs that a change ends: that of the firm that was left, else every one held now."""
    held = [job for job in contact.jobs if job.until is None]
    if move.from_org is None:
        return held
    return [job for job in held if job.org is None or is_same(job.org, move.from_org)]


def is_known(contact: Contact, move: Move) -> bool:
    """Whether the book says all of it already."""
    job = contact.job
    if job is None or move.is_ending or move.from_org or move.on:
        return False
    same_org = move.org is None or is_same(job.org, move.org)
    return same_org and (move.role is None or is_same(job.role, move.role))


def is_same(one: str | None, other: str | None) -> bool:
    """Whether two firms or roles have one name: case and accents do not count."""
    return bool(one and other) and fold(one or "") == fold(other or "")


def _org(contact: Contact, move: Move) -> str | None:
    """The firm of a new job: a new role alone is one at the same firm."""
    alone = (move.role or "").casefold() in _ON_THEIR_OWN
    if move.org or move.from_org or alone:
        return move.org
    return contact.job.org if contact.job else None


def ended_days(book: Book, contact: Contact, move: Move, today: date) -> list[Milestone]:
    """The milestones that a change puts an end to.

    Work anniversaries of what ended; and after an ending with nothing new, a new job or a
    promotion of late, since there is nothing to congratulate on.
    """
    firms = [job.org for job in ended_jobs(contact, move) if job.org]
    firms += [move.from_org] if move.from_org else []
    new = None if move.is_ending else _org(contact, move)
    stays = any(is_same(firm, new) for firm in firms)
    return [
        each
        for each in book.all(Milestone)
        if contact.id in each.contacts
        and (
            (not stays and _is_anniversary_of(each, firms))
            or (move.is_ending and _is_news(each, today))
        )
    ]


def _is_anniversary_of(milestone: Milestone, firms: list[str]) -> bool:
    label = milestone.label
    fits = label is None or not firms or any(is_same(label, firm) for firm in firms)
    return milestone.occasion is Occasion.WORK_ANNIVERSARY and fits


def _is_news(milestone: Milestone, today: date) -> bool:
    is_work = milestone.occasion in {Occasion.NEW_JOB, Occasion.PROMOTION}
    return is_work and _day(milestone) >= today - _LATELY


def _day(milestone: Milestone) -> date:
    on = milestone.on
    if isinstance(on, Month | date):
        return last_day(on)
    return date.max


def new_job(contact: Contact, move: Move, id: str, today: date) -> Milestone:
    """What there is to congratulate on, on the day that was said or today."""
    on = move.on or today
    where = f"at {move.org}" if move.org else None
    return Milestone(
        id=id,
        contacts=(ContactId(contact.id),),
        occasion=Occasion.NEW_JOB,
        on=on.first if isinstance(on, Week) else on,
        label=" ".join(part for part in (move.role, where) if part) or None,
    )


def started(book: Book, contact: Contact, move: Move, id: str) -> Milestone | None:
    """The work anniversary that a dated beginning brings; None if there is no new one."""
    org = _org(contact, move)
    if org is None or not isinstance(move.on, Month | date):
        return None
    day = Milestone(
        id=id,
        contacts=(ContactId(contact.id),),
        occasion=Occasion.WORK_ANNIVERSARY,
        on=move.on,
        label=org,
    )
    known = (each for each in book.all(Milestone) if contact.id in each.contacts)
    return None if any(_is_anniversary_of(each, [org]) for each in known) else day


def colleagues(book: Book, firm: str, without: Container[ContactId]) -> Iterator[Contact]:
    """Who works at a firm now, as far as is known; ``without`` some, and without the dead."""
    for contact in book.all(Contact):
        held = (job for job in contact.jobs if job.until is None)
        is_other = ContactId(contact.id) not in without and not contact.passed_away
        if is_other and any(is_same(job.org, firm) for job in held):
            yield contact
