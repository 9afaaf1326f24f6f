"""The owner would rather hear of somebody else."""

import re

from msgspec import structs

from bot.answering import Asking, Meant, meant, told, told_already
from bot.command import Turn, command
from bot.errors import Refusal
from bot.language.reading import Named
from bot.model.document import Answer, Contact, Digest, Nudge, Reason
from bot.nudges.digest import WORK_PLATFORMS
from bot.nudges.lists import FRESH
from bot.nudges.mornings import with_instead, with_nudge
from bot.nudges.planner import next_best
from bot.nudges.reasons import reason
from bot.people import several
from bot.profile import profile
from bot.reply import Part, Reply, line
from bot.speech import names

_TELL_ME = re.compile(r"\b(?:tell me (?:more )?about|who is|what about)\b", re.IGNORECASE)


class Skip(Asking, frozen=True):
    """Whom to leave out this time, by button, number or name.

    ``words`` may ask about somebody besides: "skip Bob, tell me about Ana".
    """

    words: str = ""


@command(
    "skip [<person>]",
    "Swap someone on the list for the next best",
    also=("someone",),
    answers=("nudge_reply.skip", "nudge_reply.someone_else"),
    examples=("skip 1", "someone else"),
)
def skip(ask: Skip, turn: Turn) -> Reply:
    """Leave out who is meant, and say who comes in their place, and why."""
    ask, asked_about = _parted(ask)
    lines = meant(ask, turn, "skip")
    todo = [each for each in lines if each.is_open and each.nudge]
    if not todo and lines[0].nudge:
        return told_already("answered", lines[0], ask, turn)
    digest = todo[0].digest if todo else None
    if digest is None or digest.id == FRESH:
        who = names(lines[0].contacts)
        raise Refusal(
            line(*who, " is on no list that I sent."), "Skip answers the list of a morning."
        )
    said: list[Part] = []
    for each in todo:
        if each.nudge:
            digest, sentence = _swap(each, each.nudge, digest, turn)
            said += sentence if not said else [" ", *sentence]
    turn.save(digest)
    reply = told(said, Meant(todo[0].contacts, todo[0].nudge, digest), ask, turn)
    if not asked_about:
        return reply
    others = several(asked_about, turn, missing="", example="")
    about = [each for contact in others for each in profile(contact, turn)]
    return structs.replace(reply, lines=(*reply.lines, *about))


def _parted(ask: Skip) -> tuple[Skip, tuple[Named, ...]]:
    """The answer without those who are only asked about, and those."""
    found = _TELL_ME.search(ask.words)
    if found is None:
        return ask, ()
    after = ask.words[found.end() :].casefold()
    others = tuple(each for each in ask.people if _given(each) in after)
    rest = tuple(each for each in ask.people if each not in others)
    return structs.replace(ask, people=rest), others


def _given(named: Named) -> str:
    return named.name.split(maxsplit=1)[0].casefold()


def _swap(each: Meant, nudge: Nudge, digest: Digest, turn: Turn) -> tuple[Digest, list[Part]]:
    """The digest with the next best in the place of ``nudge``, and a sentence about it."""
    digest = with_nudge(digest, structs.replace(nudge, answer=Answer.SKIPPED))
    who = names(each.contacts) or ["the reminder"]
    skipped: list[Part] = ["Left out ", *who, " for now."]
    if nudge.reason is Reason.OCCASION:
        return digest, skipped
    instead = next_best(turn.book, digest, instead_of=nudge.id, id=turn.new_id())
    if instead is None:
        return digest, [*skipped, " Nobody else is waiting."]
    found = [turn.book.get(Contact, id) for id in instead.contacts]
    people = [contact for contact in found if contact]
    at_work = turn.sender.platform in WORK_PLATFORMS
    why = f" · {reason(instead, turn.book, digest.day, at_work=at_work)}" if people else ""
    return with_instead(digest, instead), [
        *skipped,
        " Instead ",
        *(names(people) or ["a reminder"]),
        f"{why}.",
    ]
