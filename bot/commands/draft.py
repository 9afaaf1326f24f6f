"""An opener to copy: plain, short, and another one if it does not suit."""

from msgspec import structs

from bot.answering import Asking, Meant, meant
from bot.command import Turn, command
from bot.errors import Refusal
from bot.model.document import Boundary, Contact, ContactId, Drafted, Milestone
from bot.nudges.approach import is_barred
from bot.nudges.channels import Channel, channel
from bot.nudges.drafts import Subject, drafts, shortened
from bot.nudges.hardship import in_hard_times
from bot.nudges.moments import OFF_LIST, SENT, UNSENT, asked_if_sent
from bot.nudges.occasions import Occurrence, milestones_of, nearest, upcoming
from bot.nudges.standing import standing
from bot.nudges.timeline import last_talk
from bot.people import contacts
from bot.reply import Line, Reply, Span, choice, line
from bot.speech import names

A_MONTH, A_FEW_DAYS = 30, 3
_SHORT = "s"


class Draft(Asking, frozen=True):
    """To whom: a line, a person, or by button also a milestone.

    ``pick`` counts the drafts, with an "s" after it for the short form.

    ``words`` may be a line's number. Of a draft that was shown it says whether it was sent.
    """

    words: str = ""


@command(
    "draft <person>",
    "An opener to copy and change",
    examples=("draft Sarah", "draft 1"),
)
def draft(ask: Draft, turn: Turn) -> Reply:
    """One of the openers that fit, with a button for the next."""
    if ask.pick in {SENT, UNSENT} and (shown := turn.book.get(Drafted, ask.ref)):
        return _if_sent(shown, ask.pick, turn)
    subject, ref, is_on_list = _subject(ask, turn)
    blocked = [each for each in subject.contacts if each.do_not_contact or each.passed_away]
    if blocked or not subject.contacts:
        who = names(blocked) or ["anybody"]
        raise Refusal(line("I write nothing to ", *who, "."), "You drew that line; it holds.")
    openers = drafts(subject)
    count = _count(ask.pick, openers, subject, turn)
    text = openers[count]
    if ask.pick.endswith(_SHORT):
        text = shortened(text)
    _remember(text, subject, turn)
    choices = [
        choice("Another", "draft", ref, str((count + 1) % len(openers))),
        *(
            [choice("Shorter", "draft", ref, f"{count}{_SHORT}")]
            if shortened(text) != text
            else []
        ),
    ]
    if is_on_list:
        choices.append(choice("Sent: log it", "done", ref, OFF_LIST))
    elif len(subject.contacts) == 1:
        choices.append(choice("Sent: log it", "done", subject.contacts[0].id, OFF_LIST))
    found = _channel(subject, text, turn)
    on = f", {found.how}" if found else ""
    lines = [line("For ", *names(subject.contacts), f"{on}:"), line(f"“{text}”")]
    if found:
        lines.append(line(Span(f"Open {found.name}", link=found.link)))
    lines += _not_now(subject, turn)
    return Reply(tuple(lines), tuple(choices), edits=bool(ask.pick))


def _if_sent(shown: Drafted, pick: str, turn: Turn) -> Reply:
    """The question whether a draft was sent, or that it was not: nothing is logged."""
    if pick == SENT:
        return structs.replace(asked_if_sent(shown, turn.book), edits=True)
    turn.save(structs.replace(shown, on=None))
    return Reply((line("Then nothing is logged."),), edits=True)


def _count(pick: str, openers: tuple[str, ...], subject: Subject, turn: Turn) -> int:
    """Which of the openers: the one picked, else another than was shown last."""
    asked = pick.removesuffix(_SHORT)
    if asked.isdecimal():
        return int(asked) % len(openers)
    last = turn.book.get(Drafted, _key(subject))
    same = [n for n, each in enumerate(openers) if last and each.startswith(last.words)]
    return (same[0] + 1) % len(openers) if same else 0


def _remember(text: str, subject: Subject, turn: Turn) -> None:
    ids = tuple(ContactId(each.id) for each in subject.contacts)
    turn.save(Drafted(id=_key(subject), contacts=ids, words=text, on=turn.today))


def _key(subject: Subject) -> str:
    return subject.contacts[0].id


def _channel(subject: Subject, text: str, turn: Turn) -> Channel | None:
    if len(subject.contacts) != 1:
        return None
    medium = subject.talk.medium if subject.talk else None
    at = turn.now.astimezone(turn.zone)
    return channel(subject.contacts[0], turn.book.all(Boundary), medium, text, at)


def _not_now(subject: Subject, turn: Turn) -> list[Line]:
    """What the owner wanted to keep to, if this is no day or hour for it."""
    at, ids = turn.now.astimezone(turn.zone), {each.id for each in subject.contacts}
    rules = (each for each in turn.book.all(Boundary) if ids.intersection(each.contacts))
    return [
        line(f"Not now, though: {each.rule}.")
        for each in rules
        if not each.avoid and is_barred(each, at)
    ]


def _subject(ask: Draft, turn: Turn) -> tuple[Subject, str, bool]:
    """What the draft is about, the id that a button finds it by, and whether it is a line."""
    if milestone := turn.book.get(Milestone, ask.ref):
        people = tuple(contacts(turn.book, milestone.contacts))
        occurrence = nearest(turn.book, milestone, turn.today)
        occurrence = occurrence or upcoming(turn.book, milestone, turn.today)
        return _about(people, occurrence, turn), ask.ref, False
    number = (int(ask.words),) if ask.words.isdecimal() else ()
    each = meant(structs.replace(ask, index=ask.index or number), turn, "draft")[0]
    return (
        _about(each.contacts, _occurrence(each, turn), turn),
        each.ref,
        each.nudge is not None,
    )


def _about(people: tuple[Contact, ...], occurrence: Occurrence | None, turn: Turn) -> Subject:
    standings = [standing(turn.book, contact, turn.today) for contact in people]
    return Subject(
        people,
        turn.today,
        last_talk(turn.book, people, turn.today),
        occurrence,
        is_in_hard_times=in_hard_times(turn.book, people, turn.today),
        is_new_tie=any(each.talks == 1 and each.silent_days <= A_MONTH for each in standings),
    )


def _occurrence(each: Meant, turn: Turn) -> Occurrence | None:
    """What there is to congratulate on: what the line says, or what is near."""
    source = each.nudge.source if each.nudge else None
    if milestone := turn.book.get(Milestone, source or ""):
        return nearest(turn.book, milestone, turn.today)
    near = (
        nearest(turn.book, milestone, turn.today, A_FEW_DAYS)
        for contact in each.contacts
        for milestone in milestones_of(turn.book, contact.id)
    )
    return next((occurrence for occurrence in near if occurrence), None)
