"""Ties that rest: the owner steps back from somebody, or somebody has died."""

import re
from collections.abc import Sequence

from msgspec import structs

from bot.command import Turn
from bot.model.document import Contact, ContactId, Note
from bot.naming import without_names
from bot.reply import Reply, Span, choice, line
from bot.speech import names

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


def says_step_back(words: str | None, people: Sequence[Contact] = ()) -> bool:
    """Whether ``words`` tell the bot to let ``people`` be: "step back from Bob"."""
    return bool(_STEPS_BACK.fullmatch(without_names(words, people)))


def says_died(words: str | None, people: Sequence[Contact] = ()) -> bool:
    """Whether ``words`` about ``people`` say that they died: "Bob passed away in March".

    Not "Bob's father passed away", which is of somebody else.
    """
    return bool(_DIED.fullmatch(without_names(words, people)))


def step_back(people: Sequence[Contact], turn: Turn) -> Reply:
    """Nothing about them unasked, until the owner lifts it."""
    for contact in people:
        turn.save(structs.replace(contact, do_not_contact=True))
    lift = [choice("Lift it", "boundary", people[0].id, "lift")] if len(people) == 1 else []
    return Reply(
        (
            line("Noted: you step back from ", *names(people), "."),
            line("I'll bring up nothing about them until you lift it."),
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
