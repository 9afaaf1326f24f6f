"""What the owner likes: an interest in common is a reason to write."""

import re

from msgspec import Struct, structs

from bot.command import Turn, command
from bot.model.document import Contact
from bot.nudges.news import shared
from bot.nudges.standing import is_open
from bot.reply import Reply, choice, line, say
from bot.speech import names
from bot.told import more
from bot.wording import listed

EXAMPLE = "interests climbing, jazz"
_PARTS = re.compile(r"\s*(?:,|;|\band\b|&)\s*", re.IGNORECASE)
_NOT = re.compile(r"^(?:no|not|without|drop|no longer)\s+", re.IGNORECASE)
_MOST = 5


class Interests(Struct, frozen=True):
    """What was typed."""

    words: str = ""


@command(
    "interests [<words>]",
    "What you like yourself: a reason to write to who likes it too",
    also=("hobbies",),
    examples=(EXAMPLE, "interests no jazz", "I'm into climbing"),
    hears=(
        r"my (?:interests|hobbies) are (?P<words>.+)",
        r"i(?:'m| am) (?:into|interested in) (?P<words>.+)",
        r"i (?:really )?(?:like|love|enjoy) (?P<words>.+)",
    ),
)
def interests(ask: Interests, turn: Turn) -> Reply:
    """Add what is named, take out what follows "no", or show what there is."""
    said = ask.words.strip(" .!")
    if not said:
        return _as_it_is(turn)
    wanted = [each for each in _PARTS.split(_NOT.sub("", said)) if each]
    own = turn.preferences.interests
    if _NOT.match(said):
        gone = {each.casefold() for each in wanted}
        now = tuple(each for each in own if each.casefold() not in gone)
    else:
        now = more(own, tuple(wanted))
    turn.save(structs.replace(turn.preferences, interests=now))
    lines = [line(f"Set: your interests are {listed(now)}." if now else "Set: no interests.")]
    if together := _in_common(turn):
        lines.append(line("In common with ", *names(together[:_MOST]), "."))
    return Reply(tuple(lines), (choice("Undo", "undo", turn.change_id),))


def _in_common(turn: Turn) -> list[Contact]:
    return [
        each for each in turn.book.all(Contact) if is_open(each) and shared(turn.book, each)
    ]


def _as_it_is(turn: Turn) -> Reply:
    if own := turn.preferences.interests:
        return say(f"Your interests are {listed(own)}. To take one out: interests no {own[-1]}")
    return say(f"I know none of yours. For example: {EXAMPLE}")
