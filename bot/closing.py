"""Ties that rest: the owner steps back from somebody, or somebody has died."""

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct, structs

from bot.ahead import days_until, parted
from bot.command import Turn
from bot.model.document import Contact, ContactId, Note
from bot.naming import without_names
from bot.reply import Reply, Span, choice, line
from bot.speech import names
from bot.wording import day_in_full

_WISHES = r"(?:(?:please|i|i'm|i am|want to|need to|have to|to)\s+)*"
_STEPS_BACK = re.compile(
    rf"{_WISHES}(?:step(?:ped|ping)? back(?: from)?|leave alone|stop contacting|"
    r"(?:do not|don't|never) contact(?: again)?|no(?: more)? contact(?: with)?|"
    r"keep(?:ing)? (?:my )?distance(?: from)?)\W*",
    re.IGNORECASE,
)
_DIED = re.compile(
    r"(?:(?:has|have|had|is|sadly|just)\s+)*(?:passed (?:away|on)|died|dead|deceased)"
    r"(?P<more>\s+(?:in|on|last|this|yesterday|today|after|of|at|peacefully|suddenly|earlier|"
    r"a|two|three|\d+)\b.*)?\W*",
    re.IGNORECASE,
)


_FOR_A_TIME = re.compile(
    r"[,;]?\s*(?:and\s+)?(?:then\s+)?"
    r"(?:ask(?: me)?(?: again)?|for (?:a while|now|a time))?\W*$",
    re.IGNORECASE,
)


class StepBack(Struct, frozen=True):
    """That some people are to be let be; ``until`` the day on which to ask again."""

    until: date | None = None


def said_step_back(words: str | None, people: Sequence[Contact], turn: Turn) -> StepBack | None:
    """What ``words`` say of it: "step back from Bob for 3 months"; None if nothing.

    Days that are not ahead are none.
    """
    plain = without_names(words, people)
    rest, _ = parted(plain, turn)
    if not _STEPS_BACK.fullmatch(_FOR_A_TIME.sub("", rest)):
        return None
    found = days_until(plain, turn)
    return StepBack(found[0] if found and found[0] > turn.said_on else None)


def says_died(words: str | None, people: Sequence[Contact] = ()) -> bool:
    """Whether ``words`` about ``people`` say that they died: "Bob passed away in March".

    Not "Bob's father passed away", which is of somebody else.
    """
    return bool(_DIED.fullmatch(without_names(words, people)))


def step_back(people: Sequence[Contact], turn: Turn, until: date | None = None) -> Reply:
    """Nothing about them unasked, until the owner lifts it; then on a day one question."""
    for contact in people:
        turn.save(structs.replace(contact, do_not_contact=True, ask_again_on=until))
    lift = [choice("Lift it", "boundary", people[0].id, "lift")] if len(people) == 1 else []
    asking = [f" I'll ask on {day_in_full(until, turn.today)}."] if until else []
    return Reply(
        (
            line("Noted: you step back from ", *names(people), "."),
            line("I'll bring up nothing about them until you lift it.", *asking),
        ),
        (*lift, choice("Undo", "undo", turn.change_id)),
    )


def passed_away(contact: Contact, words: str | None, turn: Turn) -> Reply:
    """Nothing about them unasked any more; what is kept stays, with what was said of it."""
    if contact.passed_away:
        return Reply((line("I know. I bring up nothing about ", Span.person(contact), "."),))
    turn.save(structs.replace(contact, passed_away=True))
    found = _DIED.fullmatch(without_names(words, (contact,)))
    if words and found and found["more"]:
        ids = (ContactId(contact.id),)
        turn.save(Note(id=turn.new_id(), contacts=ids, text=words, on=turn.said_on))
    return Reply(
        (
            line("Noted: ", Span.person(contact), " has passed away."),
            line("I'm sorry. What you keep here stays, and I'll bring up none of it unasked."),
        ),
        (choice("Undo", "undo", turn.change_id),),
    )
