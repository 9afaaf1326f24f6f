"""See or change how the bot works for its owner."""

from msgspec import structs

from bot.command import Turn, command
from bot.errors import Refusal
from bot.model.document import Preferences
from bot.preferences import MENDS, Wish, changed, worded
from bot.reply import Line, Reply, choice, line, quiet, say

HOURS = ("07:30", "08:30", "09:30", "18:00")
SHOWN = (
    "nudge_time",
    "zone",
    "home",
    "max_nudges",
    "quiet_from",
    "quiet_until",
    "quiet_days",
    "paused_until",
    "interests",
    "discreet",
    "locale",
)


@command(
    "settings [<setting>] [<value>]",
    "See or change how I work",
    also=("set",),
    answers=("settings",),
    examples=(
        "nudge me at 7:30",
        "I'm in Lisbon",
        "settings zone Europe/Dublin",
        "settings discreet on",
        "pause until Monday",
    ),
)
def settings(ask: Wish, turn: Turn) -> Reply:
    """Change one setting and say what it is now, or show all of them."""
    if ask.ref:
        return _pressed(ask, turn)
    if ask.setting is None and ask.words:
        raise Refusal("I couldn't read which setting that is.", "To see them: settings")
    if ask.setting is None:
        return Reply(tuple(_all(turn)))
    mend = MENDS.get(ask.setting)
    if mend is None:
        raise Refusal(f"I have no setting called {ask.setting}.", "To see them: settings")
    return _saved(mend(ask, turn), turn)


def _saved(preferences: Preferences, turn: Turn) -> Reply:
    before = turn.preferences
    if preferences == before:
        return Reply((line("That is how it is already."), *_all(turn)))
    turn.save(preferences)
    return say(
        f"Set: {changed(before, preferences, turn)}",
        choices=(choice("Undo", "undo", turn.change_id),),
    )


def _pressed(ask: Wish, turn: Turn) -> Reply:
    """Answers to "Is it 18:42 where you are?" and to the hour's buttons."""
    preferences = turn.preferences
    if ask.ref == "zone" and ask.pick == "yes":
        turn.save(structs.replace(preferences, zone_is_known=True))
        return say("Good. The morning list comes at ", preferences.nudge_time, ".")
    if ask.ref == "zone":
        return say("Where are you? For example: I'm in Lisbon, or: settings zone Europe/Dublin")
    if ask.ref == "nudge_time" and ask.pick:
        return _saved(structs.replace(preferences, nudge_time=ask.pick.replace("-", ":")), turn)
    buttons = tuple(
        choice(hour, "settings", "nudge_time", hour.replace(":", "-")) for hour in HOURS
    )
    return say(
        "At what time shall the morning list come? Or say it: nudge me at 7:15", choices=buttons
    )


def _all(turn: Turn) -> list[Line]:
    """Every setting as it is now, and how to change them."""
    said = dict.fromkeys(worded(name, turn.preferences, turn) for name in SHOWN)
    lines = [line(f"{each[0].upper()}{each[1:]}.") for each in said if each]
    lines.append(line(quiet("To change one, say it: nudge me at 7:30, or: I'm in Lisbon")))
    return lines
